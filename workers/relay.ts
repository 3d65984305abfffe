import type { Raw } from "../src/raw.ts";
import type { Queues } from "./queues.ts";

// In: events written beside their facts. Out: jobs with their ids on the queue `events`.
// If it dies between noting events as queued and queueing them, the note runs out and they are taken again; routing an
// event twice changes nothing.

const BATCH = 1000;
const IDS_PER_JOB = 100;
/** Routing takes milliseconds: what is not routed after this lost its job with the queue. */
const QUEUED_SECONDS = 30;

/** Relays one batch. Returns how many events it took; 0: nothing was waiting. */
export async function relayOnce(db: Raw, queues: Queues): Promise<number> {
  const taken = await db.$queryRaw<{ id: string }[]>`
    update "Event" set "queuedUntil" = now() + make_interval(secs => ${QUEUED_SECONDS})
    where id in (
      select id from "Event" where "routedAt" is null and ("queuedUntil" is null or "queuedUntil" < now())
      order by "occurredAt" limit ${BATCH} for update skip locked)
    returning id`;
  const ids = taken.map((event) => event.id);
  const jobs = Array.from({ length: Math.ceil(ids.length / IDS_PER_JOB) }, (_, index) => {
    const eventIds = ids.slice(index * IDS_PER_JOB, (index + 1) * IDS_PER_JOB);
    return { id: `e-${eventIds[0]}-${Date.now()}`, data: { eventIds }, priority: 1 };
  });
  try {
    await queues.enqueue("events", jobs);
  } catch (error) {
    await db.$executeRaw`update "Event" set "queuedUntil" = null where id = any(${ids}::uuid[])`;
    throw error;
  }
  return ids.length;
}

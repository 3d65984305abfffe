import type { Raw } from "../src/raw.ts";
import type { Queues } from "./queues.ts";

// In: events written beside their facts. Out: jobs with their ids on the queue `events`.
// If it dies after claiming, the claim runs out and the events are taken again; after queueing and before marking,
// they are queued twice, which routing does not mind.

const BATCH = 1000;
const IDS_PER_JOB = 100;
const CLAIM_SECONDS = 30;

/** Relays one batch. Returns how many events it took; 0: nothing was waiting. */
export async function relayOnce(db: Raw, queues: Queues): Promise<number> {
  const claimed = await db.$queryRaw<{ id: string }[]>`
    update "Event" set "claimedUntil" = now() + make_interval(secs => ${CLAIM_SECONDS})
    where id in (
      select id from "Event" where "publishedAt" is null and ("claimedUntil" is null or "claimedUntil" < now())
      order by "occurredAt" limit ${BATCH} for update skip locked)
    returning id`;
  if (claimed.length === 0) return 0;
  const ids = claimed.map((event) => event.id);
  const jobs = Array.from({ length: Math.ceil(ids.length / IDS_PER_JOB) }, (_, index) => {
    const eventIds = ids.slice(index * IDS_PER_JOB, (index + 1) * IDS_PER_JOB);
    return { id: `e-${eventIds[0]}-${Date.now()}`, data: { eventIds }, priority: 1 };
  });
  await queues.enqueue("events", jobs);
  // The router is at the first of them already and waits for the rows it meets: both lock in the order of ids.
  await db.$executeRaw`
    update "Event" set "publishedAt" = now(), "claimedUntil" = null
    where id in (select id from "Event" where id = any(${ids}::uuid[]) order by id for update)`;
  return ids.length;
}

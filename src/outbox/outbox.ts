import type { Tx } from "../db.ts";
import type { NewEvent } from "./events.ts";

/** The relay listens on this PostgreSQL channel; it polls as well, so a lost wake-up costs time, not messages. */
export const WAKE_RELAY = "vestnik_relay";

/**
 * Writes events in the transaction of the facts they tell of. Silent ones are born settled.
 * One wake-up per call: NOTIFY takes a lock at commit, so a verb calls this once.
 */
export async function recordEvents(tx: Tx, events: NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  await tx.$executeRaw`
    insert into "Event" (kind, "factId", "factVersion", "pupilId", "actorId", "occurredAt", silent, "routedAt")
    select kind, "factId", "factVersion", "pupilId", "actorId", "occurredAt", silent,
      case when silent then "occurredAt" end
    from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as x(kind text, "factId" uuid, "factVersion" int,
      "pupilId" uuid, "actorId" uuid, "occurredAt" timestamptz, silent boolean)`;
  if (events.some((event) => !event.silent)) await tx.$executeRaw`select pg_notify(${WAKE_RELAY}, '')`;
}

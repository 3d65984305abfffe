import type { House } from "./house.ts";

const LAST_WORDS = 3000;

/** What is left, who is at what, and the last words of the post offices: for whoever has to find out why nothing moves. */
export async function tellStuck({ db, offices }: House): Promise<string> {
  const notices = await db.$queryRaw<object[]>`
    select frequency, urgency, "dueAt", "deliveryId", now() as now from "Notice" where state = 'open' limit 20`;
  const sessions = await db.$queryRaw<object[]>`
    select pid, pg_blocking_pids(pid) as "blockedBy", state, wait_event, xact_start, query_start, left(query, 120) as query
    from pg_stat_activity
    where datname = current_database() order by query_start desc limit 60`;
  const rows = [...notices, ...sessions].map((row) => JSON.stringify(row));
  return [...rows, ...offices.map((office) => office.output().slice(-LAST_WORDS))].join("\n");
}

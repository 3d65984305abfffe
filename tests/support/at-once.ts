import type { Db } from "../../src/db.ts";
import { until } from "./until.ts";

/**
 * Runs writers that truly meet: nobody's row gets into this table before all of them wait, for it or for one another.
 * Returns the errors of those who lost.
 */
export async function atOnce(db: Db, table: string, writers: (() => Promise<unknown>)[]): Promise<unknown[]> {
  const writing = await db.$transaction(
    async (tx) => {
      await tx.$executeRawUnsafe(`lock table "${table}" in share mode`);
      const settled = Promise.allSettled(writers.map((write) => write()));
      await until(async () => (await countWaiting(db)) === writers.length, { what: "everybody to wait" });
      return { settled };
    },
    { timeout: 30_000 },
  );
  const all = await writing.settled;
  return all.flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
}

async function countWaiting(db: Db): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  return row!.count;
}

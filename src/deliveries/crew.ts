import pg from "pg";
import type { Db } from "../db.ts";
import { log } from "../log.ts";

/** First half of the advisory lock that every living worker holds, the second half is its number: the view living_worker. */
const CREW_LOCK = 7_102;
const RECONNECT_MS = 500;

export interface CrewMember {
  number: number;
  leave(): Promise<void>;
}

/**
 * Gives a worker process its number and holds a lock under it on a connection of its own. The lock falls when the
 * process dies and stays while it is only stopped: so a stopped worker's call is not repeated behind its back.
 */
export async function joinCrew(db: Db, databaseUrl: string): Promise<CrewMember> {
  const [row] = await db.$queryRaw<{ number: number }[]>`select nextval('worker_number')::int as number`;
  const { number } = row!;
  let left = false;
  let client: pg.Client | undefined;
  const hold = async (): Promise<void> => {
    while (!left) {
      const next = new pg.Client({
        connectionString: databaseUrl,
        keepAlive: true,
        application_name: `vestnik worker ${number}`,
      });
      next.on("error", () => {
        if (client === next && !left) void hold();
      });
      try {
        await next.connect();
        // A machine that lost its power must not look alive for two hours.
        await next.query(
          "set tcp_keepalives_idle = 20; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3",
        );
        await next.query("select pg_advisory_lock($1, $2)", [CREW_LOCK, number]);
        client = next;
        return;
      } catch (error) {
        next.end().catch(() => {});
        log.warn({ reason: (error as Error).name }, "worker waits for the database");
        await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
      }
    }
  };
  await hold();
  return {
    number,
    async leave() {
      left = true;
      await client?.end().catch(() => {});
    },
  };
}

/** How many processes of the post office live now. */
export async function countCrew(db: Db): Promise<number> {
  const [row] = await db.$queryRaw<{ living: number }[]>`select count(*)::int as living from living_worker`;
  return row!.living;
}

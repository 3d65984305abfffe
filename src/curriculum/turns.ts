import type { Db, Tx } from "../db.ts";

const TURN_LOCK = 7_104;

/**
 * One transaction of the curriculum, the timetable or its lessons at a time: what was looked at before a change (is the
 * room free, is the name new) still holds when it is written. These changes are few, so nobody waits long.
 */
export function inTurn<Result>(db: Db | Tx, act: (tx: Tx) => Promise<Result>): Promise<Result> {
  return db.$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(${TURN_LOCK}::bigint)`;
    return act(tx);
  });
}

import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { clockTime, dayIn, isoDay, now } from "../clock.ts";
import type { Db } from "../db.ts";
import { makeBackup, type School } from "./making.ts";

/** R26: the backup of each night. One worker of all makes it, whichever comes first. */

/** School time: the last digests have left and nobody teaches. A machine that slept makes it up. */
const FIRST_HOUR = 2;
/** A worker that began and died is given up after this. */
const GIVEN_UP_MS = 3 * 3_600_000;
const DAILY_KEPT = 7;
const WEEKLY_KEPT = 4;
const NAME = /^vestnik-(\d{4}-\d\d-\d\d)\.backup$/;
const WEEK_MS = 7 * 86_400_000;
/** 5 January 1970 was a Monday. */
const FIRST_MONDAY_MS = 4 * 86_400_000;

/** The day whose backup is ours to make now; null: made, or being made, or the night has not come. */
export async function claimNight(db: Db, timeZone: string): Promise<Date | null> {
  const at = now();
  if (Number.parseInt(clockTime(at, timeZone), 10) < FIRST_HOUR) return null;
  const day = dayIn(timeZone, at);
  const claimed = await db.$queryRaw<unknown[]>`
    insert into "NightlyBackup" (day, "startedAt") values (${day}::date, ${at})
    on conflict (day) do update set "startedAt" = excluded."startedAt"
      where "NightlyBackup"."madeAt" is null and "NightlyBackup"."startedAt" <= ${new Date(at.getTime() - GIVEN_UP_MS)}
    returning 1`;
  return claimed.length > 0 ? day : null;
}

/**
 * Makes the backup of the day in the folder, and only then lets go of the oldest.
 * @throws BadBackup it cannot be written; it is tried again in three hours
 */
export async function makeNightly(
  db: Db,
  school: School,
  { dir, day }: { dir: string; day: Date },
): Promise<void> {
  const file = join(dir, nameOf(day));
  // Begun by one who died right before saying so: it is whole, or it would not have its name.
  const ready = await stat(file).catch(() => null);
  const bytes = ready?.size ?? (await makeBackup(school, file));
  await db.nightlyBackup.update({ where: { day }, data: { madeAt: now(), bytes } });
  await Promise.all(tooOld(await readdir(dir)).map((name) => rm(join(dir, name), { force: true })));
}

function nameOf(day: Date): string {
  return `vestnik-${isoDay(day)}.backup`;
}

/** Pure. Of the names in a folder those to let go: all but the newest seven and the last of each of the newest four weeks. */
export function tooOld(names: string[]): string[] {
  const ours = names.filter((name) => NAME.test(name)).sort((a, b) => (a < b ? 1 : -1));
  const lastOfWeek = new Map<number, string>();
  for (const name of ours) {
    const week = weekOf(NAME.exec(name)![1]!);
    if (!lastOfWeek.has(week)) lastOfWeek.set(week, name);
  }
  const kept = new Set([...ours.slice(0, DAILY_KEPT), ...[...lastOfWeek.values()].slice(0, WEEKLY_KEPT)]);
  return ours.filter((name) => !kept.has(name));
}

function weekOf(day: string): number {
  return Math.floor((Date.parse(day) - FIRST_MONDAY_MS) / WEEK_MS);
}

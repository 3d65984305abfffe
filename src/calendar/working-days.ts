import { audit } from "../audit.ts";
import { isoDay } from "../clock.ts";
import type { Db, Tx } from "../db.ts";
import { BadInput } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { plusDays, weekdayOf } from "./days.ts";

/** ISO days on which the production calendar departs from Monday to Friday → whether the staff work then. */
export type WorkingDayExceptions = ReadonlyMap<string, boolean>;

export interface WorkingDayData {
  date: string;
  working: boolean;
  /** What makes it differ: «День России», «перенос с 8 марта». */
  name: string;
}

/** Pupils' holidays are working days of the staff: only the production calendar counts. */
export function isWorkingDay(exceptions: WorkingDayExceptions, day: string): boolean {
  return exceptions.get(day) ?? weekdayOf(day) <= 5;
}

/** The working day that comes so many working days after a day; the day itself does not count (R37, R39, R48). */
export function addWorkingDays(exceptions: WorkingDayExceptions, day: string, count: number): string {
  let reached = day;
  for (let left = count; left > 0; ) {
    reached = plusDays(reached, 1);
    if (isWorkingDay(exceptions, reached)) left -= 1;
  }
  return reached;
}

/** How many working days lie after `after` up to and with `upTo`; none when it comes earlier. */
export function countWorkingDays(exceptions: WorkingDayExceptions, after: string, upTo: string): number {
  let count = 0;
  for (let day = plusDays(after, 1); day <= upTo; day = plusDays(day, 1))
    if (isWorkingDay(exceptions, day)) count += 1;
  return count;
}

/** The exceptions of these days; without `to` all that were entered from then on. */
export async function readWorkingDays(
  db: Db | Tx,
  { from, to }: { from: Date; to?: Date },
): Promise<WorkingDayExceptions> {
  const days = await db.workingDay.findMany({ where: { date: { gte: from, ...(to ? { lte: to } : {}) } } });
  return new Map(days.map(({ date, working }) => [isoDay(date), working]));
}

/**
 * Enters or corrects days of the staff's production calendar; those entered before and not named stay.
 * @returns how many of them are new or changed
 * @throws BadInput a day is named twice
 */
export async function setWorkingDays(db: Db, days: WorkingDayData[], by: By): Promise<number> {
  const twice = days.findIndex(({ date }, index) => days.findIndex((day) => day.date === date) < index);
  if (twice !== -1) throw new BadInput("День указан дважды. Оставьте одну строку.", ["days", twice, "date"]);
  return db.$transaction(async (tx) => {
    const changed = await tx.$queryRaw<{ date: Date; working: boolean }[]>`
      insert into "WorkingDay" (date, working, name)
      select date, working, name from jsonb_to_recordset(${JSON.stringify(days)}::jsonb)
        as x(date date, working boolean, name text) order by date
      on conflict (date) do update set working = excluded.working, name = excluded.name
        where ("WorkingDay".working, "WorkingDay".name) is distinct from (excluded.working, excluded.name)
      returning date, working`;
    const entries = changed.map(({ date, working }) => ({ day: isoDay(date), working }));
    if (entries.length > 0) await audit(tx, by, { action: "workingDays.set", details: { days: entries } });
    return entries.length;
  });
}

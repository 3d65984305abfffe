import { isDeepStrictEqual } from "node:util";
import { dateOf } from "../clock.ts";
import type { Db, Tx } from "../db.ts";
import { BadInput, NotFound } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { editVersion } from "../versions.ts";
import { checkInYear, checkLevels, shareLevels, shownLevels } from "./borders.ts";
import type { CalendarMovedDay, Levels, SchoolCalendar } from "./calendar.ts";
import { dotted } from "./days.ts";
import { remarkMovedDay } from "./norms.ts";
import { recordChange } from "./recording.ts";
import { readWorkingDays } from "./working-days.ts";
import { openYear, todayOf, type Written } from "./year-door.ts";

export interface MovedDayData extends Levels {
  date: string;
  /** 1 Monday … 7 Sunday; null: a day without lessons. */
  likeWeekday: number | null;
  reason: string;
}

/**
 * Lets a day follow another weekday's timetable, or none.
 * @throws NotFound, Closed the year · BadInput the day is not of the year or is moved already, nobody learns on that weekday
 */
export async function moveDay(
  db: Db,
  { yearId, ...data }: MovedDayData & { yearId: string },
  by: By,
): Promise<Written<MovedDayData>> {
  return db.$transaction(async (tx) => {
    const calendar = await openYear(tx, yearId);
    checkMovedDay(calendar, calendar.movedDays, data);
    const { id, version } = await tx.movedDay.create({ data: { yearId, ...columnsOf(data) } });
    const details = { yearId, after: { ...data } };
    await recordChange(tx, by, { action: "dayMoved.added", id, version, details });
    return { id, version, ...data, remarks: await remarksOn(tx, by, data.date) };
  });
}

/** @throws NotFound · Closed · Conflict · BadInput as moveDay */
export async function changeMovedDay(
  db: Db,
  { id, version, changes }: { id: string; version: number; changes: Partial<MovedDayData> },
  by: By,
): Promise<Written<MovedDayData>> {
  return db.$transaction(async (tx) => {
    const { calendar, before } = await openMovedDay(tx, id);
    const after = { ...before, ...changes };
    const others = calendar.movedDays.filter((other) => other.id !== id);
    checkMovedDay(calendar, others, after);
    const edited = await editVersion(tx.movedDay, { id, version }, columnsOf(after));
    const written = { id, version: edited.after.version };
    await recordChange(tx, by, { action: "dayMoved.changed", ...written, details: { before, after } });
    const isOnlyReworded = isDeepStrictEqual({ ...before, reason: after.reason }, after);
    const [earlier] = [before.date, after.date].sort() as [string];
    return { ...written, ...after, remarks: isOnlyReworded ? [] : await remarksOn(tx, by, earlier) };
  });
}

/** The day follows its own weekday again; what it was stays in the audit trail. @throws NotFound · Closed · Conflict */
export async function removeMovedDay(
  db: Db,
  seen: { id: string; version: number },
  by: By,
): Promise<Written<MovedDayData>> {
  return db.$transaction(async (tx) => {
    const { calendar, before } = await openMovedDay(tx, seen.id);
    const { after } = await editVersion(tx.movedDay, seen, {});
    await tx.movedDay.delete({ where: { id: seen.id } });
    const written = { id: seen.id, version: after.version };
    const details = { yearId: calendar.year.id, before };
    await recordChange(tx, by, { action: "dayMoved.removed", ...written, details });
    return { ...written, ...before, remarks: await remarksOn(tx, by, before.date) };
  });
}

async function openMovedDay(tx: Tx, id: string) {
  const found = await tx.movedDay.findUnique({ where: { id } });
  const calendar = found && (await openYear(tx, found.yearId));
  const moved = calendar?.movedDays.find((one) => one.id === id);
  if (!calendar || !moved) throw new NotFound("Такого переноса нет. Обновите календарь.");
  const { date, likeWeekday, reason, levelFrom, levelTo } = moved;
  return { calendar, before: { date, likeWeekday, reason, levelFrom, levelTo } };
}

function checkMovedDay({ year }: SchoolCalendar, others: CalendarMovedDay[], moved: MovedDayData): void {
  const { date, likeWeekday } = moved;
  checkLevels(moved);
  checkInYear(year, { date });
  if (likeWeekday !== null && (likeWeekday < 1 || likeWeekday > year.weekDays))
    throw new BadInput(
      `Учебная неделя этого года — ${year.weekDays} дней с понедельника. Укажите день из неё, от 1 до ${year.weekDays}.`,
      ["likeWeekday"],
    );
  const other = others.find((one) => one.date === date && shareLevels(one, moved));
  if (other)
    throw new BadInput(
      `${dotted(date)} у ${shownLevels(other)} уже перенесён. Измените тот перенос или выберите другие параллели.`,
      ["date"],
    );
}

async function remarksOn(tx: Tx, by: By, date: string): Promise<string[]> {
  const today = await todayOf(tx, by);
  const exceptions = await readWorkingDays(tx, { from: dateOf(today), to: dateOf(date) });
  return remarkMovedDay(exceptions, today, date);
}

function columnsOf({ date, likeWeekday, reason, levelFrom, levelTo }: MovedDayData) {
  return { date: dateOf(date), likeWeekday, reason, levelFrom, levelTo };
}

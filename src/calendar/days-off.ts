import { isDeepStrictEqual } from "node:util";
import { dateOf } from "../clock.ts";
import type { DayOffKind, Db, Tx } from "../db.ts";
import { NotFound } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { editVersion } from "../versions.ts";
import { checkInYear, checkLevels, checkSpan, shareLevels } from "./borders.ts";
import { type CalendarDayOff, type Levels, type SchoolCalendar, type Span, spans } from "./calendar.ts";
import { dotted } from "./days.ts";
import { remarkVacation, remarkYear } from "./norms.ts";
import { recordChange } from "./recording.ts";
import { openYear, todayOf, type Written } from "./year-door.ts";

export interface DayOffData extends Span, Levels {
  kind: DayOffKind;
  name: string;
}

/** Enters days without lessons: holidays, public days off, frost. @throws NotFound, Closed the year · BadInput days or levels */
export async function addDayOff(
  db: Db | Tx,
  { yearId, ...data }: DayOffData & { yearId: string },
  by: By,
): Promise<Written<DayOffData>> {
  return db.$transaction(async (tx) => {
    const calendar = await openYear(tx, yearId);
    checkDayOff(calendar, data);
    const { id, version } = await tx.dayOff.create({ data: { yearId, ...columnsOf(data) } });
    const details = { yearId, after: { ...data } };
    await recordChange(tx, by, { action: "dayOff.added", id, version, details });
    const remarks = remarksOn(calendar, await todayOf(tx, by), { after: data });
    return { id, version, ...data, remarks };
  });
}

/** @throws NotFound · Closed · Conflict · BadInput as addDayOff */
export async function changeDayOff(
  db: Db,
  { id, version, changes }: { id: string; version: number; changes: Partial<DayOffData> },
  by: By,
): Promise<Written<DayOffData>> {
  return db.$transaction(async (tx) => {
    const { calendar, before } = await openDayOff(tx, id);
    const after = { ...before, ...changes };
    checkDayOff(calendar, after);
    const edited = await editVersion(tx.dayOff, { id, version }, columnsOf(after));
    const written = { id, version: edited.after.version };
    await recordChange(tx, by, { action: "dayOff.changed", ...written, details: { before, after } });
    const isOnlyRenamed = isDeepStrictEqual({ ...before, name: after.name }, after);
    const remarks = isOnlyRenamed ? [] : remarksOn(calendar, await todayOf(tx, by), { before, after });
    return { ...written, ...after, remarks };
  });
}

/** Takes days off back; what they were stays in the audit trail. @throws NotFound · Closed · Conflict */
export async function removeDayOff(
  db: Db,
  seen: { id: string; version: number },
  by: By,
): Promise<Written<DayOffData>> {
  return db.$transaction(async (tx) => {
    const { calendar, before } = await openDayOff(tx, seen.id);
    const { after } = await editVersion(tx.dayOff, seen, {});
    await tx.dayOff.delete({ where: { id: seen.id } });
    const written = { id: seen.id, version: after.version };
    const details = { yearId: calendar.year.id, before };
    await recordChange(tx, by, { action: "dayOff.removed", ...written, details });
    const remarks = remarksOn(calendar, await todayOf(tx, by), { before });
    return { ...written, ...before, remarks };
  });
}

async function openDayOff(tx: Tx, id: string) {
  const found = await tx.dayOff.findUnique({ where: { id } });
  const calendar = found && (await openYear(tx, found.yearId));
  const dayOff = calendar?.daysOff.find((one) => one.id === id);
  if (!calendar || !dayOff) throw new NotFound("Таких дней без уроков нет. Обновите календарь.");
  return { calendar, before: dataOf(dayOff) };
}

function checkDayOff({ year }: SchoolCalendar, dayOff: DayOffData): void {
  checkSpan(dayOff);
  checkLevels(dayOff);
  checkInYear(year, { startsOn: dayOff.startsOn, endsOn: dayOff.endsOn });
}

/** Frost and quarantine come unannounced: only holidays and public days off are asked to be early (R30, R37). */
function remarksOn(
  { year, movedDays }: SchoolCalendar,
  today: string,
  { before, after }: { before?: DayOffData; after?: DayOffData },
): string[] {
  const changed = [before, after].flatMap((days) => (days && days.kind !== "other" ? [days] : []));
  const vacations = changed.filter(({ kind }) => kind === "vacation").map(({ startsOn }) => startsOn);
  const [first] = vacations.sort();
  return [
    ...(changed.length > 0 ? remarkYear(today, year, "Дни без уроков заданы или изменены") : []),
    ...(first ? remarkVacation(today, first) : []),
    ...(after ? movedDays.filter((moved) => spans(after, moved.date)) : [])
      .filter((moved) => moved.likeWeekday !== null && shareLevels(moved, after!))
      .map(
        ({ date }) =>
          `${dotted(date)} учатся по переносу, уроки в этот день останутся. Чтобы их не было, уберите перенос.`,
      ),
  ];
}

function dataOf({ kind, name, startsOn, endsOn, levelFrom, levelTo }: CalendarDayOff) {
  return { kind, name, startsOn, endsOn, levelFrom, levelTo };
}

function columnsOf({ startsOn, endsOn, kind, name, levelFrom, levelTo }: DayOffData) {
  return { kind, name, levelFrom, levelTo, startsOn: dateOf(startsOn), endsOn: dateOf(endsOn) };
}

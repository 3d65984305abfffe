import { audit } from "../audit.ts";
import { dateOf } from "../clock.ts";
import type { Db, Tx } from "../db.ts";
import { BadInput, Conflict, NotFound } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { editVersion } from "../versions.ts";
import { checkInYear, checkLevels, shareLevels } from "./borders.ts";
import type { CalendarBell, CalendarBells, Levels, SchoolCalendar } from "./calendar.ts";
import { openYear } from "./year-door.ts";

export interface BellsData extends Levels {
  name: string;
  /** A shortened day: it holds on this day only, whatever its weekday. */
  date: string | null;
  /** 1 Monday … 7 Sunday; empty: every day. */
  weekdays: number[];
  bells: CalendarBell[];
}

export type Saved = BellsData & { id: string; version: number };

const MIDNIGHT = 24 * 60;

/**
 * Saves a schedule under its name, its bells replaced by these. `version` is what its reader saw; null: it is new.
 * @throws NotFound, Closed the year · Conflict there is one of that name already, or another version of it · BadInput the
 *   bells are out of order, or another schedule would be just as particular
 */
export async function saveBells(
  db: Db | Tx,
  { yearId, version, ...data }: BellsData & { yearId: string; version: number | null },
  by: By,
): Promise<Saved> {
  return db.$transaction(async (tx) => {
    const calendar = await openYear(tx, yearId);
    checkBells(data.bells);
    checkSchedule(calendar, data);
    const known = calendar.bellSchedules.find(({ name }) => name === data.name);
    if (known && version === null)
      throw new Conflict(`Расписание звонков «${data.name}» уже есть. Откройте его и измените.`, known);
    if (!known && version !== null)
      throw new NotFound(`Расписания звонков «${data.name}» больше нет. Сохраните его как новое.`);
    const saved = known
      ? (await editVersion(tx.bellSchedule, { id: known.id, version: version! }, columnsOf(data))).after
      : await tx.bellSchedule.create({ data: { yearId, ...columnsOf(data) } });
    await tx.bell.deleteMany({ where: { scheduleId: saved.id } });
    await tx.bell.createMany({ data: data.bells.map((bell) => ({ ...bell, scheduleId: saved.id })) });
    await audit(tx, by, { action: "bells.saved", objectId: saved.id, details: detailsOf(data) });
    return { ...data, weekdays: saved.weekdays, id: saved.id, version: saved.version };
  });
}

/** Takes a schedule away; lessons made by it keep their times. @throws NotFound · Closed · Conflict */
export async function removeBells(db: Db, seen: { id: string; version: number }, by: By): Promise<void> {
  return db.$transaction(async (tx) => {
    const schedule = await openSchedule(tx, seen.id);
    await editVersion(tx.bellSchedule, seen, {});
    await tx.bell.deleteMany({ where: { scheduleId: seen.id } });
    await tx.bellSchedule.delete({ where: { id: seen.id } });
    await audit(tx, by, { action: "bells.removed", objectId: seen.id, details: detailsOf(schedule) });
  });
}

async function openSchedule(tx: Tx, id: string): Promise<CalendarBells> {
  const found = await tx.bellSchedule.findUnique({ where: { id } });
  const calendar = found && (await openYear(tx, found.yearId));
  const schedule = calendar?.bellSchedules.find((one) => one.id === id);
  if (!schedule) throw new NotFound("Такого расписания звонков нет. Обновите календарь.");
  return schedule;
}

function checkBells(bells: CalendarBell[]): void {
  if (bells.length === 0)
    throw new BadInput("В расписании нет ни одного звонка. Добавьте хотя бы один урок.", ["bells"]);
  bells.forEach((bell, index) => {
    const before = bells[index - 1];
    const wrong = (sentence: string, field: keyof CalendarBell) => {
      throw new BadInput(sentence, ["bells", index, field]);
    };
    if (before && bell.number <= before.number)
      wrong(
        `Урок ${bell.number} стоит после урока ${before.number}. Расставьте номера по порядку.`,
        "number",
      );
    if (bell.startsAt < 0 || bell.endsAt > MIDNIGHT)
      wrong(`Урок ${bell.number} выходит за пределы суток. Исправьте время.`, "startsAt");
    if (bell.endsAt <= bell.startsAt)
      wrong(`Урок ${bell.number} кончается раньше, чем начинается. Исправьте время.`, "endsAt");
    if (before && bell.startsAt < before.endsAt)
      wrong(`Урок ${bell.number} начинается до конца урока ${before.number}. Исправьте время.`, "startsAt");
  });
}

function checkSchedule({ year, bellSchedules }: SchoolCalendar, schedule: BellsData): void {
  const { date, weekdays, name } = schedule;
  checkLevels(schedule);
  if (date) checkInYear(year, { date });
  if (date && weekdays.length > 0)
    throw new BadInput("Укажите или дату, или дни недели: расписание на дату действует только в этот день.", [
      "weekdays",
    ]);
  if (weekdays.some((weekday) => weekday < 1 || weekday > 7))
    throw new BadInput("Дни недели — от 1 (понедельник) до 7 (воскресенье). Исправьте дни.", ["weekdays"]);
  const rival = bellSchedules.find((other) => other.name !== name && isAsParticular(schedule, other));
  if (rival)
    throw new BadInput(
      `В те же дни для тех же параллелей действует расписание «${rival.name}», и не ясно, какое из них верно. Измените дни или параллели.`,
      ["levelFrom"],
    );
}

/** Of two schedules for the same days the one for fewer levels counts; for as many it could not be told. */
function isAsParticular(one: BellsData, other: BellsData): boolean {
  return (
    shareLevels(one, other) &&
    one.levelTo - one.levelFrom === other.levelTo - other.levelFrom &&
    one.date === other.date &&
    one.weekdays.length > 0 === other.weekdays.length > 0 &&
    (one.weekdays.length === 0 || one.weekdays.some((weekday) => other.weekdays.includes(weekday)))
  );
}

function columnsOf({ name, date, weekdays, levelFrom, levelTo }: BellsData) {
  return { name, date: date && dateOf(date), weekdays: [...new Set(weekdays)].sort(), levelFrom, levelTo };
}

function detailsOf({ bells, date, ...schedule }: BellsData) {
  const { name, weekdays, levelFrom, levelTo } = schedule;
  const times = bells.map(({ number, startsAt, endsAt }) => [number, startsAt, endsAt]);
  return { name, date, weekdays, levelFrom, levelTo, times };
}

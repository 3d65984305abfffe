import { holdsFor, type SchoolCalendar } from "../calendar/calendar.ts";
import { openYear } from "../calendar/year-door.ts";
import { dateOf } from "../clock.ts";
import type { Prisma, Tx } from "../db.ts";
import { BadInput } from "../errors.ts";

/** One lesson of the week: a teaching at a weekday and a number. */
export interface NewEntry {
  teachingId: string;
  /** 1 Monday … 7 Sunday. */
  weekday: number;
  number: number;
  roomId: string | null;
  /** ISO days; `to` is the last one, null: as long as the teaching. */
  from: string;
  to: string | null;
}

type Path = (index: number, field: keyof NewEntry) => (string | number)[];

/**
 * Everything about entries but their clashes, in a few queries however many they are.
 * @throws BadInput no such teaching or room; days on which the teaching does not run; a weekday without school, or a number
 *   without a bell · Closed the year is over
 */
export async function checkEntries(tx: Tx, entries: NewEntry[], path: Path): Promise<void> {
  const teachings = await readTeachings(tx, entries);
  const rooms = new Set(
    (await tx.room.findMany({ where: { id: { in: entries.flatMap(({ roomId }) => roomId ?? []) } } })).map(
      ({ id }) => id,
    ),
  );
  entries.forEach((entry, index) => {
    const { teachingId, roomId } = entry;
    if (!teachings.has(teachingId))
      throw new BadInput("Такой нагрузки нет. Обновите список нагрузки.", path(index, "teachingId"));
    if (roomId !== null && !rooms.has(roomId))
      throw new BadInput("Такого кабинета нет. Обновите список кабинетов.", path(index, "roomId"));
  });
  const calendars = await readCalendars(tx, [...teachings.values()]);
  entries.forEach((entry, index) => {
    const teaching = teachings.get(entry.teachingId)!;
    checkDays(entry, teaching, (field) => path(index, field));
    checkBell(entry, { calendar: calendars.get(yearOf(teaching))!, level: levelOf(teaching) }, (field) =>
      path(index, field),
    );
  });
}

type Teaching = Prisma.TeachingGetPayload<{
  include: { class: true; subgroup: { include: { classes: { include: { class: true } } } } };
}>;

async function readTeachings(tx: Tx, entries: NewEntry[]): Promise<Map<string, Teaching>> {
  const found = await tx.teaching.findMany({
    where: { id: { in: entries.map(({ teachingId }) => teachingId) } },
    include: { class: true, subgroup: { include: { classes: { include: { class: true } } } } },
  });
  return new Map(found.map((teaching) => [teaching.id, teaching]));
}

/** The years of the entries: one, as a rule. */
async function readCalendars(tx: Tx, teachings: Teaching[]): Promise<Map<string, SchoolCalendar>> {
  const ids = [...new Set(teachings.map(yearOf))];
  const calendars = await Promise.all(ids.map((id) => openYear(tx, id)));
  return new Map(calendars.map((calendar) => [calendar.year.id, calendar]));
}

function yearOf({ class: ofClass, subgroup }: Teaching): string {
  return ofClass?.yearId ?? subgroup!.yearId;
}

function levelOf({ class: ofClass, subgroup }: Teaching): number {
  return ofClass?.level ?? Math.min(...subgroup!.classes.map((one) => one.class.level));
}

function checkDays(
  { from, to }: NewEntry,
  teaching: Teaching,
  path: (field: keyof NewEntry) => (string | number)[],
): void {
  if (to !== null && to < from)
    throw new BadInput("Последний день раньше первого. Исправьте одну из дат.", path("to"));
  const first = dateOf(from);
  if (first >= teaching.from && (teaching.to === null || first <= teaching.to)) return;
  throw new BadInput(
    "В этот день нагрузка ещё не началась или уже закончилась. Проверьте дату.",
    path("from"),
  );
}

/** A lesson that no bell rings for would never be held, and nobody would notice. */
function checkBell(
  { weekday, number }: NewEntry,
  { calendar, level }: { calendar: SchoolCalendar; level: number },
  path: (field: keyof NewEntry) => (string | number)[],
): void {
  const { year, bellSchedules } = calendar;
  if (weekday > year.weekDays)
    throw new BadInput(
      `В этом году учатся ${year.weekDays} дней в неделю. Выберите другой день или измените учебный год.`,
      path("weekday"),
    );
  const rings = bellSchedules.some(
    ({ date, weekdays, bells, ...levels }) =>
      date === null &&
      holdsFor(levels, level) &&
      (weekdays.length === 0 || weekdays.includes(weekday)) &&
      bells.some((bell) => bell.number === number),
  );
  if (rings) return;
  throw new BadInput(
    `В расписании звонков ${level}-х классов в этот день нет ${number}-го урока. Выберите другой номер или сначала внесите звонок.`,
    path("number"),
  );
}

import type { DayOffKind, Db, TermKind, Tx } from "../db.ts";
import { NotFound } from "../errors.ts";
import type { Raw } from "../raw.ts";
import { plusDays, weekdayOf } from "./days.ts";

/** Classes of these levels, the first and the last included. */
export interface Levels {
  levelFrom: number;
  levelTo: number;
}

/** ISO days, the first and the last included. */
export interface Span {
  startsOn: string;
  endsOn: string;
}

export interface CalendarYear extends Span {
  id: string;
  name: string;
  /** The school week begins on Monday and has so many days. */
  weekDays: number;
  closedAt: Date | null;
  version: number;
}

export interface CalendarTerm extends Span, Levels {
  id: string;
  kind: TermKind;
  number: number;
  version: number;
}

export interface CalendarDayOff extends Span, Levels {
  id: string;
  kind: DayOffKind;
  name: string;
  version: number;
}

export interface CalendarMovedDay extends Levels {
  id: string;
  date: string;
  /** 1 Monday … 7 Sunday; null: nobody has lessons. */
  likeWeekday: number | null;
  reason: string;
  version: number;
}

/** Minutes from midnight in the school's zone. */
export interface CalendarBell {
  number: number;
  startsAt: number;
  endsAt: number;
}

export interface CalendarBells extends Levels {
  id: string;
  name: string;
  /** It holds on this day only. */
  date: string | null;
  /** Empty: every day. */
  weekdays: number[];
  bells: CalendarBell[];
  version: number;
}

/** A school year as it was entered (R30). */
export interface SchoolCalendar {
  year: CalendarYear;
  terms: CalendarTerm[];
  daysOff: CalendarDayOff[];
  movedDays: CalendarMovedDay[];
  bellSchedules: CalendarBells[];
}

/** What decides whether a day has lessons. */
export interface LessonDays {
  year: Pick<CalendarYear, "startsOn" | "endsOn" | "weekDays">;
  daysOff: readonly (Span & Levels)[];
  movedDays: readonly Pick<CalendarMovedDay, "date" | "likeWeekday" | "levelFrom" | "levelTo">[];
}

/** A school year by its id, perhaps a little older than the database has it. */
export type CalendarOf = (yearId: string) => Promise<SchoolCalendar>;

/** @throws NotFound there is no such year */
export async function readCalendar(db: Raw, yearId: string): Promise<SchoolCalendar> {
  const [calendar] = await db.$queryRaw<(CalendarYear & Omit<SchoolCalendar, "year">)[]>`
    select y.id, y.name, to_char(y."startsOn", 'YYYY-MM-DD') as "startsOn", to_char(y."endsOn", 'YYYY-MM-DD') as "endsOn",
      y."weekDays", y."closedAt", y.version,
      (select coalesce(json_agg(t order by t."startsOn", t."levelFrom"), '[]') from "Term" t
        where t."yearId" = y.id) as terms,
      (select coalesce(json_agg(d order by d."startsOn", d."levelFrom"), '[]') from "DayOff" d
        where d."yearId" = y.id) as "daysOff",
      (select coalesce(json_agg(m order by m.date, m."levelFrom"), '[]') from "MovedDay" m
        where m."yearId" = y.id) as "movedDays",
      (select coalesce(json_agg(b order by b.name), '[]') from (
        select s.*, (select coalesce(json_agg(r order by r.number), '[]') from (
            select number, "startsAt", "endsAt" from "Bell" where "scheduleId" = s.id) r) as bells
        from "BellSchedule" s where s."yearId" = y.id) b) as "bellSchedules"
    from "SchoolYear" y where y.id = ${yearId}::uuid`;
  if (!calendar) throw new NotFound("Такого учебного года нет. Обновите список годов.");
  const { terms, daysOff, movedDays, bellSchedules, ...year } = calendar;
  return { year, terms, daysOff, movedDays, bellSchedules };
}

/** The school year that a day lies in; null in the summer between two. */
export async function findYearOn(db: Db | Tx, day: Date) {
  return db.schoolYear.findFirst({
    where: { startsOn: { lte: day }, endsOn: { gte: day } },
    orderBy: { startsOn: "desc" },
  });
}

/**
 * Whose weekday's timetable classes of this level follow that day, 1 Monday … 7 Sunday; null: they have no lessons.
 * A moved day says it for itself, also on a Saturday or in the holidays.
 */
export function weekdayFollowed(
  { year, daysOff, movedDays }: LessonDays,
  level: number,
  day: string,
): number | null {
  if (!spans(year, day)) return null;
  const moved = movedDays.find(({ date, ...levels }) => date === day && holdsFor(levels, level));
  if (moved) return moved.likeWeekday;
  if (daysOff.some((dayOff) => spans(dayOff, day) && holdsFor(dayOff, level))) return null;
  const weekday = weekdayOf(day);
  return weekday <= year.weekDays ? weekday : null;
}

/**
 * The school day of this level that comes so many school days after a day (R14). Where the year has fewer left, its
 * last one: no norm reaches over the summer.
 */
export function addSchoolDays(calendar: LessonDays, level: number, day: string, count: number): string {
  let reached = day;
  let left = count;
  for (let next = plusDays(day, 1); left > 0 && next <= calendar.year.endsOn; next = plusDays(next, 1)) {
    if (weekdayFollowed(calendar, level, next) === null) continue;
    reached = next;
    left -= 1;
  }
  return reached;
}

/** The term that runs for this level on that day; null between terms. */
export function termOn(
  { terms }: Pick<SchoolCalendar, "terms">,
  level: number,
  day: string,
): CalendarTerm | null {
  return terms.find((term) => spans(term, day) && holdsFor(term, level)) ?? null;
}

/** The latest term of this level that has one of these days; null between terms. */
export function lastTermIn(
  { terms }: Pick<SchoolCalendar, "terms">,
  level: number,
  { from, to }: { from: string; to: string },
): CalendarTerm | null {
  const met = terms.filter((term) => holdsFor(term, level) && term.startsOn <= to && term.endsOn >= from);
  return met.sort((a, b) => b.startsOn.localeCompare(a.startsOn))[0] ?? null;
}

/**
 * When lessons begin and end for this level on that day, in minutes from midnight. The most particular schedule counts:
 * of that date, of the weekday that is followed, of any day; of two such the one for fewer levels. No lessons, no bells.
 */
export function bellsOn(
  calendar: LessonDays & Pick<SchoolCalendar, "bellSchedules">,
  level: number,
  day: string,
): CalendarBell[] {
  const weekday = weekdayFollowed(calendar, level, day);
  if (weekday === null) return [];
  const [first] = calendar.bellSchedules
    .filter((schedule) => holdsFor(schedule, level) && ringsOn(schedule, day, weekday))
    .sort((a, b) => rankOf(a) - rankOf(b) || widthOf(a) - widthOf(b));
  return first?.bells ?? [];
}

export function spans({ startsOn, endsOn }: Span, day: string): boolean {
  return startsOn <= day && day <= endsOn;
}

export function holdsFor({ levelFrom, levelTo }: Levels, level: number): boolean {
  return levelFrom <= level && level <= levelTo;
}

function ringsOn({ date, weekdays }: CalendarBells, day: string, weekday: number): boolean {
  return date ? date === day : weekdays.length === 0 || weekdays.includes(weekday);
}

function rankOf({ date, weekdays }: CalendarBells): number {
  if (date) return 0;
  return weekdays.length > 0 ? 1 : 2;
}

function widthOf({ levelFrom, levelTo }: Levels): number {
  return levelTo - levelFrom;
}

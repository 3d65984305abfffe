import { Temporal } from "temporal-polyfill";
import { type LessonDays, weekdayFollowed } from "../calendar/calendar.ts";
import { plusDays } from "../calendar/days.ts";

/** ISO days, both included. */
export interface Days {
  from: string;
  to: string;
}

/**
 * The school days a digest speaks of. A day belongs to a window with its noon: from Friday evening to Friday evening is
 * Saturday to Friday, and a digest that comes at seven in the morning speaks of yesterday. Pure.
 */
export function daysOf({ from, until }: { from: Date; until: Date }, timeZone: string): Days {
  const to = dayBefore(until, timeZone);
  const first = plusDays(dayBefore(from, timeZone), 1);
  return first <= to ? { from: first, to } : { from: to, to };
}

/** The last day whose noon is not later than that moment. */
function dayBefore(moment: Date, timeZone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone);
  return local
    .toPlainDate()
    .subtract({ days: local.hour < 12 ? 1 : 0 })
    .toString();
}

/**
 * Whether classes of this level had lessons on one of these days, or have them on the day after: in the holidays there is
 * nothing to tell before their last evening. Pure.
 */
export function isSchoolTime(calendar: LessonDays, level: number, { from, to }: Days): boolean {
  return firstSchoolDay(calendar, level, { from, to: plusDays(to, 1) }) !== null;
}

/** The first of these days with lessons for this level. Pure. */
export function firstSchoolDay(calendar: LessonDays, level: number, { from, to }: Days): string | null {
  for (let day = from; day <= to; day = plusDays(day, 1))
    if (weekdayFollowed(calendar, level, day) !== null) return day;
  return null;
}

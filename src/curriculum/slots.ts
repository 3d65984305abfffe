import { Temporal } from "temporal-polyfill";
import { bellsOn, type SchoolCalendar, weekdayFollowed } from "../calendar/calendar.ts";
import { plusDays } from "../calendar/days.ts";
import type { EntryInForce } from "./entries-in-force.ts";

/** An entry of the timetable on one date. */
export interface Slot {
  entry: EntryInForce;
  /** ISO day. */
  date: string;
  startsAt: Date;
  endsAt: Date;
}

/**
 * Where the entries fall in a span of ISO days (both included) by the calendar of their year. Without a bell for its
 * number an entry falls nowhere: a shortened day.
 */
export function slotsOf(
  calendar: SchoolCalendar,
  entries: EntryInForce[],
  { from, to, timeZone }: { from: string; to: string; timeZone: string },
): Slot[] {
  const ofYear = entries.filter(({ yearId }) => yearId === calendar.year.id);
  const levels = [...new Set(ofYear.map(({ level }) => level))];
  return daysOf(from, to).flatMap((date) =>
    levels.flatMap((level) => {
      const weekday = weekdayFollowed(calendar, level, date);
      const bells = bellsOn(calendar, level, date).map(({ number, startsAt, endsAt }) => ({
        number,
        startsAt: instantOn(date, startsAt, timeZone),
        endsAt: instantOn(date, endsAt, timeZone),
      }));
      return ofYear
        .filter((entry) => entry.level === level && entry.weekday === weekday)
        .filter((entry) => entry.from <= date && date <= entry.to)
        .flatMap((entry) => {
          const bell = bells.find(({ number }) => number === entry.number);
          return bell ? [{ entry, date, startsAt: bell.startsAt, endsAt: bell.endsAt }] : [];
        });
    }),
  );
}

function daysOf(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = plusDays(day, 1)) days.push(day);
  return days;
}

/** What the school's clocks show, minutes from midnight, as an instant: also on a day of twenty-three hours. */
function instantOn(date: string, minutes: number, timeZone: string): Date {
  const plainTime = { hour: Math.floor(minutes / 60), minute: minutes % 60 };
  return new Date(Temporal.PlainDate.from(date).toZonedDateTime({ timeZone, plainTime }).epochMilliseconds);
}

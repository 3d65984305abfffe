import { plusDays, weekdayOf } from "../../src/calendar/days.ts";

/** Which days a family means; ISO, both included. Pure. */
export interface Days {
  from: string;
  to: string;
}

const SUNDAY = 7;
const DAY = String.raw`(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))?`;
const ONE = new RegExp(`^${DAY}$`);
const SPAN = new RegExp(`^${DAY}(?:-|по|to)${DAY}$`);
/** «27-29.11» */
const SHORT_SPAN = new RegExp(String.raw`^(\d{1,2})(?:-|по|to)${DAY}$`);
/** A day without a year that is so long over is of the next one: «12.01» in December. */
const LONG_OVER_DAYS = 180;

/** Today and tomorrow, and the school days after them, six in all. */
export function offeredDays(today: string): string[] {
  const days: string[] = [];
  for (let day = today; days.length < 6; day = plusDays(day, 1))
    if (weekdayOf(day) !== SUNDAY) days.push(day);
  return days;
}

/** «27.11», «27.11–29.11», «27-29.11», «с 27.11 по 29.11.2026»; null: it is none of these. */
export function readDays(typed: string, today: string): Days | null {
  const text = typed
    .toLowerCase()
    .replace(/[–—−]/g, "-")
    .replace(/^с\s+|^from\s+|\s/g, "");
  const [, day, month, year] = ONE.exec(text) ?? [];
  if (day) return spanOf(dayFrom({ day, month, year }, today), dayFrom({ day, month, year }, today));
  const [, shortDay, toDay, toMonth, toYear] = SHORT_SPAN.exec(text) ?? [];
  if (shortDay) {
    const to = dayFrom({ day: toDay, month: toMonth, year: toYear }, today);
    return spanOf(dayFrom({ day: shortDay, month: toMonth, year: to?.slice(0, 4) }, today), to);
  }
  const [, fromDay, fromMonth, fromYear, lastDay, lastMonth, lastYear] = SPAN.exec(text) ?? [];
  return spanOf(
    dayFrom({ day: fromDay, month: fromMonth, year: fromYear }, today),
    dayFrom({ day: lastDay, month: lastMonth, year: lastYear }, today),
  );
}

function spanOf(from: string | null, to: string | null): Days | null {
  return from && to ? { from, to } : null;
}

interface Typed {
  day: string | undefined;
  month: string | undefined;
  year: string | undefined;
}

function dayFrom({ day, month, year }: Typed, today: string): string | null {
  if (!day || !month) return null;
  const thisYear = today.slice(0, 4);
  const iso = (of: string) => `${of}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  if (year) return existing(iso(year.length === 2 ? `20${year}` : year));
  const isNext = iso(thisYear) < plusDays(today, -LONG_OVER_DAYS);
  return existing(iso(isNext ? String(Number(thisYear) + 1) : thisYear));
}

function existing(iso: string): string | null {
  const at = Date.parse(`${iso}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === iso ? iso : null;
}

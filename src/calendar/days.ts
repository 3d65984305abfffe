import { dateOf, isoDay } from "../clock.ts";

const DAY_MS = 86_400_000;

/** 1 Monday … 7 Sunday of an ISO day. */
export function weekdayOf(day: string): number {
  return dateOf(day).getUTCDay() || 7;
}

/** The ISO day so many calendar days later; earlier, if negative. */
export function plusDays(day: string, count: number): string {
  return isoDay(new Date(dateOf(day).getTime() + count * DAY_MS));
}

/** `26.11.2026`, as sentences say it. */
export function dotted(day: string): string {
  return day.split("-").reverse().join(".");
}

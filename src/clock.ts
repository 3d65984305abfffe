import { Temporal } from "temporal-polyfill";

let offsetMs = 0;

/** The moment it is now. Due times are compared with it; leases and permits go by the database's clock. */
export function now(): Date {
  return new Date(Date.now() + offsetMs);
}

/** Sets the clock; it runs on from there. For tests and for the demonstration of a day gone by. */
export function setClock(instant: Date | null): void {
  offsetMs = instant ? instant.getTime() - Date.now() : 0;
}

/** The school day in a zone, as Prisma keeps dates: midnight UTC of that calendar day. */
export function dayIn(timeZone: string, instant: Date = now()): Date {
  const day = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);
  return new Date(`${day.toPlainDate().toString()}T00:00:00Z`);
}

/** `2026-11-26` of a date column. */
export function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** `2026-11-26` as a date column keeps it. */
export function dateOf(isoDay: string): Date {
  return new Date(`${isoDay}T00:00:00Z`);
}

/** «9:50» on a clock of that zone. */
export function clockTime(instant: Date, timeZone: string): string {
  const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(
    timeZone,
  );
  return clockFace(hour * 60 + minute);
}

/** Minutes after midnight: «7:00». */
export function clockFace(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

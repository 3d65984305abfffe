import { Temporal } from "temporal-polyfill";

/** «09:52:41», for the log of deliveries. */
export function clockSeconds(instant: Date, timeZone: string): string {
  const { hour, minute, second } = zoned(instant, timeZone);
  return `${two(hour)}:${two(minute)}:${two(second)}`;
}

/** `2026-11-27` of an instant, in the school's zone. */
export function dayOf(instant: Date, timeZone: string): string {
  return zoned(instant, timeZone).toPlainDate().toString();
}

/** From the first moment of that school day to the first of the next. */
export function boundsOfDay(instant: Date, timeZone: string): { from: Date; to: Date } {
  const start = zoned(instant, timeZone).startOfDay();
  return { from: new Date(start.epochMilliseconds), to: new Date(start.add({ days: 1 }).epochMilliseconds) };
}

function zoned(instant: Date, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);
}

function two(n: number): string {
  return String(n).padStart(2, "0");
}

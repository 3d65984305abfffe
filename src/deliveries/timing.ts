import { Temporal } from "temporal-polyfill";
import type { PersonClock } from "../contacts/preferences.ts";
import type { Frequency, SeriesFrequency, Urgency } from "../db.ts";

/** What a notice is about; of marks a family chooses how often, finals cannot be switched off. */
export type Topic = "marks" | "finals";
/** Whether the teacher's second thoughts are waited for. */
export type Delay = "hold" | "none";

const HOUR_MS = 3_600_000;
/** How long the first channel may say "later" before the next one is tried (delivery.md "States of a delivery"). */
export const PATIENCE_MS: Record<Urgency, number> = {
  urgent: HOUR_MS / 6,
  final: 2 * HOUR_MS,
  service: 12 * HOUR_MS,
  now: 12 * HOUR_MS,
  digest: 12 * HOUR_MS,
};
/** R63: final results reach the family within a day of being known. */
const FINAL_DEADLINE_MS = 24 * HOUR_MS;
/** So long before a deadline quiet hours yield. */
const QUIET_YIELDS_MS = 4 * HOUR_MS;
const LONGEST_WAIT_DAYS = 8;

export interface Occasion {
  topic: Topic;
  delay: Delay;
  occurredAt: Date;
  holdSeconds: number;
  /** Of a final mark: when its result was known. */
  knownAt: Date | null;
  frequency: Frequency;
  clock: PersonClock;
}

export interface Timing {
  urgency: Urgency;
  /** now: leaves by itself at `dueAt`; evening, weekly: the person's series carries it from `dueAt` on. */
  frequency: Exclude<Frequency, "off">;
  dueAt: Date;
  patienceUntil: Date;
  deadlineAt: Date | null;
}

/** When a person is to hear, or null when they chose not to. Pure. */
export function planTiming(occasion: Occasion): Timing | null {
  const { topic, delay, occurredAt, holdSeconds, knownAt, frequency, clock } = occasion;
  if (topic === "finals") {
    const deadlineAt = new Date((knownAt ?? occurredAt).getTime() + FINAL_DEADLINE_MS);
    return withPatience("final", {
      frequency: "now",
      dueAt: afterQuietBefore(occurredAt, deadlineAt, clock),
      deadlineAt,
    });
  }
  if (frequency === "off") return null;
  const ripe = new Date(occurredAt.getTime() + (delay === "hold" ? holdSeconds * 1000 : 0));
  if (frequency === "now")
    return withPatience("now", { frequency, dueAt: afterQuiet(ripe, clock), deadlineAt: null });
  return withPatience("digest", { frequency, dueAt: ripe, deadlineAt: null });
}

/** Patience counts from the due time. Pure. */
export function withPatience(urgency: Urgency, due: Omit<Timing, "urgency" | "patienceUntil">): Timing {
  return { urgency, ...due, patienceUntil: new Date(due.dueAt.getTime() + PATIENCE_MS[urgency]) };
}

/** The moment itself, or the end of the quiet hours it falls into. Pure. */
export function afterQuiet(
  moment: Date,
  { quietFrom, quietTo, timeZone }: Pick<PersonClock, "quietFrom" | "quietTo" | "timeZone">,
): Date {
  const minute = minuteOfDay(moment, timeZone);
  const isOvernight = quietFrom > quietTo;
  const isQuiet = isOvernight
    ? minute >= quietFrom || minute < quietTo
    : minute >= quietFrom && minute < quietTo;
  if (!isQuiet) return moment;
  const day = localTime(moment, timeZone)
    .toPlainDate()
    .add({ days: isOvernight && minute >= quietFrom ? 1 : 0 });
  return whenClockShows(day, { minute: quietTo, timeZone, after: moment });
}

/** As afterQuiet, and never later than four hours before the deadline. Pure. */
export function afterQuietBefore(moment: Date, deadline: Date, clock: PersonClock): Date {
  const latest = Math.max(moment.getTime(), deadline.getTime() - QUIET_YIELDS_MS);
  return new Date(Math.min(afterQuiet(moment, clock).getTime(), latest));
}

/** When the series is due next after that moment, by the person's own clock. Pure. */
export function nextSeriesDue(frequency: SeriesFrequency, after: Date, clock: PersonClock): Date {
  return frequency === "daily"
    ? nextOccurrence(after, { hour: clock.eveningHour }, clock.timeZone)
    : nextOccurrence(after, { hour: clock.weeklyHour, weekday: clock.weeklyDay }, clock.timeZone);
}

/** The first time after that moment that clocks of the zone show the hour, on that weekday (1 is Monday) if one is named. Pure. */
export function nextOccurrence(
  after: Date,
  { hour, weekday }: { hour: number; weekday?: number },
  timeZone: string,
): Date {
  let day = localTime(after, timeZone).toPlainDate();
  for (let ahead = 0; ahead <= LONGEST_WAIT_DAYS; ahead++, day = day.add({ days: 1 })) {
    if (weekday !== undefined && day.dayOfWeek !== weekday) continue;
    const due = whenClockShows(day, { minute: hour * 60, timeZone });
    if (due > after) return due;
  }
  throw new RangeError(`no weekday ${weekday}`);
}

/** The minute asked about last, by zone: a wave of messages asks for the same one, and the calendar is slow to tell. */
const lastMinutes = new Map<string, { asked: number; minute: number }>();

function minuteOfDay(moment: Date, timeZone: string): number {
  const asked = Math.floor(moment.getTime() / 60_000);
  const last = lastMinutes.get(timeZone);
  if (last?.asked === asked) return last.minute;
  const { hour, minute } = localTime(moment, timeZone);
  lastMinutes.set(timeZone, { asked, minute: hour * 60 + minute });
  return hour * 60 + minute;
}

function localTime(moment: Date, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone);
}

/**
 * The moment clocks show that minute on that day: where they are put forward over it, the moment they are; where they
 * show it twice, the first time, or the first that is later than `after`.
 */
function whenClockShows(
  day: Temporal.PlainDate,
  { minute, timeZone, after }: { minute: number; timeZone: string; after?: Date },
): Date {
  const wall = day.toPlainDateTime({ hour: Math.floor(minute / 60), minute: minute % 60 });
  let shown = wall.toZonedDateTime(timeZone);
  if (after && shown.epochMilliseconds <= after.getTime())
    shown = wall.toZonedDateTime(timeZone, { disambiguation: "later" });
  if (shown.toPlainDateTime().equals(wall)) return new Date(shown.epochMilliseconds);
  // "Previous" is strictly before, and the clocks may jump at that very minute.
  const jump = shown.add({ milliseconds: 1 }).getTimeZoneTransition("previous") ?? shown;
  return new Date(jump.epochMilliseconds);
}

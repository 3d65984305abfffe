import { Temporal } from "temporal-polyfill";
import type { Frequency, Urgency } from "../db.ts";

/** What a family chooses about; finals cannot be switched off. */
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
const FRIDAY = 5;

export interface Occasion {
  topic: Topic;
  delay: Delay;
  occurredAt: Date;
  holdSeconds: number;
  frequency: Frequency;
  /** The hour of evening and weekly messages, in the person's own zone. */
  eveningHour: number;
  timeZone: string;
  /** Of a final mark: when its result was known. */
  knownAt: Date | null;
}

export interface Timing {
  urgency: Urgency;
  dueAt: Date;
  patienceUntil: Date;
  deadlineAt: Date | null;
}

/** When a person is to hear, or null when they chose not to. Pure. */
export function planTiming(occasion: Occasion): Timing | null {
  if (occasion.topic === "finals") {
    const known = occasion.knownAt ?? occasion.occurredAt;
    return timing("final", occasion.occurredAt, new Date(known.getTime() + FINAL_DEADLINE_MS));
  }
  if (occasion.frequency === "off") return null;
  const holdMs = occasion.delay === "hold" ? occasion.holdSeconds * 1000 : 0;
  const ripe = new Date(occasion.occurredAt.getTime() + holdMs);
  if (occasion.frequency === "now") return timing("now", ripe, null);
  return timing("digest", nextEvening(ripe, occasion), null);
}

function timing(urgency: Urgency, dueAt: Date, deadlineAt: Date | null): Timing {
  return { urgency, dueAt, patienceUntil: new Date(dueAt.getTime() + PATIENCE_MS[urgency]), deadlineAt };
}

/** The first evening (for "weekly": Friday's) that is not before the moment. */
function nextEvening(ripe: Date, { frequency, eveningHour, timeZone }: Occasion): Date {
  const moment = Temporal.Instant.fromEpochMilliseconds(ripe.getTime()).toZonedDateTimeISO(timeZone);
  let evening = moment.startOfDay().with({ hour: eveningHour });
  while (
    Temporal.ZonedDateTime.compare(evening, moment) < 0 ||
    (frequency === "weekly" && evening.dayOfWeek !== FRIDAY)
  )
    evening = evening.add({ days: 1 });
  return new Date(evening.epochMilliseconds);
}

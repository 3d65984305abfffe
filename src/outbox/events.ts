import type { Source } from "../db.ts";

/**
 * Every kind of event there is: the glossary of the house. A published kind is never renamed.
 * An event carries ids only; who hears it stands in deliveries/audience.ts, its words in templates/messages.
 */
export const EVENTS = {
  "mark.set": { fact: "mark" },
  "mark.changed": { fact: "mark" },
  "mark.withdrawn": { fact: "mark" },
  "final.set": { fact: "final" },
  "final.changed": { fact: "final" },
  "absence.noted": { fact: "absence" }, // absent or late at a lesson
  "absence.changed": { fact: "absence" }, // late instead of absent, or the other way
  "absence.withdrawn": { fact: "absence" }, // the roll was corrected: present after all
  "absence.explained": { fact: "absence" }, // the class teacher said the reason (R22)
  "arrival.noted": { fact: "absence" }, // absent before, in this later lesson of the day present
  "excuse.given": { fact: "excuse" },
  "excuse.confirmed": { fact: "excuse" },
  "excuse.withdrawn": { fact: "excuse" },
  "homework.set": { fact: "lesson" }, // of the whole class or subgroup
  "homework.changed": { fact: "lesson" },
  "task.set": { fact: "task" }, // homework for one pupil
  "task.changed": { fact: "task" },
  "task.withdrawn": { fact: "task" },
  "correction.requested": { fact: "correction" },
  "correction.approved": { fact: "correction" },
  "correction.refused": { fact: "correction" },
  "results.known": { fact: "exam" }, // the protocol arrived: the 24 hours of R63 begin
  "timetable.changed": { fact: "substitution" }, // another teacher or room, or the lesson falls out
  "calendar.changed": { fact: "calendar" }, // days off and moved days (R37)
  "message.written": { fact: "message" }, // in the thread of a family and its class teacher (R50)
  "announcement.made": { fact: "announcement" }, // to the school, a level, a class or a subgroup
} as const satisfies Record<string, { fact: string }>;

export type EventKind = keyof typeof EVENTS;
export const EVENT_KINDS = Object.keys(EVENTS) as EventKind[];

/** What a verb records beside its fact, in the same transaction. */
export interface NewEvent {
  kind: EventKind;
  factId: string;
  factVersion: number;
  /** Null: of everybody whom the fact concerns, a class or a subgroup. */
  pupilId: string | null;
  /** Empty: the console of the server. */
  actorId: string | null;
  occurredAt: Date;
  /** Imported, seeded and back-filled facts are recorded and told to nobody (delivery.md "Silence"). */
  silent: boolean;
}

/** Who writes a fact and from where. Silent facts (import, seed) are recorded and told to nobody. */
export interface By {
  /** Empty: the console of the server. */
  actorId: string | null;
  source: Source;
  silent: boolean;
  /** When it happened; now, if empty. */
  at?: Date;
}

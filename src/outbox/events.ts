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
} as const satisfies Record<string, { fact: "mark" | "final" }>;

export type EventKind = keyof typeof EVENTS;
export type FactKind = (typeof EVENTS)[EventKind]["fact"];
export const EVENT_KINDS = Object.keys(EVENTS) as EventKind[];

/** What a verb records beside its fact, in the same transaction. */
export interface NewEvent {
  kind: EventKind;
  factId: string;
  factVersion: number;
  pupilId: string;
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

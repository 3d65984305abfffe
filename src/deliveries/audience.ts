import { type GuardianshipOnDay, guardianOn, may } from "../access/policy.ts";
import { ON_DAY } from "../access/wards.ts";
import type { Prisma } from "../db.ts";
import { EVENTS, type EventKind } from "../outbox/events.ts";
import { idArray, type Raw } from "../raw.ts";
import type { Delay, Topic } from "./timing.ts";

/** A notice of its own to the pupil's family, each by the policy table; or what else carries it to those it concerns. */
type Told =
  | { topic: Topic; delay: Delay }
  | { carriedBy: "alert" | "announcement" | "digest" | "pages" | "thread" };

/** Event → what it is about and how soon it leaves. An alert is bound to the bell, a digest gathers, staff read pages. */
export const AUDIENCE = {
  "mark.set": { topic: "marks", delay: "hold" },
  "mark.changed": { topic: "marks", delay: "hold" },
  "mark.withdrawn": { topic: "marks", delay: "hold" },
  "final.set": { topic: "finals", delay: "none" },
  "final.changed": { topic: "finals", delay: "none" },
  "absence.noted": { carriedBy: "alert" },
  "absence.changed": { carriedBy: "alert" },
  "absence.withdrawn": { carriedBy: "alert" },
  "absence.explained": { carriedBy: "alert" }, // which it makes pointless; the digest tells the reason
  "arrival.noted": { carriedBy: "alert" },
  "excuse.given": { carriedBy: "alert" },
  "excuse.confirmed": { carriedBy: "alert" },
  "excuse.withdrawn": { carriedBy: "alert" },
  "homework.set": { carriedBy: "digest" },
  "homework.changed": { carriedBy: "digest" },
  "task.set": { carriedBy: "digest" },
  "task.changed": { carriedBy: "digest" },
  "task.withdrawn": { carriedBy: "digest" },
  "correction.requested": { carriedBy: "pages" },
  "correction.approved": { carriedBy: "pages" }, // the family hears the changed mark itself
  "correction.refused": { carriedBy: "pages" },
  "results.known": { carriedBy: "pages" },
  "timetable.changed": { carriedBy: "digest" },
  "calendar.changed": { carriedBy: "digest" },
  "message.written": { carriedBy: "thread" }, // to the other side of it
  "announcement.made": { carriedBy: "announcement" }, // to everybody who hears of a pupil there, once
} as const satisfies Record<EventKind, Told>;

/** The kinds that become notices when they are routed. */
export type NoticeKind = {
  [Kind in EventKind]: (typeof AUDIENCE)[Kind] extends { topic: Topic } ? Kind : never;
}[EventKind];
/** Facts a notice may be of; alerts are of a whole day. */
export type NoticeFact = (typeof EVENTS)[NoticeKind]["fact"] | "absenceDay" | "announcement" | "message";

export function isNoticeKind(kind: EventKind): kind is NoticeKind {
  return "topic" in AUDIENCE[kind];
}

export const NOTICE_KINDS = (Object.keys(EVENTS) as EventKind[]).filter(isNoticeKind);

export interface Hearer {
  personId: string;
  pupilId: string;
}

interface Relation extends Hearer {
  /** Null: the pupil themselves. */
  guardianship: GuardianshipOnDay | null;
}

/**
 * Who may hear about these pupils on that day (`2026-11-26`); asked when planning and again at the moment of sending.
 * Guardians are owed it, reachable or not; pupils where they have contacts of their own. One query, however many pupils.
 */
export async function findHearers(tx: Raw, pupilIds: string[] | Prisma.Sql, day: string): Promise<Hearer[]> {
  const pupils = idArray(pupilIds);
  const relations = await tx.$queryRaw<Relation[]>`
    select g."guardianId" as "personId", g."pupilId", ${ON_DAY} as guardianship
    from "Guardianship" g join "Person" p on p.id = g."pupilId" where g."pupilId" = any(${pupils})
    union all
    select p.id, p.id, null from "Person" p where p.id = any(${pupils})
      and exists (select 1 from "Contact" c where c."personId" = p.id and c.state <> 'revoked')`;
  const heard = new Map<string, Hearer>();
  for (const { personId, pupilId, guardianship } of relations) {
    if (guardianship && !guardianOn(day, guardianship)) continue;
    if (!may("fact.hear", [guardianship ? "guardian" : "pupil"])) continue;
    heard.set(`${personId} ${pupilId}`, { personId, pupilId });
  }
  return [...heard.values()];
}

import { dayIn, isoDay, now } from "../clock.ts";
import { readChoices } from "../contacts/choices.ts";
import type { NoticeState } from "../db.ts";
import { EVENTS } from "../outbox/events.ts";
import type { Raw } from "../raw.ts";
import type { Settings } from "../settings.ts";
import { type AbsenceDay, type Attendance, attendanceOf, readAbsenceDays } from "./absence-facts.ts";
import { findHearers } from "./audience.ts";
import type { NewNotice, OpenEvent } from "./notices.ts";
import { afterQuiet, type Timing, withPatience } from "./timing.ts";

const MINUTE_MS = 60_000;
/** A teacher's second thoughts about a roll. */
const NOTED_MINUTES = 3;

/**
 * Raises the days these events are about, and plans one notice for each day and hearer. Days on which nobody was noted
 * absent stay out. A fixed number of queries.
 */
export async function planAbsences(tx: Raw, all: OpenEvent[], settings: Settings): Promise<NewNotice[]> {
  const events = all.filter(isOfAttendance);
  if (events.length === 0) return [];
  const ids = await raiseDays(tx, events);
  if (ids.length === 0) return [];
  const days = await readAbsenceDays(tx, ids, settings.timeZone);
  const pupilIds = [...new Set(days.map(({ pupilId }) => pupilId))];
  const hearers = await findHearers(tx, pupilIds, isoDay(dayIn(settings.timeZone)));
  const choices = await readChoices(tx, [...new Set(hearers.map(({ personId }) => personId))], settings);
  const heard = await readHeard(tx, ids);
  return days.flatMap((day) => {
    const { value } = attendanceOf(day);
    const timing = timingOf(day);
    return hearers
      .filter(({ pupilId }) => pupilId === day.pupilId)
      .filter(({ personId }) => isNews(value, heard.get(`${day.id} ${personId}`)))
      .map(({ personId, pupilId }) => ({
        ...(timing.urgency === "urgent" ? timing : laterIfQuiet(timing, choices.get(personId)!.clock)),
        factKind: "absenceDay",
        factId: day.id,
        factVersion: day.version,
        personId,
        pupilId,
        onlyLow: false,
      }));
  });
}

/** Whichever of them it is, the day is read anew. */
function isOfAttendance({ kind }: OpenEvent): boolean {
  const { fact } = EVENTS[kind];
  return fact === "absence" || fact === "excuse";
}

/** By date and pupil, so that two routers never wait for each other in a circle. */
async function raiseDays(tx: Raw, events: OpenEvent[]): Promise<string[]> {
  const days = await tx.$queryRaw<{ id: string }[]>`
    with event as (
      select * from jsonb_to_recordset(${JSON.stringify(events)}::jsonb)
        as x("factId" uuid, "pupilId" uuid, "occurredAt" timestamptz)
    ), touched as (
      select e."pupilId", l.date, e."occurredAt" from event e
      join "Absence" a on a.id = e."factId" join "Lesson" l on l.id = a."lessonId"
      union all
      select e."pupilId", d.date, e."occurredAt" from event e
      join "Excuse" x on x.id = e."factId"
      join "AbsenceDay" d on d."pupilId" = e."pupilId" and d.date between x."from" and x."to"
    ), day as (select "pupilId", date, max("occurredAt") as "notedAt" from touched group by "pupilId", date)
    insert into "AbsenceDay" ("pupilId", date, "notedAt")
    select "pupilId", date, "notedAt" from day
    where exists (select 1 from "AbsenceDay" d where d."pupilId" = day."pupilId" and d.date = day.date)
      or exists (select 1 from "Absence" a join "Lesson" l on l.id = a."lessonId"
        where a."pupilId" = day."pupilId" and a.kind = 'absent' and l.date = day.date)
    order by date, "pupilId"
    on conflict ("pupilId", date) do update
      set version = "AbsenceDay".version + 1, "notedAt" = greatest("AbsenceDay"."notedAt", excluded."notedAt")
    returning id`;
  return days.map(({ id }) => id);
}

interface Heard {
  toldValue: string | null;
  state: NoticeState;
}

/** What was last told of these days, by `day person`. */
async function readHeard(tx: Raw, ids: string[]): Promise<Map<string, Heard>> {
  const told = await tx.$queryRaw<(Heard & { factId: string; personId: string })[]>`
    select "factId", "personId", "toldValue", state from "Notice"
    where "factId" = any(${ids}::uuid[]) and "toldVersion" is not null`;
  return new Map(told.map((notice) => [`${notice.factId} ${notice.personId}`, notice]));
}

/**
 * One alert a day: another lesson missed is no news, nor is an absence to somebody who was told that the pupil has come.
 * What is being told at this moment is left to the claim.
 */
function isNews(value: Attendance["value"], heard: Heard | undefined): boolean {
  if (!heard) return true;
  if (heard.toldValue === "arrived" && value === "absent") return false;
  return heard.state !== "told" || heard.toldValue !== value;
}

/** An absence counts from when it was noted; later lessons missed do not put it off. */
function timingOf(day: AbsenceDay): Timing {
  const attendance = attendanceOf(day);
  const notedAt = attendance.value === "absent" ? attendance.since.setAt! : day.notedAt;
  const firstLessonEnds = day.lessons[0]?.endsAt ?? notedAt;
  const lastLessonEnds = day.lessons.at(-1)?.endsAt ?? notedAt;
  return alertTiming({ notedAt, firstLessonEnds, lastLessonEnds, now: now() });
}

/** The pupil's own bells of the day, and when the news was written. */
export interface Bells {
  notedAt: Date;
  firstLessonEnds: Date;
  lastLessonEnds: Date;
  now: Date;
}

/**
 * An alert is due at the end of the first lesson, or three minutes after it was noted if that is later; with the last bell
 * it becomes an ordinary notice. Pure.
 */
export function alertTiming({ notedAt, firstLessonEnds, lastLessonEnds, now }: Bells): Timing {
  const noted = notedAt.getTime() + NOTED_MINUTES * MINUTE_MS;
  const dueAt = new Date(Math.max(firstLessonEnds.getTime(), noted));
  const rings = Math.max(dueAt.getTime(), now.getTime()) <= lastLessonEnds.getTime();
  return leaving(rings ? "urgent" : "now", dueAt);
}

function laterIfQuiet(timing: Timing, clock: Parameters<typeof afterQuiet>[1]): Timing {
  return leaving(timing.urgency, afterQuiet(timing.dueAt, clock));
}

function leaving(urgency: Timing["urgency"], dueAt: Date): Timing {
  return withPatience(urgency, { frequency: "now", dueAt, deadlineAt: null });
}

import { isoDay, now } from "../clock.ts";
import type { AbsenceKind, AbsenceReason } from "../db.ts";
import { groupBy } from "../grouping.ts";
import type { Raw } from "../raw.ts";
import type { PupilFact } from "./facts.ts";
import type { AbsenceStory, ToldLesson } from "./message.ts";

/** A lesson of the pupil's own, class or subgroup, that did not fall out. */
export interface DayLesson extends ToldLesson {
  subject: string;
  startsAt: Date;
  endsAt: Date;
  kind: AbsenceKind | null;
  reason: AbsenceReason | null;
  /** When its cell was written. */
  setAt: Date | null;
  /** Late, or not noted in a roll that was taken. */
  isHere: boolean;
}

/** A day on which a pupil was noted absent, with its lessons one after another. */
export interface AbsenceDay {
  id: string;
  version: number;
  pupilId: string;
  date: Date;
  /** When the last change of it was written. */
  notedAt: Date;
  /** A guardian's note or a document covers it. */
  isCovered: boolean;
  lessons: DayLesson[];
}

/** What a day comes to: the pupil is away, has come, or was never away; by the last lesson that anybody knows of. */
export type Attendance =
  | { value: "absent"; since: DayLesson; missed: DayLesson[] }
  | { value: "arrived"; at: DayLesson; missed: DayLesson[] }
  | { value: null };

/** With these the class teacher has explained it (R22); «НП» explains nothing away. */
const EXCUSING: readonly (AbsenceReason | null)[] = ["illness", "valid", "released"];

/**
 * Absence days by their ids; clock times are of the school's zone. One query; `offset 0` keeps the planner from reading the
 * lessons of the whole school and year instead of one day of each pupil.
 */
export async function readAbsenceDays(tx: Raw, ids: string[], timeZone: string): Promise<AbsenceDay[]> {
  const rows = await tx.$queryRaw<(Omit<AbsenceDay, "lessons"> & DayLesson & { lessonId: string | null })[]>`
    select d.id, d.version, d."pupilId", d.date, d."notedAt", l.id as "lessonId",
      exists (select 1 from "Excuse" e where e."pupilId" = d."pupilId" and e.state <> 'withdrawn' and d.date between e."from" and e."to")
        or exists (select 1 from "AbsenceDocument" k where k."pupilId" = d."pupilId" and d.date between k."from" and k."to")
        as "isCovered",
      l.number, s.name as subject, to_char(l."startsAt" at time zone ${timeZone}, 'FMHH24:MI') as time, l."startsAt", l."endsAt",
      a.kind, a.reason, a."setAt", coalesce(a.kind = 'late', l."rollTakenAt" is not null) as "isHere"
    from "AbsenceDay" d
    left join lateral (select l.* from lesson_pupil lp join "Lesson" l on l.id = lp."lessonId"
      where lp."pupilId" = d."pupilId" and lp.date = d.date and l."cancelledFor" is null offset 0) l on true
    left join "Subject" s on s.id = l."subjectId"
    left join "Absence" a on a."lessonId" = l.id and a."pupilId" = d."pupilId"
    where d.id = any(${ids}::uuid[]) order by d.id, l."startsAt", l.id`;
  return [...groupBy(rows, ({ id }) => id).values()].map((ofDay) => {
    const { id, version, pupilId, date, notedAt, isCovered } = ofDay[0]!;
    // Of a day whose lessons all fell out by now nothing is left.
    const lessons = ofDay.filter(({ lessonId }) => lessonId !== null);
    return { id, version, pupilId, date, notedAt, isCovered, lessons };
  });
}

/** Pure. */
export function attendanceOf({ lessons }: Pick<AbsenceDay, "lessons">): Attendance {
  const missed = lessons.filter(({ kind }) => kind === "absent");
  const lastMissed = lessons.findLastIndex(({ kind }) => kind === "absent");
  if (lastMissed === -1) return { value: null };
  const back = lessons.slice(lastMissed).find(({ isHere }) => isHere);
  if (back) return { value: "arrived", at: back, missed };
  const lastHere = lessons.findLastIndex(({ isHere }) => isHere);
  const away = lessons.slice(lastHere + 1).filter(({ kind }) => kind === "absent");
  return { value: "absent", since: away[0]!, missed: away };
}

/** Attendance as families hear of it: one fact a pupil and a day. */
export async function readAbsences(tx: Raw, ids: string[], timeZone: string): Promise<PupilFact[]> {
  const days = await readAbsenceDays(tx, ids, timeZone);
  return days.map((day) => {
    const attendance = attendanceOf(day);
    const pointless = whyPointless(day, attendance);
    return {
      id: day.id,
      version: day.version,
      value: attendance.value,
      pupilId: day.pupilId,
      at: day.notedAt,
      subjectId: null,
      ...(pointless ? { pointless } : {}),
      story: () => storyOf(day, attendance),
    };
  });
}

function whyPointless({ isCovered }: AbsenceDay, attendance: Attendance): string | null {
  if (attendance.value === "arrived") return "arrived";
  if (attendance.value === null) return null;
  return isCovered || attendance.missed.every(({ reason }) => EXCUSING.includes(reason)) ? "excused" : null;
}

function storyOf(day: AbsenceDay, attendance: Attendance): AbsenceStory {
  const lastBell = day.lessons.at(-1)?.endsAt;
  const common = { date: isoDay(day.date), isOver: !lastBell || now() > lastBell };
  if (attendance.value === null)
    return {
      ...common,
      kind: "absence.withdrawn",
      lesson: null,
      missed: 0,
      subjects: [],
      isUnexplained: false,
    };
  const { missed } = attendance;
  const lessons = {
    missed: missed.length,
    subjects: [...new Set(missed.map(({ subject }) => subject))],
    isUnexplained: !day.isCovered && missed.some(({ reason }) => reason === null),
  };
  return attendance.value === "absent"
    ? { ...common, ...lessons, kind: "absence.noted", lesson: told(attendance.since) }
    : { ...common, ...lessons, kind: "arrival.noted", lesson: told(attendance.at) };
}

function told({ number, subject, time }: DayLesson): ToldLesson {
  return { number, subject, time };
}

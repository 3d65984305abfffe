import { isoDay } from "../clock.ts";
import type { AbsenceKind, AbsenceReason, Db, Tx } from "../db.ts";
import { groupBy } from "../grouping.ts";
import { inListOrder } from "../people/list-order.ts";

/** School days (midnight UTC, see clock.ts), both included. */
export interface Span {
  from: Date;
  to: Date;
}

/** How a pupil attended the lessons of the class and of their own subgroups; lessons that fell out do not count. */
export interface PupilAttendance {
  id: string;
  surname: string;
  givenName: string;
  /** In the span, also those still ahead. */
  lessons: number;
  missed: number;
  illness: number;
  valid: number;
  invalid: number;
  released: number;
  /** Missed, and nobody has said why yet. */
  unexplained: number;
  late: number;
  /** Days of which every lesson was missed. */
  fullDays: number;
}

/** Everybody who belonged into the class within the span, in the order of a class list. One query. */
export async function readClassAttendance(
  db: Db | Tx,
  classId: string,
  { from, to }: Span,
): Promise<PupilAttendance[]> {
  const pupils = await db.$queryRaw<PupilAttendance[]>`
    with day as (
      select lp."pupilId", l.date, count(*) as lessons,
        count(*) filter (where a.kind = 'absent') as missed,
        count(*) filter (where a.kind = 'absent' and a.reason = 'illness') as illness,
        count(*) filter (where a.kind = 'absent' and a.reason = 'valid') as valid,
        count(*) filter (where a.kind = 'absent' and a.reason = 'invalid') as invalid,
        count(*) filter (where a.kind = 'absent' and a.reason = 'released') as released,
        count(*) filter (where a.kind = 'absent' and a.reason is null) as unexplained,
        count(*) filter (where a.kind = 'late') as late
      from lesson_pupil lp
      join "Lesson" l on l.id = lp."lessonId" and l."cancelledFor" is null
        and l.date between ${from}::date and ${to}::date
      left join "Absence" a on a."lessonId" = l.id and a."pupilId" = lp."pupilId"
      where lp."classId" = ${classId}::uuid
      group by lp."pupilId", l.date
    )
    select p.id, p.surname, p."givenName", coalesce(sum(lessons), 0)::int as lessons,
      coalesce(sum(missed), 0)::int as missed, coalesce(sum(illness), 0)::int as illness,
      coalesce(sum(valid), 0)::int as valid, coalesce(sum(invalid), 0)::int as invalid,
      coalesce(sum(released), 0)::int as released, coalesce(sum(unexplained), 0)::int as unexplained,
      coalesce(sum(late), 0)::int as late, (count(*) filter (where missed = lessons))::int as "fullDays"
    from "Person" p left join day on day."pupilId" = p.id
    where exists (select 1 from "Enrolment" e where e."pupilId" = p.id and e."classId" = ${classId}::uuid
      and e."from" <= ${to}::date and (e."to" is null or e."to" >= ${from}::date))
    group by p.id`;
  return inListOrder(pupils);
}

export interface PupilAbsence {
  id: string;
  version: number;
  lessonId: string;
  number: number;
  subject: string;
  kind: AbsenceKind;
  lateMinutes: number | null;
  /** Null: nobody has said it yet, and nobody guesses. */
  reason: AbsenceReason | null;
  documentId: string | null;
}

/** A day on which a pupil missed lessons or came late. */
export interface AbsenceDay {
  date: string;
  /** How many the pupil had that day. */
  lessons: number;
  isFull: boolean;
  absences: PupilAbsence[];
}

/** Day by day, lesson by lesson. One query. */
export async function readAbsences(db: Db | Tx, pupilId: string, { from, to }: Span): Promise<AbsenceDay[]> {
  const absences = await db.$queryRaw<(PupilAbsence & { date: Date; lessons: number })[]>`
    with own as (
      select l.id, l.date, l.number, l."startsAt", l."subjectId", count(*) over (partition by l.date)::int as lessons
      from lesson_pupil lp
      join "Lesson" l on l.id = lp."lessonId" and l."cancelledFor" is null
        and l.date between ${from}::date and ${to}::date
      where lp."pupilId" = ${pupilId}::uuid
    )
    select a.id, a.version, own.id as "lessonId", own.date, own.number, own.lessons, s.name as subject,
      a.kind, a."lateMinutes", a.reason, a."documentId"
    from own join "Absence" a on a."lessonId" = own.id and a."pupilId" = ${pupilId}::uuid and a.kind is not null
    join "Subject" s on s.id = own."subjectId"
    order by own.date, own."startsAt", a.id`;
  return [...groupBy(absences, ({ date }) => isoDay(date))].map(([date, ofDay]) => {
    const { lessons } = ofDay[0]!;
    return {
      date,
      lessons,
      isFull: ofDay.filter(({ kind }) => kind === "absent").length === lessons,
      absences: ofDay.map(({ date: _, lessons: __, ...absence }) => absence),
    };
  });
}

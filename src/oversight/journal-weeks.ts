import { plusDays, weekdayOf } from "../calendar/days.ts";
import { dateOf, isoDay, now } from "../clock.ts";
import type { Db } from "../db.ts";
import { groupBy } from "../grouping.ts";

/** What is found in the journals a teacher keeps (R15, R16, R42), of lessons that are over. */
export interface Findings {
  lessons: number;
  withoutTopic: number;
  withoutHomework: number;
  withoutRoll: number;
  /** Tests whose checking norm is over and which nobody has a mark for (R14). */
  withoutMarks: number;
}

export interface TeacherWeeks extends Findings {
  teacher: { id: string; surname: string; givenName: string; patronymic: string | null };
  /** What was found in each of the weeks, the asked one last. */
  trend: number[];
}

export interface JournalWeek {
  /** Monday and Sunday, ISO. */
  from: string;
  to: string;
  /** Most findings first; who held no lesson that week is left out. */
  teachers: TeacherWeeks[];
  sum: Findings;
}

const WEEKS = 6;
/** The youngest have no homework. */
const YOUNGEST = 1;
/** A checking norm is in school days; with the week's end between them so many days have surely passed. */
const CALENDAR_DAYS_A_SCHOOL_DAY = 2;

/** How the journals of the week of that day (ISO) are kept, and of the five before it. One query. */
export async function readJournalWeek(db: Db, day: string): Promise<JournalWeek> {
  const from = plusDays(day, 1 - weekdayOf(day));
  const to = plusDays(from, 6);
  const since = plusDays(from, -7 * (WEEKS - 1));
  const rows = await db.$queryRaw<Row[]>`
    with held as (
      select l.*, (date_trunc('week', l.date)::date) as week
      from "Lesson" l
      where l.date between ${dateOf(since)}::date and ${dateOf(to)}::date and l."endsAt" <= ${now()} and l."cancelledFor" is null
    )
    select h.week, jsonb_build_object('id', t.id, 'surname', t.surname, 'givenName', t."givenName", 'patronymic', t.patronymic) as teacher,
      count(*)::int as lessons,
      (count(*) filter (where coalesce(h.topic, '') = ''))::int as "withoutTopic",
      (count(*) filter (where coalesce(h.homework, '') = '' and not h."noHomework" and not exists (
        select 1 from lesson_class k join "SchoolClass" c on c.id = k."classId" where k."lessonId" = h.id and c.level = ${YOUNGEST})))::int
        as "withoutHomework",
      (count(*) filter (where h."rollTakenAt" is null))::int as "withoutRoll",
      (coalesce(sum((select count(*) from "Work" w where w."lessonId" = h.id and w."checkingDays" > 0
        and h.date + w."checkingDays" * ${CALENDAR_DAYS_A_SCHOOL_DAY}::int < ${now()}::date
        and not exists (select 1 from "Mark" m where m."workId" = w.id and m."valueId" is not null))), 0))::int as "withoutMarks"
    from held h join "Person" t on t.id = h."teacherId"
    group by h.week, t.id order by t.surname, t."givenName", t.id`;
  const teachers = [...groupBy(rows, ({ teacher }) => teacher.id).values()]
    .flatMap((ofTeacher) => weeksOf(ofTeacher, { from, since }))
    .sort((a, b) => found(b) - found(a));
  return { from, to, teachers, sum: teachers.reduce(added, NOTHING) };
}

interface Row extends Findings {
  week: Date;
  teacher: TeacherWeeks["teacher"];
}

const NOTHING: Findings = {
  lessons: 0,
  withoutTopic: 0,
  withoutHomework: 0,
  withoutRoll: 0,
  withoutMarks: 0,
};

/** All that was found, together. */
export function found({ withoutTopic, withoutHomework, withoutRoll, withoutMarks }: Findings): number {
  return withoutTopic + withoutHomework + withoutRoll + withoutMarks;
}

function weeksOf(rows: Row[], { from, since }: { from: string; since: string }): TeacherWeeks[] {
  const byWeek = new Map(rows.map((row) => [isoDay(row.week), row]));
  const asked = byWeek.get(from);
  if (!asked) return [];
  const { week: _, teacher, ...findings } = asked;
  const trend = Array.from({ length: WEEKS }, (__, at) => byWeek.get(plusDays(since, 7 * at)));
  return [{ ...findings, teacher, trend: trend.map((row) => (row ? found(row) : 0)) }];
}

function added(sum: Findings, one: Findings): Findings {
  return {
    lessons: sum.lessons + one.lessons,
    withoutTopic: sum.withoutTopic + one.withoutTopic,
    withoutHomework: sum.withoutHomework + one.withoutHomework,
    withoutRoll: sum.withoutRoll + one.withoutRoll,
    withoutMarks: sum.withoutMarks + one.withoutMarks,
  };
}

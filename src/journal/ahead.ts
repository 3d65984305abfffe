import { plusDays } from "../calendar/days.ts";
import { dateOf, now } from "../clock.ts";
import { plannedLessons } from "../curriculum/planned-lessons.ts";
import type { Db } from "../db.ts";

/** The longest holidays inside a year are shorter than this. */
const LOOK_AHEAD_DAYS = 21;
/** What was asked longer ago is of no lesson to come. */
const LOOK_BACK_DAYS = 30;

/** A lesson before a pupil, as the timetable has it. Days are ISO. */
export interface LessonAhead {
  date: string;
  number: number;
  subjectId: string;
  subject: string;
  cancelledFor: string | null;
}

/** What the last lesson of a subject asked for. */
export interface PupilHomework {
  subjectId: string;
  subject: string;
  homework: string | null;
  /** For this pupil alone. */
  task: string | null;
  /** How many files the teacher laid on it: there may be nothing else. */
  homeworkFiles: number;
  givenOn: string;
  /** Which asked for it. */
  lessonId: string;
  /** The next day with a lesson of it; null: the timetable does not say. */
  dueOn: string | null;
}

/** The pupil's own lessons of these days, in their order. A handful of queries whatever the span. */
export async function readPupilPlan(
  db: Db,
  pupilId: string,
  { from, to }: { from: string; to: string },
): Promise<LessonAhead[]> {
  const { classIds, subgroupIds } = await readPlace(db, pupilId, from);
  if (classIds.length === 0) return [];
  const planned = await plannedLessons(db, { from, to, classIds });
  const own = planned.filter(({ classId, subgroupId }) =>
    classId ? classIds.includes(classId) : subgroupIds.includes(subgroupId ?? ""),
  );
  const subjects = await db.subject.findMany({ where: { id: { in: own.map((one) => one.subjectId) } } });
  const names = new Map(subjects.map(({ id, name }) => [id, name]));
  return own.map(({ date, number, subjectId, cancelledFor }) => {
    return { date, number, subjectId, subject: names.get(subjectId) ?? "", cancelledFor };
  });
}

/** What is to be done after `day`, the nearest first; what the timetable has no day for comes last. */
export async function readPupilHomework(db: Db, pupilId: string, day: string): Promise<PupilHomework[]> {
  const asked = await readAsked(db, pupilId, day);
  if (asked.length === 0) return [];
  const from = plusDays(day, 1);
  const plan = await readPupilPlan(db, pupilId, { from, to: plusDays(day, LOOK_AHEAD_DAYS) });
  const next = (subjectId: string) =>
    plan.find((lesson) => lesson.subjectId === subjectId && lesson.cancelledFor === null) ?? null;
  const orderOf = ({ subjectId }: Asked) => {
    const lesson = next(subjectId);
    return lesson ? `${lesson.date} ${String(lesson.number).padStart(2, "0")}` : "later";
  };
  return asked
    .sort((a, b) => orderOf(a).localeCompare(orderOf(b)))
    .map((one) => ({ ...one, dueOn: next(one.subjectId)?.date ?? null }));
}

type Asked = Omit<PupilHomework, "dueOn">;

async function readPlace(db: Db, pupilId: string, day: string) {
  const [place] = await db.$queryRaw<{ classIds: string[]; subgroupIds: string[] }[]>`
    select
      array(select e."classId" from "Enrolment" e where e."pupilId" = ${pupilId}::uuid
        and e."from" <= ${day}::date and (e."to" is null or e."to" >= ${day}::date)) as "classIds",
      array(select m."subgroupId" from "SubgroupMember" m where m."pupilId" = ${pupilId}::uuid
        and m."from" <= ${day}::date and (m."to" is null or m."to" >= ${day}::date)) as "subgroupIds"`;
  return place ?? { classIds: [], subgroupIds: [] };
}

/** Of the last lesson that has begun; a lesson that asked for nothing ends what was asked before. */
async function readAsked(db: Db, pupilId: string, day: string): Promise<Asked[]> {
  const last = await db.$queryRaw<Asked[]>`
    select distinct on (s.name, l."subjectId") l.id as "lessonId", l."subjectId", s.name as subject, l.homework, t.text as task,
      to_char(l.date, 'YYYY-MM-DD') as "givenOn",
      (select count(*)::int from "Material" m where m."lessonId" = l.id and m.kind = 'homework') as "homeworkFiles"
    from "Lesson" l join "Subject" s on s.id = l."subjectId"
    left join "IndividualTask" t on t."lessonId" = l.id and t."pupilId" = ${pupilId}::uuid
    where l.date between ${dateOf(plusDays(day, -LOOK_BACK_DAYS))}::date and ${dateOf(day)}::date
      and l."startsAt" <= ${now()} and l."cancelledFor" is null
      and (exists (select 1 from "Enrolment" e where e."pupilId" = ${pupilId}::uuid and e."classId" = l."classId"
             and e."from" <= l.date and (e."to" is null or e."to" >= l.date))
        or exists (select 1 from "SubgroupMember" m where m."pupilId" = ${pupilId}::uuid and m."subgroupId" = l."subgroupId"
             and m."from" <= l.date and (m."to" is null or m."to" >= l.date)))
    order by s.name, l."subjectId", l.date desc, l.number desc`;
  return last.filter(({ homework, task, homeworkFiles }) => homework || task || homeworkFiles > 0);
}

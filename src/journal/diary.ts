import { isoDay } from "../clock.ts";
import type { Db } from "../db.ts";
import { groupBy } from "../grouping.ts";
import {
  type PupilAbsence,
  type PupilMark,
  type Reader,
  readPupilAbsences,
  readPupilMarks,
} from "./pupil-marks.ts";

/** One lesson of a pupil's day: what was taught, what is to be done, what was earned (R3). */
export interface DiaryLesson {
  id: string;
  date: Date;
  number: number;
  startsAt: Date;
  endsAt: Date;
  subjectId: string;
  subject: string;
  teacherId: string;
  topic: string | null;
  material: string | null;
  homework: string | null;
  noHomework: boolean;
  /** Homework for this pupil alone. */
  task: string | null;
  /** How many files the teacher laid on the homework. */
  homeworkFiles: number;
  cancelledFor: string | null;
}

export interface DiaryDay {
  date: string;
  lessons: (DiaryLesson & { marks: PupilMark[]; absence: PupilAbsence | null })[];
}

/** A pupil's diary from one day to another, in the pupil's own subgroups. Four queries. */
export async function readDiary(
  db: Db,
  pupilId: string,
  asked: { from: Date; to: Date; reader: Reader },
): Promise<DiaryDay[]> {
  const [lessons, marks, absences] = await Promise.all([
    readLessons(db, pupilId, asked),
    readPupilMarks(db, pupilId, asked),
    readPupilAbsences(db, pupilId, asked),
  ]);
  const marksOf = groupBy(marks, (mark) => mark.lessonId);
  const absenceOf = new Map(absences.map((absence) => [absence.lessonId, absence]));
  const days = groupBy(lessons, (lesson) => isoDay(lesson.date));
  return [...days].map(([date, own]) => ({
    date,
    lessons: own.map((lesson) => ({
      ...lesson,
      marks: marksOf.get(lesson.id) ?? [],
      absence: absenceOf.get(lesson.id) ?? null,
    })),
  }));
}

/** By enrolment and subgroup on the day of each lesson; the view lesson_pupil would go through every class first. */
function readLessons(
  db: Db,
  pupilId: string,
  { from, to }: { from: Date; to: Date },
): Promise<DiaryLesson[]> {
  return db.$queryRaw<DiaryLesson[]>`
    select l.id, l.date, l.number, l."startsAt", l."endsAt", l."subjectId", s.name as subject, l."teacherId", l.topic,
      l.material, l.homework, l."noHomework", t.text as task, l."cancelledFor",
      (select count(*)::int from "Material" m where m."lessonId" = l.id and m.kind = 'homework') as "homeworkFiles"
    from "Lesson" l join "Subject" s on s.id = l."subjectId"
    left join "IndividualTask" t on t."lessonId" = l.id and t."pupilId" = ${pupilId}::uuid
    where l.date between ${from}::date and ${to}::date
      and (exists (select 1 from "Enrolment" e where e."pupilId" = ${pupilId}::uuid and e."classId" = l."classId"
             and e."from" <= l.date and (e."to" is null or e."to" >= l.date))
        or exists (select 1 from "SubgroupMember" m where m."pupilId" = ${pupilId}::uuid and m."subgroupId" = l."subgroupId"
             and m."from" <= l.date and (m."to" is null or m."to" >= l.date)))
    order by l.date, l.number, l.id`;
}

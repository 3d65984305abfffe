import { dayIn } from "../src/clock.ts";
import type { Db } from "../src/db.ts";
import { writeWorks } from "../src/lessons/works.ts";
import { SCHOOL } from "./cast.ts";
import { type Cast, idOf, instantOn } from "./cast-ids.ts";
import {
  type ClassKey,
  classData,
  type LessonData,
  type SubjectKey,
  TODAY,
  TODAY_IN_FOURTH,
  type WorkKindCode,
} from "./cast-school.ts";

export interface CastLesson {
  id: string;
  classKey: ClassKey;
  subject: SubjectKey;
  date: Date;
  number: number;
  startsAt: Date;
  endsAt: Date;
  topic: string;
  homework: string;
  /** The ids of its works by their kind. */
  works: Partial<Record<WorkKindCode, string>> & { answer: string };
  titles: Partial<Record<WorkKindCode, string | null>>;
}

export interface Today {
  /** Runs right now; Смирнова holds it. */
  algebra: CastLesson & { works: { test: string } };
  /** Of 7А, one after another. */
  lessons: CastLesson[];
  /** Of 4Б, beside the lesson before algebra. */
  fourth: CastLesson;
}

export const LESSON_MINUTES = 40;
/** Minutes from the first bell of the day to the start of each lesson, as on 8:00, 8:50, 9:50, 10:50, 11:40, 12:30. */
export const BELLS = [0, 50, 110, 170, 220, 270];
export const FIRST_BELL = 8 * 60;
const DAY_MINUTES = 24 * 60;
/** Algebra has been running for about so long when the school is opened. */
const RUNNING_MINUTES = 10;

/**
 * Gives 7А six lessons on the school's today, whatever day it is, so that algebra runs now. Called again the same day it adds
 * nothing and moves the lessons, so that algebra runs again.
 */
export async function todaysLessons(db: Db, cast: Cast, now: Date): Promise<Today> {
  const today = planToday(now);
  await writeLessons(db, cast, [...today.lessons, today.fourth]);
  return today;
}

function planToday(now: Date): Today {
  const date = dayIn(SCHOOL.timeZone, now);
  const minute = (now.getTime() - instantOn(date, 0).getTime()) / 60_000;
  const { place, firstBell } = placeOfAlgebra(minute);
  const { algebra, ...others } = TODAY;
  const day: [SubjectKey, LessonData][] = Object.entries(others) as [SubjectKey, LessonData][];
  day.splice(place, 0, ["algebra", algebra]);
  const lessons = day.map(([subject, data], index) =>
    planLesson({ classKey: "sevenA", subject, date, index, firstBell }, data),
  );
  const before = Math.max(place - 1, 0);
  return {
    algebra: lessons[place] as Today["algebra"],
    lessons,
    fourth: planLesson(
      { classKey: "fourB", subject: "russian", date, index: before, firstBell },
      TODAY_IN_FOURTH,
    ),
  };
}

/** Third by the usual bells or as near to that as the hours of the calendar day allow. */
function placeOfAlgebra(minute: number): { place: number; firstBell: number } {
  const usual = FIRST_BELL + BELLS[2]!;
  if (minute >= usual && minute < usual + LESSON_MINUTES) return { place: 2, firstBell: FIRST_BELL };
  const wanted = Math.floor((minute - RUNNING_MINUTES) / 5) * 5;
  const start = Math.min(Math.max(wanted, 0), DAY_MINUTES - LESSON_MINUTES);
  const place = [2, 1, 0, 3, 4, 5].find((candidate) => {
    const firstBell = start - BELLS[candidate]!;
    return firstBell >= 0 && firstBell + BELLS.at(-1)! + LESSON_MINUTES <= DAY_MINUTES;
  })!;
  return { place, firstBell: start - BELLS[place]! };
}

interface Slot {
  classKey: ClassKey;
  subject: SubjectKey;
  date: Date;
  /** From 0. */
  index: number;
  firstBell?: number;
}

export function planLesson(slot: Slot, { topic, homework, works }: LessonData): CastLesson {
  const { classKey, subject, date, index, firstBell = FIRST_BELL } = slot;
  const id = idOf("lesson", classKey, date.toISOString().slice(0, 10), subject);
  const start = firstBell + BELLS[index]!;
  const kinds = Object.keys(works) as WorkKindCode[];
  return {
    id,
    classKey,
    subject,
    date,
    number: index + 1,
    startsAt: instantOn(date, start),
    endsAt: instantOn(date, start + LESSON_MINUTES),
    topic,
    homework,
    works: Object.fromEntries(kinds.map((kind) => [kind, idOf("work", id, kind)])) as CastLesson["works"],
    titles: works,
  };
}

/** Lessons with their works; what is there already only moves in time. */
export async function writeLessons(db: Db, cast: Cast, lessons: CastLesson[]): Promise<void> {
  const rows = lessons.map(({ id, classKey, subject, date, number, startsAt, endsAt, topic, homework }) => ({
    id,
    classId: cast.classes[classKey].id,
    subjectId: cast.subjects[subject].id,
    teacherId: cast[classData(classKey).teachers[subject]!].id,
    date,
    number,
    startsAt,
    endsAt,
    topic,
    homework,
  }));
  await db.$executeRaw`
    insert into "Lesson" (id, "classId", "subjectId", "teacherId", date, number, "startsAt", "endsAt", topic, homework)
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, "classId" uuid, "subjectId" uuid,
      "teacherId" uuid, date date, number int, "startsAt" timestamptz, "endsAt" timestamptz, topic text, homework text)
    on conflict (id) do update
      set number = excluded.number, "startsAt" = excluded."startsAt", "endsAt" = excluded."endsAt"`;
  await db.$executeRaw`
    insert into "LessonVersion" ("lessonId", version, topic, homework, "noHomework", at, source)
    select id, 1, topic, homework, false, "startsAt", 'seed' from "Lesson"
    where id = any(${rows.map(({ id }) => id)}::uuid[]) on conflict do nothing`;
  await writeWorks(
    db,
    lessons.flatMap(({ id, works, titles }) =>
      Object.entries(works).map(([kindCode, workId]) => {
        return { id: workId, lessonId: id, kindCode, title: titles[kindCode as WorkKindCode] ?? null };
      }),
    ),
  );
}

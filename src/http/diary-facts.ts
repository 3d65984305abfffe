import type { FastifyRequest } from "fastify";
import type { DiaryProps } from "../../templates/pages/diary.tsx";
import { plusDays, weekdayOf } from "../calendar/days.ts";
import { dateOf, isoDay } from "../clock.ts";
import type { Db } from "../db.ts";
import { groupBy } from "../grouping.ts";
import { type PupilHomework, readPupilHomework, readPupilPlan } from "../journal/ahead.ts";
import { type DiaryDay, readDiary } from "../journal/diary.ts";
import { listForPupil, type Material } from "../materials/materials.ts";
import { readerOf, readPupilHead } from "./pupil-facts.ts";

const SCHOOL_DAYS = 5;

/** The week of that day: what the journal has of it, and of the days ahead what the timetable has. A handful of queries. */
export async function readDiaryWeek(
  db: Db,
  request: FastifyRequest,
  { pupilId, week }: { pupilId: string; week: string | undefined },
): Promise<Omit<DiaryProps, "frame">> {
  const today = isoDay(request.actor!.day);
  const shown = week ?? today;
  const monday = plusDays(shown, 1 - weekdayOf(shown));
  const sunday = plusDays(monday, 6);
  const span = { from: dateOf(monday), to: dateOf(sunday), reader: readerOf(request) };
  const isOver = sunday < today;
  const isAhead = monday > today;
  const from = isAhead ? monday : today;
  const [head, held, plan, due] = await Promise.all([
    readPupilHead(db, request, pupilId),
    readDiary(db, pupilId, span),
    isOver ? [] : readPupilPlan(db, pupilId, { from, to: sunday }),
    isOver ? [] : readPupilHomework(db, pupilId, today),
  ]);
  // The files of a lesson are for its teachers and the families (policy.ts).
  const lessonIds =
    span.reader === "family"
      ? [
          ...held.flatMap(({ lessons }) => lessons.map(({ id }) => id)),
          ...due.map(({ lessonId }) => lessonId),
        ]
      : [];
  const files = groupBy(await listForPupil(db, { lessonIds, pupilId }), ({ lessonId }) => lessonId);
  const known = new Map(held.map((day) => [day.date, day]));
  const days = Array.from({ length: 7 }, (_, at) => plusDays(monday, at)).map((date) => {
    const day = known.get(date);
    if (day) return { date, lessons: day.lessons.map((lesson) => heldLesson(lesson, files.get(lesson.id))) };
    const ahead = plan.filter((lesson) => lesson.date === date);
    return {
      date,
      lessons: ahead.map((lesson, at) => {
        const asked = dueFor(lesson, { at, ahead, due });
        return plannedLesson(lesson, asked, asked && files.get(asked.lessonId));
      }),
    };
  });
  return {
    head,
    today,
    monday,
    sunday,
    days: days.filter(({ lessons }, at) => at < SCHOOL_DAYS || lessons.length > 0),
    due: nearest(due.filter(({ dueOn }) => dueOn !== null && dueOn > today)),
  };
}

function heldLesson(lesson: DiaryDay["lessons"][number], files: Material[] = []) {
  const { id, number, subject, topic, homework, task, noHomework, cancelledFor, marks, absence } = lesson;
  return {
    ...{ key: id, number, subject, topic, homework, task, noHomework, isDue: false },
    isCancelled: cancelledFor !== null,
    files: files.map(linked),
    marks: marks.map(({ id, value, kind, title, act }) => ({
      id,
      value,
      kind,
      title,
      isCorrected: act !== null,
    })),
    absence: absence && { kind: absence.kind, lateMinutes: absence.lateMinutes, reason: absence.reason },
  };
}

function linked({ id, name, kind }: Material) {
  return { name, href: kind === "work" ? `/pupil-works/${id}` : `/materials/${id}` };
}

type Ahead = Awaited<ReturnType<typeof readPupilPlan>>[number];

/** Said once where a subject has two lessons that day. */
function dueFor(
  { date, subjectId }: Ahead,
  { at, ahead, due }: { at: number; ahead: Ahead[]; due: PupilHomework[] },
): PupilHomework | undefined {
  if (ahead.findIndex((lesson) => lesson.subjectId === subjectId) !== at) return undefined;
  return due.find((asked) => asked.subjectId === subjectId && asked.dueOn === date);
}

function plannedLesson(
  { date, number, subject, cancelledFor }: Ahead,
  asked: PupilHomework | undefined,
  files: Material[] = [],
) {
  return {
    ...{ key: `${date} ${number} ${subject}`, number, subject, topic: null, noHomework: false, isDue: true },
    homework: asked?.homework ?? null,
    task: asked?.task ?? null,
    isCancelled: cancelledFor !== null,
    files: files.map(linked),
    marks: [],
    absence: null,
  };
}

/** What is to be done for the next day that asks for anything. */
function nearest(due: PupilHomework[]): DiaryProps["due"] {
  const day = due[0]?.dueOn;
  if (!day) return null;
  const subjects = due.filter(({ dueOn }) => dueOn === day).map(({ subject }) => subject);
  return { day, subjects };
}

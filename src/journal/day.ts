import { plusDays } from "../calendar/days.ts";
import { dateOf } from "../clock.ts";
import type { Db } from "../db.ts";
import { type LessonAhead, type PupilHomework, readPupilHomework, readPupilPlan } from "./ahead.ts";
import { type DiaryLesson, readDiary } from "./diary.ts";
import type { PupilAbsence, PupilMark, Reader } from "./pupil-marks.ts";

export interface DayLesson
  extends Pick<
    DiaryLesson,
    "number" | "subjectId" | "subject" | "homework" | "task" | "homeworkFiles" | "cancelledFor"
  > {
  /** Whose files belong to it: its own, or of a lesson ahead the one that asked for its homework; null: none. */
  lessonId: string | null;
  /** Null: the lesson is ahead. */
  topic: string | null;
  marks: PupilMark[];
  absence: PupilAbsence | null;
}

export interface PupilDay {
  lessons: DayLesson[];
  /** The next day with lessons, as the timetable has it; null: within a week there is none, or the day is over. */
  next: string | null;
}

/**
 * A day of a pupil, ISO: what came of it, and of a day ahead what the timetable has and what is to be done for it.
 * A handful of queries.
 */
export async function readPupilDay(
  db: Db,
  pupilId: string,
  { shown, today, reader }: { shown: string; today: string; reader: Reader },
): Promise<PupilDay> {
  // Of a day that is over the journal says everything.
  const plan = shown < today ? [] : await readPupilPlan(db, pupilId, { from: shown, to: plusDays(shown, 7) });
  const [held] = await readDiary(db, pupilId, { from: dateOf(shown), to: dateOf(shown), reader });
  const lessons =
    held?.lessons.map((lesson) => ({ ...lesson, lessonId: lesson.id })) ??
    plan.filter(({ date }) => date === shown).map(planned);
  const next = plan.find(({ date, cancelledFor }) => date > shown && cancelledFor === null)?.date ?? null;
  if (shown <= today) return { lessons, next };
  const due = (await readPupilHomework(db, pupilId, today)).filter(({ dueOn }) => dueOn === shown);
  const firstOf = new Set(new Map(lessons.toReversed().map((lesson) => [lesson.subjectId, lesson])).values());
  return { lessons: lessons.map((lesson) => withHomework(lesson, firstOf.has(lesson) ? due : [])), next };
}

function planned(lesson: LessonAhead): DayLesson {
  return { ...lesson, ...NOTHING_DUE, topic: null, marks: [], absence: null };
}

type Due = Pick<DayLesson, "homework" | "task" | "homeworkFiles" | "lessonId">;

const NOTHING_DUE: Due = { homework: null, task: null, homeworkFiles: 0, lessonId: null };

/** Said once where a subject has two lessons. */
function withHomework(lesson: DayLesson, due: PupilHomework[]): DayLesson {
  const asked = due.find(({ subjectId }) => subjectId === lesson.subjectId);
  const { homework, task, homeworkFiles, lessonId } = asked ?? NOTHING_DUE;
  return { ...lesson, homework, task, homeworkFiles, lessonId };
}

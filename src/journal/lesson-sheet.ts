import { dayIn, now } from "../clock.ts";
import type { AbsenceKind, Db } from "../db.ts";
import { NotFound } from "../errors.ts";
import { closesAt, type DoorState, doorOn, readLastDays } from "../lessons/door.ts";
import { type ListedLesson, WITH_ALL } from "../lessons/lesson-list.ts";
import { type LessonPupil, readRoster } from "../lessons/roster.ts";
import { getSettings } from "../settings.ts";

/** What may still be written, and until when; `until` is the first moment that is too late. */
export interface Door {
  state: DoorState;
  until: Date | null;
}

export interface SheetWork {
  id: string;
  kindCode: string;
  kind: string;
  title: string | null;
  weight: number;
  checkingDays: number;
  door: Door;
}

export interface SheetMark {
  id: string;
  workId: string;
  pupilId: string;
  value: string | null;
  version: number;
  act: string | null;
}

/** One lesson with everything that stands in the journal about it. */
export interface LessonSheet {
  lesson: ListedLesson;
  door: Door;
  pupils: LessonPupil[];
  works: SheetWork[];
  /** What was taken away stays as an empty cell with its version. */
  marks: SheetMark[];
  absences: { pupilId: string; kind: AbsenceKind | null; lateMinutes: number | null; version: number }[];
  tasks: { pupilId: string; text: string | null; version: number }[];
}

/** @throws NotFound there is no such lesson */
export async function readLessonSheet(db: Db, lessonId: string): Promise<LessonSheet> {
  const found = await db.lesson.findUnique({
    where: { id: lessonId },
    include: {
      ...WITH_ALL,
      works: { include: { kind: true }, orderBy: { id: "asc" } },
      absences: { select: { pupilId: true, kind: true, lateMinutes: true, version: true } },
      tasks: { select: { pupilId: true, text: true, version: true } },
    },
  });
  if (!found) throw new NotFound("Такого урока нет.");
  const { works, absences, tasks, ...lesson } = found;
  const { timeZone } = await getSettings(db);
  const today = dayIn(timeZone, now());
  const norms = works.map(({ checkingDays }) => checkingDays);
  const lastDays = await readLastDays(db, lesson, norms);
  const doorUntil = (lastDay: Date): Door => {
    const state = doorOn(lesson, today, lastDay);
    return { state, until: state === "open" ? closesAt(lastDay, timeZone) : null };
  };
  return {
    lesson,
    door: doorUntil(lesson.date),
    pupils: await readRoster(db, lessonId),
    works: works.map(({ id, kindCode, kind, title, weight, checkingDays }, index) => {
      return {
        id,
        kindCode,
        kind: kind.name,
        title,
        weight,
        checkingDays,
        door: doorUntil(lastDays[index]!),
      };
    }),
    marks: await readMarks(db, lessonId),
    absences,
    tasks,
  };
}

function readMarks(db: Db, lessonId: string): Promise<SheetMark[]> {
  return db.$queryRaw<SheetMark[]>`
    select m.id, m."workId", m."pupilId", v.code as value, m.version, mv.act
    from "Work" w join "Mark" m on m."workId" = w.id
    join "MarkVersion" mv on mv."markId" = m.id and mv.version = m.version
    left join "ScaleValue" v on v.id = m."valueId"
    where w."lessonId" = ${lessonId}::uuid order by m."workId", m."pupilId"`;
}

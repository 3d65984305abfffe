import type { LessonRollProps } from "../../templates/pages/lesson-roll.tsx";
import type { LessonWordsProps } from "../../templates/pages/lesson-words.tsx";
import { readRoll } from "../attendance/roll.ts";
import { nextPlanLine } from "../curriculum/lesson-plans.ts";
import type { Db } from "../db.ts";
import { readLessonSheet } from "../journal/lesson-sheet.ts";
import { classesOf, YOUNGEST } from "../lessons/classes.ts";
import { listName } from "./names.ts";

type OfPage = "lesson" | "mayWrite" | "problem" | "isSaved";

/** Topic, what was studied and homework, for all and for one, as they stand; and the next line of the plan (R36). */
export async function readWordFacts(
  db: Db,
  lessonId: string,
): Promise<Omit<LessonWordsProps, OfPage | "typed"> & { isOpen: boolean }> {
  const [sheet, next] = await Promise.all([readLessonSheet(db, lessonId), nextPlanLine(db, lessonId)]);
  const { lesson, pupils, tasks, door } = sheet;
  const { topic, material, homework, noHomework } = lesson;
  const nameOf = new Map(pupils.map(({ id, surname, givenName }) => [id, listName(surname, givenName)]));
  return {
    isOpen: door.state === "open",
    record: { topic, material, homework, noHomework },
    nextTopic: next && next.topic !== topic ? next.topic : null,
    allowsHomework: classesOf(lesson).every(({ level }) => level !== YOUNGEST),
    pupils: [...nameOf].map(([id, name]) => ({ id, name })),
    tasks: tasks.map(({ pupilId, ...task }) => ({ ...task, pupilId, name: nameOf.get(pupilId) ?? "" })),
  };
}

/** Who is here, pupil by pupil in the order of the list. */
export async function readRollFacts(
  db: Db,
  lessonId: string,
): Promise<Omit<LessonRollProps, OfPage> & { isOpen: boolean }> {
  const [{ pupils, door }, roll] = await Promise.all([readLessonSheet(db, lessonId), readRoll(db, lessonId)]);
  const noted = new Map(roll.absences.map((cell) => [cell.pupilId, cell]));
  return {
    isOpen: door.state === "open",
    version: roll.version,
    isTaken: roll.takenAt !== null,
    pupils: pupils.map(({ id, surname, givenName }, index) => {
      const { kind = null, lateMinutes = null } = noted.get(id) ?? {};
      return {
        id,
        number: index + 1,
        name: listName(surname, givenName),
        kind: kind ?? "present",
        lateMinutes,
      };
    }),
  };
}

import { type Roll, readRoll } from "../attendance/roll.ts";
import { dateOf } from "../clock.ts";
import type { Db } from "../db.ts";
import { type Entry, readWorkOrder, type WorkEntry } from "../entries/entries.ts";
import { classesOf, WITH_CLASSES, YOUNGEST } from "../lessons/classes.ts";
import type { ListedLesson } from "../lessons/lesson-list.ts";
import { type ListedPupil, readClassLists } from "../lessons/roster.ts";
import { readWorkKinds, type WorkKindData } from "../lessons/work-kinds.ts";
import { heldOn } from "../people/dated.ts";
import {
  type Choices,
  type QuickContext,
  type QuickLesson,
  readQuickMarks,
  type Understanding,
} from "../quick-marks/quick-marks.ts";
import { type LessonSheet, readLessonSheet } from "./lesson-sheet.ts";

/** What a teacher types of a lesson, in the bot and on its page, read against the lesson as it is now. */

/** A lesson with everything that typed words are compared with. */
export interface QuickSheet {
  sheet: LessonSheet;
  pupils: ListedPupil[];
  roll: Roll;
  /** In the order that «4/5» means. */
  works: { id: string; kindCode: string }[];
  kinds: WorkKindData[];
  /** Best first. */
  scale: string[];
}

export interface QuickRead extends QuickSheet {
  understanding: Understanding;
  entry: Entry;
}

/** Marks are answers unless something else is said. */
const USUAL_KIND = "answer";

export async function readQuickSheet(db: Db, lessonId: string): Promise<QuickSheet> {
  const [sheet, pupils, roll, works, kinds, values] = await Promise.all([
    readLessonSheet(db, lessonId),
    readClassLists(db, lessonId),
    readRoll(db, lessonId),
    readWorkOrder(db, lessonId),
    readWorkKinds(db),
    db.scaleValue.findMany({ where: { scale: { code: "five" } }, orderBy: { rank: "desc" } }),
  ]);
  return { sheet, pupils, roll, works, kinds, scale: values.map(({ code }) => code) };
}

/** What was typed, and what it leaves open. */
export interface QuickWords {
  lessonId: string;
  text: string;
  kindCode: string;
  choices: Choices;
  /** What «тема» alone stands for; null: it is asked. */
  nextTopic?: string | null;
}

interface Typist {
  personId: string;
  /** ISO. */
  day: string;
  /** Those one may turn to. */
  lessons: ListedLesson[];
}

/** Reads words against their lesson as it is now. */
export async function readQuickEntry(
  db: Db,
  { lessonId, text, kindCode, choices, nextTopic = null }: QuickWords,
  { lessons, ...typist }: Typist,
): Promise<QuickRead> {
  const read = await readQuickSheet(db, lessonId);
  const known = [...lessons.flatMap(quickLessons), ...(await readTaught(db, typist))];
  const context = contextOf(read, { text, kindCode, lessons: known });
  const understood = readQuickMarks(text, context, choices);
  const { topic } = understood;
  const understanding =
    topic && nextTopic ? { ...understood, topic: { ...topic, text: topic.text ?? nextTopic } } : understood;
  return { ...read, understanding, entry: entryOf(understanding, { ...read, kindCode }) };
}

/** What the words leave open: the only kind of work that is marked in this lesson now, or an answer. */
export async function usualKind(db: Db, lessonId: string): Promise<string> {
  const [{ works, door }, kinds] = await Promise.all([readLessonSheet(db, lessonId), readWorkKinds(db)]);
  const open = works.filter((work) => work.door.state === "open");
  const given = [...new Set(open.map(({ kindCode }) => kindCode))];
  // R14: of a closed day it can only be one of these.
  if (given.length === 1 || (given.length > 0 && door.state !== "open")) return given[0]!;
  return kinds.some(({ code }) => code === USUAL_KIND) ? USUAL_KIND : (kinds[0]?.code ?? USUAL_KIND);
}

function contextOf(
  { sheet, pupils, roll, kinds, scale }: QuickSheet,
  { text, kindCode, lessons }: { text: string; kindCode: string; lessons: QuickLesson[] },
): QuickContext {
  const absent = new Set(roll.absences.filter(({ kind }) => kind === "absent").map((cell) => cell.pupilId));
  const isYoung = classesOf(sheet.lesson).some(({ level }) => level === YOUNGEST);
  return {
    pupils: pupils.map((pupil) => ({ ...pupil, isAbsent: absent.has(pupil.id) })),
    scale: isYoung ? [] : scale,
    workKinds: kinds.map(({ code, name }) => ({ code, name })),
    workKind: kindCode,
    allowsHomework: !isYoung,
    here: quickLessons(sheet.lesson).find(isNamedIn(text)) ?? quickLessons(sheet.lesson)[0] ?? null,
    lessons,
  };
}

/** A lesson as its words name it: a subgroup's by each of its classes. */
export function quickLessons(lesson: ListedLesson): QuickLesson[] {
  return classesOf(lesson).map(({ level, letter }) => ({
    className: `${level}${letter}`,
    subject: lesson.subject.name,
    number: lesson.number,
  }));
}

/** Of a subgroup of several classes the one that the words name. */
function isNamedIn(text: string): (lesson: QuickLesson) => boolean {
  const words = text.toLowerCase().replace(/[\s-]/g, "");
  return ({ className }) => words.includes(className.toLowerCase());
}

/** What they teach on other days: named today it is no unknown word, only no lesson of today. */
async function readTaught(
  db: Db,
  { personId, day }: Pick<Typist, "personId" | "day">,
): Promise<QuickLesson[]> {
  const taught = await db.teaching.findMany({
    where: { teacherId: personId, ...heldOn(dateOf(day)) },
    include: { subject: true, ...WITH_CLASSES },
  });
  return taught.flatMap(({ subject, ...of }) =>
    classesOf(of).map(({ level, letter }) => ({
      className: `${level}${letter}`,
      subject: subject.name,
      number: null,
    })),
  );
}

type Read = QuickSheet & { kindCode: string };

/** What saving would write, with the versions that stand there now. */
function entryOf(understanding: Understanding, read: Read): Entry {
  const { tasks, topic, homework } = understanding;
  const { lesson } = read.sheet;
  const change = {
    ...(topic?.text ? { topic: topic.text } : {}),
    ...(homework ? (homework.text === null ? { noHomework: true } : { homework: homework.text }) : {}),
  };
  const fields = Object.keys(change) as (keyof typeof change)[];
  const seen = Object.fromEntries(fields.map((field) => [field, lesson[field]]));
  return {
    roll: rollOf(understanding, read),
    record: fields.length > 0 ? { change, seen } : null,
    tasks: tasks.map(({ pupilId, text }) => {
      const { version = 0 } = read.sheet.tasks.find((task) => task.pupilId === pupilId) ?? {};
      return { pupilId, text, version };
    }),
    works: worksOf(understanding, read),
  };
}

function rollOf({ notes, isWholeRoll }: Understanding, { roll }: Read): Entry["roll"] {
  if (notes.length === 0 && !isWholeRoll) return null;
  const cells = notes.map(({ pupilId, kind, lateMinutes }) => ({
    pupilId,
    kind: kind === "present" ? null : kind,
    lateMinutes: kind === "late" ? lateMinutes : null,
    version: roll.absences.find((cell) => cell.pupilId === pupilId)?.version ?? 0,
  }));
  return { isWhole: isWholeRoll, version: roll.version, cells };
}

/** «4/5» is a mark of the first and one of the second work of the kind; what the lesson lacks is begun. */
function worksOf({ marks }: Understanding, { works, sheet, kindCode: usual }: Read): WorkEntry[] {
  const cells = marks.flatMap(({ pupilId, workKind, values }) =>
    values.map((value, nth) => ({ pupilId, value, kindCode: workKind ?? usual, nth })),
  );
  const places = [...new Set(cells.map(({ kindCode, nth }) => JSON.stringify([kindCode, nth])))].sort();
  return places.map((place) => {
    const [kindCode, nth] = JSON.parse(place) as [string, number];
    const workId = works.filter((work) => work.kindCode === kindCode)[nth]?.id ?? null;
    return {
      workId,
      kindCode,
      marks: cells
        .filter((cell) => cell.kindCode === kindCode && cell.nth === nth)
        .map(({ pupilId, value }) => {
          const here = sheet.marks.find((mark) => mark.workId === workId && mark.pupilId === pupilId);
          return { pupilId, value, version: here?.version ?? 0 };
        }),
    };
  });
}

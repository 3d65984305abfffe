import type { QuickLesson } from "./quick-marks.ts";
import { endsRow, fault, hasName, placeOf, type Read, type Reader, tokenAt } from "./reader.ts";
import { asDigits, fold, wordsOfName } from "./spelling.ts";
import { AND, CLASS, codeOf, isOurs, LESSON, noteOf, workKindOf } from "./vocabulary.ts";

const HIGHEST_LEVEL = 12;
const SHORTEST_SUBJECT = 3;
const LONGEST_ENDING = 3;

interface Heading {
  /** Folded, without blanks: «7а». */
  className: string | null;
  subjects: Set<string> | null;
  number: number | null;
  isUnknown: boolean;
}

/**
 * «7А алгебра», «урок 3» at the beginning of a row. Of the lesson at hand: passed over. Another lesson at the beginning
 * of the text: `turn`, and nothing is read. Anywhere else a fault: what follows is of other pupils and must not be read.
 */
export function readHeading(reader: Reader, index: number): number {
  const heading = readParts(reader, index);
  if (!heading) return index;
  const { thing, next } = heading;
  const end = reader.tokens.length - 1;
  const { here, lessons } = reader.context;
  if (!thing.isUnknown && here && fits(here, thing)) {
    reader.hasHeading = true;
    return next;
  }
  const found = lessons.filter((lesson) => fits(lesson, thing));
  const subjects = new Set(found.map(({ subject }) => subject));
  const isClear = found.length > 0 && (thing.subjects === null || subjects.size === 1);
  if (thing.isUnknown || !isClear) return stop(reader, "unknownLesson", { from: index, next, end });
  if (hasRead(reader)) return stop(reader, "lateTurn", { from: index, next: end, end });
  reader.turn = {
    ...placeOf(reader, index, next),
    className: thing.className === null ? null : found[0]!.className,
    subject: thing.subjects === null ? null : found[0]!.subject,
    number: thing.number,
  };
  return end;
}

function stop(
  reader: Reader,
  kind: "unknownLesson" | "lateTurn",
  { from, next, end }: { from: number; next: number; end: number },
): number {
  fault(reader, kind, { from, next });
  return end;
}

function hasRead({ said, homework, topic, tasks, faults }: Reader): boolean {
  return said.length > 0 || homework !== null || topic !== null || tasks.length > 0 || faults.length > 0;
}

function fits(lesson: QuickLesson, { className, subjects, number }: Heading): boolean {
  const isClass = className === null || classKey(lesson.className) === className;
  const isSubject = subjects === null || subjects.has(lesson.subject);
  return isClass && isSubject && (number === null || lesson.number === null || lesson.number === number);
}

function classKey(name: string): string {
  return fold(name).replace(/[^\p{L}\d]/gu, "");
}

function readParts(reader: Reader, index: number): Read<Heading> | null {
  const thing: Heading = { className: null, subjects: null, number: null, isUnknown: false };
  const schoolClass = readClass(reader, index);
  let next = schoolClass?.next ?? index;
  const lead = readLessonNumber(reader, next);
  next = lead?.next ?? next;
  const subject = readSubject(reader, next, schoolClass !== null || lead !== null);
  next = subject?.next ?? next;
  const trail = lead ?? readLessonNumber(reader, next);
  next = Math.max(next, trail?.next ?? next);
  if (!schoolClass && !subject && !trail) return null;
  const isSaid = subject !== null || trail !== null;
  if (schoolClass && !isClassByItself(reader, schoolClass, isSaid)) return null;
  thing.className = schoolClass?.thing.key ?? null;
  thing.subjects = subject?.thing ?? null;
  thing.number = trail?.thing ?? null;
  const isStrange = schoolClass !== null && subject === null && isStrangeWord(reader, next);
  thing.isUnknown = isStrange || (schoolClass !== null && !schoolClass.thing.isKnown);
  return { thing, next: isStrange ? next + 1 : next };
}

/** «7А физика» of somebody who teaches none there. */
function isStrangeWord(reader: Reader, index: number): boolean {
  const { kind, word } = tokenAt(reader, index);
  const isLong = kind === "word" && word.length >= SHORTEST_SUBJECT;
  return (
    isLong &&
    !hasName(reader, index) &&
    !isOurs(word, reader.context.workKinds) &&
    codeOf(word, reader.scale) === null
  );
}

interface ClassWord {
  key: string;
  isKnown: boolean;
  isGlued: boolean;
  /** «7А класс». */
  isCalledClass: boolean;
  letter: { word: string; isCapital: boolean };
}

function readClass(reader: Reader, index: number): Read<ClassWord> | null {
  const level = tokenAt(reader, index);
  const isHyphen = tokenAt(reader, index + 1).kind === "dash" && tokenAt(reader, index + 1).isGlued;
  const letter = tokenAt(reader, isHyphen ? index + 2 : index + 1);
  const isClass =
    level.kind === "number" &&
    Number(level.word) <= HIGHEST_LEVEL &&
    letter.kind === "word" &&
    letter.word.length === 1 &&
    !AND.test(letter.word);
  if (!isClass) return null;
  const key = Number(level.word) + letter.word;
  const { here, lessons } = reader.context;
  const isKnown = [...lessons, ...(here ? [here] : [])].some(({ className }) => classKey(className) === key);
  const end = isHyphen ? index + 3 : index + 2;
  const isCalledClass = CLASS.test(tokenAt(reader, end).word);
  return {
    thing: {
      key,
      isKnown,
      isGlued: letter.isGlued && !isHyphen,
      isCalledClass,
      letter: { word: letter.word, isCapital: letter.raw !== letter.raw.toLowerCase() },
    },
    next: isCalledClass ? end + 1 : end,
  };
}

/** «7н» and «12-б» are notes, «7А» alone and «7Б» at the head of a line are classes. */
function isClassByItself(reader: Reader, { thing, next }: Read<ClassWord>, isSaid: boolean): boolean {
  if (isSaid || thing.isCalledClass) return true;
  const after = tokenAt(reader, next);
  const isAlone = endsRow(after) || after.kind === "colon";
  const isTrap = noteOf(thing.letter.word) !== null || asDigits(thing.letter.word) !== null;
  if (isTrap)
    return thing.isKnown && thing.isGlued && thing.letter.isCapital && isAlone && thing.letter.word !== "н";
  return thing.isKnown || (thing.isGlued && isAlone);
}

/** «урок 3», «3 урок», «3-й урок». */
function readLessonNumber(reader: Reader, index: number): Read<number> | null {
  const [first, second] = [tokenAt(reader, index), tokenAt(reader, index + 1)];
  if (LESSON.test(first.word) && second.kind === "number")
    return { thing: Number(second.word), next: index + 2 };
  if (first.kind !== "number") return null;
  const isOrdinal =
    second.kind === "dash" && second.isGlued && /^(?:и|й|м|ом|ий)$/.test(tokenAt(reader, index + 2).word);
  const at = isOrdinal ? index + 3 : index + 1;
  return LESSON.test(tokenAt(reader, at).word) ? { thing: Number(first.word), next: at + 1 } : null;
}

/** By the beginning or an inflected form of its first word: «алг», «алгебру», «русский». */
function readSubject(reader: Reader, index: number, isSurelyHere: boolean): Read<Set<string>> | null {
  const { kind, word } = tokenAt(reader, index);
  if (kind !== "word" || word.length < SHORTEST_SUBJECT) return null;
  if (!isSurelyHere && (hasName(reader, index) || workKindOf(word, reader.context.workKinds) !== null))
    return null;
  const { here, lessons } = reader.context;
  const subjects = [...lessons, ...(here ? [here] : [])].map(({ subject }) => subject);
  let found = subjects.filter((subject) => isBeginning(word, wordsOfName(subject)[0]!));
  if (found.length === 0) return null;
  let next = index + 1;
  const second = tokenAt(reader, next);
  const further = found.filter((subject) => {
    const rest = wordsOfName(subject)[1];
    return (
      rest !== undefined && second.kind === "word" && second.word !== "" && isBeginning(second.word, rest)
    );
  });
  if (further.length > 0) {
    found = further;
    next += 1;
  }
  return { thing: new Set(found), next };
}

function isBeginning(word: string, name: string): boolean {
  if (name.startsWith(word)) return true;
  const stem = Math.max(SHORTEST_SUBJECT + 1, name.length - LONGEST_ENDING);
  return word.startsWith(name.slice(0, stem)) && word.length <= name.length + LONGEST_ENDING;
}

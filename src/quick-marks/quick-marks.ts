import { readText } from "./reading.ts";
import { settle } from "./settling.ts";

/**
 * What teachers type in a hurry, in the bot and in the web grid: `3-5 7-4 12-н`, `Иванов 5, Петрова 4/5, нет: Ким`.
 * Pure: text and the class in, what was understood out. Never throws, and never notes anything for a pupil who was
 * neither named nor meant by «всем».
 */

/** In UTF-16 units: `text.slice(at, at + length)` is what is spoken of. */
export interface Place {
  at: number;
  length: number;
}

export interface QuickPupil {
  id: string;
  /** In the class list, from 1. Where a subgroup joins classes two may carry the same: then it is asked. */
  number: number;
  surname: string;
  givenName: string;
  patronymic: string | null;
  /** Of the lesson on its day; false: of the class, but of the other subgroup. */
  isOfLesson: boolean;
  /** Noted absent at this lesson before. */
  isAbsent: boolean;
}

export interface QuickContext {
  /** The whole list of the class, or of the classes of a subgroup. It is not changed any more: make a new one instead. */
  pupils: readonly QuickPupil[];
  /** Codes of the scale as they stand in the journal: 5, 4, зач, н/а. Empty where there are no marks (class 1). */
  scale: string[];
  workKinds: { code: string; name: string }[];
  /** In force until the text names another; null: whoever saves chooses. */
  workKind: string | null;
  allowsHomework: boolean;
  /** The lesson these pupils are of. */
  here: QuickLesson | null;
  /** Those one may turn to: of today, with everything the teacher teaches; `number` null: any. */
  lessons: QuickLesson[];
}

export interface QuickLesson {
  className: string;
  subject: string;
  number: number | null;
}

/** Answers to questions: `Question.key` → the id of the pupil who was meant. */
export type Choices = Record<string, string>;

export interface Understanding {
  /** Another lesson than `here` is meant. Nothing else was read: read the same text again with that lesson's context. */
  turn: Turn | null;
  /** One entry a pupil and kind of work, in the order of the list. */
  marks: QuickMark[];
  /** One entry a pupil, in the order of the list. */
  notes: RollNote[];
  /** The roll as a whole was said («все есть», «нет: …»): whoever stands not in `notes` is here. */
  isWholeRoll: boolean;
  homework: Homework | null;
  /** Homework for one. */
  tasks: Task[];
  topic: Topic | null;
  /** What the text switched to last; null: it did not. */
  workKind: string | null;
  /** Until one is answered, nothing is noted where it asks, and «всем» leaves out everybody who may be meant. */
  questions: Question[];
  warnings: Warning[];
  faults: Fault[];
}

/** What of the lesson was named, as `lessons` writes it. */
export interface Turn extends Place {
  className: string | null;
  subject: string | null;
  number: number | null;
}

/** «4/5» has two values: of the first and of the second work of the kind. */
export interface QuickMark extends Place {
  pupilId: string;
  workKind: string | null;
  values: string[];
}

export interface RollNote extends Place {
  pupilId: string;
  kind: "absent" | "late" | "present";
  lateMinutes: number | null;
}

/** A text of null: «не задано». */
export interface Homework extends Place {
  text: string | null;
}

export interface Task extends Place {
  pupilId: string;
  text: string;
}

/** A text of null: the next line of the plan. */
export interface Topic extends Place {
  text: string | null;
}

/** Who is meant? */
export interface Question extends Place {
  /** Same text, same key: what `Choices` answer to. */
  key: string;
  /** In the order of the list, of the lesson only. */
  pupilIds: string[];
  /** Nobody is called that; these are near («Ивнов», «Преобр»). */
  isGuess: boolean;
}

/** It was understood, and something about it is unusual. */
export interface Warning extends Place {
  kind: WarningKind;
  /** Those it is about; empty where it is about nobody. */
  pupilIds: string[];
}

export type WarningKind =
  /** Named twice with different things: what came last counts. */
  | "twice"
  /** A mark for somebody who is noted absent. */
  | "absent"
  /** Is of the class and not of the lesson: nothing is noted. */
  | "notOfLesson"
  /** No such number in the list: nothing is noted. */
  | "beyondList"
  /** No such value in the scale: nothing is noted. */
  | "notInScale"
  /** «5+», «4-»: the sign is dropped, the scale has none. */
  | "sign"
  /** «б», «уп», «нп»: noted as absent, the reason is said by the class teacher (R39). */
  | "reason"
  /** «всем» left out those who are absent. */
  | "leftOut"
  /** Was noted absent, and the whole roll makes them present. */
  | "back"
  /** The number beside the name is somebody else's: the name counts. */
  | "otherNumber"
  /** A time, a date, words in brackets: not needed. */
  | "ignored"
  /** A pasted row without a value. */
  | "emptyRow"
  /** Homework that reads like marks. */
  | "looksLikeMarks";

/** It was not understood; nothing of this place is noted. */
export interface Fault extends Place {
  kind: FaultKind;
  /** What would be understood here, with people and values of this class. */
  example: string;
}

export type FaultKind =
  /** A word that is no name of the class and nothing else. */
  | "unknown"
  /** Somebody without a mark or note. */
  | "noValue"
  /** A mark or note without anybody. */
  | "noPupil"
  /** Two readings: «1-5 4», «Иванов 4,5». */
  | "unclear"
  /** «всем», «остальным» while something else in the text is not understood: it could change who is meant. */
  | "heldBack"
  /** A class or subject that this teacher does not have. */
  | "unknownLesson"
  /** Another lesson in the middle of a message. */
  | "lateTurn"
  /** «дз» with nothing behind it. */
  | "noText"
  /** There are no marks in this class (class 1). */
  | "noMarks"
  /** There is no homework in this class (class 1). */
  | "noHomework"
  /** What lies beyond the longest text that is read. */
  | "tooLong"
  /** Nothing to read at all. */
  | "nothing";

/** More than a message of Telegram; whoever pastes a book into the web grid is told so. */
const LONGEST_TEXT = 10_000;

/** Reads what a teacher typed about one lesson. Never throws; takes time in proportion to the text. */
export function readQuickMarks(text: string, context: QuickContext, choices: Choices = {}): Understanding {
  // Half an entry could say something else: what is too long is cut between two lines.
  const end = text.length > LONGEST_TEXT ? text.lastIndexOf("\n", LONGEST_TEXT) + 1 : text.length;
  const reader = readText(text.slice(0, end), context);
  if (end < text.length)
    reader.faults.push({ kind: "tooLong", at: end, length: text.length - end, example: "" });
  return settle(reader, choices);
}

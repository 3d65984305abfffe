/**
 * What is told of one fact, as plain data, in a message of its own or in a digest. Dates are `2026-11-26`, averages are
 * hundredths (433 is 4,33).
 */

/** Where the pupil stands in the subject now. */
export interface Standing {
  /** Average of the current term in hundredths. */
  average: number;
  /** How many marks stand behind it. */
  marks: number;
  /** The mark this average gives today; empty where the scale has no thresholds (0–20). */
  comesOut: string | null;
  /** The mark above it, where the average lies in the disputed band: the teacher decides between the two, nothing is promised. */
  disputed?: string | null;
  /** How many marks `of` in a row lift it to the next one up; empty at the top. */
  next: {
    value: string;
    need: number;
    of: string;
    /** The average it begins at, in hundredths; told beside a final mark. */
    from?: number;
  } | null;
  /** What one mark `of` makes of the average; said instead of `next` where the next mark is far. */
  lift?: { of: string; average: number } | null;
}

export interface MarkStory {
  kind: "mark.set" | "mark.changed" | "mark.withdrawn";
  subject: string;
  /** What stands now; empty: withdrawn. */
  value: string | null;
  /** What this person was told before. */
  was: string | null;
  work: { kind: string; title: string | null };
  /** The lesson's day. */
  date: string;
  /** The act behind a correction after the day was closed: `№ 14: ошибка при подсчёте`. */
  act: string | null;
  standing: Standing | null;
}

export type Period =
  | { kind: "quarter" | "halfYear" | "trimester" | "module"; number: number }
  | { kind: "year" | "exam" | "final"; year: string };

export interface FinalStory {
  kind: "final.set" | "final.changed";
  subject: string;
  value: string;
  was: string | null;
  period: Period;
  /** The day it was entered. */
  date: string;
  /** The act behind a correction after the day was closed; see MarkStory. */
  act: string | null;
  /** Average of the term's marks and how many, where the journal holds them. */
  standing: Standing | null;
  /** Opens the marks and weights behind it; absent: no such page. */
  why?: string;
}

/** A lesson that a story of attendance names. */
export interface ToldLesson {
  number: number;
  /** Empty where the channel may not know it. */
  subject: string | null;
  /** When it began: `8:00` */
  time: string;
}

/** What a family hears of the absences of one day: noted, then present after all, or never away. */
export interface AbsenceStory {
  kind: "absence.noted" | "arrival.noted" | "absence.withdrawn";
  date: string;
  /** Noted: since when the pupil is away; arrived: the lesson they turned up at; withdrawn: empty. */
  lesson: ToldLesson | null;
  /** How many lessons were missed: of an absence since then, of an arrival on that day. */
  missed: number;
  /** Their subjects, each once. Empty where the channel may not know them. */
  subjects: string[];
  /** Nobody has said why, and nobody guesses. */
  isUnexplained: boolean;
  /** The pupil's last bell of that day has rung. */
  isOver: boolean;
}

export type Story = MarkStory | FinalStory | AbsenceStory;
export type StoryKind = Story["kind"];

/**
 * What a digest says of one pupil, as plain data: read.ts gathers it from the journal, templates/digest turns it into words.
 * Days are `2026-11-26`, averages are hundredths (433 is 4,33).
 */
import type { Story } from "./stories.ts";

export interface Digest {
  frequency: "daily" | "weekly";
  pupil: { surname: string; givenName: string; className: string };
  /** The school days it looks back on; of a daily one both are the same, unless one before it never left. */
  from: string;
  to: string;
  /** In the order in which a parent should look at them: where marks came, then the others that have an average. */
  subjects: SubjectRow[];
  /** Marks of the time it looks back on, by value, best first. Empty where the scale has no names for them. */
  marks: { value: string; count: number }[];
  attendance: {
    /** Lessons missed in that time, by what the class teacher said (R22); `unknown` is never guessed. */
    missed: { reason: "illness" | "valid" | "invalid" | "released" | "unknown"; lessons: number }[];
    late: number;
    /** Missed since the term began. */
    missedInTerm: number;
    /** Missed before that time, and only now the class teacher said why. */
    explained: { date: string; lessons: number; reason: "illness" | "valid" | "invalid" | "released" }[];
  };
  /** What became different of what was said before: corrections, replaced and withdrawn marks. */
  changed: { date: string; story: Story }[];
  /** The next school day with lessons, and what is asked for it; null: not known, or nobody wants it. */
  ahead: { date: string; homework: AskedHomework[] } | null;
  /** The term's averages by week, for the picture; fewer than two points: no picture. Weekly only. */
  curve: { week: string; average: number }[];
  /** Where each mark begins, in hundredths, best first, for the lines of the picture; absent: the scale has none. */
  thresholds: { value: string; from: number }[];
}

export interface AskedHomework {
  subject: string;
  /** Empty: what is asked stands in the files alone. */
  text: string;
  /** How many the teacher laid on it. */
  files: number;
}

export interface SubjectRow {
  subject: string;
  /** Of the time it looks back on, in the order of the lessons. */
  marks: string[];
  /** Of the term so far; null: no mark has counted yet. */
  average: number | null;
  /** Against the average before that time. */
  trend: "up" | "down" | "same" | null;
  /** The mark it gives today; null: no thresholds on this scale. `few`: not enough marks to be attested. */
  comesOut: string | null;
  few: boolean;
  /** The mark above it, where the average lies in the disputed band: the teacher decides, nothing is promised. */
  disputed: string | null;
  /** What it gave before that time, where it is another one now: «выходила 5, теперь 4». */
  cameOut: string | null;
  /** R62: what it takes to the next one up, in whole marks; not possible with the lessons left: `need` says nothing. */
  forecast: { value: string; need: number; of: string; possible: boolean } | null;
  /** Lessons of the subject left in the term, where the timetable tells. */
  lessonsLeft: number | null;
  /** One more low mark would take the mark down: the same mark in a row that does it. */
  atRisk: { of: string; need: number; value: string } | null;
}

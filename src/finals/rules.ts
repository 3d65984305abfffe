import { type Outcome, outcomeOf, type Sum, type Thresholds } from "../marks/average.ts";
import type { Settings } from "../settings.ts";

/** Proposals and hints: which mark is set the teacher decides, always. */

const NOT_ATTESTED = "н/а";

/** One pupil, subject and term. */
export interface AttestationFacts {
  /** How many marks with points the pupil has. */
  marks: number;
  /** By the curriculum; halves occur. */
  hoursAWeek: number;
  /** Lessons given in the term, and how many of them the pupil missed. */
  lessons: number;
  missed: number;
}

/** Why «н/а» may be right: fewer marks than `atLeast`, and `missed` of `lessons` is more than the share allowed. */
export interface AttestationHint {
  marks: number;
  atLeast: number;
  missed: number;
  lessons: number;
}

/** A final mark as it stands. */
export interface FinalValue {
  code: string;
  /** null: it enters no mean (осв, зач). */
  points: number | null;
}

export type Proposal = Outcome | { kind: "none"; reason: "noMarks" | "notAttested" };

/** Hints at «н/а» where both hold, too few marks and too much missed; null: attest. */
export function attestationHint(
  { marks, hoursAWeek, lessons, missed }: AttestationFacts,
  { fewHours, fewMarks, manyMarks, missedPercent }: Settings["attestation"],
): AttestationHint | null {
  const atLeast = hoursAWeek <= fewHours ? fewMarks : manyMarks;
  const tooMuchMissed = missed * 100 > lessons * missedPercent;
  return marks < atLeast && tooMuchMissed ? { marks, atLeast, missed, lessons } : null;
}

/** The term mark by the average of the term's marks; null: there is no average. */
export function proposeTerm(sum: Sum | null, thresholds: Thresholds): Proposal {
  return sum ? outcomeOf(sum, thresholds) : { kind: "none", reason: "noMarks" };
}

/**
 * The year mark by the term marks, the earliest first: their mean to the nearest mark. Half-way between two marks the
 * later term decides: the mark towards the last one that counts (4, 5 → 5; 5, 4 → 4). Nothing where a term is «н/а».
 */
export function proposeYear(terms: readonly FinalValue[]): Proposal {
  if (terms.some(({ code }) => code === NOT_ATTESTED)) return { kind: "none", reason: "notAttested" };
  const points = terms.flatMap((term) => (term.points === null ? [] : [term.points]));
  const last = points.at(-1);
  if (last === undefined) return { kind: "none", reason: "noMarks" };
  return { kind: "clear", value: String(meanTowards(last, points)) };
}

/** The final mark by year and exam: half-way between two marks the exam decides; without an exam the year mark. */
export function proposeFinal(year: FinalValue, exam: FinalValue | null): Proposal {
  return proposeYear(exam ? [year, exam] : [year]);
}

function meanTowards(favoured: number, points: readonly number[]): number {
  const sum = points.reduce((total, value) => total + value, 0);
  const lower = Math.floor(sum / points.length);
  const twiceOver = 2 * (sum - lower * points.length);
  const up = twiceOver === points.length ? favoured > lower : twiceOver > points.length;
  return up ? lower + 1 : lower;
}

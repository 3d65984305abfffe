import type { Settings } from "../settings.ts";

/** Exact arithmetic over marks: sums of whole numbers, no floats near a threshold. */

export interface Sum {
  /** Σ points · weight */
  points: number;
  /** Σ weight, more than 0 */
  weight: number;
  marks: number;
}

export interface WeighedMark {
  /** null: it never enters an average (осв, н/а, зач). */
  points: number | null;
  weight: number;
}

export interface Thresholds {
  /** From which average, in hundredths, which mark comes out, best first: `[["5", 450], ["4", 350], …]`. */
  steps: readonly (readonly [value: string, hundredths: number])[];
  /** Comes out below all of them. */
  lowest: string;
  /** So far below a step, in hundredths, the teacher decides between the two marks; 0: nowhere. */
  disputed: number;
}

/** The mark of an average; in the disputed band nobody may promise either of the two. */
export type Outcome = { kind: "clear"; value: string } | { kind: "disputed"; lower: string; upper: string };

/** The school's thresholds as the arithmetic takes them. */
export function thresholdsOf({ five, four, three, disputed }: Settings["thresholds"]): Thresholds {
  const steps = [["5", five] as const, ["4", four] as const, ["3", three] as const];
  return { steps, lowest: "2", disputed };
}

/** Sums up marks, on top of `before`; null: none of them weighs anything, so there is no average. */
export function sumOf(marks: readonly WeighedMark[], before: Sum | null = null): Sum | null {
  const sum = { ...(before ?? { points: 0, weight: 0, marks: 0 }) };
  for (const { points, weight } of marks)
    if (points !== null) {
      sum.points += points * weight;
      sum.weight += weight;
      sum.marks += 1;
    }
  return sum.weight > 0 ? sum : null;
}

/** The average in hundredths, halves rounded up: what is shown, never what is compared. */
export function shownAverage({ points, weight }: Sum): number {
  return Math.floor((points * 200 + weight) / (2 * weight));
}

/** What this average gives today: thresholds are exact (4.495 is not yet 4.50). */
export function outcomeOf(sum: Sum, thresholds: Thresholds): Outcome {
  const value = comesOut(sum, thresholds);
  const goal = goalOf(sum, thresholds);
  return goal && reaches(sum, goal[1] - thresholds.disputed)
    ? { kind: "disputed", lower: value, upper: goal[0] }
    : { kind: "clear", value };
}

/** The mark that nobody can dispute: in the disputed band the lower one. */
export function comesOut(sum: Sum, { steps, lowest }: Thresholds): string {
  return steps.find(([, from]) => reaches(sum, from))?.[0] ?? lowest;
}

/** The next mark up and where it is certain, above any disputed band; null at the top. */
export function goalOf(sum: Sum, { steps }: Thresholds): Thresholds["steps"][number] | null {
  return steps.findLast(([, from]) => !reaches(sum, from)) ?? null;
}

function reaches({ points, weight }: Sum, hundredths: number): boolean {
  return points * 100 >= hundredths * weight;
}

import { comesOut, type Sum, type Thresholds } from "../marks/average.ts";

/** More than this in a row is no forecast any more but a wish. */
const MOST_MARKS = 20;

export interface NextUp {
  value: string;
  /** How many marks `of`, of weight 1, one after another. */
  need: number;
  of: string;
}

/** What lifts the pupil to the next mark up: the fewest marks of that value, else of a five. Empty at the top (R62). */
export function nextUp(sum: Sum, thresholds: Thresholds, lowest: string): NextUp | null {
  const now = comesOut(sum, thresholds, lowest);
  const index = thresholds.findIndex(([value]) => value === now);
  const next = thresholds[index === -1 ? thresholds.length - 1 : index - 1];
  const best = thresholds[0];
  if (!next || !best || index === 0) return null;
  for (let need = 1; need <= MOST_MARKS; need++) {
    const then = {
      points: sum.points + need * Number(best[0]),
      weight: sum.weight + need,
      marks: sum.marks + need,
    };
    if (then.points * 100 >= next[1] * then.weight) return { value: next[0], need, of: best[0] };
  }
  return null;
}

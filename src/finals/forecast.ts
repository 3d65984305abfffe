import { comesOut, type Sum, shownAverage, type Thresholds } from "../marks/average.ts";

/** More than this in a row is no forecast any more but a wish. */
const MOST_MARKS = 20;
/** From so many in a row on, the next step is told instead of the goal. */
const FAR_MARKS = 5;

export interface NextUp {
  value: string;
  /** How many marks `of`, of weight 1, one after another. */
  need: number;
  of: string;
  /** The average it begins at, in hundredths. */
  from: number;
}

/** What lifts the pupil to the next mark up: the fewest of the best marks. Empty at the top, or where it is a mere wish (R62). */
export function nextUp(sum: Sum, thresholds: Thresholds, lowest: string): NextUp | null {
  const next = aboveNow(sum, thresholds, lowest);
  const best = thresholds[0];
  if (!next || !best) return null;
  const [value, from] = next;
  for (let need = 1; need <= MOST_MARKS; need++) {
    const then = withMarks(sum, best[0], need);
    if (then.points * 100 >= from * then.weight) return { value, need, of: best[0], from };
  }
  return null;
}

/** Where the next mark up is far: what one such mark makes of the average, in hundredths. */
export function nextStep(
  sum: Sum,
  thresholds: Thresholds,
  lowest: string,
): { of: string; average: number } | null {
  const next = aboveNow(sum, thresholds, lowest);
  if (!next || (nextUp(sum, thresholds, lowest)?.need ?? FAR_MARKS) < FAR_MARKS) return null;
  return { of: next[0], average: shownAverage(withMarks(sum, next[0], 1)) };
}

function aboveNow(sum: Sum, thresholds: Thresholds, lowest: string): Thresholds[number] | undefined {
  const index = thresholds.findIndex(([value]) => value === comesOut(sum, thresholds, lowest));
  return index === -1 ? thresholds.at(-1) : thresholds[index - 1];
}

function withMarks(sum: Sum, value: string, count: number): Sum {
  return {
    points: sum.points + count * Number(value),
    weight: sum.weight + count,
    marks: sum.marks + count,
  };
}

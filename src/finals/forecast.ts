import {
  goalOf,
  type Outcome,
  outcomeOf,
  type Sum,
  shownAverage,
  sumOf,
  type Thresholds,
  type WeighedMark,
} from "../marks/average.ts";

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

/** What an average comes to. */
export interface Result {
  /** In hundredths. */
  average: number;
  marks: number;
  outcome: Outcome;
}

export interface Forecast extends Result {
  /** The next mark up, certain and not disputed; null at the top. */
  next: {
    value: string;
    /** The average it begins at, in hundredths. */
    from: number;
    /** The best mark, which the counts are of. */
    of: string;
    /** How many in a row of weight 1; null: more than remain, or a mere wish. */
    need: number | null;
    /** How many in a row for tests; null as well where a test weighs no more than any other mark. */
    needTests: number | null;
    /** «уже невозможно»: not even with the best mark for everything that remains. */
    impossible: boolean;
  } | null;
}

interface Outlook {
  /** What a test weighs; absent: like any other mark. */
  testWeight?: number;
  /** How many marks the term can still bring; absent: unknown, so only what no mark can reach is impossible. */
  remaining?: number;
}

/** Where the pupil stands and what the next mark up takes (R62). */
export function forecastOf(
  sum: Sum,
  thresholds: Thresholds,
  { testWeight = 1, remaining = Number.MAX_SAFE_INTEGER }: Outlook = {},
): Forecast {
  const usual = nextIn(sum, thresholds, 1);
  const tests = testWeight > 1 ? nextIn(sum, thresholds, testWeight) : null;
  const told = (next: NextUp | null) =>
    next && next.need <= Math.min(remaining, MOST_MARKS) ? next.need : null;
  return {
    ...resultOf(sum, thresholds),
    next: usual && {
      value: usual.value,
      from: usual.from,
      of: usual.of,
      need: told(usual),
      needTests: told(tests),
      // Nobody knows how many tests are left: as long as tests alone would do, it is not impossible.
      impossible: (tests ?? usual).need > remaining,
    },
  };
}

/** What these marks on top would make of the average; null: there is none, not even with them. */
export function whatIf(
  sum: Sum | null,
  added: readonly WeighedMark[],
  thresholds: Thresholds,
): Result | null {
  const then = sumOf(added, sum);
  return then && resultOf(then, thresholds);
}

/** What lifts the pupil to the next mark up: the fewest of the best marks. Empty at the top, or where it is a mere wish (R62). */
export function nextUp(sum: Sum, thresholds: Thresholds): NextUp | null {
  const next = nextIn(sum, thresholds, 1);
  return next && next.need <= MOST_MARKS ? next : null;
}

/** Where the next mark up is far: what one such mark makes of the average, in hundredths. */
export function nextStep(sum: Sum, thresholds: Thresholds): { of: string; average: number } | null {
  const next = nextIn(sum, thresholds, 1);
  if (!next || next.need < FAR_MARKS) return null;
  const then = sumOf([{ points: Number(next.value), weight: 1 }], sum);
  return then && { of: next.value, average: shownAverage(then) };
}

function resultOf(sum: Sum, thresholds: Thresholds): Result {
  return { average: shownAverage(sum), marks: sum.marks, outcome: outcomeOf(sum, thresholds) };
}

/** The fewest best marks of that weight; `need` is Infinity where no number of them would do. */
function nextIn(sum: Sum, thresholds: Thresholds, weight: number): NextUp | null {
  const goal = goalOf(sum, thresholds);
  const best = thresholds.steps[0];
  if (!goal || !best) return null;
  const [value, from] = goal;
  // In hundredths · weight, so that both stay whole numbers.
  const missing = from * sum.weight - 100 * sum.points;
  const gain = (100 * Number(best[0]) - from) * weight;
  return { value, need: gain > 0 ? Math.ceil(missing / gain) : Infinity, of: best[0], from };
}

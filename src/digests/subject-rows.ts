import type { TaughtAhead } from "../curriculum/lessons-ahead.ts";
import { forecastOf, nextUp } from "../finals/forecast.ts";
import { comesOut, outcomeOf, type Sum, shownAverage, sumOf, type Thresholds } from "../marks/average.ts";
import type { Settings } from "../settings.ts";
import type { SubjectRow } from "./digest.ts";
import { type MarkSums, sumBefore, sumNow } from "./mark-sums.ts";

/** So few low marks in a row that a parent should know. */
const AT_RISK_MARKS = 2;

export interface RowContext {
  subjects: Record<string, string>;
  thresholds: Thresholds;
  attestation: Settings["attestation"];
  /** What the heaviest kind of work weighs: as long as that alone would do, nothing is impossible. */
  testWeight: number;
}

/** A pupil's subjects: where marks came first, then the others that have an average, each by its name. Pure. */
export function subjectRows(sums: MarkSums[], taught: TaughtAhead[], context: RowContext): SubjectRow[] {
  return sums
    .filter(({ fresh, weight }) => fresh.length > 0 || weight > 0)
    .map((own) => subjectRow(own, taught, context))
    .sort(
      (a, b) =>
        Number(b.marks.length > 0) - Number(a.marks.length > 0) || a.subject.localeCompare(b.subject, "ru"),
    );
}

function subjectRow(own: MarkSums, taught: TaughtAhead[], context: RowContext): SubjectRow {
  const lessons = taught.filter(({ subjectId }) => subjectId === own.subjectId);
  const known = lessons.flatMap(({ left }) => left ?? []);
  const lessonsLeft = known.length > 0 ? total(known) : null;
  const sum = sumNow(own);
  const row: SubjectRow = {
    subject: context.subjects[own.subjectId!]!,
    marks: own.fresh,
    average: sum && shownAverage(sum),
    trend: trendOf(sum, sumBefore(own)),
    comesOut: null,
    disputed: null,
    few: false,
    cameOut: null,
    forecast: null,
    lessonsLeft,
    atRisk: null,
  };
  if (!sum || !own.isFive) return row;
  const { thresholds, attestation } = context;
  const value = comesOut(sum, thresholds);
  const before = sumBefore(own);
  const cameOut = before && comesOut(before, thresholds);
  const outcome = outcomeOf(sum, thresholds);
  const few = isFew(sum, total(lessons.map(({ hoursAWeek }) => hoursAWeek)), attestation);
  return {
    ...row,
    comesOut: value,
    disputed: outcome.kind === "disputed" ? outcome.upper : null,
    few,
    cameOut: cameOut === value ? null : cameOut,
    forecast: forecastTold(sum, lessonsLeft, context),
    atRisk: few ? null : riskOf(sum, value, thresholds),
  };
}

/** Compared exactly, not as shown. */
function trendOf(now: Sum | null, before: Sum | null): SubjectRow["trend"] {
  if (!now || !before) return null;
  const difference = now.points * before.weight - before.points * now.weight;
  return difference > 0 ? "up" : difference < 0 ? "down" : "same";
}

/** Not enough to be attested; of a subject nobody teaches by the books nothing is said. */
function isFew(
  { marks }: Sum,
  hoursAWeek: number,
  { fewHours, fewMarks, manyMarks }: Settings["attestation"],
): boolean {
  return hoursAWeek > 0 && marks < (hoursAWeek <= fewHours ? fewMarks : manyMarks);
}

function forecastTold(
  sum: Sum,
  lessonsLeft: number | null,
  { thresholds, testWeight }: RowContext,
): SubjectRow["forecast"] {
  const outlook = { testWeight, ...(lessonsLeft === null ? {} : { remaining: lessonsLeft }) };
  const { next } = forecastOf(sum, thresholds, outlook);
  if (!next) return null;
  const { value, of, impossible } = next;
  if (impossible) return { value, of, need: 0, possible: false };
  const need = next.need ?? nextUp(sum, thresholds)?.need;
  return need ? { value, of, need, possible: true } : null;
}

function riskOf(sum: Sum, value: string, thresholds: Thresholds): SubjectRow["atRisk"] {
  const ladder = [...thresholds.steps.map(([step]) => step), thresholds.lowest];
  const of = ladder[ladder.indexOf(value) + 1];
  if (!of) return null;
  const low = { points: Number(of), weight: 1 };
  for (let need = 1; need <= AT_RISK_MARKS; need++) {
    const then = comesOut(sumOf(Array(need).fill(low), sum)!, thresholds);
    if (then !== value) return { of, need, value: then };
  }
  return null;
}

function total(numbers: number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

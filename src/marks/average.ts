/** Exact arithmetic over marks: sums of whole numbers, no floats near a threshold. */

export interface Sum {
  /** Σ points · weight */
  points: number;
  /** Σ weight */
  weight: number;
  marks: number;
}

/** From which average, in hundredths, which mark comes out, best first: `[["5", 450], ["4", 350], …]`. */
export type Thresholds = readonly (readonly [value: string, hundredths: number])[];

/** The average in hundredths, halves rounded up: what is shown, never what is compared. */
export function shownAverage({ points, weight }: Sum): number {
  return Math.floor((points * 200 + weight) / (2 * weight));
}

/** The mark that this average gives today: thresholds are exact (4.495 is not yet 4.50). Below all of them: the last. */
export function comesOut({ points, weight }: Sum, thresholds: Thresholds, lowest: string): string {
  return thresholds.find(([, hundredths]) => points * 100 >= hundredths * weight)?.[0] ?? lowest;
}

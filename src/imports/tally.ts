/** What an import can write, in the order in which it is shown and written. */
export const THINGS = [
  "years",
  "terms",
  "buildings",
  "classes",
  "subjects",
  "scales",
  "pupils",
  "guardians",
  "enrolments",
  "guardianships",
  "statements",
  "consents",
  "emails",
  "telegrams",
  "papers",
  "termMarks",
  "finalMarks",
] as const;

export type Thing = (typeof THINGS)[number];

export interface Tally {
  /** Not there yet. */
  fresh: number;
  changed: number;
  same: number;
}

export type Counts = Record<Thing, Tally>;

export function noCounts(): Counts {
  return Object.fromEntries(THINGS.map((thing) => [thing, { fresh: 0, changed: 0, same: 0 }])) as Counts;
}

/** How many rows differ from what the journal has. */
export function countChanges(counts: Counts): number {
  return THINGS.reduce((sum, thing) => sum + counts[thing].fresh + counts[thing].changed, 0);
}

/** Only what differs, for the audit trail. */
export function changesOf(counts: Counts): Record<string, { fresh: number; changed: number }> {
  const differing = Object.entries(counts).filter(([, { fresh, changed }]) => fresh + changed > 0);
  return Object.fromEntries(differing.map(([thing, { fresh, changed }]) => [thing, { fresh, changed }]));
}

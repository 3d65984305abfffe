import type { Plan } from "./plan.ts";
import type { Played } from "./play.ts";

const MOST_EXAMPLES = 10;

/** The figures of a play, for whoever started it. */
export function report(name: string, { sizes, events }: Plan, played: Played): string {
  const { verdict, blows } = played;
  const rows: [string, string | number][] = [
    ["seed", sizes.seed],
    ["events", events],
    ["held when something was struck", `${Math.round(100 * played.heldShare)} %`],
    ["messages accepted", `${played.messages}, ${played.digests} of them digests`],
    [
      "struck",
      Object.entries(blows)
        .map(([kind, times]) => `${kind} ${times}`)
        .join(", "),
    ],
    ["owed, fact by person", verdict.owed],
    ["delivered", verdict.delivered],
    ["explained", JSON.stringify(verdict.explained)],
    ["lost", verdict.lost.length],
    ["repeats, unexplained", verdict.repeatsUnexplained.length],
    [
      "repeats, explained",
      `${verdict.repeatsExplained} of at most ${played.inFlight} in flight + ${played.unknowns} unknown`,
    ],
    ["out of order", verdict.outOfOrder.length],
    ["heard by the wrong", verdict.notTheirs.length],
    ["half written", played.halves],
    ["wishes not written", played.unwritten],
    ["left at the end", played.unrest || "nothing"],
    ["duration", `${played.seconds.toFixed(0)} s`],
  ];
  const { lost, repeatsUnexplained, outOfOrder, notTheirs } = verdict;
  const examples = Object.entries({ lost, repeatsUnexplained, outOfOrder, notTheirs }).flatMap(
    ([what, list]) => list.slice(0, MOST_EXAMPLES).map((example) => `  ${what}: ${example}`),
  );
  const table = rows.map(([what, figure]) => `  ${what.padEnd(32)}${figure}`);
  return [`chaos, ${name}`, ...table, ...examples, ...played.evidence, ""].join("\n");
}

/** Repeats may come from calls under way in what was killed and from answers that were lost, one each. */
export function allowed({ inFlight, unknowns }: Played): number {
  return inFlight + unknowns;
}

export interface Failings {
  lost: number;
  repeatsUnexplained: number;
  outOfOrder: number;
  notTheirs: number;
  halves: number;
  unwritten: number;
  unrest: string;
  repeatsTooMany: number;
}

/** What must be nothing after every play. */
export function failingsOf(played: Played): Failings {
  const { verdict, halves, unwritten, unrest } = played;
  return {
    lost: verdict.lost.length,
    repeatsUnexplained: verdict.repeatsUnexplained.length,
    outOfOrder: verdict.outOfOrder.length,
    notTheirs: verdict.notTheirs.length,
    ...{ halves, unwritten, unrest },
    repeatsTooMany: Math.max(0, verdict.repeatsExplained - allowed(played)),
  };
}

export const FLAWLESS: Failings = {
  ...{ lost: 0, repeatsUnexplained: 0, outOfOrder: 0, notTheirs: 0 },
  ...{ halves: 0, unwritten: 0, unrest: "", repeatsTooMany: 0 },
};

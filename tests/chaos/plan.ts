import { createDice, type Dice } from "./dice.ts";
import { type Fault, faultsOf } from "./faults.ts";

export interface Sizes {
  seed: number;
  /** Marks set, changed and withdrawn, about. */
  events: number;
  /** How often something is killed, stopped or emptied. */
  blows: number;
}

/** Everything that will be done to the house, known before it begins: a seed plays the same again. */
export interface Plan {
  sizes: Sizes;
  classes: number;
  /** Of each class, one subject and one work each. */
  works: number;
  events: number;
  waves: Wave[];
}

/** What is written at once, what the providers do meanwhile, and what is killed in the middle of it. */
export interface Wave {
  writes: Write[];
  faults: Fault[];
  blow: { kind: BlowKind; afterMs: number };
}

export interface Write {
  classNumber: number;
  work: number;
  /** Pupils by their number in the class. */
  marks: { pupil: number; value: string | null }[];
}

export type BlowKind = "web" | "worker" | "stopped" | "postgres" | "redisKilled" | "redisEmptied";

export const CLASS_SIZE = 25;
export const HOLD_SECONDS = 2;
const MARKS = ["2", "3", "4", "5"] as const;
type Steps = ("set" | "change" | "withdraw")[];
/** The stories of a cell: four in ten are changed or taken back. */
const STORIES: { percent: number; steps: Steps }[] = [
  { percent: 60, steps: ["set"] },
  { percent: 15, steps: ["set", "change"] },
  { percent: 10, steps: ["set", "withdraw"] },
  { percent: 10, steps: ["set", "change", "withdraw"] },
  { percent: 5, steps: ["set", "withdraw", "set"] },
];
const EVENTS_A_CELL = STORIES.reduce((sum, { percent, steps }) => sum + percent * steps.length, 0) / 100;
const EVENTS_A_CLASS = 1000;
/** Of the next step of a story: while the mark is still held, else some waves later. */
const AT_ONCE = 0.5;
const WAVES_LATER = 3;
/** In turn, so that every kind has its share; workers die most. */
const BLOWS: readonly BlowKind[] = ["worker", "web", "stopped", "worker", "postgres", "worker", "web"];
const REDIS_BLOWS: readonly BlowKind[] = [...BLOWS, "redisKilled", "redisEmptied"];
const LATEST_BLOW_MS = 2500;

/** Sizes named by CHAOS_SEED, CHAOS_EVENTS and CHAOS_KILLS. */
export function sizesFrom(env: NodeJS.ProcessEnv, usual: Omit<Sizes, "seed">): Sizes {
  return {
    seed: Number(env.CHAOS_SEED ?? Math.floor(Math.random() * 1e9)),
    events: Number(env.CHAOS_EVENTS ?? usual.events),
    blows: Number(env.CHAOS_KILLS ?? usual.blows),
  };
}

export function planChaos(sizes: Sizes, { redis }: { redis: boolean }): Plan {
  const dice = createDice(sizes.seed);
  const classes = Math.max(2, Math.round(sizes.events / EVENTS_A_CLASS));
  const works = Math.ceil(sizes.events / (classes * CLASS_SIZE * EVENTS_A_CELL));
  const kinds = redis ? REDIS_BLOWS : BLOWS;
  const blows = dice.shuffled(Array.from({ length: sizes.blows }, (_, turn) => kinds[turn % kinds.length]!));
  const writes = planWrites(dice, { classes, works, waves: sizes.blows });
  const waves = blows.map((kind, wave) => ({
    writes: writes[wave]!,
    faults: faultsOf(dice),
    blow: { kind, afterMs: dice.below(LATEST_BLOW_MS) },
  }));
  const events = writes.flat().reduce((sum, { marks }) => sum + marks.length, 0);
  return { sizes, classes, works, events, waves };
}

interface Shape {
  classes: number;
  works: number;
  waves: number;
}

/** Wave → its writes, in order: what comes first of a cell stands in an earlier write than what follows. */
function planWrites(dice: Dice, { classes, works, waves }: Shape): Write[][] {
  const planned = Array.from({ length: waves }, () => new Map<string, Write>());
  for (let cell = 0; cell < classes * works * CLASS_SIZE; cell++) {
    const place = Math.floor(cell / CLASS_SIZE);
    const of = { classNumber: place % classes, work: Math.floor(place / classes) };
    let wave = Math.floor((place * waves) / (classes * works));
    let value: string | null = null;
    for (const [number, step] of storyOf(dice).entries()) {
      if (number > 0 && !dice.chance(AT_ONCE)) wave = Math.min(waves - 1, wave + 1 + dice.below(WAVES_LATER));
      value = step === "withdraw" ? null : dice.pick(MARKS.filter((mark) => mark !== value));
      const key = `${number} ${of.work} ${of.classNumber}`;
      const write = planned[wave]!.get(key) ?? { ...of, marks: [] };
      planned[wave]!.set(key, write);
      write.marks.push({ pupil: cell % CLASS_SIZE, value });
    }
  }
  return planned.map((wave) =>
    [...wave].sort(([one], [other]) => Number(one[0]) - Number(other[0])).map(([, write]) => write),
  );
}

function storyOf(dice: Dice): Steps {
  let left = dice.below(100);
  const story = STORIES.find(({ percent }) => {
    left -= percent;
    return left < 0;
  });
  return story!.steps;
}

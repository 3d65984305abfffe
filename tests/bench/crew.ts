import type { Channel, Db } from "../../src/db.ts";
import { gatherDue } from "../../src/deliveries/gathering.ts";
import { routeEvents } from "../../src/deliveries/notices.ts";
import { planSeries } from "../../src/deliveries/series.ts";
import { publishFinals } from "../../src/finals/finals.ts";
import { getSettings, setSettings } from "../../src/settings.ts";
import { crowdSchool } from "../support/crowd.ts";
import type { ProvidersProcess } from "../support/providers-process.ts";
import type { Taken } from "../support/providers-program.ts";
import { digestsDue, fillTerm } from "../support/term-crowd.ts";
import { until } from "../support/until.ts";
import { startWorkerProcess } from "../support/worker-process.ts";

const PLANNED_AT_ONCE = 500;

export interface Wave {
  providers: ProvidersProcess;
  channel: "telegram" | "email";
  redisUrl: string | undefined;
  families: number;
  /** Gives every family something to hear; it is planned before the post office opens. */
  owe: (db: Db, families: number) => Promise<void>;
  processes: number;
  /** Calls a second the token is allowed. */
  permits: number;
}

/**
 * Plans a wave of what families are owed, and has worker processes send it until the last message. Planned before, so that
 * what is measured is the sending, as beside the bare calls.
 */
export async function runWave(wave: Wave): Promise<Taken[]> {
  const { providers, channel, redisUrl, families, permits } = wave;
  await providers.reset();
  const school = await crowdSchool({ families, channels: [channel] satisfies Channel[] });
  await setSettings(school.db, { telegramPermits: permits });
  await wave.owe(school.db, families);
  const surroundings = { ...providers, databaseUrl: school.url, redisUrl };
  const started = await Promise.all(
    Array.from({ length: wave.processes }, () => startWorkerProcess(surroundings)),
  );
  const by = channel === "email" ? "smtp" : "telegram";
  try {
    await until(async () => (await providers.count(by)) >= families, {
      ...{ timeoutMs: 300_000, everyMs: 50, what: `${families} messages` },
    });
    return await providers.taken(by);
  } finally {
    await Promise.all(started.map((worker) => worker.stop()));
    await school.close();
  }
}

/** A final mark for everybody. */
export async function oweFinals(db: Db): Promise<void> {
  await publishFinals(db, "final", { actorId: null, source: "web" });
  const settings = await getSettings(db);
  const events = await db.event.findMany({ where: { routedAt: null }, select: { id: true } });
  for (let start = 0; start < events.length; start += PLANNED_AT_ONCE)
    await routeEvents(
      db,
      events.slice(start, start + PLANNED_AT_ONCE).map(({ id }) => id),
      settings,
    );
  while ((await db.$transaction(gatherDue)) > 0);
}

/** A digest of the week for everybody, with four weeks of marks behind it. */
export async function oweDigests(db: Db, families: number): Promise<void> {
  await fillTerm(db);
  await digestsDue(db, families);
  while ((await planSeries(db)) > 0);
}

/** Messages a second from the first to the last. */
export function rateOf(taken: { at: number }[]): number {
  return (taken.length - 1) / ((taken.at(-1)!.at - taken[0]!.at) / 1000);
}

export function median(figures: number[]): number {
  return quantile(figures, 0.5);
}

/** 0.99: ninety-nine of a hundred are not above it. */
export function quantile(figures: number[], share: number): number {
  return [...figures].sort((a, b) => a - b)[Math.floor(figures.length * share)]!;
}

/** Runs so many callers side by side until each of the tasks has been taken once. */
export async function atOnce(
  callers: number,
  tasks: number,
  call: (task: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const caller = async () => {
    while (next < tasks) await call(next++);
  };
  await Promise.all(Array.from({ length: callers }, caller));
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

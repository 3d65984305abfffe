import { cachedEachFor, cachedFor } from "../src/cached.ts";
import { readCalendar } from "../src/calendar/calendar.ts";
import type { Config } from "../src/config.ts";
import type { Db } from "../src/db.ts";
import { joinCrew } from "../src/deliveries/crew.ts";
import { openGate } from "../src/deliveries/pace.ts";
import { planReminders } from "../src/deliveries/reminding.ts";
import { planSeries } from "../src/deliveries/series.ts";
import { log } from "../src/log.ts";
import { openLines } from "../src/raw.ts";
import { getSettings } from "../src/settings.ts";
import { openBounces } from "./bounces.ts";
import { careOnce } from "./caretaker.ts";
import { openChannels } from "./channels/channels.ts";
import type { Desk } from "./counter.ts";
import { openWindow } from "./deliver.ts";
import { feedOnce } from "./feeder.ts";
import { type Loop, startLoop, startWaking } from "./loop.ts";
import { openNights } from "./nights.ts";
import { openQueues } from "./queues.ts";
import { relayOnce } from "./relay.ts";
import { routeOne } from "./router.ts";
import { SCHEDULE } from "./schedule.ts";
import { sweepOnce } from "./sweeper.ts";

/** Routing is one transaction a job; two at a time keep the database busy without fighting over it. */
const ROUTERS = 2;

/** Absences at one bell by every channel: each only waits for its permit. */
const URGENT_AT_ONCE = 50;

/** A change of settings or of the calendar is felt within this time without a query for every message. */
const SETTINGS_KEPT_MS = 2000;

export interface Workers {
  number: number;
  /** Ends what is under way and takes nothing new. */
  stop(): Promise<void>;
}

/** Starts the post office: relay, router, feeder, a worker per channel, sweeper. */
export async function startWorkers({
  db,
  config,
  databaseUrl,
}: {
  db: Db;
  config: Config;
  databaseUrl: string;
}): Promise<Workers> {
  const settings = await getSettings(db);
  const queues = await openQueues({ databaseUrl, redisUrl: config.redisUrl });
  const crew = await joinCrew(db, databaseUrl);
  const { open, notConfigured } = openChannels({ db, config, settings });
  for (const sender of open) await openGate(db, sender.pace);
  if (notConfigured.length > 0)
    log.warn(
      { channels: notConfigured },
      "not configured: messages wait, other channels of a family take over",
    );

  const lines = openLines(databaseUrl);
  const desk: Desk = {
    db,
    lines,
    workerNumber: crew.number,
    settings: cachedFor(SETTINGS_KEPT_MS, () => getSettings(db)),
    calendarOf: cachedEachFor(SETTINGS_KEPT_MS, (yearId) => readCalendar(db, yearId)),
    publicUrl: config.publicUrl,
    secret: config.secret,
    inHand: new Set(),
  };
  const windows = new Map(open.map((sender) => [sender.channel, openWindow(desk, sender)]));
  const gates = new Map(open.map(({ pace, channel }) => [pace.gate, channel]));
  const rates = open.map(({ channel, pace, concurrency }) => ({
    channel,
    perSecond: Math.max(pace.permits, concurrency) * (pace.cooldownMs > 0 ? 1000 / pace.cooldownMs : 10),
  }));
  const nights = openNights({ db, config, databaseUrl });
  const steps: Record<keyof typeof SCHEDULE, () => Promise<number>> = {
    relay: () => relayOnce(lines, queues),
    series: () => planSeries(db),
    reminders: () => planReminders(db),
    bounces: openBounces(db, config.mail?.imapUrl),
    nights: nights.step,
    caretaker: () => careOnce(db),
    feeder: () => feedOnce(lines, queues, rates),
    sweeper: async () => (await sweepOnce({ ...desk, deadChannels: notConfigured, gates })) && 0,
  };
  const loops = Object.entries(steps).map(([name, step]) => ({
    ...SCHEDULE[name as keyof typeof SCHEDULE],
    loop: startLoop(name, SCHEDULE[name as keyof typeof SCHEDULE].everyMs, step),
  }));
  const waking = startWaking(databaseUrl, byWakeUp(loops));
  const workers = [
    queues.work("events", { concurrency: ROUTERS }, async (job) => void (await routeOne(desk, job))),
    // A channel that is not open here any more has nobody to deliver: its row waits.
    queues.work("urgent", { concurrency: URGENT_AT_ONCE }, async ({ channel, deliveryId }) =>
      windows.get(channel)?.(deliveryId, { isUrgent: true }),
    ),
    ...open.map(({ channel, concurrency }) =>
      queues.work(channel, { concurrency }, ({ deliveryId }) => windows.get(channel)!(deliveryId)),
    ),
  ];
  log.info(
    { worker: crew.number, queues: queues.backend, channels: open.map(({ channel }) => channel) },
    "post office open",
  );
  return {
    number: crew.number,
    async stop() {
      await waking.stop();
      await Promise.all(loops.map(({ loop }) => loop.stop()));
      await nights.stop();
      await Promise.all(workers.map((worker) => worker.close()));
      await Promise.all(open.map((sender) => sender.close()));
      await queues.close();
      await lines.close();
      await crew.leave();
    },
  };
}

function byWakeUp(loops: { wokenBy: string | null; loop: Loop }[]): Record<string, Loop> {
  return Object.fromEntries(loops.flatMap(({ wokenBy, loop }) => (wokenBy ? [[wokenBy, loop]] : [])));
}

import { setTimeout as pause } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import type { Db } from "../../src/db.ts";
import { writeFinals } from "../../src/finals/finals.ts";
import { openQueues } from "../../workers/queues.ts";
import { BACKENDS, redis } from "../support/backends.ts";
import { type CrowdSchool, crowdSchool } from "../support/crowd.ts";
import { startProviders } from "../support/providers-process.ts";
import { until } from "../support/until.ts";
import { startWorkerProcess } from "../support/worker-process.ts";
import { median, quantile, say } from "./crew.ts";

const MARKS = 200;
/** Counted apart: a post office that has just been started is slower than it is all day. */
const FIRST_MARKS = 200;
/** A bot may call thirty times a second; what waits for its permit would be measured too. */
const EVERY_MS = 100;
const MOST_MS = { postgres: 30, redis: 15 };

afterAll(() => redis?.close());

const wallClock = () => performance.timeOrigin + performance.now();

/** Writes one mark that nothing holds back, the year's, for each family; when each was committed, by chat. */
async function writeOneByOne(
  db: Db,
  arrived: (count: number) => Promise<unknown>,
): Promise<Map<string, number>> {
  const finals = await db.finalMark.findMany({ include: { pupil: { include: { guardians: true } } } });
  const contacts = await db.contact.findMany();
  const chats = new Map(contacts.map(({ personId, address }) => [personId, address]));
  const committed = new Map<string, number>();
  for (const [number, { pupilId, subjectId, valueId, period, pupil }] of finals.entries()) {
    const rest = pause(EVERY_MS);
    const entry = {
      pupilId,
      subjectId,
      valueId,
      period,
      kind: "year",
      termId: null,
      resultsKnownAt: null,
    } as const;
    await db.$transaction((tx) => writeFinals(tx, [entry], { actorId: null, source: "web", silent: false }));
    committed.set(chats.get(pupil.guardians[0]!.guardianId)!, wallClock());
    await Promise.all([arrived(number + 1), rest]);
  }
  return committed;
}

/** The limit: a job's way from one side of a bare queue to the other. */
async function bareHop({ url }: CrowdSchool, redisUrl: string | undefined): Promise<number> {
  const queues = await openQueues({ databaseUrl: url, redisUrl, prefix: "bare" });
  const hops: number[] = [];
  let sentAt = 0;
  const worker = queues.work(
    "events",
    { concurrency: 1 },
    async () => void hops.push(performance.now() - sentAt),
  );
  for (let number = 0; number < MARKS; number++) {
    sentAt = performance.now();
    await queues.enqueue("events", [{ id: `hop-${number}`, data: { eventIds: [] }, priority: 1 }]);
    await until(() => hops.length > number, { everyMs: 1 });
  }
  await worker.close();
  await queues.close();
  return median(hops);
}

test.each(BACKENDS)(
  "from a mark that stands to the call of Telegram, $name",
  async ({ name, redisUrl, missing }) => {
    if (missing) return say(`latency, ${name}: left out, ${missing}`);
    const providers = await startProviders();
    const school = await crowdSchool({ families: FIRST_MARKS + MARKS, channels: ["telegram"] });
    const hop = await bareHop(school, redisUrl);
    const worker = await startWorkerProcess({ ...providers, databaseUrl: school.url, redisUrl });
    const arrived = (count: number) =>
      until(async () => (await providers.count("telegram")) >= count, { timeoutMs: 30_000, everyMs: 20 });
    const committed = await writeOneByOne(school.db, arrived);
    const all = (await providers.taken("telegram")).map(({ at, to }) => at - committed.get(to)!);
    expect(all).toHaveLength(FIRST_MARKS + MARKS);
    const times = all.slice(FIRST_MARKS);
    say(
      `latency, ${name}: median ${median(times).toFixed(1)} ms of ${MARKS} marks, p99 ${quantile(times, 0.99).toFixed(1)} ` +
        `(at most ${redisUrl ? MOST_MS.redis : MOST_MS.postgres} at the median); just after the start ` +
        `${median(all.slice(0, FIRST_MARKS)).toFixed(1)} ms; a bare hop through the queue ${hop.toFixed(1)} ms in the same run`,
    );
    await worker.stop();
    await school.close();
    await providers.stop();
  },
);

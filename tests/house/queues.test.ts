import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { Channel } from "../../src/db.ts";
import { getSettings } from "../../src/settings.ts";
import { openChannels } from "../../workers/channels/channels.ts";
import { startWorkers } from "../../workers/main.ts";
import { openQueues, QUEUE_NAMES } from "../../workers/queues.ts";
import { castSchool } from "../support/school.ts";
import { testConfig } from "../support/test-config.ts";
import { until } from "../support/until.ts";

const NOBODY = "00000000-0000-4000-8000-000000000000";

test("Every channel of the database has a queue and an entry in the registry", async () => {
  const channels = Object.values(Channel);
  const queues: readonly string[] = QUEUE_NAMES;
  expect(
    channels
      .filter((channel) => !queues.includes(channel))
      .map((channel) => `The channel ${channel} has no queue: name it in QUEUE_NAMES of workers/queues.ts.`),
  ).toEqual([]);
  const school = await castSchool();
  onTestFinished(() => school.close());
  const { db } = school;
  const { open, notConfigured } = openChannels({ db, config: testConfig(), settings: await getSettings(db) });
  const registered = [...open.map(({ channel }) => channel), ...notConfigured];
  expect(
    channels
      .filter((channel) => !registered.includes(channel))
      .map((channel) => `The channel ${channel} cannot be opened: add it to workers/channels/channels.ts.`),
  ).toEqual([]);
});

test("Every queue has a worker: a job put into it does not stay there", async () => {
  const school = await castSchool();
  onTestFinished(() => school.close());
  const { db, url: databaseUrl } = school;
  const workers = await startWorkers({ db, databaseUrl, config: testConfig() });
  onTestFinished(() => workers.stop());
  const queues = await openQueues({ databaseUrl, redisUrl: undefined });
  onTestFinished(() => queues.close());
  // Nobody's event and nobody's delivery: the worker finds nothing to do, and the job is gone.
  for (const name of QUEUE_NAMES)
    await queues.enqueue(name, [
      { id: "d-nobody", data: { eventIds: [NOBODY], deliveryId: NOBODY }, priority: 1 },
    ]);
  const database = new pg.Client(databaseUrl);
  await database.connect();
  onTestFinished(() => database.end());
  const left = async () =>
    (await database.query("select distinct queue from bullmq.job")).rows.map(({ queue }) => queue as string);
  await until(async () => (await left()).length === 0, { timeoutMs: 10_000 }).catch(() => {});
  expect(
    (await left()).map(
      (name) => `Nobody works on the queue ${name}: add queues.work("${name}", …) to workers/main.ts.`,
    ),
  ).toEqual([]);
});

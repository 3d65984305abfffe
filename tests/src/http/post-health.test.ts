import type { FastifyInstance } from "fastify";
import { afterAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { buildApp } from "../../../src/http/app.ts";
import { openQueueBoard, openQueues, type QueueAddress } from "../../../workers/queues.ts";
import { createGate } from "../../support/gate.ts";
import { redisMissing, startRedis } from "../../support/redis.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { signInAs } from "../../support/sign-in.ts";
import { testConfig } from "../../support/test-config.ts";

const NOBODY_LISTENS = "redis://127.0.0.1:1";
const SILENT = "Очереди не отвечают";
const jobs = (ids: string[]) =>
  ids.map((id) => ({
    id: `d-${id}`,
    data: { deliveryId: id, channel: "telegram" as const },
    priority: id === "urgent" ? 1 : 4,
  }));

const redis = await startRedis();
const BACKENDS = [
  { name: "queues in PostgreSQL", redisUrl: undefined },
  { name: "queues in Redis", redisUrl: redis?.url },
];
let school: TestSchool;

beforeEach(async () => {
  school = await castSchool();
  return () => school.close();
});
afterAll(() => redis?.close());

/** The site as main.ts opens it, with a board on those queues. */
async function open(address: Omit<QueueAddress, "databaseUrl">) {
  const board = openQueueBoard({ databaseUrl: school.url, ...address });
  const config = testConfig({ redisUrl: address.redisUrl });
  const app: FastifyInstance = await buildApp({ db: school.db, config, countJobs: board.count });
  const look = async () =>
    (await (await signInAs(app, school.db, school.cast.maltsev.id)).get("/health")).body;
  onTestFinished(async () => {
    await app.close();
    await board.close();
  });
  return { app, look };
}

/** Waiting, in hand, delayed and failed, as the row of a queue says them. */
function countsOf(body: string, queue: string): number[] {
  const [, part = ""] = /aria-labelledby="queues"([\s\S]*?)<\/section>/.exec(body) ?? [];
  const row = part.split("<tr").find((one) => one.includes(`>${queue}<`)) ?? "";
  return [...row.matchAll(/>(\d+)<\/td>/g)].map(([, count]) => Number(count));
}

describe.each(BACKENDS)("$name", ({ name, redisUrl }) => {
  if (name.endsWith("Redis") && !redisUrl) return test.skip(`left out: ${redisMissing}`);

  test("The administrator sees what lies in each queue: what waits, what is urgent, what is in hand", async () => {
    const queues = await openQueues({ databaseUrl: school.url, redisUrl });
    onTestFinished(async () => {
      await queues.close();
      await redis?.flushAll();
    });
    const { app, look } = await open({ redisUrl });
    expect(countsOf(await look(), "Telegram")).toEqual([0, 0, 0, 0]);
    await queues.enqueue("telegram", jobs(["1", "2", "3", "urgent"]));
    expect(countsOf(await look(), "Telegram")).toEqual([4, 0, 0, 0]);
    const gate = createGate();
    const worker = queues.work("telegram", { concurrency: 1 }, () => gate.pass());
    await gate.arrived;
    const body = await look();
    expect(countsOf(body, "Telegram")).toEqual([3, 1, 0, 0]);
    expect(countsOf(body, "почта")).toEqual([0, 0, 0, 0]);
    expect(countsOf(body, "Новости")).toEqual([0, 0, 0, 0]);
    expect(countsOf(body, "Срочное")).toEqual([0, 0, 0, 0]);
    expect(body).not.toContain(SILENT);
    gate.release();
    await worker.close();
    const teacher = await signInAs(app, school.db, school.cast.smirnova.id);
    expect((await teacher.get("/health")).statusCode).toBe(403);
  });
});

test("Queues that nobody has made yet are told of in a sentence, and counted once the post office is there", async () => {
  const { look } = await open({ redisUrl: undefined });
  expect(await look()).toContain(`${SILENT}. Проверьте, запущена ли почтовая служба.`);
  const queues = await openQueues({ databaseUrl: school.url, redisUrl: undefined });
  onTestFinished(() => queues.close());
  expect(countsOf(await look(), "Telegram")).toEqual([0, 0, 0, 0]);
});

test("A Redis that does not answer costs the page a sentence and nothing else", async () => {
  const { look } = await open({ redisUrl: NOBODY_LISTENS });
  const body = await look();
  expect(body).toContain(`${SILENT}. Проверьте, работает ли Redis`);
  expect(body).toContain("Почтовая служба");
});

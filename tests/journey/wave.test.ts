import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { readStatus } from "../../src/deliveries/status.ts";
import { publishFinals } from "../../src/finals/finals.ts";
import { BACKENDS, redis } from "../support/backends.ts";
import { type CrowdSchool, crowdSchool } from "../support/crowd.ts";
import { type FakeTelegram, startFakeTelegram } from "../support/fake-telegram.ts";
import type { RunningProcess } from "../support/processes.ts";
import { until } from "../support/until.ts";
import { startWorkerProcess } from "../support/worker-process.ts";

const ANNOUNCER = { actorId: null, source: "web" } as const;
const LEASE_SECONDS = 3;
const FAMILIES = 300;

afterAll(() => redis?.close());

describe.each(BACKENDS)("a wave of finals, $name", ({ redisUrl, missing }) => {
  if (missing) return test.skip(`left out: ${missing}`);

  let telegram: FakeTelegram;
  let school: CrowdSchool;
  let processes: RunningProcess[];

  beforeEach(async () => {
    processes = [];
    telegram = await startFakeTelegram({ latencyMs: 20 });
    return async () => {
      await Promise.all(processes.map((worker) => worker.kill()));
      await school.close();
      await telegram.close();
      await redis?.flushAll();
    };
  });

  const announce = async (count: number, folders: string[] = []) => {
    school = await crowdSchool({ families: FAMILIES, channels: ["telegram"], leaseSeconds: LEASE_SECONDS });
    await school.db.setting.create({ data: { key: "telegramPermits", value: 200 } });
    for (let started = 0; started < count; started++) await startWorker(folders[started]);
    await publishFinals(school.db, "final", ANNOUNCER);
  };
  const startWorker = async (dataDir?: string) => {
    const worker = await startWorkerProcess({ databaseUrl: school.url, telegram, redisUrl, dataDir });
    processes.push(worker);
    return worker;
  };
  /** Telegram took messages of so many different deliveries. */
  const heard = (count: number) =>
    until(() => times().size >= count, { timeoutMs: 60_000, what: `${count} deliveries to be heard` });
  const settled = () =>
    until(
      async () =>
        (await school.db.delivery.count({ where: { state: { in: ["waiting", "sending"] } } })) === 0,
      {
        timeoutMs: 60_000,
        what: "every delivery to end",
      },
    );
  const times = () => {
    const counts = new Map<string, number>();
    for (const { marker } of telegram.ledger) counts.set(marker!, (counts.get(marker!) ?? 0) + 1);
    return counts;
  };

  /** Stops it at a moment at which it holds a delivery in its hands. */
  const stopInTheMiddle = (worker: RunningProcess) =>
    until(
      async () => {
        worker.pause();
        const held = await school.db.delivery.count({ where: { state: "sending", workerNumber: 1 } });
        if (held === 0) worker.resume();
        return held > 0;
      },
      { what: "the worker to be busy" },
    );

  // What is in a worker's hands is told by rows, whatever the queues are kept in.
  if (!redisUrl) {
    test("a worker stopped for longer than its lease, then continued: nothing arrives twice", async () => {
      await announce(2);
      await heard(FAMILIES / 4);
      await stopInTheMiddle(processes[0]!);
      await until(
        () =>
          school.db.delivery.findFirst({
            where: { state: "sending", leaseUntil: { lt: new Date(Date.now() - 4000) } },
          }),
        { timeoutMs: 30_000, what: "the lease of the stopped worker to be long past" },
      );
      processes[0]!.resume();
      await heard(FAMILIES);
      await settled();
      expect(telegram.ledger).toHaveLength(FAMILIES);
      expect(await readStatus(school.db)).toMatchObject({ unknown: 0, repeatsKnown: 0 });
    }, 120_000);
    return;
  }

  // Two machines share Redis and a PostgreSQL elsewhere.
  test("a second machine's workers, with another folder of data: each fact arrives once, and both did their part", async () => {
    const folders = await Promise.all(["one", "two"].map((name) => mkdtemp(join(tmpdir(), `wave-${name}-`))));
    onTestFinished(async () => {
      for (const folder of folders) await rm(folder, { recursive: true, force: true });
    });
    await announce(2, folders);
    await heard(FAMILIES);
    await settled();
    expect(telegram.ledger).toHaveLength(FAMILIES);
    // Neither brought a PostgreSQL of its own, and Redis holds what paces them.
    for (const folder of folders) expect(await readdir(folder)).not.toContain("postgres");
    expect(await redis!.size()).toBeGreaterThan(0);
    const shares = await school.db.delivery.groupBy({ by: ["workerNumber"], _count: true });
    expect(shares.filter(({ _count }) => _count > FAMILIES / 20)).toHaveLength(2);
  }, 120_000);

  test("FLUSHALL in the middle: all arrives, once", async () => {
    await announce(1);
    await heard(FAMILIES / 4);
    await redis!.flushAll();
    await heard(FAMILIES);
    await settled();
    expect(telegram.ledger).toHaveLength(FAMILIES);
  }, 120_000);
});

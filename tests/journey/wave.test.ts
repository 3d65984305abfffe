import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { readStatus } from "../../src/deliveries/status.ts";
import { publishFinals } from "../../src/finals/finals.ts";
import { BACKENDS, redis } from "../support/backends.ts";
import { type CrowdSchool, crowdSchool } from "../support/crowd.ts";
import { type FakeTelegram, startFakeTelegram } from "../support/fake-telegram.ts";
import { type RunningProcess, startProcess } from "../support/processes.ts";
import { until } from "../support/until.ts";

const ANNOUNCER = { actorId: null, source: "web" } as const;
const LEASE_SECONDS = 3;
const READY = /Почтовая служба работает/;

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

  const announce = async (families: number, count: number) => {
    school = await crowdSchool({ families, channels: ["telegram"], leaseSeconds: LEASE_SECONDS });
    await school.db.setting.create({ data: { key: "telegramPermits", value: 200 } });
    for (let started = 0; started < count; started++) await startWorker();
    await publishFinals(school.db, "final", ANNOUNCER);
  };
  const startWorker = async () => {
    const worker = await startProcess(["serve", "--only", "workers"], {
      env: {
        DATABASE_URL: school.url,
        TELEGRAM_BOT_TOKEN: telegram.token,
        TELEGRAM_API_ROOT: telegram.root,
        LOG_LEVEL: "warn",
        SECRET: "a secret of thirty-two characters",
        ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
      },
      ready: READY,
    });
    processes.push(worker);
    return worker;
  };
  const heard = (count: number) =>
    until(() => telegram.ledger.length >= count, { timeoutMs: 30_000, what: `${count} messages` });
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

  test("kill -9 in the middle, then start: all arrives, repeats are at most what was in flight, and counted", async () => {
    const families = 400;
    await announce(families, 1);
    await heard(100);
    await processes[0]!.kill();
    const inFlight = await school.db.delivery.count({ where: { state: "sending" } });
    const t0 = Date.now(); const iv = setInterval(() => process.stderr.write(`T ${Date.now() - t0} ${telegram.ledger.length}\n`), 1000);
    await startWorker();
    process.stderr.write(`started ${Date.now()-t0}\n`);
    await heard(families).catch(async (e) => { console.log(JSON.stringify(await readStatus(school.db)), await school.db.$queryRaw`select state, reason, ("queuedUntil"-now())::text as q, ("notBefore"-now())::text as nb, ("leaseUntil"-now())::text as l, "workerNumber", count(*)::int from "Delivery" where state<>'sent' group by 1,2,3,4,5,6 limit 12`, await school.db.$queryRaw`select * from "Permit" where "freeAt">now() limit 5`, processes[1]!.output()); throw e; });
    await settled();
    const repeated = [...times().values()].filter((count) => count > 1).length;
    const status = await readStatus(school.db);
    expect(times().size).toBe(families);
    expect(repeated).toBeLessThanOrEqual(status.repeatsKnown);
    expect(status.repeatsKnown).toBeLessThanOrEqual(inFlight);
  }, 120_000);

  test("a worker stopped for longer than its lease, then continued: nothing arrives twice", async () => {
    const families = 400;
    await announce(families, 2);
    await heard(100);
    processes[0]!.pause();
    const frozen = await school.db.delivery.count({ where: { state: "sending" } });
    await until(
      async () =>
        frozen > 0 &&
        (await school.db.delivery.count({
          where: { state: "sending", leaseUntil: { lt: new Date(Date.now() - 4000) } },
        })) > 0,
      { timeoutMs: 60_000, what: "the lease of the stopped worker to be long past" },
    );
    processes[0]!.resume();
    await heard(families);
    await settled();
    expect(times().size).toBe(families);
    expect(telegram.ledger).toHaveLength(families);
    expect(await readStatus(school.db)).toMatchObject({ unknown: 0, repeatsKnown: 0 });
  }, 120_000);

  test.skipIf(!redisUrl)(
    "FLUSHALL in the middle: all arrives, once",
    async () => {
      const families = 400;
      await announce(families, 1);
      await heard(100);
      await redis!.flushAll();
      await heard(families);
      await settled();
      expect(telegram.ledger).toHaveLength(families);
      expect(times().size).toBe(families);
    },
    120_000,
  );
});

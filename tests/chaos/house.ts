import { setTimeout as pass } from "node:timers/promises";
import { type Db, openDb } from "../../src/db.ts";
import { type FakeSmtp, startFakeSmtp } from "../support/fake-smtp.ts";
import { type FakeTelegram, startFakeTelegram } from "../support/fake-telegram.ts";
import { freePort } from "../support/free-port.ts";
import type { RunningProcess } from "../support/processes.ts";
import { type LocalRedis, startRedis } from "../support/redis.ts";
import { until } from "../support/until.ts";
import { type Surroundings, startWebProcess, startWorkerProcess } from "../support/worker-process.ts";
import type { BlowKind } from "./plan.ts";
import { LEASE_SECONDS } from "./school.ts";
import { startServer } from "./server.ts";

/** A post office with its number in the crew. */
type Office = RunningProcess & { number: number };

const WORKERS = 2;
const LATENCY_MS = 150;
const BUSY_MS = 4000;
const STOPPED_MS = (LEASE_SECONDS + 2) * 1000;

export interface House {
  db: Db;
  /** Of the journal's web process. */
  address: string;
  telegram: FakeTelegram;
  smtp: FakeSmtp;
  redis: LocalRedis | null;
  /** Where its parts find each other. */
  surroundings: Surroundings;
  open(): Promise<void>;
  /** Kills, stops or empties something and brings it back. Returns how many calls were under way in what died. */
  strike(kind: BlowKind): Promise<number>;
  /** Its post offices, the oldest first. */
  offices: readonly RunningProcess[];
  close(): Promise<void>;
}

/** The whole house in processes of its own: PostgreSQL, Redis if asked for, the journal, two post offices, local providers. */
export async function buildHouse({
  redis: withRedis,
  root,
}: {
  redis: boolean;
  root?: string | undefined;
}): Promise<House> {
  const server = await startServer();
  const redis = withRedis ? await startRedis() : null;
  const telegram = await startFakeTelegram({ latencyMs: LATENCY_MS });
  const smtp = await startFakeSmtp();
  const db = openDb(server.url);
  const port = await freePort();
  const surroundings = { databaseUrl: server.url, telegram, smtp, redisUrl: redis?.url, root };
  const offices: Office[] = [];
  let web: RunningProcess | undefined;
  let turn = 0;
  /** The next post office opens while the others go on. */
  let opening = Promise.resolve();

  const openOffice = async () => {
    // As a supervisor would: again, if the database was away at that moment.
    const office = await persist(() => startWorkerProcess(surroundings));
    offices.push({ ...office, number: await persist(() => newestNumber(db)) });
  };
  const strikes: Record<BlowKind, () => Promise<number>> = {
    async web() {
      await web?.kill();
      web = await startWebProcess(surroundings, port);
      return 0;
    },
    async worker() {
      await opening;
      const office = offices.shift()!;
      await untilBusy(db, office.number);
      await office.kill();
      const inFlight = await until(
        async () => (await isGone(db, office.number)) && { calls: await countCalls(db, office.number) },
        { what: "the database to notice" },
      );
      opening = openOffice();
      opening.catch(() => {}); // thrown where it is waited for
      return inFlight.calls;
    },
    async stopped() {
      const office = offices[turn++ % offices.length]!;
      office.pause();
      await pass(STOPPED_MS);
      office.resume();
      return 0;
    },
    async postgres() {
      await server.crash();
      return persist(() => db.delivery.count({ where: { state: "sending" } }));
    },
    async redisKilled() {
      await redis?.kill();
      await redis?.restart();
      return 0;
    },
    async redisEmptied() {
      await redis?.flushAll();
      return 0;
    },
  };
  return {
    ...{ db, telegram, smtp, redis, surroundings, offices, address: `http://127.0.0.1:${port}` },
    async open() {
      const openWeb = startWebProcess(surroundings, port);
      while (offices.length < WORKERS) await openOffice();
      web = await openWeb;
    },
    strike: (kind) => strikes[kind](),
    async close() {
      await opening.catch(() => {});
      await Promise.all([...offices, web].map((part) => part?.kill()));
      await Promise.all([telegram.close(), smtp.close(), redis?.close(), db.$disconnect()]);
      await server.close();
    },
  };
}

/** Does it again while the database is away. */
export async function persist<T>(ask: () => Promise<T>): Promise<T> {
  const { answer } = await until(async () => ({ answer: await ask() }), { timeoutMs: 60_000, everyMs: 100 });
  return answer;
}

/** Whoever dies with nothing in its hands proves little. */
async function untilBusy(db: Db, worker: number): Promise<void> {
  await until(() => countCalls(db, worker), { timeoutMs: BUSY_MS }).catch(() => {});
}

/** Calls under way, as the rows say. */
function countCalls(db: Db, workerNumber: number): Promise<number> {
  return db.delivery.count({ where: { state: "sending", workerNumber } });
}

async function isGone(db: Db, worker: number): Promise<boolean> {
  const [row] = await db.$queryRaw<{ gone: boolean }[]>`
    select ${worker}::int not in (select number from living_worker) as gone`;
  return row!.gone;
}

/** Of the worker that opened last. */
async function newestNumber(db: Db): Promise<number> {
  const [row] = await db.$queryRaw<{ number: number }[]>`select last_value::int as number from worker_number`;
  return row!.number;
}

import { setTimeout as pause } from "node:timers/promises";
import {
  createPostgresBackend,
  type JobType,
  type PostgresConnectionOptions,
  Queue,
  runMigrations,
  Worker,
} from "bullmq";
import { Redis } from "ioredis";
import pg from "pg";
import { Channel } from "../src/db.ts";
import { log } from "../src/log.ts";

/**
 * The one door to BullMQ: on PostgreSQL by default, on Redis when REDIS_URL is set. A queue only paces; jobs carry ids.
 * A finished or failed job leaves nothing behind: the rows know what is owed, and the feeder and the sweeper put it back.
 */

/** One a channel, and one for what is urgent by whatever channel: no digest that waits for its turn stands before it. */
export type DeliveryQueue = "urgent" | Channel;
/** Queue → payload. Every queue has a worker in main.ts (a guard test holds them together). */
export type Payloads = { events: { eventIds: string[] } } & Record<
  DeliveryQueue,
  { deliveryId: string; channel: Channel }
>;
export type QueueName = keyof Payloads;
export const QUEUE_NAMES: readonly QueueName[] = ["events", "urgent", ...Object.values(Channel)];

export interface NewJob<Name extends QueueName> {
  /** Not digits only and without a colon (BullMQ). */
  id: string;
  data: Payloads[Name];
  /** 1 leaves first; 0 is "no priority" to BullMQ and would overtake everything. */
  priority: number;
}

export interface Queues {
  backend: "postgres" | "redis";
  enqueue<Name extends QueueName>(name: Name, jobs: NewJob<Name>[]): Promise<void>;
  /** Runs a queue's jobs until closed. A job that throws is logged and forgotten by the queue, never by the row. */
  work<Name extends QueueName>(
    name: Name,
    options: { concurrency: number },
    run: (data: Payloads[Name]) => Promise<void>,
  ): { close(): Promise<void> };
  close(): Promise<void>;
}

/** A worker that died is noticed after this: the rows have a lease of their own, so the queue may be quick. */
const LOCK_MS = 10_000;
/** So many are added one by one. */
const FEW_JOBS = 3;
const SCHEMA = "bullmq";
const SPARE_CONNECTIONS = 6;
/** Of the keys in Redis. */
const PREFIX = "vestnik";
/** A page waits no longer to say that the queues do not answer. */
const LONGEST_LOOK_MS = 3_000;

export interface QueueAddress {
  databaseUrl: string;
  redisUrl: string | undefined;
  /** Keeps tests apart that share one Redis. */
  prefix?: string;
}

export async function openQueues({ databaseUrl, redisUrl, prefix }: QueueAddress): Promise<Queues> {
  return redisUrl ? onRedis(redisUrl, prefix ?? PREFIX) : await onPostgres(databaseUrl);
}

/** @throws Error Redis does not answer. Queues in PostgreSQL are there when the database is. */
export async function pingQueue(redisUrl: string | undefined): Promise<void> {
  if (!redisUrl) return;
  const redis = new Redis(redisUrl, {
    lazyConnect: true,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  });
  redis.on("error", () => {});
  try {
    await redis.connect();
    await redis.ping();
  } finally {
    redis.disconnect();
  }
}

/** What lies in a queue now; `waiting` counts the urgent as well. */
export interface QueueCounts {
  name: QueueName;
  waiting: number;
  active: number;
  delayed: number;
  failed: number;
}

export interface QueueBoard {
  /** @throws Error the queues do not answer, or nobody has made them yet */
  count(): Promise<QueueCounts[]>;
  close(): Promise<void>;
}

/** For whoever only looks: opened at the first look, and anew after one that failed. It makes nothing and moves nothing. */
export function openQueueBoard(address: QueueAddress): QueueBoard {
  let opened: Look | null = null;
  return {
    async count() {
      opened ??= lookAt(address);
      const look = opened;
      try {
        return await inTime(Promise.all(QUEUE_NAMES.map((name) => countIn(name, look.queues.get(name)!))));
      } catch (error) {
        if (opened === look) opened = null;
        void look.close().catch(() => {});
        throw error;
      }
    },
    close: async () => opened?.close(),
  };
}

async function countIn(name: QueueName, queue: CountedQueue): Promise<QueueCounts> {
  const jobs = await queue.getJobCounts("waiting", "prioritized", "active", "delayed", "failed");
  const of = (state: string) => jobs[state] ?? 0;
  const waiting = of("waiting") + of("prioritized");
  return { name, waiting, active: of("active"), delayed: of("delayed"), failed: of("failed") };
}

function inTime<Result>(answer: Promise<Result>): Promise<Result> {
  const silence = pause(LONGEST_LOOK_MS, null, { ref: false }).then(() => {
    throw new Error("the queues do not answer in time");
  });
  return Promise.race([answer, silence]);
}

interface CountedQueue {
  getJobCounts(...states: JobType[]): Promise<Record<string, number>>;
  on(event: "error", listener: () => void): unknown;
}

interface Look {
  queues: Map<QueueName, CountedQueue>;
  close(): Promise<void>;
}

/** The connection is ended first: a queue that was never reached would wait for it. */
function lookAt({ databaseUrl, redisUrl, prefix = PREFIX }: QueueAddress): Look {
  if (redisUrl) {
    const redis = new Redis(redisUrl, { maxRetriesPerRequest: 1 });
    redis.on("error", () => {});
    const queue = (name: QueueName) => new Queue(name, { connection: redis, prefix, skipMetasUpdate: true });
    return { queues: quietly(queue), close: async () => redis.disconnect() };
  }
  const { pool, connection } = openPool(databaseUrl, SPARE_CONNECTIONS);
  pool.on("error", () => {});
  const queue = (name: QueueName) =>
    new Queue(name, { connection, skipMetasUpdate: true }, createPostgresBackend);
  return { queues: quietly(queue), close: () => pool.end() };
}

/** Whoever looks hears of a failure by the look itself. */
function quietly(make: (name: QueueName) => CountedQueue): Look["queues"] {
  const queues = new Map(QUEUE_NAMES.map((name) => [name, make(name)]));
  for (const queue of queues.values()) queue.on("error", () => {});
  return queues;
}

function openPool(connectionString: string, max: number) {
  const pool = new pg.Pool({ connectionString, max, keepAlive: true, options: `-c search_path=${SCHEMA}` });
  // Every queue and every worker on it listens for its errors.
  pool.setMaxListeners(2 * QUEUE_NAMES.length + 1);
  // BullMQ's own type of a pool is a cut-out of pg's.
  return { pool, connection: pool as unknown as PostgresConnectionOptions };
}

async function onPostgres(databaseUrl: string): Promise<Queues> {
  // Each listener takes a place in the pool for good; the rest is for work.
  const { pool, connection } = openPool(databaseUrl, 2 * QUEUE_NAMES.length + SPARE_CONNECTIONS);
  pool.on("error", (error) => log.warn({ reason: error.message }, "queue connection lost"));
  const client = await pool.connect();
  try {
    // At every start: an older schema would run its old functions without a word.
    await runMigrations(client, SCHEMA);
  } finally {
    client.release();
  }
  return build("postgres", {
    queue: (name) => new Queue(name, { connection }, createPostgresBackend),
    worker: (name, run, options) => new Worker(name, run, { ...options, connection }, createPostgresBackend),
    close: () => pool.end(),
  });
}

function onRedis(url: string, prefix: string): Queues {
  const connect = (patient: boolean) => {
    const redis = new Redis(url, {
      maxRetriesPerRequest: patient ? null : 1,
      enableOfflineQueue: patient,
    });
    redis.on("error", (error) => log.warn({ reason: error.message }, "queue connection lost"));
    return redis;
  };
  const forJobs = connect(true);
  const forWork = connect(true);
  return build("redis", {
    queue: (name) => new Queue(name, { connection: forJobs, prefix }),
    worker: (name, run, options) => new Worker(name, run, { ...options, connection: forWork, prefix }),
    close: async () => {
      forJobs.disconnect();
      forWork.disconnect();
    },
  });
}

type Run = (job: { data: unknown }) => Promise<void>;

/** What we use of BullMQ's classes, whose types differ by backend. */
interface JobQueue {
  add(name: string, data: unknown, opts: object): Promise<unknown>;
  addBulk(jobs: { name: string; data: unknown; opts: object }[]): Promise<unknown>;
  on(event: "error", listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}
interface JobWorker {
  on(event: "error", listener: (error: Error) => void): unknown;
  on(event: "failed", listener: (job: unknown, error: Error) => void): unknown;
  close(): Promise<void>;
}

interface Maker {
  queue(name: QueueName): JobQueue;
  worker(name: QueueName, run: Run, options: object): JobWorker;
  close(): Promise<void>;
}

function build(backend: Queues["backend"], make: Maker): Queues {
  const queues = new Map(QUEUE_NAMES.map((name) => [name, make.queue(name)]));
  const complain = seldom((name: QueueName, reason: string) =>
    log.warn({ queue: name, reason }, "queue fails"),
  );
  for (const [name, queue] of queues) queue.on("error", (error) => complain(name, error.message));
  return {
    backend,
    async enqueue(name, jobs) {
      const queue = queues.get(name)!;
      const kept = { removeOnComplete: true, removeOnFail: true, attempts: 1 };
      const made = jobs.map(({ id, data, priority }) => ({
        name,
        data,
        opts: { ...kept, jobId: id, priority },
      }));
      // In PostgreSQL a bulk makes tables of its own, which takes five times as long as adding one job.
      if (made.length > FEW_JOBS) await queue.addBulk(made);
      else for (const job of made) await queue.add(job.name, job.data, job.opts);
    },
    work(name, { concurrency }, run) {
      const worker = make.worker(name, (job) => run(job.data as Payloads[typeof name]), {
        concurrency,
        lockDuration: LOCK_MS,
        stalledInterval: LOCK_MS,
        maxStalledCount: 1,
        removeOnComplete: { count: 0 },
        removeOnFail: { count: 0 },
      });
      worker.on("error", (error) => complain(name, error.message));
      worker.on("failed", (_job, error) => log.error({ queue: name, reason: error.name }, "job broke"));
      return { close: () => worker.close() };
    },
    async close() {
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      await make.close();
    },
  };
}

/** A database that restarts makes every worker complain many times a second; one line a second says as much. */
function seldom<Args extends unknown[]>(say: (...args: Args) => void): (...args: Args) => void {
  let saidAt = Number.NEGATIVE_INFINITY;
  return (...args) => {
    if (performance.now() - saidAt < 1000) return;
    saidAt = performance.now();
    say(...args);
  };
}

import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { openQueues, type Queues } from "../../workers/queues.ts";
import { BACKENDS, redis } from "../support/backends.ts";
import { testDatabase } from "../support/database.ts";
import { createGate, type Gate } from "../support/gate.ts";
import { until } from "../support/until.ts";

const URGENT = 1;
const FINAL = 4;

afterAll(() => redis?.close());

describe.each(BACKENDS)("$name", ({ redisUrl, missing }) => {
  if (missing) return test.skip(`left out: ${missing}`);

  let open: () => Promise<Queues>;
  let queues: Queues;
  let workers: { close(): Promise<void> }[];
  let done: string[];

  beforeEach(async () => {
    const { url: databaseUrl, drop } = await testDatabase();
    const opened: Queues[] = [];
    open = async () => {
      const next = await openQueues({ databaseUrl, redisUrl });
      opened.push(next);
      return next;
    };
    queues = await open();
    workers = [];
    done = [];
    return async () => {
      await Promise.all(workers.map((worker) => worker.close()));
      await Promise.all(opened.map((each) => each.close()));
      await redis?.flushAll();
      await drop();
    };
  });

  const enqueue = (ids: string[], priority = FINAL) =>
    queues.enqueue(
      "telegram",
      ids.map((id) => ({ id: `d-${id}`, data: { deliveryId: id, channel: "telegram" as const }, priority })),
    );
  /** Works until the test ends, one job at a time unless told otherwise. */
  const work = (run: (id: string) => unknown, on = queues, concurrency = 1) => {
    const worker = on.work("telegram", { concurrency }, async ({ deliveryId }) => {
      await run(deliveryId);
    });
    workers.push(worker);
    return worker;
  };
  const names = (count: number, from = 1) => Array.from({ length: count }, (_, at) => String(from + at));

  test("What is put in arrives, each once, whether the worker was there before or comes later", async () => {
    await enqueue(names(50));
    work((id) => void done.push(id));
    await enqueue(names(50, 51));
    await until(() => done.length >= 100);
    expect([...done].sort((a, b) => Number(a) - Number(b))).toEqual(names(100));
  });

  test("Urgent news overtake what lies in the queue", async () => {
    const gate = createGate();
    work(async (id) => {
      if (id === "first") await gate.pass();
      done.push(id);
    });
    await enqueue(["first"]);
    await gate.arrived;
    await enqueue(["a", "b"], FINAL);
    await enqueue(["urgent"], URGENT);
    gate.release();
    await until(() => done.length === 4);
    expect(done).toEqual(["first", "urgent", "a", "b"]);
  });

  test("A job that throws is forgotten and stops nobody; the same one may be put in again", async () => {
    let broken = true;
    work((id) => {
      done.push(id);
      if (id === "2" && broken) throw new Error("a bug of ours");
    });
    await enqueue(names(3));
    await until(() => done.length === 3);
    broken = false;
    // An id that is still known to the queue would be left out in silence.
    await until(async () => {
      await enqueue(["2"]);
      return done.length >= 4;
    });
    expect(done.slice(3)).toContain("2");
  });

  test("Two post offices on one database share the work and neither does what the other did", async () => {
    const other = await open();
    const by = { one: new Set<string>(), other: new Set<string>() };
    const [mine, theirs] = [createGate(), createGate()];
    // Each holds its first job until the other has one too.
    const hold = async (own: Gate, another: Gate) => {
      another.release();
      await own.pass();
    };
    work(async (id) => {
      by.one.add(id);
      await hold(mine, theirs);
    });
    work(async (id) => {
      by.other.add(id);
      await hold(theirs, mine);
    }, other);
    await enqueue(names(40));
    await until(() => by.one.size + by.other.size >= 40);
    expect(by.one.size).toBeGreaterThan(0);
    expect(by.other.size).toBeGreaterThan(0);
    expect([...by.one].filter((id) => by.other.has(id))).toEqual([]);
  });

  test("A worker that is closed finishes what it has and takes nothing new", async () => {
    const gate = createGate();
    const worker = work(async (id) => {
      await gate.pass();
      done.push(id);
    });
    await enqueue(names(2));
    await gate.arrived;
    const closing = worker.close();
    gate.release();
    await closing;
    expect(done).toHaveLength(1);
  });

  // Nobody empties PostgreSQL by mistake in one word.
  if (redisUrl)
    test("FLUSHALL in the middle of a job does not wedge the worker", async () => {
      const gate = createGate();
      work(async (id) => {
        if (id === "1") await gate.pass();
        done.push(id);
      });
      await enqueue(names(20));
      await gate.arrived;
      await redis!.flushAll();
      gate.release();
      await until(() => done.includes("1"));
      expect(done).toEqual(["1"]);
      const started = performance.now();
      await enqueue(names(20, 21));
      await until(() => done.length === 21, { timeoutMs: 20_000 });
      expect(performance.now() - started).toBeLessThan(10_000);
      // Idle, then emptied, then work again.
      await redis!.flushAll();
      await enqueue(["last"]);
      await until(() => done.includes("last"), { timeoutMs: 20_000 });
    });
});

import { expect, test } from "vitest";
import { inBatches } from "../../workers/batches.ts";
import { createGate } from "../support/gate.ts";

/** Notes its batches, and holds the first one back until the gate opens. */
function office(most: number) {
  const gate = createGate();
  const batches: number[][] = [];
  const ask = inBatches(
    async (batch: number[]) => {
      batches.push(batch);
      if (batches.length === 1) await gate.pass();
      if (batch.includes(13)) throw new Error("no such delivery");
      return batch.map((item) => item * 10);
    },
    { most },
  );
  return { ask, batches, open: gate.release, arrived: gate.arrived };
}

test("Whoever asks alone goes alone; who asks meanwhile goes together, and each gets their own answer", async () => {
  const { ask, batches, open, arrived } = office(100);
  const first = ask(1);
  await arrived;
  const others = [ask(2), ask(3), ask(4)];
  open();
  expect(await Promise.all([first, ...others])).toEqual([10, 20, 30, 40]);
  expect(batches).toEqual([[1], [2, 3, 4]]);
});

test("No batch is larger than it may be", async () => {
  const { ask, batches, open } = office(2);
  open();
  expect(await Promise.all([1, 2, 3, 4, 5].map(ask))).toEqual([10, 20, 30, 40, 50]);
  expect(batches).toEqual([[1, 2], [3, 4], [5]]);
});

test("What breaks a batch is told to those in it and to nobody after them", async () => {
  const { ask, open } = office(100);
  open();
  const outcomes = await Promise.allSettled([ask(13), ask(1)]);
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await ask(2)).toBe(20);
});

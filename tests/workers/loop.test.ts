import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startLoop } from "../../workers/loop.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const MINUTE_MS = 60_000;

test("A step that never answers holds the post office up for a minute, not for good", async () => {
  let begun = 0;
  const loop = startLoop("feeder", 1000, async () => {
    begun += 1;
    return begun === 1 ? new Promise<never>(() => {}) : 0;
  });
  await vi.advanceTimersByTimeAsync(MINUTE_MS - 1);
  expect(begun).toBe(1);
  await vi.advanceTimersByTimeAsync(1000);
  expect(begun).toBe(2);
  await loop.stop();
});

test("A step that fails is tried again, and a wake-up during a step is not lost", async () => {
  const ends: (() => void)[] = [];
  let begun = 0;
  const loop = startLoop("relay", MINUTE_MS, async () => {
    begun += 1;
    if (begun === 1) throw new Error("the database restarts");
    await new Promise<void>((resolve) => ends.push(resolve));
    return 0;
  });
  await vi.advanceTimersByTimeAsync(1000);
  expect(begun).toBe(2);
  loop.wake();
  ends.shift()!();
  await vi.advanceTimersByTimeAsync(1);
  expect(begun).toBe(3);
  ends.shift()!();
  await loop.stop();
});

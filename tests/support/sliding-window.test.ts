import { expect, test } from "vitest";
import { createArrivals, createSlidingLimit } from "./sliding-window.ts";

test("A window slides: what was let through late in one second still counts in the next", () => {
  const limit = createSlidingLimit(2);
  limit.take(900);
  limit.take(950);
  expect(limit.waitMs(1_000)).toBe(900);
  expect(limit.waitMs(1_899)).toBe(1);
  expect(limit.waitMs(1_900)).toBe(0);
  limit.take(1_900);
  expect(limit.waitMs(1_901)).toBe(49);
});

test("The busiest window is found wherever it begins", () => {
  const arrivals = createArrivals();
  for (const at of [0, 900, 950, 1_000, 1_899, 1_900]) arrivals.note(at);
  expect(arrivals.maxInWindow(1_000)).toBe(4);
  expect(arrivals.maxInWindow(100)).toBe(2);
  arrivals.clear();
  expect(arrivals.maxInWindow(1_000)).toBe(0);
});

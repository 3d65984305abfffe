import { expect, test } from "vitest";
import { walkPlan } from "../../../src/curriculum/plan-order.ts";

const PLAN = [
  { position: 1, topic: "Степень", hours: 2 },
  { position: 2, topic: "Одночлены", hours: 1 },
  { position: 3, topic: "Контрольная работа", hours: 1 },
];

const walk = (...topics: (string | null)[]) =>
  walkPlan(
    PLAN,
    topics.map((topic, index) => ({ id: `${index}`, topic })),
  );

test("R36: the next line is the first that is not given whole, in whatever letters the topic was written", () => {
  expect(walk().next).toEqual({ position: 1, hour: 1 });
  expect(walk(" степень. ").next).toEqual({ position: 1, hour: 2 });
  expect(walk("Степень", "Степень").next).toEqual({ position: 2, hour: 1 });
  expect(walk("Степень", "Степень", "Одночлены", "Контрольная работа").next).toBeNull();
});

test("R36: a topic given out of turn counts for its own line, and one that took longer for none", () => {
  expect(walk("Одночлены").next).toEqual({ position: 1, hour: 1 });
  expect(walk("Степень", "Степень", "Степень").next).toEqual({ position: 2, hour: 1 });
  expect(walk(null, "Степень").next).toEqual({ position: 1, hour: 2 });
});

test("R29: other words stand in the place of the line that was due, and are shown as differing", () => {
  const { next, differing } = walk("Степень", "Степень", "Повторение");
  expect(next).toEqual({ position: 3, hour: 1 });
  expect(differing).toEqual([{ lessonId: "2", given: "Повторение", planned: "Одночлены" }]);
});

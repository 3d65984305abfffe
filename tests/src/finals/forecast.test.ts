import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nextStep, nextUp } from "../../../src/finals/forecast.ts";
import { comesOut, type Sum, shownAverage, type Thresholds } from "../../../src/marks/average.ts";

const USUAL: Thresholds = [
  ["5", 450],
  ["4", 350],
  ["3", 250],
];
const STRICT: Thresholds = [
  ["5", 465],
  ["4", 365],
  ["3", 265],
];
const sumOf = (...marks: number[]): Sum => ({
  points: marks.reduce((sum, mark) => sum + mark, 0),
  weight: marks.length,
  marks: marks.length,
});
const someMarks = fc.array(fc.integer({ min: 2, max: 5 }), { minLength: 1, maxLength: 40 });

describe("the average", () => {
  test.each([
    [sumOf(5, 4, 4), 433],
    [sumOf(5, 4), 450],
    [sumOf(2, 2, 3), 233],
    [sumOf(5, 5, 4), 467],
    [{ points: 899, weight: 200, marks: 200 }, 450],
  ])("%j is shown as %i hundredths, halves rounded up", (sum, hundredths) => {
    expect(shownAverage(sum)).toBe(hundredths);
  });

  test.each([
    [sumOf(5, 4), USUAL, "5"],
    [{ points: 899, weight: 200, marks: 200 }, USUAL, "4"], // 4.495 is shown as 4,50 and is not yet a five
    [{ points: 930, weight: 200, marks: 200 }, STRICT, "5"],
    [{ points: 929, weight: 200, marks: 200 }, STRICT, "4"],
    [sumOf(2), USUAL, "2"],
  ])("thresholds are exact: %j", (sum, thresholds, mark) => {
    expect(comesOut(sum, thresholds, "2")).toBe(mark);
  });

  test("the order of marks changes nothing, and a mark above the average never lowers it", () => {
    fc.assert(
      fc.property(someMarks, (marks) => {
        const sum = sumOf(...marks);
        expect(shownAverage(sumOf(...[...marks].reverse()))).toBe(shownAverage(sum));
        const best = { points: sum.points + 5, weight: sum.weight + 1, marks: sum.marks + 1 };
        expect(shownAverage(best)).toBeGreaterThanOrEqual(shownAverage(sum));
      }),
    );
  });
});

describe("the forecast", () => {
  test("Anna stands at 4,33: to a five two fives in a row", () => {
    expect(nextUp(sumOf(5, 4, 4, 5, 4, 4), USUAL, "2")).toEqual({ value: "5", need: 2, of: "5", from: 450 });
  });

  test("at the top nothing is promised", () => {
    expect(nextUp(sumOf(5, 5, 4), USUAL, "2")).toBeNull();
    expect(nextStep(sumOf(5, 5, 4), USUAL, "2")).toBeNull();
  });

  test("where the goal is far the next step is told", () => {
    const sum = { points: 56, weight: 20, marks: 20 };
    expect(nextUp(sum, USUAL, "2")?.need).toBe(10);
    expect(nextStep(sum, USUAL, "2")).toEqual({ of: "4", average: 286 });
  });

  test("what it promises comes true, and one mark fewer would not do", () => {
    fc.assert(
      fc.property(someMarks, (marks) => {
        const next = nextUp(sumOf(...marks), USUAL, "2");
        if (!next) return;
        const finalAfter = (count: number) =>
          comesOut(sumOf(...marks, ...Array<number>(count).fill(5)), USUAL, "2");
        expect(Number(finalAfter(next.need))).toBeGreaterThanOrEqual(Number(next.value));
        expect(Number(finalAfter(next.need - 1))).toBeLessThan(Number(next.value));
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { forecastOf, nextStep, nextUp, whatIf } from "../../../src/finals/forecast.ts";
import {
  comesOut,
  outcomeOf,
  type Sum,
  shownAverage,
  sumOf,
  thresholdsOf,
} from "../../../src/marks/average.ts";

const USUAL = thresholdsOf({ five: 450, four: 350, three: 250, disputed: 0 });
const DISPUTED = thresholdsOf({ five: 450, four: 350, three: 250, disputed: 15 });

const marksOf = (count: number, points: number, weight = 1) =>
  Array.from({ length: count }, () => ({ points, weight }));
const ofMarks = (...marks: number[]): Sum => sumOf(marks.map((points) => ({ points, weight: 1 })))!;

const mark = fc.record({ points: fc.integer({ min: 1, max: 5 }), weight: fc.integer({ min: 1, max: 5 }) });
const someSum = fc.array(mark, { minLength: 1, maxLength: 40 }).map((marks) => sumOf(marks)!);
const anyThresholds = fc
  .record({
    five: fc.integer({ min: 430, max: 500 }),
    four: fc.integer({ min: 330, max: 400 }),
    three: fc.integer({ min: 230, max: 300 }),
    disputed: fc.nat({ max: 29 }),
  })
  .map(thresholdsOf);

describe("What lifts to the next mark up (R62)", () => {
  test("Anna stands at 4,33: to a five two fives in a row.", () => {
    expect(nextUp(ofMarks(5, 4, 4, 5, 4, 4), USUAL)).toEqual({ value: "5", need: 2, of: "5", from: 450 });
  });

  test("At the top nothing is promised.", () => {
    expect(nextUp(ofMarks(5, 5, 4), USUAL)).toBeNull();
    expect(nextStep(ofMarks(5, 5, 4), USUAL)).toBeNull();
    expect(forecastOf(ofMarks(5, 5, 4), USUAL).next).toBeNull();
  });

  test("Where the goal is far the next step is told.", () => {
    const sum = { points: 56, weight: 20, marks: 20 };
    expect(nextUp(sum, USUAL)?.need).toBe(10);
    expect(nextStep(sum, USUAL)).toEqual({ of: "4", average: 286 });
    // Five in a row are far, four are not.
    expect(nextStep(ofMarks(4, 4, 4, 4, 4), USUAL)).toEqual({ of: "5", average: 417 });
    expect(nextStep(ofMarks(4, 4, 4, 4), USUAL)).toBeNull();
  });

  test("More than twenty in a row is no forecast but a wish, of which only the next step is told.", () => {
    const sum = sumOf(marksOf(21, 4))!;
    expect(nextUp(sum, USUAL)).toBeNull();
    expect(nextStep(sum, USUAL)).toEqual({ of: "5", average: 405 });
    expect(nextUp(sumOf(marksOf(20, 4))!, USUAL)?.need).toBe(20);
  });

  test("What it promises comes true, and one mark fewer would not do.", () => {
    fc.assert(
      fc.property(someSum, anyThresholds, (sum, thresholds) => {
        const next = nextUp(sum, thresholds);
        if (!next) return;
        const surely = (count: number) => Number(comesOut(sumOf(marksOf(count, 5), sum)!, thresholds));
        expect(next.need).toBeGreaterThan(0);
        expect(surely(next.need)).toBeGreaterThanOrEqual(Number(next.value));
        expect(surely(next.need - 1)).toBeLessThan(Number(next.value));
      }),
    );
  });

  test("The next mark up is the one right above what comes out now.", () => {
    fc.assert(
      fc.property(someSum, anyThresholds, (sum, thresholds) => {
        const { next } = forecastOf(sum, thresholds);
        const now = Number(comesOut(sum, thresholds));
        expect(next?.value ?? "none").toBe(now === 5 ? "none" : String(now + 1));
      }),
    );
  });
});

describe("The forecast (R62)", () => {
  test("Anna at 4,33: «две пятёрки» or «пятёрка за контрольную».", () => {
    expect(forecastOf(ofMarks(5, 4, 4, 5, 4, 4), USUAL, { testWeight: 3, remaining: 4 })).toEqual({
      average: 433,
      marks: 6,
      outcome: { kind: "clear", value: "4" },
      next: { value: "5", from: 450, of: "5", need: 2, needTests: 1, impossible: false },
    });
  });

  test("A test that weighs no more than any other mark is not told apart.", () => {
    expect(forecastOf(ofMarks(4, 4), USUAL, { testWeight: 1 }).next).toMatchObject({
      need: 2,
      needTests: null,
    });
    expect(forecastOf(ofMarks(4, 4), USUAL).next?.needTests).toBeNull();
  });

  test("One mark before the term ends, only a five for a test still helps.", () => {
    const { next } = forecastOf(ofMarks(5, 4, 4, 5, 4, 4), USUAL, { testWeight: 3, remaining: 1 });
    expect(next).toMatchObject({ need: null, needTests: 1, impossible: false });
  });

  test("Where the marks left cannot reach it, it is «уже невозможно».", () => {
    const sum = ofMarks(5, 4, 4, 5, 4, 4);
    const impossible = { need: null, needTests: null, impossible: true };
    expect(forecastOf(sum, USUAL, { remaining: 1 }).next).toMatchObject(impossible);
    expect(forecastOf(sum, USUAL, { remaining: 0, testWeight: 3 }).next).toMatchObject(impossible);
    expect(forecastOf(sum, USUAL, { remaining: 2 }).next).toMatchObject({ need: 2, impossible: false });
  });

  test("Far is not impossible: of a mere wish nothing is counted and nothing denied.", () => {
    const far = { need: null, needTests: null, impossible: false };
    expect(forecastOf(sumOf(marksOf(30, 4))!, USUAL).next).toMatchObject(far);
    expect(forecastOf(sumOf(marksOf(30, 4))!, USUAL, { remaining: 30 }).next).toMatchObject(far);
  });

  test("Where a five takes 5.00, one four has made it impossible.", () => {
    const thresholds = thresholdsOf({ five: 500, four: 400, three: 300, disputed: 0 });
    expect(forecastOf(ofMarks(5, 4), thresholds).next).toMatchObject({ need: null, impossible: true });
    expect(nextUp(ofMarks(5, 4), thresholds)).toBeNull();
  });

  test("Impossible is said exactly when the best marks for all that remains do not make it.", () => {
    const outlook = fc.record({ testWeight: fc.integer({ min: 1, max: 5 }), remaining: fc.nat({ max: 40 }) });
    fc.assert(
      fc.property(someSum, anyThresholds, outlook, (sum, thresholds, { testWeight, remaining }) => {
        const { next } = forecastOf(sum, thresholds, { testWeight, remaining });
        if (!next) return;
        const best = sumOf(marksOf(remaining, 5, testWeight), sum)!;
        expect(next.impossible).toBe(Number(comesOut(best, thresholds)) < Number(next.value));
      }),
    );
  });

  test("What it counts for tests comes true, one test fewer would not do, and it fits into what remains.", () => {
    const outlook = fc.record({ testWeight: fc.integer({ min: 2, max: 5 }), remaining: fc.nat({ max: 40 }) });
    fc.assert(
      fc.property(someSum, anyThresholds, outlook, (sum, thresholds, { testWeight, remaining }) => {
        const { next } = forecastOf(sum, thresholds, { testWeight, remaining });
        if (!next || next.needTests === null) return;
        const surely = (count: number) =>
          Number(comesOut(sumOf(marksOf(count, 5, testWeight), sum)!, thresholds));
        expect(surely(next.needTests)).toBeGreaterThanOrEqual(Number(next.value));
        expect(surely(next.needTests - 1)).toBeLessThan(Number(next.value));
        expect(Math.max(next.needTests, next.need ?? 0)).toBeLessThanOrEqual(remaining);
      }),
    );
  });
});

describe("A disputed mark is never promised", () => {
  test("At 4,40 with a band of 0.15 the mark is disputed, and the certain five is one five away.", () => {
    const sum = ofMarks(5, 5, 4, 4, 4);
    expect(forecastOf(sum, DISPUTED)).toEqual({
      average: 440,
      marks: 5,
      outcome: { kind: "disputed", lower: "4", upper: "5" },
      next: { value: "5", from: 450, of: "5", need: 1, needTests: null, impossible: false },
    });
  });

  test("A five that would only become disputed is not yet one: at 4,33 it still takes two.", () => {
    const sum = ofMarks(5, 4, 4, 5, 4, 4);
    expect(whatIf(sum, marksOf(1, 5), DISPUTED)?.outcome.kind).toBe("disputed");
    expect(nextUp(sum, DISPUTED)?.need).toBe(2);
  });

  test("The band changes no number of what is needed, and the mark promised is never the disputed one.", () => {
    fc.assert(
      fc.property(someSum, anyThresholds, (sum, thresholds) => {
        const { next } = forecastOf(sum, thresholds);
        expect(next).toEqual(forecastOf(sum, { ...thresholds, disputed: 0 }).next);
        if (!next?.need) return;
        const then = whatIf(sum, marksOf(next.need, 5), thresholds)!.outcome;
        // Fives may carry the average into the band of a mark higher still; the promised one is certain then.
        const certain = then.kind === "clear" ? then.value : then.lower;
        expect(Number(certain)).toBeGreaterThanOrEqual(Number(next.value));
      }),
    );
  });
});

describe("What if", () => {
  test("A two for a test of weight 3 would make Anna's 4,33 a 3,56, still a four.", () => {
    expect(whatIf(ofMarks(5, 4, 4, 5, 4, 4), [{ points: 2, weight: 3 }], USUAL)).toEqual({
      average: 356,
      marks: 7,
      outcome: { kind: "clear", value: "4" },
    });
  });

  test("Before the first mark there is nothing but what is supposed.", () => {
    expect(whatIf(null, [{ points: 5, weight: 1 }], USUAL)?.average).toBe(500);
    expect(whatIf(null, [], USUAL)).toBeNull();
  });

  test("Nothing added is what stands now.", () => {
    fc.assert(
      fc.property(someSum, anyThresholds, (sum, thresholds) => {
        const { next: _, ...now } = forecastOf(sum, thresholds);
        expect(whatIf(sum, [], thresholds)).toEqual(now);
        expect(now.average).toBe(shownAverage(sum));
        expect(now.outcome).toEqual(outcomeOf(sum, thresholds));
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  comesOut,
  goalOf,
  type Outcome,
  outcomeOf,
  type Sum,
  shownAverage,
  sumOf,
  thresholdsOf,
  type WeighedMark,
} from "../../../src/marks/average.ts";

const USUAL = thresholdsOf({ five: 450, four: 350, three: 250, disputed: 0 });
const STRICT = thresholdsOf({ five: 465, four: 365, three: 265, disputed: 0 });
const DISPUTED = thresholdsOf({ five: 450, four: 350, three: 250, disputed: 15 });

const ofMarks = (...marks: number[]): Sum => sumOf(marks.map((points) => ({ points, weight: 1 })))!;
const clear = (value: string): Outcome => ({ kind: "clear", value });

const mark = fc.record({ points: fc.integer({ min: 1, max: 5 }), weight: fc.integer({ min: 1, max: 7 }) });
const someMarks = fc.array(mark, { minLength: 1, maxLength: 40 });
const bigSum = fc.integer({ min: 1, max: 1_000_000_000 }).chain((weight) =>
  fc.record({
    points: fc.integer({ min: weight, max: 5 * weight }),
    weight: fc.constant(weight),
    marks: fc.constant(1),
  }),
);
/** Any setting that the school may make: a band never reaches the mark below. */
const anyThresholds = fc
  .record({
    five: fc.integer({ min: 401, max: 500 }),
    four: fc.integer({ min: 301, max: 400 }),
    three: fc.integer({ min: 201, max: 300 }),
    disputed: fc.nat({ max: 60 }),
  })
  .map(({ five, four, three, disputed }) =>
    thresholdsOf({
      five,
      four,
      three,
      disputed: Math.min(disputed, five - 401, four - 301, three - 201),
    }),
  );

/** Compares averages exactly: negative where the first is lower. */
const compare = (a: Sum, b: Sum) => a.points * b.weight - b.points * a.weight;
/** A disputed mark lies between the two it may become. */
const rank = (outcome: Outcome) =>
  outcome.kind === "clear" ? Number(outcome.value) : Number(outcome.lower) + 0.5;

describe("The average is Σ(mark · weight) / Σ(weight)", () => {
  test("A test of weight 3 counts as three marks.", () => {
    expect(
      sumOf([
        { points: 5, weight: 3 },
        { points: 2, weight: 1 },
      ]),
    ).toEqual({ points: 17, weight: 4, marks: 2 });
  });

  test("осв, н/а and зач have no points and never enter; nothing else means no average at all.", () => {
    const released = { points: null, weight: 2 };
    expect(sumOf([{ points: 4, weight: 1 }, released])).toEqual({ points: 4, weight: 1, marks: 1 });
    expect(sumOf([released])).toBeNull();
    expect(sumOf([])).toBeNull();
    expect(sumOf([{ points: 5, weight: 0 }])).toBeNull();
  });

  test.each([
    [ofMarks(5, 4, 4), 433],
    [ofMarks(5, 4), 450],
    [ofMarks(2, 2, 3), 233],
    [ofMarks(5, 5, 4), 467],
    [{ points: 899, weight: 200, marks: 200 }, 450],
  ])("%j is shown as %i hundredths, halves rounded up", (sum, hundredths) => {
    expect(shownAverage(sum)).toBe(hundredths);
  });

  test("The order of the marks changes nothing.", () => {
    const shuffled = someMarks.chain((marks) =>
      fc.tuple(
        fc.constant(marks),
        fc.shuffledSubarray(marks, { minLength: marks.length, maxLength: marks.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([marks, other]) => {
        expect(sumOf(other)).toEqual(sumOf(marks));
      }),
    );
  });

  test("Marks summed up in two parts give the sum of all of them.", () => {
    fc.assert(
      fc.property(someMarks, someMarks, (before, after) => {
        expect(sumOf(after, sumOf(before))).toEqual(sumOf([...before, ...after]));
      }),
    );
  });

  test("A mark above the average never lowers it, one below never raises it.", () => {
    fc.assert(
      fc.property(someMarks, mark, anyThresholds, (marks, added, thresholds) => {
        const sum = sumOf(marks)!;
        const then = sumOf([added], sum)!;
        const side = compare({ ...added, points: added.points * added.weight, marks: 1 }, sum);
        expect(Math.sign(compare(then, sum))).toBe(Math.sign(side));
        const moved = rank(outcomeOf(then, thresholds)) - rank(outcomeOf(sum, thresholds));
        expect(moved * Math.sign(side)).toBeGreaterThanOrEqual(0);
        expect((shownAverage(then) - shownAverage(sum)) * Math.sign(side)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test("All weights made k times heavier change nothing.", () => {
    fc.assert(
      fc.property(someMarks, fc.integer({ min: 2, max: 1000 }), anyThresholds, (marks, k, thresholds) => {
        const heavier = marks.map(({ points, weight }): WeighedMark => ({ points, weight: weight * k }));
        expect(shownAverage(sumOf(heavier)!)).toBe(shownAverage(sumOf(marks)!));
        expect(outcomeOf(sumOf(heavier)!, thresholds)).toEqual(outcomeOf(sumOf(marks)!, thresholds));
      }),
    );
  });
});

describe("Thresholds are exact", () => {
  test.each([
    [ofMarks(5, 4), USUAL, "5"],
    [{ points: 899, weight: 200, marks: 200 }, USUAL, "4"], // 4.495 is shown as 4,50 and is not yet a five
    [{ points: 930, weight: 200, marks: 200 }, STRICT, "5"],
    [{ points: 929, weight: 200, marks: 200 }, STRICT, "4"],
    [ofMarks(2), USUAL, "2"],
    [ofMarks(1), USUAL, "2"],
  ])("%j", (sum, thresholds, value) => {
    expect(outcomeOf(sum, thresholds)).toEqual(clear(value));
  });

  test.each([
    ["4.50", USUAL, 2, 9],
    ["4.65", STRICT, 20, 93],
  ])(
    "Marks of any number that make %s are a five, one point fewer is a four.",
    (_, thresholds, of, points) => {
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 1_000_000_000 }), (times) => {
          const sum = { points: points * times, weight: of * times, marks: of * times };
          expect(outcomeOf(sum, thresholds)).toEqual(clear("5"));
          expect(rank(outcomeOf({ ...sum, points: sum.points - 1 }, thresholds))).toBeLessThan(5);
          expect(outcomeOf({ ...sum, weight: sum.weight + 1 }, thresholds)).not.toEqual(clear("5"));
        }),
      );
    },
  );

  test("A sum of a thousand million weights is compared as exactly as fractions are.", () => {
    fc.assert(
      fc.property(bigSum, anyThresholds, (sum, thresholds) => {
        const reached = thresholds.steps.filter(
          ([, from]) => BigInt(sum.points) * 100n >= BigInt(from) * BigInt(sum.weight),
        );
        expect(comesOut(sum, thresholds)).toBe(reached[0]?.[0] ?? "2");
      }),
    );
  });

  test("The higher the average, the higher the outcome.", () => {
    fc.assert(
      fc.property(bigSum, bigSum, anyThresholds, (a, b, thresholds) => {
        const [lower, upper] = compare(a, b) < 0 ? [a, b] : [b, a];
        expect(rank(outcomeOf(lower, thresholds))).toBeLessThanOrEqual(rank(outcomeOf(upper, thresholds)));
      }),
    );
  });

  test("Nothing but fours is a four, whatever the school has set.", () => {
    fc.assert(
      fc.property(fc.constantFrom(2, 3, 4, 5), anyThresholds, (points, thresholds) => {
        expect(outcomeOf(ofMarks(points, points), thresholds)).toEqual(clear(String(points)));
      }),
    );
  });
});

describe("In the disputed band the teacher decides", () => {
  test.each<[string, Sum, Outcome]>([
    ["4.50 is a five", ofMarks(5, 4), clear("5")],
    [
      "4.4999… is disputed",
      { points: 44_999, weight: 10_000, marks: 10_000 },
      { kind: "disputed", lower: "4", upper: "5" },
    ],
    [
      "4.35 is disputed",
      { points: 435, weight: 100, marks: 100 },
      { kind: "disputed", lower: "4", upper: "5" },
    ],
    ["4.3499… is a four", { points: 43_499, weight: 10_000, marks: 10_000 }, clear("4")],
    ["2.40 is disputed", { points: 24, weight: 10, marks: 10 }, { kind: "disputed", lower: "2", upper: "3" }],
    ["2.00 is a two", ofMarks(2), clear("2")],
  ])("With a band of 0.15, %s.", (_, sum, outcome) => {
    expect(outcomeOf(sum, DISPUTED)).toEqual(outcome);
  });

  test("A band of nothing disputes nothing.", () => {
    fc.assert(
      fc.property(bigSum, anyThresholds, (sum, thresholds) => {
        expect(outcomeOf(sum, { ...thresholds, disputed: 0 })).toEqual(clear(comesOut(sum, thresholds)));
      }),
    );
  });

  test("A band takes no clear mark away but those right below a threshold, and the goal is above it.", () => {
    fc.assert(
      fc.property(bigSum, anyThresholds, (sum, thresholds) => {
        const outcome = outcomeOf(sum, thresholds);
        if (outcome.kind === "clear") {
          expect(outcome.value).toBe(comesOut(sum, thresholds));
          return;
        }
        const [value, from] = goalOf(sum, thresholds)!;
        expect(outcome).toEqual({ kind: "disputed", lower: comesOut(sum, thresholds), upper: value });
        expect(sum.points * 100).toBeLessThan(from * sum.weight);
        expect(sum.points * 100).toBeGreaterThanOrEqual((from - thresholds.disputed) * sum.weight);
      }),
    );
  });
});

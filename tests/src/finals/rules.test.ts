import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  attestationHint,
  type FinalValue,
  proposeFinal,
  proposeTerm,
  proposeYear,
} from "../../../src/finals/rules.ts";
import { sumOf, thresholdsOf } from "../../../src/marks/average.ts";

const ATTESTATION = { fewHours: 2, fewMarks: 3, manyMarks: 5, missedPercent: 50 };
const THRESHOLDS = thresholdsOf({ five: 450, four: 350, three: 250, disputed: 15 });

const finalOf = (code: string): FinalValue => ({
  code,
  points: /^\d+$/.test(code) ? Number(code) : null,
});
const terms = (...codes: string[]) => proposeYear(codes.map(finalOf));
const clear = (value: string) => ({ kind: "clear", value });
const fromTwoToFive = fc.integer({ min: 2, max: 5 });

describe("«н/а» is hinted at where marks are too few and more than half of the lessons were missed", () => {
  test.each([
    // hours a week, marks, missed of 20 lessons
    [1, 2, 11, true],
    [2, 2, 11, true],
    [2, 3, 11, false],
    [2.5, 3, 11, true],
    [3, 4, 11, true],
    [3, 5, 20, false],
    [3, 4, 10, false], // half is not more than half
    [1, 0, 10, false],
    [1, 0, 20, true],
  ])("At %d hours a week with %i marks and %i of 20 lessons missed: %s", (hoursAWeek, marks, missed, is) => {
    const hint = attestationHint({ marks, hoursAWeek, lessons: 20, missed }, ATTESTATION);
    expect(hint !== null).toBe(is);
  });

  test("The hint says why: how many marks there are and should be, how much was missed.", () => {
    expect(attestationHint({ marks: 2, hoursAWeek: 3, lessons: 20, missed: 12 }, ATTESTATION)).toEqual({
      marks: 2,
      atLeast: 5,
      lessons: 20,
      missed: 12,
    });
  });

  test("A term without a lesson gives no hint.", () => {
    expect(attestationHint({ marks: 0, hoursAWeek: 1, lessons: 0, missed: 0 }, ATTESTATION)).toBeNull();
  });

  test("The school may draw the lines elsewhere.", () => {
    const facts = { marks: 3, hoursAWeek: 3, lessons: 30, missed: 21 };
    const own = { fewHours: 3, fewMarks: 4, manyMarks: 9, missedPercent: 70 };
    expect(attestationHint(facts, own)).toBeNull();
    expect(attestationHint({ ...facts, missed: 22 }, own)).toMatchObject({ atLeast: 4 });
  });
});

describe("The term mark of R40 is proposed by the average", () => {
  test("An average of 4,00 is a four.", () => {
    const sum = sumOf([5, 4, 3].map((points) => ({ points, weight: 1 })));
    expect(proposeTerm(sum, THRESHOLDS)).toEqual(clear("4"));
  });

  test("In the disputed band both marks are proposed and the teacher decides.", () => {
    const sum = sumOf([5, 5, 4, 4, 4].map((points) => ({ points, weight: 1 })));
    expect(proposeTerm(sum, THRESHOLDS)).toEqual({ kind: "disputed", lower: "4", upper: "5" });
  });

  test("Without a mark nothing is proposed.", () => {
    expect(proposeTerm(null, THRESHOLDS)).toEqual({ kind: "none", reason: "noMarks" });
  });
});

describe("The year mark of R41 is proposed by the mean of the term marks", () => {
  test.each([
    ["4 4 4 4", "4"],
    ["3 4 4 4", "4"],
    ["5 4 4 4", "4"],
    ["4 5 5", "5"],
    ["3 3 4", "3"],
  ])("Terms %s: %s", (codes, value) => {
    expect(terms(...codes.split(" "))).toEqual(clear(value));
  });

  test.each([
    ["4 5", "5"],
    ["5 4", "4"],
    ["4 4 5 5", "5"],
    ["5 5 4 4", "4"],
    ["5 4 4 5", "5"],
    ["3 2 2 3", "3"],
    ["2 5", "4"],
    ["5 2", "3"],
  ])("Half-way between two marks the later term decides: terms %s: %s", (codes, value) => {
    expect(terms(...codes.split(" "))).toEqual(clear(value));
  });

  test("A term of release is left out, and the last term that counts decides.", () => {
    expect(terms("4", "осв", "5", "осв")).toEqual(clear("5"));
    expect(terms("зач", "3")).toEqual(clear("3"));
    expect(terms("осв", "осв")).toEqual({ kind: "none", reason: "noMarks" });
    expect(terms()).toEqual({ kind: "none", reason: "noMarks" });
  });

  test("With a term not attested nothing is proposed, whatever the other terms are.", () => {
    expect(terms("5", "н/а", "5", "5")).toEqual({ kind: "none", reason: "notAttested" });
    expect(terms("н/а")).toEqual({ kind: "none", reason: "notAttested" });
  });

  test("The proposal is never further than half a mark from the mean, and terms all alike give themselves.", () => {
    fc.assert(
      fc.property(fc.array(fromTwoToFive, { minLength: 1, maxLength: 6 }), (marks) => {
        const proposal = terms(...marks.map(String));
        if (proposal.kind !== "clear") throw new Error(proposal.kind);
        const sum = marks.reduce((total, mark) => total + mark, 0);
        const off = 2 * Math.abs(Number(proposal.value) * marks.length - sum);
        expect(off).toBeLessThanOrEqual(marks.length);
        if (off === marks.length)
          expect(Math.sign(Number(proposal.value) * marks.length - sum)).toBe(
            Math.sign(marks.at(-1)! * marks.length - sum),
          );
        if (new Set(marks).size === 1) expect(proposal.value).toBe(String(marks[0]));
      }),
    );
  });

  test("A better mark in any term never makes the year worse.", () => {
    const withBetter = fc
      .array(fromTwoToFive, { minLength: 1, maxLength: 6 })
      .chain((marks) => fc.tuple(fc.constant(marks), fc.nat({ max: marks.length - 1 })));
    const yearOf = (marks: number[]) => {
      const proposal = terms(...marks.map(String));
      return proposal.kind === "clear" ? Number(proposal.value) : Number.NaN;
    };
    fc.assert(
      fc.property(withBetter, ([marks, at]) => {
        const better = marks.with(at, Math.min(5, marks[at]! + 1));
        expect(yearOf(better)).toBeGreaterThanOrEqual(yearOf(marks));
      }),
    );
  });
});

describe("The final mark of R41 is proposed by year and exam", () => {
  test.each([
    ["4", "5", "5"],
    ["5", "4", "4"],
    ["3", "5", "4"],
    ["4", "4", "4"],
    ["2", "5", "4"],
    ["5", "2", "3"],
  ])("Year %s and exam %s: %s, half-way in favour of the exam", (year, exam, value) => {
    expect(proposeFinal(finalOf(year), finalOf(exam))).toEqual(clear(value));
  });

  test("Without an exam, or released from it, the year mark is the final one.", () => {
    expect(proposeFinal(finalOf("4"), null)).toEqual(clear("4"));
    expect(proposeFinal(finalOf("4"), finalOf("осв"))).toEqual(clear("4"));
  });

  test("With the year or the exam not attested nothing is proposed.", () => {
    const none = { kind: "none", reason: "notAttested" };
    expect(proposeFinal(finalOf("н/а"), finalOf("5"))).toEqual(none);
    expect(proposeFinal(finalOf("5"), finalOf("н/а"))).toEqual(none);
  });
});

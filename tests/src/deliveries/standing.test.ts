import { expect, test } from "vitest";
import { standingOf } from "../../../src/deliveries/facts.ts";

const SUM = { points: 22, weight: 5, marks: 5 };

test.each([
  ["without a disputed band", 0, null],
  ["below the band", 9, null],
  ["in the band", 10, "5"],
])("A message tells an average of 4.40 %s (R62).", (_, disputed, upper) => {
  expect(standingOf(SUM, { thresholds: { five: 450, four: 350, three: 250, disputed } })).toEqual({
    average: 440,
    marks: 5,
    comesOut: "4",
    disputed: upper,
    next: { value: "5", need: 1, of: "5", from: 450 },
    lift: null,
  });
});

import { describe, expect, test } from "vitest";
import { offeredDays, readDays } from "../../../bots/features/family-excuse-days.ts";

describe("days as families type them, in December", () => {
  test.each([
    ["27.12", "2026-12-27", "2026-12-27"],
    ["27.12–29.12", "2026-12-27", "2026-12-29"],
    ["27-29.12", "2026-12-27", "2026-12-29"],
    ["с 28.12 по 12.01", "2026-12-28", "2027-01-12"],
    ["from 1.2 to 3.2.27", "2027-02-01", "2027-02-03"],
    ["27.12.2026", "2026-12-27", "2026-12-27"],
  ])("%s", (typed, from, to) => {
    expect(readDays(typed, "2026-12-10")).toEqual({ from, to });
  });

  test.each(["31.02", "завтра болеем", "27", "5-6", ""])("not «%s»", (typed) => {
    expect(readDays(typed, "2026-12-10")).toBeNull();
  });
});

test("Six days are offered, and no Sunday among the later ones", () => {
  expect(offeredDays("2026-11-26")).toEqual([
    ...["2026-11-26", "2026-11-27", "2026-11-28", "2026-11-30", "2026-12-01", "2026-12-02"],
  ]);
});

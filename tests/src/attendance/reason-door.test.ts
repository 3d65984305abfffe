import { describe, expect, test } from "vitest";
import { reasonDueOn } from "../../../src/attendance/reason-door.ts";

/** As the production calendar of that winter was entered: the staff work on 28–30 December, pupils are on holiday. */
const WINTER = new Map([
  ["2026-11-04", false], // a Wednesday, Unity Day
  ["2026-12-31", false],
  ...["01", "04", "05", "06", "07", "08"].map((day): [string, boolean] => [`2027-01-${day}`, false]),
  ["2027-02-20", true], // a Saturday that is worked
  ["2027-02-22", false],
  ["2027-02-23", false],
]);

describe("R39: the reason is said within two working days after the document was presented", () => {
  test.each<[string, string, string]>([
    ["presented on Monday: until Wednesday", "2026-11-23", "2026-11-25"],
    ["on Thursday: over the weekend until Monday", "2026-11-26", "2026-11-30"],
    ["on Friday: until Tuesday", "2026-11-27", "2026-12-01"],
    ["on Saturday: until Tuesday", "2026-11-28", "2026-12-01"],
    ["before a day off of the staff: it does not count", "2026-11-03", "2026-11-06"],
    ["before the pupils' holidays: the staff work, so they count", "2026-12-25", "2026-12-29"],
    ["before the New Year's days off: until after them", "2026-12-30", "2027-01-12"],
    ["before a Saturday that is worked: it counts", "2027-02-19", "2027-02-24"],
  ])("%s", (_, presentedOn, dueOn) => {
    expect(reasonDueOn(WINTER, { day: "2026-11-03", presentedOn, termEndsOn: "2026-12-27" })).toBe(dueOn);
  });

  test("Presented before the day that is missed: counted from that day", () => {
    const grounds = { day: "2026-11-26", presentedOn: "2026-11-20", termEndsOn: "2026-12-27" };
    expect(reasonDueOn(WINTER, grounds)).toBe("2026-11-30");
  });

  test("Without a document the parents' word counts as presented when the term ends", () => {
    const grounds = { day: "2026-11-26", presentedOn: null, termEndsOn: "2026-12-25" };
    expect(reasonDueOn(WINTER, grounds)).toBe("2026-12-29");
  });

  test("Outside of any term it is counted from the day itself", () => {
    expect(reasonDueOn(WINTER, { day: "2026-11-26", presentedOn: null, termEndsOn: null })).toBe(
      "2026-11-30",
    );
  });
});

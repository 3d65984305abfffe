import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plusDays } from "../../../src/calendar/days.ts";
import {
  addWorkingDays,
  countWorkingDays,
  isWorkingDay,
  readWorkingDays,
  setWorkingDays,
} from "../../../src/calendar/working-days.ts";
import { dateOf } from "../../../src/clock.ts";
import { BadInput } from "../../../src/errors.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

/** Of 2026/27, as the state decrees it: days off in the week, and a Saturday on which one works. */
const DECREED = new Map([
  ["2026-11-04", false],
  ["2026-12-31", false],
  ...["01", "04", "05", "06", "07", "08"].map((day) => [`2027-01-${day}`, false] as const),
  ["2027-02-20", true],
  ["2027-02-22", false],
  ["2027-02-23", false],
]);
const NONE = new Map<string, boolean>();

describe("Working days of the staff", () => {
  test.each<[string, string, boolean]>([
    ["an ordinary Friday", "2026-11-06", true],
    ["Saturday", "2026-11-07", false],
    ["a Wednesday in the autumn holidays of the pupils", "2026-10-28", true],
    ["a public holiday", "2026-11-04", false],
    ["a Saturday worked instead of a Monday", "2027-02-20", true],
    ["that Monday", "2027-02-22", false],
  ])("%s", (_, day, working) => {
    expect(isWorkingDay(DECREED, day)).toBe(working);
  });

  test.each<[string, string, number, string]>([
    ["R39: the reason within 2 working days after the document of a Thursday", "2026-11-26", 2, "2026-11-30"],
    ["R39: pupils' holidays are working days of staff", "2026-10-26", 2, "2026-10-28"],
    ["R48: an account within 3 working days of an order of 29 December", "2026-12-29", 3, "2027-01-12"],
    ["over a public holiday", "2026-11-03", 1, "2026-11-05"],
    ["a worked Saturday counts", "2027-02-19", 2, "2027-02-24"],
    ["from a Sunday", "2026-11-29", 1, "2026-11-30"],
    ["no days: the day itself", "2026-11-29", 0, "2026-11-29"],
    ["over 29 February", "2028-02-28", 2, "2028-03-01"],
  ])("%s", (_, day, count, reached) => {
    expect(addWorkingDays(DECREED, day, count)).toBe(reached);
  });

  test.each<[string, string, number]>([
    ["2026-11-26", "2026-11-26", 0],
    ["2026-11-26", "2026-11-30", 2],
    ["2026-11-30", "2026-11-26", 0],
    ["2026-12-30", "2027-01-11", 1],
    ["2027-02-19", "2027-02-24", 2],
  ])("after %s up to %s there are %i", (after, upTo, count) => {
    expect(countWorkingDays(DECREED, after, upTo)).toBe(count);
  });

  const someDay = fc.integer({ min: 0, max: 300 }).map((days) => plusDays("2026-09-01", days));
  const someCount = fc.integer({ min: 0, max: 40 });
  const someExceptions = fc
    .array(fc.tuple(someDay, fc.boolean()), { maxLength: 60 })
    .map((days) => new Map(days));

  test("adding is additive, ends on a working day, and counting undoes it", () => {
    fc.assert(
      fc.property(someExceptions, someDay, someCount, someCount, (exceptions, day, one, other) => {
        const reached = addWorkingDays(exceptions, day, one + other);
        expect(addWorkingDays(exceptions, addWorkingDays(exceptions, day, one), other)).toBe(reached);
        expect(countWorkingDays(exceptions, day, reached)).toBe(one + other);
        if (one + other > 0) expect(isWorkingDay(exceptions, reached)).toBe(true);
      }),
    );
  });

  test("five working days are a week where nothing is decreed", () => {
    fc.assert(
      fc.property(someDay, (day) => {
        const monday = addWorkingDays(NONE, day, 1);
        expect(addWorkingDays(NONE, monday, 5)).toBe(plusDays(monday, 7));
      }),
    );
  });
});

describe("The production calendar as data", () => {
  let school: TestSchool;
  beforeAll(async () => {
    school = await castSchool({ now: new Date("2026-11-26T05:00:00Z") });
  });
  afterAll(() => school.close());
  const byVoronina = () => ({ actorId: school.cast.voronina.id, source: "web", silent: false }) as const;

  test("The deputy head enters it, corrects a day, and what is the same stays as it is", async () => {
    const holiday = { date: "2026-11-04", working: false, name: "День народного единства" };
    const saturday = { date: "2027-02-20", working: true, name: "за 22 февраля" };
    expect(await setWorkingDays(school.db, [holiday, saturday], byVoronina())).toBe(2);
    expect(await setWorkingDays(school.db, [holiday, { ...saturday, working: false }], byVoronina())).toBe(1);
    expect(await setWorkingDays(school.db, [holiday], byVoronina())).toBe(0);
    const entries = await school.db.auditEntry.findMany({
      where: { action: "workingDays.set" },
      orderBy: { at: "asc" },
    });
    expect(entries.map(({ actorId, details }) => [actorId, details])).toEqual([
      [
        school.cast.voronina.id,
        {
          days: [
            { day: "2026-11-04", working: false },
            { day: "2027-02-20", working: true },
          ],
        },
      ],
      [school.cast.voronina.id, { days: [{ day: "2027-02-20", working: false }] }],
    ]);
  });

  test("It is read between two days, both included, and as far as it was entered", async () => {
    const read = (from: string, to?: string) =>
      readWorkingDays(school.db, { from: dateOf(from), ...(to ? { to: dateOf(to) } : {}) });
    expect([...(await read("2026-11-04", "2026-11-04")).entries()]).toEqual([["2026-11-04", false]]);
    expect((await read("2026-11-05", "2027-02-19")).size).toBe(0);
    expect((await read("2026-11-05")).size).toBe(1);
  });

  test("A day named twice is refused, and nothing of it is written", async () => {
    const day = { date: "2027-06-11", working: false, name: "мост" };
    await expect(setWorkingDays(school.db, [day, { ...day, working: true }], byVoronina())).rejects.toThrow(
      BadInput,
    );
    expect(await school.db.workingDay.findUnique({ where: { date: dateOf(day.date) } })).toBeNull();
  });
});

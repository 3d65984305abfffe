import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addSchoolDays,
  bellsOn,
  type CalendarBells,
  type SchoolCalendar,
  termOn,
  weekdayFollowed,
} from "../../../src/calendar/calendar.ts";
import { plusDays, weekdayOf } from "../../../src/calendar/days.ts";

const ALL = { levelFrom: 1, levelTo: 11 };
const row = (id: string) => ({ id, version: 1 });
const term = (number: number, startsOn: string, endsOn: string) => ({
  ...row(`q${number}`),
  kind: "quarter" as const,
  number,
  startsOn,
  endsOn,
  levelFrom: 1,
  levelTo: 9,
});
const off = (startsOn: string, endsOn = startsOn, levels = ALL) => ({
  ...row(startsOn),
  kind: "vacation" as const,
  name: "каникулы",
  startsOn,
  endsOn,
  ...levels,
});
const moved = (date: string, likeWeekday: number | null, levels = ALL) => ({
  ...row(date),
  date,
  likeWeekday,
  reason: "приказ № 12",
  ...levels,
});
const bells = (name: string, first: number, when: Partial<CalendarBells> = {}): CalendarBells => ({
  ...row(name),
  name,
  date: null,
  weekdays: [],
  ...ALL,
  bells: [{ number: 1, startsAt: first, endsAt: first + 40 }],
  ...when,
});

/** 2026/27 from Tuesday to Wednesday, five days a week. */
const YEAR: SchoolCalendar = {
  year: {
    ...row("2026"),
    name: "2026/2027",
    startsOn: "2026-09-01",
    endsOn: "2027-05-26",
    weekDays: 5,
    closedAt: null,
  },
  terms: [
    term(1, "2026-09-01", "2026-10-23"),
    term(2, "2026-11-02", "2026-12-30"),
    { ...term(1, "2026-09-01", "2026-12-30"), kind: "halfYear", levelFrom: 10, levelTo: 11 },
  ],
  daysOff: [
    off("2026-10-24", "2026-11-01"),
    off("2026-11-04"),
    off("2026-12-31", "2027-01-10"),
    off("2027-02-15", "2027-02-21", { levelFrom: 1, levelTo: 1 }),
    off("2027-03-08"),
  ],
  movedDays: [
    moved("2026-12-08", 1),
    moved("2027-02-20", 5),
    moved("2027-02-22", null),
    moved("2027-01-09", 1, { levelFrom: 9, levelTo: 11 }),
  ],
  bellSchedules: [
    bells("обычные", 510),
    bells("первый класс", 540, { levelFrom: 1, levelTo: 1 }),
    bells("понедельник", 520, { weekdays: [1] }),
    bells("короткий день", 500, { date: "2026-12-30" }),
    bells("короткий день младших", 530, { date: "2026-12-30", levelTo: 4 }),
  ],
};
const SIX_DAYS = { ...YEAR, year: { ...YEAR.year, weekDays: 6 } };
const LEAP_YEAR = {
  ...YEAR,
  year: { ...YEAR.year, startsOn: "2027-09-01", endsOn: "2028-05-26" },
  daysOff: [off("2027-12-31", "2028-01-09")],
  movedDays: [moved("2028-02-29", 1)],
};

describe("Whose weekday's timetable a day follows", () => {
  test.each<[string, number, string, number | null]>([
    ["1 September 2026 is a Tuesday", 7, "2026-09-01", 2],
    ["an ordinary Friday", 7, "2026-09-11", 5],
    ["Saturday in a week of five days has no lessons", 7, "2026-09-12", null],
    ["Sunday never has", 7, "2026-09-13", null],
    ["the day before the year", 7, "2026-08-31", null],
    ["the year's last day", 7, "2027-05-26", 3],
    ["the day after the year, although a Thursday", 7, "2027-05-27", null],
    ["the first day of the autumn holidays", 7, "2026-10-24", null],
    ["in the middle of them", 7, "2026-10-28", null],
    ["their last day", 7, "2026-11-01", null],
    ["the day after them", 7, "2026-11-02", 1],
    ["a public holiday", 7, "2026-11-04", null],
    ["New Year's Eve", 7, "2026-12-31", null],
    ["1 January", 7, "2027-01-01", null],
    ["the first Monday of the new year with lessons", 7, "2027-01-11", 1],
    ["holidays of the first level only: level 1", 1, "2027-02-17", null],
    ["holidays of the first level only: level 2", 2, "2027-02-17", 3],
    ["«вторник учится по расписанию понедельника»", 7, "2026-12-08", 1],
    ["a moved Saturday follows Friday's timetable", 7, "2027-02-20", 5],
    ["… also for the level that has holidays around it", 1, "2027-02-20", 5],
    ["a moved day without lessons, although a Monday", 7, "2027-02-22", null],
    ["a Saturday in the holidays, moved for levels 9–11: level 9", 9, "2027-01-09", 1],
    ["a Saturday in the holidays, moved for levels 9–11: level 8", 8, "2027-01-09", null],
  ])("%s", (_, level, day, weekday) => {
    expect(weekdayFollowed(YEAR, level, day)).toBe(weekday);
  });

  test("In a week of six days Saturday has lessons and Sunday has none", () => {
    expect(weekdayFollowed(SIX_DAYS, 7, "2026-09-12")).toBe(6);
    expect(weekdayFollowed(SIX_DAYS, 7, "2026-09-13")).toBeNull();
  });

  test("29 February is a day like others", () => {
    expect(weekdayFollowed(LEAP_YEAR, 7, "2028-02-29")).toBe(1);
    expect(weekdayFollowed({ ...LEAP_YEAR, movedDays: [] }, 7, "2028-02-29")).toBe(2);
  });
});

describe("R14: the checking norm counts school days of the class", () => {
  test.each<[string, number, string, number, string]>([
    ["three school days after a Tuesday", 7, "2026-09-01", 3, "2026-09-04"],
    ["over the weekend", 7, "2026-09-10", 3, "2026-09-15"],
    ["no days: the day itself", 7, "2026-09-12", 0, "2026-09-12"],
    ["over the autumn holidays and a public one", 7, "2026-10-22", 4, "2026-11-05"],
    ["over New Year", 7, "2026-12-29", 3, "2027-01-12"],
    ["a moved Saturday counts, a moved day without lessons does not", 7, "2027-02-19", 2, "2027-02-23"],
    ["for the first level its own holidays do not count", 1, "2027-02-12", 2, "2027-02-23"],
    ["an essay's seven days", 7, "2026-09-01", 7, "2026-09-10"],
    ["from a Sunday", 7, "2026-09-13", 1, "2026-09-14"],
    ["at the end of the year only what is left of it", 7, "2027-05-25", 3, "2027-05-26"],
    ["from the year's last day nothing is left", 7, "2027-05-26", 3, "2027-05-26"],
  ])("%s", (_, level, day, count, reached) => {
    expect(addSchoolDays(YEAR, level, day, count)).toBe(reached);
  });

  test("over 29 February", () => {
    expect(addSchoolDays(LEAP_YEAR, 7, "2028-02-28", 2)).toBe("2028-03-01");
  });

  const someDay = fc.integer({ min: -20, max: 290 }).map((days) => plusDays("2026-09-01", days));
  const someLevel = fc.integer({ min: 1, max: 11 });
  const someCount = fc.integer({ min: 0, max: 40 });

  test("is additive: three days and four days are seven days", () => {
    fc.assert(
      fc.property(someLevel, someDay, someCount, someCount, (level, day, one, other) => {
        expect(addSchoolDays(YEAR, level, addSchoolDays(YEAR, level, day, one), other)).toBe(
          addSchoolDays(YEAR, level, day, one + other),
        );
      }),
    );
  });

  test("never ends on a day off, and as many school days lie on the way", () => {
    fc.assert(
      fc.property(someLevel, someDay, fc.integer({ min: 1, max: 40 }), (level, day, count) => {
        const reached = addSchoolDays(YEAR, level, day, count);
        if (reached === day) return;
        expect(weekdayFollowed(YEAR, level, reached)).not.toBeNull();
        let onTheWay = 0;
        for (let one = plusDays(day, 1); one <= reached; one = plusDays(one, 1))
          if (weekdayFollowed(YEAR, level, one) !== null) onTheWay += 1;
        const isCutShort = addSchoolDays(YEAR, level, reached, 1) === reached;
        expect(onTheWay === count || (isCutShort && onTheWay < count)).toBe(true);
      }),
    );
  });
});

describe("The term of a level on a day", () => {
  test.each<[number, string, string | null]>([
    [7, "2026-09-01", "quarter 1"],
    [7, "2026-10-23", "quarter 1"],
    [7, "2026-10-24", null],
    [7, "2026-11-02", "quarter 2"],
    [10, "2026-10-28", "halfYear 1"],
    [11, "2026-12-30", "halfYear 1"],
    [11, "2026-12-31", null],
  ])("level %i on %s: %s", (level, day, expected) => {
    const found = termOn(YEAR, level, day);
    expect(found && `${found.kind} ${found.number}`).toBe(expected);
  });
});

describe("The most particular bells count", () => {
  test.each<[string, number, string, number[]]>([
    ["an ordinary day", 7, "2026-09-01", [510]],
    ["Monday has its own", 7, "2026-09-07", [520]],
    ["the first level has its own", 1, "2026-09-01", [540]],
    ["of a weekday before those of a level", 1, "2026-09-07", [520]],
    ["a Tuesday that follows Monday's timetable rings like Monday", 7, "2026-12-08", [520]],
    ["a shortened day", 7, "2026-12-30", [500]],
    ["of two for that date the one for fewer levels", 3, "2026-12-30", [530]],
    ["a day without lessons is silent", 7, "2026-09-12", []],
  ])("%s", (_, level, day, first) => {
    expect(bellsOn(YEAR, level, day).map(({ startsAt }) => startsAt)).toEqual(first);
  });

  test("Bells are numbers and minutes from midnight, nothing else", () => {
    expect(bellsOn(YEAR, 7, "2026-09-01")).toEqual([{ number: 1, startsAt: 510, endsAt: 550 }]);
  });

  test("A school without bells has none", () => {
    expect(bellsOn({ ...YEAR, bellSchedules: [] }, 7, "2026-09-01")).toEqual([]);
  });
});

test("Days are days, wherever clocks are put forward", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: -400, max: 400 }), (from, count) => {
      const day = plusDays("1970-01-01", from);
      expect(plusDays(plusDays(day, count), -count)).toBe(day);
      expect((weekdayOf(plusDays(day, 1)) - weekdayOf(day) + 7) % 7).toBe(1);
    }),
  );
});

import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { saveBells } from "../../../src/calendar/bells.ts";
import { readCalendar, weekdayFollowed } from "../../../src/calendar/calendar.ts";
import { plusDays } from "../../../src/calendar/days.ts";
import { addDayOff } from "../../../src/calendar/days-off.ts";
import { proposeBells, proposeYear } from "../../../src/calendar/templates.ts";
import { addTerm } from "../../../src/calendar/terms.ts";
import { createYear } from "../../../src/calendar/years.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

const YEAR = { startsOn: "2026-09-01", endsOn: "2027-05-26", weekDays: 5 };
const proposed = (kind: string, year = YEAR) => proposeYear(year).find((one) => one.kind === kind)!;
const termsOf = (kind: string, year = YEAR) =>
  proposed(kind, year).terms.map((term) => `${term.kind} ${term.number}: ${term.startsOn} ${term.endsOn}`);

describe("R30: templates to start a year from", () => {
  test("Quarters for 1–9 and half-years for 10–11 begin and end on days with lessons (R40)", () => {
    expect(termsOf("quarter")).toEqual([
      "quarter 1: 2026-09-01 2026-10-23",
      "quarter 2: 2026-11-02 2026-12-30",
      "quarter 3: 2027-01-11 2027-03-26",
      "quarter 4: 2027-04-05 2027-05-26",
      "halfYear 1: 2026-09-01 2026-12-30",
      "halfYear 2: 2027-01-11 2027-05-26",
    ]);
  });

  test("Where Saturday has lessons, terms end on it", () => {
    expect(termsOf("quarter", { ...YEAR, weekDays: 6 })[0]).toBe("quarter 1: 2026-09-01 2026-10-24");
  });

  test("Trimesters and modules rest in every sixth week", () => {
    expect(termsOf("trimester").slice(0, 3)).toEqual([
      "trimester 1: 2026-09-01 2026-11-13",
      "trimester 2: 2026-11-23 2027-02-12",
      "trimester 3: 2027-02-22 2027-05-26",
    ]);
    expect(termsOf("module").slice(0, 6)).toEqual([
      "module 1: 2026-09-01 2026-10-02",
      "module 2: 2026-10-12 2026-11-13",
      "module 3: 2026-11-23 2026-12-30",
      "module 4: 2027-01-11 2027-02-12",
      "module 5: 2027-02-22 2027-04-02",
      "module 6: 2027-04-12 2027-05-26",
    ]);
  });

  test("Days off: holidays, a week more for the first level, and public holidays on days with lessons", () => {
    expect(
      proposed("quarter").daysOff.map(
        ({ name, startsOn, endsOn, levelTo }) => `${name} ${startsOn} ${endsOn} ${levelTo}`,
      ),
    ).toEqual([
      "Осенние каникулы 2026-10-26 2026-11-01 11",
      "Зимние каникулы 2026-12-31 2027-01-10 11",
      "Весенние каникулы 2027-03-29 2027-04-04 11",
      "Февральские каникулы 2027-02-15 2027-02-21 1",
      "День народного единства 2026-11-04 2026-11-04 11",
      "День защитника Отечества 2027-02-23 2027-02-23 11",
      "Международный женский день 2027-03-08 2027-03-08 11",
    ]);
  });

  const someYear = fc
    .record({
      start: fc.integer({ min: 0, max: 20_000 }),
      length: fc.integer({ min: 0, max: 370 }),
      weekDays: fc.constantFrom(5, 6),
    })
    .map(({ start, length, weekDays }) => {
      const startsOn = plusDays("2020-01-01", start);
      return { startsOn, endsOn: plusDays(startsOn, length), weekDays };
    });

  test("For any borders terms lie in the year, follow one another, and only holidays lie between", () => {
    fc.assert(
      fc.property(someYear, (year) => {
        for (const { terms, daysOff } of proposeYear(year)) {
          const calendar = { year, daysOff, movedDays: [] };
          const hasLessons = (day: string) => weekdayFollowed(calendar, 10, day) !== null;
          for (const upper of [false, true]) {
            const ours = terms.filter(({ levelFrom }) => levelFrom >= 10 === upper);
            expect(ours.map(({ number }) => number)).toEqual(ours.map((_, index) => index + 1));
            expect(
              ours.filter(({ startsOn, endsOn }) => !hasLessons(startsOn) || !hasLessons(endsOn)),
            ).toEqual([]);
            const wrong: string[] = [];
            for (let day = year.startsOn; day <= year.endsOn; day = plusDays(day, 1)) {
              const inside = ours.filter(({ startsOn, endsOn }) => startsOn <= day && day <= endsOn).length;
              if (inside > 1 || (inside === 0 && hasLessons(day))) wrong.push(day);
            }
            expect(wrong).toEqual([]);
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe("What is proposed can be entered as it is", () => {
  let school: TestSchool;
  beforeAll(async () => {
    school = await castSchool({ now: new Date("2026-11-26T05:00:00Z") });
  });
  afterAll(() => school.close());

  test.each([2030, 2031, 2032])("in the year that begins in %i", async (start) => {
    const by = { actorId: school.cast.voronina.id, source: "web", silent: true } as const;
    const year = { startsOn: `${start}-09-01`, endsOn: `${start + 1}-05-26`, weekDays: 6 };
    const { id: yearId } = await createYear(school.db, { name: `${start}`, ...year }, by);
    const { terms, daysOff } = proposed("quarter", year);
    for (const term of terms) await addTerm(school.db, { yearId, ...term }, by);
    for (const dayOff of daysOff) await addDayOff(school.db, { yearId, ...dayOff }, by);
    const [usual, short] = proposeBells();
    const everyDay = { date: null, weekdays: [], levelFrom: 1, levelTo: 11 };
    await saveBells(school.db, { yearId, version: null, ...everyDay, ...usual! }, by);
    await saveBells(school.db, { yearId, version: null, ...everyDay, date: `${start}-12-30`, ...short! }, by);
    const calendar = await readCalendar(school.db, yearId);
    expect(calendar.terms).toHaveLength(6);
    expect(calendar.bellSchedules.map(({ bells }) => bells[0])).toEqual([
      { number: 1, startsAt: 510, endsAt: 555 },
      { number: 1, startsAt: 510, endsAt: 540 },
    ]);
  });
});

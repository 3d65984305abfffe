import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BellsData, removeBells, saveBells } from "../../../src/calendar/bells.ts";
import { bellsOn, readCalendar } from "../../../src/calendar/calendar.ts";
import { createYear } from "../../../src/calendar/years.ts";
import { BadInput, Conflict, NotFound } from "../../../src/errors.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

let school: TestSchool;
let yearId: string;
beforeAll(async () => {
  school = await castSchool({ now: new Date("2026-11-26T05:00:00Z") });
  const year = { name: "2030/2031", startsOn: "2030-09-02", endsOn: "2031-05-26", weekDays: 5 };
  yearId = (await createYear(school.db, year, byVoronina())).id;
});
afterAll(() => school.close());

const byVoronina = () => ({ actorId: school.cast.voronina.id, source: "web", silent: false }) as const;
const at = (number: number, startsAt: number, endsAt = startsAt + 45) => ({ number, startsAt, endsAt });
const USUAL: BellsData = {
  name: "Обычный день",
  date: null,
  weekdays: [],
  levelFrom: 1,
  levelTo: 11,
  bells: [at(1, 510), at(2, 565), at(3, 630)],
};
const save = (changes: Partial<BellsData> = {}, version: number | null = null) =>
  saveBells(school.db, { yearId, version, ...USUAL, ...changes }, byVoronina());
const ringing = async (level: number, day: string) =>
  bellsOn(await readCalendar(school.db, yearId), level, day).map(({ startsAt }) => startsAt);

test("A schedule is saved under its name, and saved again its bells are replaced", async () => {
  const { id, version } = await save();
  expect(await ringing(7, "2030-09-03")).toEqual([510, 565, 630]);

  await expect(save()).rejects.toThrow(Conflict);
  await expect(save({ bells: [at(1, 480)] }, 7)).rejects.toThrow(Conflict);
  const again = await save({ bells: [at(0, 480), at(1, 540)] }, version);
  expect(again).toMatchObject({ id, version: 2, name: "Обычный день" });
  expect(await ringing(7, "2030-09-03")).toEqual([480, 540]);

  const trail = await school.db.auditEntry.findMany({ where: { objectId: id }, orderBy: { at: "asc" } });
  expect(trail.map(({ action }) => action)).toEqual(["bells.saved", "bells.saved"]);
  expect(trail[0]?.details).toMatchObject({
    name: "Обычный день",
    times: [
      [1, 510, 555],
      [2, 565, 610],
      [3, 630, 675],
    ],
  });
});

test("A shortened day, Mondays and the first level have their own, and a schedule taken away rings no more", async () => {
  await save({ name: "Понедельник", weekdays: [1], bells: [at(1, 530)] });
  await save({ name: "Первый класс", levelTo: 1, bells: [at(1, 540)] });
  const short = await save({ name: "Короткий день", date: "2030-12-30", bells: [at(1, 500)] });
  expect(await ringing(7, "2030-12-30")).toEqual([500]);
  expect(await ringing(7, "2030-12-23")).toEqual([530]);
  expect(await ringing(1, "2030-09-03")).toEqual([540]);

  await expect(removeBells(school.db, { id: short.id, version: 8 }, byVoronina())).rejects.toThrow(Conflict);
  await removeBells(school.db, short, byVoronina());
  expect(await ringing(7, "2030-12-30")).toEqual([530]);
  await expect(removeBells(school.db, short, byVoronina())).rejects.toThrow(NotFound);
  await expect(save({ name: "Короткий день", date: "2030-12-30" }, 1)).rejects.toThrow(
    "«Короткий день» больше нет. Сохраните его как новое.",
  );
});

describe("Not saved are", () => {
  test.each<[string, Partial<BellsData>, (string | number)[], string]>([
    ["no bells", { bells: [] }, ["bells"], "ни одного звонка"],
    ["a number twice", { bells: [at(1, 510), at(1, 565)] }, ["bells", 1, "number"], "по порядку"],
    ["numbers out of order", { bells: [at(2, 510), at(1, 565)] }, ["bells", 1, "number"], "по порядку"],
    ["a lesson that ends before it begins", { bells: [at(1, 510, 510)] }, ["bells", 0, "endsAt"], "раньше"],
    [
      "a lesson that begins before the one before ends",
      { bells: [at(1, 510), at(2, 554)] },
      ["bells", 1, "startsAt"],
      "начинается до конца урока 1",
    ],
    ["a lesson before midnight", { bells: [at(1, -5)] }, ["bells", 0, "startsAt"], "за пределы суток"],
    ["a lesson past midnight", { bells: [at(1, 1420)] }, ["bells", 0, "startsAt"], "за пределы суток"],
    ["a date outside the year", { date: "2031-06-02" }, ["date"], "не входит в учебный год"],
    ["both a date and weekdays", { date: "2030-10-01", weekdays: [2] }, ["weekdays"], "или дату, или дни"],
    ["an eighth weekday", { weekdays: [8] }, ["weekdays"], "от 1 (понедельник) до 7"],
    ["a twelfth level", { levelTo: 12 }, ["levelTo"], "от 1 до 11"],
    ["another one for the same days and levels", {}, ["levelFrom"], "«Обычный день»"],
    ["another one for one of the same weekdays", { weekdays: [5, 1] }, ["levelFrom"], "«Понедельник»"],
  ])("%s", async (_, changes, path, sentence) => {
    const refusal = await save({ name: "Другое", ...changes }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(BadInput);
    expect((refusal as BadInput).path).toEqual(path);
    expect((refusal as BadInput).message).toContain(sentence);
  });

  test("and of what was refused nothing stays", async () => {
    expect(await school.db.bellSchedule.count({ where: { yearId, name: "Другое" } })).toBe(0);
  });
});

test("Lessons back to back are no overlap", async () => {
  await save({ name: "Сдвоенные", weekdays: [6], bells: [at(1, 510), at(2, 555)] });
  const { bellSchedules } = await readCalendar(school.db, yearId);
  expect(bellSchedules.find(({ name }) => name === "Сдвоенные")?.weekdays).toEqual([6]);
});

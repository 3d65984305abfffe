import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findYearOn, readCalendar } from "../../../src/calendar/calendar.ts";
import { addDayOff } from "../../../src/calendar/days-off.ts";
import { addTerm, changeTerm, type TermData } from "../../../src/calendar/terms.ts";
import { changeYear, closeYear, createYear, type YearData } from "../../../src/calendar/years.ts";
import { dateOf } from "../../../src/clock.ts";
import type { Tx } from "../../../src/db.ts";
import { BadInput, Closed, Conflict, NotFound } from "../../../src/errors.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { until } from "../../support/until.ts";

let school: TestSchool;
beforeAll(async () => {
  school = await castSchool({ now: new Date("2026-11-26T05:00:00Z") });
});
afterAll(() => school.close());

/** The deputy head, at noon of a day in Krasnoyarsk. */
const on = (day: string) =>
  ({
    actorId: school.cast.voronina.id,
    source: "web",
    silent: false,
    at: new Date(`${day}T05:00:00Z`),
  }) as const;
const EARLY = "2030-08-20";
const YEAR: YearData = { name: "2030/2031", startsOn: "2030-09-02", endsOn: "2031-05-26", weekDays: 5 };
const yearLike = (name: string, changes: Partial<YearData> = {}) =>
  createYear(school.db, { ...YEAR, name, ...changes }, on(EARLY));
/** Far from the years of the other tests. */
const spare = (from: number) =>
  yearLike(`${from}/${from + 1}`, { startsOn: `${from}-09-01`, endsOn: `${from + 1}-05-26` });
/** What becomes of an act that comes while somebody else's change is not finished yet: its answer, or its error. */
async function meanwhile(change: (tx: Tx) => Promise<unknown>, act: () => Promise<unknown>) {
  let outcome: Promise<unknown> = Promise.resolve();
  let isDone = false;
  await school.db.$transaction(async (tx) => {
    await change(tx);
    outcome = act()
      .catch((error: unknown) => error)
      .finally(() => {
        isDone = true;
      });
    const waits = async () => {
      const [{ count } = { count: 0 }] = await school.db.$queryRaw<{ count: number }[]>`
        select count(*)::int from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      return count > 0;
    };
    await until(async () => isDone || (await waits()));
  });
  return outcome;
}
const auditOf = (objectId: string) =>
  school.db.auditEntry.findMany({ where: { objectId }, orderBy: { at: "asc" } });
const quarter = (number: number, startsOn: string, endsOn: string): TermData => ({
  kind: "quarter",
  number,
  startsOn,
  endsOn,
  levelFrom: 1,
  levelTo: 9,
});
const halfYear = (number: number, startsOn: string, endsOn: string): TermData => ({
  ...quarter(number, startsOn, endsOn),
  kind: "halfYear",
  levelFrom: 10,
  levelTo: 11,
});

describe("R30: a school year is entered", () => {
  test("by 15 September without a remark, and who entered it stays known", async () => {
    const { id, version, remarks } = await createYear(school.db, YEAR, on("2030-09-15"));
    expect([version, remarks]).toEqual([1, []]);
    expect((await readCalendar(school.db, id)).year).toMatchObject({ ...YEAR, closedAt: null });
    expect(await auditOf(id)).toMatchObject([
      { action: "year.created", actorId: school.cast.voronina.id, details: { after: YEAR } },
    ]);
    expect((await findYearOn(school.db, dateOf("2031-05-26")))?.id).toBe(id);
    expect(await findYearOn(school.db, dateOf("2031-05-27"))).toBeNull();
  });

  test("after 15 September it is entered all the same, with a remark", async () => {
    const late = { ...YEAR, name: "2032/2033", startsOn: "2032-09-01", endsOn: "2033-05-26" };
    const { remarks } = await createYear(school.db, late, on("2032-09-16"));
    expect(remarks).toEqual(["Учебный год задан позже 15.09.2032: по регламенту это делают до этого дня."]);
  });

  test.each<[string, Partial<YearData>, string, string]>([
    ["a name that is taken", { startsOn: "2034-09-01", endsOn: "2035-05-26" }, "name", "уже есть"],
    [
      "days of another year",
      { name: "новый", startsOn: "2031-05-26", endsOn: "2032-05-26" },
      "startsOn",
      "«2030/2031» (02.09.2030–26.05.2031)",
    ],
    ["an end before the start", { name: "новый", startsOn: "2034-09-01" }, "endsOn", "Поменяйте их местами"],
    [
      "longer than a year",
      { name: "новый", startsOn: "2034-09-01", endsOn: "2035-12-31" },
      "endsOn",
      "длиннее года",
    ],
    [
      "a week of four days",
      { name: "новый", startsOn: "2034-09-01", endsOn: "2035-05-26", weekDays: 4 },
      "weekDays",
      "5 или 6 дней",
    ],
  ])("not with %s", async (_, changes, field, sentence) => {
    const refusal = await yearLike(YEAR.name, changes).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(BadInput);
    expect((refusal as BadInput).path).toEqual([field]);
    expect((refusal as BadInput).message).toContain(sentence);
  });

  test("Of two people who open a year for the same days at once the second is told of the first", async () => {
    const rival = { name: "первый", startsOn: dateOf("2040-09-01"), endsOn: dateOf("2041-05-26") };
    const second = await meanwhile(
      (tx) => tx.schoolYear.create({ data: rival }),
      () => spare(2040),
    );
    expect(second).toMatchObject({
      message: "Эти дни занимает учебный год «первый» (01.09.2040–26.05.2041). Исправьте границы.",
    });
  });
});

describe("A year is changed", () => {
  test("as its reader saw it, and what it was stays in the audit trail", async () => {
    const { id, version } = await spare(2050);
    const changed = await changeYear(school.db, { id, version, changes: { weekDays: 6 } }, on(EARLY));
    expect(changed.version).toBe(2);
    expect((await readCalendar(school.db, id)).year).toMatchObject({ name: "2050/2051", weekDays: 6 });
    expect((await auditOf(id)).at(-1)).toMatchObject({
      action: "year.changed",
      details: { before: { weekDays: 5 }, after: { weekDays: 6, startsOn: "2050-09-01" } },
    });
    await expect(changeYear(school.db, { id, version, changes: { weekDays: 5 } }, on(EARLY))).rejects.toThrow(
      Conflict,
    );
    expect((await readCalendar(school.db, id)).year.weekDays).toBe(6);
  });

  test("but not so that what was entered would lie outside", async () => {
    const { id, version } = await spare(2052);
    await addTerm(school.db, { yearId: id, ...quarter(1, "2052-09-01", "2052-10-25") }, on("2052-08-01"));
    await addDayOff(
      school.db,
      {
        yearId: id,
        kind: "publicHoliday",
        name: "День Победы",
        startsOn: "2053-05-09",
        endsOn: "2053-05-09",
        levelFrom: 1,
        levelTo: 11,
      },
      on("2052-08-01"),
    );
    const change = (changes: Partial<YearData>) =>
      changeYear(school.db, { id, version, changes }, on("2052-08-01"));
    await expect(change({ startsOn: "2052-09-02" })).rejects.toThrow("запись на 01.09.2052, раньше");
    await expect(change({ endsOn: "2053-05-08" })).rejects.toThrow("запись на 09.05.2053, позже");
    expect((await change({ endsOn: "2053-05-09" })).version).toBe(2);
  });
});

describe("R31: a year is closed when it is over", () => {
  test("not while it runs; afterwards its calendar is only read", async () => {
    const { id, version } = await spare(2060);
    await expect(closeYear(school.db, { id, version }, on("2061-05-26"))).rejects.toThrow(
      "Закройте его после последнего дня, 26.05.2061.",
    );
    const closed = await closeYear(school.db, { id, version }, on("2061-05-27"));
    expect((await readCalendar(school.db, id)).year.closedAt).toEqual(on("2061-05-27").at);
    expect((await auditOf(id)).at(-1)).toMatchObject({ action: "year.closed" });

    const by = on("2061-06-01");
    const again = { id, version: closed.version };
    await expect(changeYear(school.db, { ...again, changes: { weekDays: 6 } }, by)).rejects.toThrow(Closed);
    await expect(closeYear(school.db, again, by)).rejects.toThrow(Closed);
    await expect(
      addTerm(school.db, { yearId: id, ...quarter(1, "2060-09-01", "2060-10-25") }, by),
    ).rejects.toThrow("Учебный год «2060/2061» закрыт, в нём больше ничего не меняют.");
  });

  test("A year that does not exist is not closed", async () => {
    const id = school.cast.anna.id;
    await expect(closeYear(school.db, { id, version: 1 }, on(EARLY))).rejects.toThrow(NotFound);
  });
});

describe("R30: terms of a level", () => {
  let yearId: string;
  let second: { id: string; version: number };
  const add = (term: TermData, day = "2070-08-20") => addTerm(school.db, { yearId, ...term }, on(day));

  beforeAll(async () => {
    yearId = (await spare(2070)).id;
    await add(quarter(1, "2070-09-01", "2070-10-24"));
    second = await add(quarter(2, "2070-11-03", "2070-12-30"));
    await add(halfYear(1, "2070-09-01", "2070-12-30"));
  });

  test("quarters of 1–9 and half-years of 10–11 stand side by side", async () => {
    const { terms } = await readCalendar(school.db, yearId);
    expect(terms.map(({ kind, number, levelFrom }) => `${kind} ${number} ${levelFrom}`)).toEqual([
      "quarter 1 1",
      "halfYear 1 10",
      "quarter 2 1",
    ]);
  });

  test.each<[string, TermData, string, string]>([
    [
      "days of another term of these levels",
      quarter(3, "2070-12-30", "2071-03-20"),
      "startsOn",
      "Дни пересекаются с периодом № 2 у 1–9 классов (03.11.2070–30.12.2070).",
    ],
    [
      "days of another term of one of these levels",
      { ...quarter(3, "2070-12-01", "2071-03-20"), levelFrom: 9, levelTo: 9 },
      "startsOn",
      "Дни пересекаются с периодом № 2",
    ],
    ["days before the year", quarter(1, "2070-08-31", "2070-08-31"), "startsOn", "31.08.2070 не входит"],
    ["days after the year", quarter(3, "2071-03-30", "2071-05-27"), "endsOn", "27.05.2071 не входит"],
    ["an end before the start", quarter(3, "2071-03-20", "2071-01-10"), "endsOn", "Поменяйте их местами"],
    ["a number twice", quarter(2, "2071-01-10", "2071-03-20"), "number", "Номера идут по порядку дней"],
    [
      "a number twice, the earlier days entered later",
      quarter(2, "2070-10-28", "2070-10-30"),
      "number",
      "№ 2",
    ],
    ["a number out of order", quarter(1, "2071-01-10", "2071-03-20"), "number", "№ 1 у 1–9 классов"],
    ["number nought", quarter(0, "2071-01-10", "2071-03-20"), "number", "с единицы"],
    [
      "another kind of term for these levels",
      { ...halfYear(3, "2071-01-10", "2071-05-26"), levelFrom: 9 },
      "kind",
      "У 1–9 классов уже заданы четверти.",
    ],
    [
      "a twelfth level",
      { ...halfYear(3, "2071-01-10", "2071-05-26"), levelTo: 12 },
      "levelTo",
      "Классы бывают от 1 до 11.",
    ],
    [
      "levels the wrong way round",
      { ...halfYear(3, "2071-01-10", "2071-05-26"), levelFrom: 11, levelTo: 10 },
      "levelTo",
      "Параллели указаны от 11 до 10.",
    ],
  ])("not with %s", async (_, term, field, sentence) => {
    const refusal = await add(term).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(BadInput);
    expect((refusal as BadInput).path).toEqual([field]);
    expect((refusal as BadInput).message).toContain(sentence);
  });

  test("after 15 September it is taken with a remark", async () => {
    const { remarks } = await add(quarter(3, "2071-01-10", "2071-03-20"), "2070-12-01");
    expect(remarks).toEqual([
      "Границы учебных периодов заданы позже 15.09.2070: по регламенту это делают до этого дня.",
    ]);
  });

  test("a border moves, whole or not at all", async () => {
    const change = (changes: Partial<TermData>) =>
      changeTerm(school.db, { ...second, changes }, on("2070-09-01"));
    await expect(change({ startsOn: "2070-10-24" })).rejects.toThrow("Дни пересекаются с периодом № 1");
    const { version, remarks } = await change({ startsOn: "2070-11-05" });
    expect([version, remarks]).toEqual([2, []]);
    await expect(change({ startsOn: "2070-11-06" })).rejects.toThrow(Conflict);
    expect(await school.db.term.findUnique({ where: { id: second.id } })).toMatchObject({
      startsOn: dateOf("2070-11-05"),
      endsOn: dateOf("2070-12-30"),
    });
    expect((await auditOf(second.id)).at(-1)).toMatchObject({
      action: "term.changed",
      details: { before: { startsOn: "2070-11-03" }, after: { startsOn: "2070-11-05" } },
    });
  });

  test("Of two people who add terms for the same days at once the second is told of the first", async () => {
    const fourth = quarter(4, "2071-03-30", "2071-05-26");
    const columns = { startsOn: dateOf(fourth.startsOn), endsOn: dateOf(fourth.endsOn) };
    const second = await meanwhile(
      async (tx) => {
        await tx.schoolYear.update({ where: { id: yearId }, data: { version: { increment: 1 } } });
        await tx.term.create({ data: { yearId, ...fourth, ...columns } });
      },
      () => add({ ...fourth, number: 5 }),
    );
    expect(second).toMatchObject({ message: expect.stringContaining("Дни пересекаются с периодом № 4") });
  });
});

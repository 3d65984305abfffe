import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readCalendar, weekdayFollowed } from "../../../src/calendar/calendar.ts";
import { addDayOff, changeDayOff, type DayOffData, removeDayOff } from "../../../src/calendar/days-off.ts";
import {
  changeMovedDay,
  type MovedDayData,
  moveDay,
  removeMovedDay,
} from "../../../src/calendar/moved-days.ts";
import { setWorkingDays } from "../../../src/calendar/working-days.ts";
import { closeYear, createYear } from "../../../src/calendar/years.ts";
import { BadInput, Closed, Conflict, NotFound } from "../../../src/errors.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

let school: TestSchool;
let yearId: string;
beforeAll(async () => {
  school = await castSchool({ now: new Date("2026-11-26T05:00:00Z") });
  const year = { name: "2030/2031", startsOn: "2030-09-02", endsOn: "2031-05-26", weekDays: 5 };
  yearId = (await createYear(school.db, year, on("2030-08-20"))).id;
});
afterAll(() => school.close());

/** The deputy head, at noon of a day in Krasnoyarsk. */
const on = (day: string, silent = false) =>
  ({
    actorId: school.cast.voronina.id,
    source: "web",
    silent,
    at: new Date(`${day}T05:00:00Z`),
  }) as const;
const ALL = { levelFrom: 1, levelTo: 11 };
const vacation = (startsOn: string, endsOn: string, changes: Partial<DayOffData> = {}): DayOffData => ({
  kind: "vacation",
  name: "Каникулы",
  startsOn,
  endsOn,
  ...ALL,
  ...changes,
});
const addOff = (dayOff: DayOffData, day: string) => addDayOff(school.db, { yearId, ...dayOff }, on(day));
const move = (date: string, likeWeekday: number | null, day: string, levels: Partial<MovedDayData> = {}) =>
  moveDay(school.db, { yearId, date, likeWeekday, reason: "приказ № 12", ...ALL, ...levels }, on(day));
const calendar = () => readCalendar(school.db, yearId);
const eventsOf = async (factId: string) =>
  (await school.db.event.findMany({ where: { factId }, orderBy: { factVersion: "asc" } })).map(
    ({ kind, factVersion, pupilId, actorId }) => ({ kind, factVersion, pupilId, actorId }),
  );
const told = (factVersion: number) => ({
  kind: "calendar.changed",
  factVersion,
  pupilId: null,
  actorId: school.cast.voronina.id,
});

describe("Days off", () => {
  test("Entered, changed and taken back: each is told to everybody and stays in the audit trail", async () => {
    const { id, version } = await addOff(vacation("2030-10-28", "2030-11-03"), "2030-09-10");
    expect(weekdayFollowed(await calendar(), 7, "2030-10-30")).toBeNull();

    const changed = await changeDayOff(
      school.db,
      { id, version, changes: { endsOn: "2030-11-04" } },
      on("2030-09-11"),
    );
    expect(weekdayFollowed(await calendar(), 7, "2030-11-04")).toBeNull();

    const removed = await removeDayOff(school.db, { id, version: changed.version }, on("2030-09-12"));
    expect(removed).toEqual({ id, version: 3, ...vacation("2030-10-28", "2030-11-04"), remarks: [] });
    expect(weekdayFollowed(await calendar(), 7, "2030-10-30")).toBe(3);

    expect(await eventsOf(id)).toEqual([told(1), told(2), told(3)]);
    const trail = await school.db.auditEntry.findMany({ where: { objectId: id }, orderBy: { at: "asc" } });
    expect(trail.map(({ action, details }) => [action, details])).toEqual([
      ["dayOff.added", { yearId, after: vacation("2030-10-28", "2030-11-03") }],
      [
        "dayOff.changed",
        {
          before: vacation("2030-10-28", "2030-11-03"),
          after: vacation("2030-10-28", "2030-11-04"),
        },
      ],
      ["dayOff.removed", { yearId, before: vacation("2030-10-28", "2030-11-04") }],
    ]);
  });

  test("Whoever saw an older version changes and removes nothing", async () => {
    const { id } = await addOff(vacation("2030-12-02", "2030-12-02"), "2030-09-10");
    const stale = { id, version: 9 };
    await expect(
      changeDayOff(school.db, { ...stale, changes: { name: "Другие" } }, on("2030-09-10")),
    ).rejects.toThrow(Conflict);
    await expect(removeDayOff(school.db, stale, on("2030-09-10"))).rejects.toThrow(Conflict);
    expect(await eventsOf(id)).toEqual([told(1)]);
    await removeDayOff(school.db, { id, version: 1 }, on("2030-09-10"));
    await expect(removeDayOff(school.db, { id, version: 1 }, on("2030-09-10"))).rejects.toThrow(NotFound);
  });

  test.each<[string, DayOffData, string]>([
    ["before the year", vacation("2030-09-01", "2030-09-03"), "startsOn"],
    ["after the year", vacation("2031-05-26", "2031-05-27"), "endsOn"],
    ["the wrong way round", vacation("2030-11-03", "2030-11-01"), "endsOn"],
    ["of level 0", vacation("2030-11-03", "2030-11-04", { levelFrom: 0 }), "levelFrom"],
  ])("Not %s", async (_, dayOff, field) => {
    const refusal = await addOff(dayOff, "2030-09-10").catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(BadInput);
    expect((refusal as BadInput).path).toEqual([field]);
  });

  test("Silently entered ones are told to nobody", async () => {
    const data = vacation("2031-02-03", "2031-02-04");
    const { id } = await addDayOff(school.db, { yearId, ...data }, on("2030-09-10", true));
    const event = await school.db.event.findFirstOrThrow({ where: { factId: id } });
    expect([event.silent, event.routedAt]).toEqual([true, on("2030-09-10").at]);
  });

  test("Over a Saturday that was moved on purpose lessons stay, and whoever enters them is told so", async () => {
    await move("2031-04-12", 5, "2030-09-10");
    const { remarks } = await addOff(vacation("2031-04-07", "2031-04-13"), "2030-09-10");
    expect(remarks).toEqual([
      "12.04.2031 учатся по переносу, уроки в этот день останутся. Чтобы их не было, уберите перенос.",
    ]);
    expect(weekdayFollowed(await calendar(), 7, "2031-04-12")).toBe(5);
  });
});

describe("R37: holidays are announced at least two weeks ahead", () => {
  const LATE = "это было 03.03.2031. Сообщите семьям отдельно.";
  test.each<[string, string, boolean]>([
    ["two weeks ahead to the day", "2031-03-03", false],
    ["a day later", "2031-03-04", true],
    ["when they have begun", "2031-03-20", true],
  ])("%s", async (_, day, isLate) => {
    const { id, version, remarks } = await addOff(vacation("2031-03-17", "2031-03-23"), day);
    expect(remarks.some((remark) => remark.endsWith(LATE))).toBe(isLate);
    await removeDayOff(school.db, { id, version }, on(day));
  });

  test("R30: after 15 September that is a remark of its own", async () => {
    const { id, version, remarks } = await addOff(vacation("2031-03-17", "2031-03-23"), "2030-09-16");
    expect(remarks).toEqual([
      "Дни без уроков заданы или изменены позже 15.09.2030: по регламенту это делают до этого дня.",
    ]);
    await removeDayOff(school.db, { id, version }, on("2030-09-16"));
  });

  test("Frost comes unannounced: a frost day of today is taken without a remark", async () => {
    const frost = vacation("2031-01-21", "2031-01-21", { kind: "other", name: "Мороз", levelTo: 4 });
    expect((await addOff(frost, "2031-01-21")).remarks).toEqual([]);
    expect(weekdayFollowed(await calendar(), 4, "2031-01-21")).toBeNull();
    expect(weekdayFollowed(await calendar(), 5, "2031-01-21")).toBe(2);
  });

  test("Holidays put off on short notice are late although their new days are far", async () => {
    const { id, version } = await addOff(vacation("2031-03-17", "2031-03-23"), "2030-09-10");
    const changes = { startsOn: "2031-05-05", endsOn: "2031-05-11" };
    const { remarks } = await changeDayOff(school.db, { id, version, changes }, on("2031-03-10"));
    expect(remarks.at(-1)).toContain("О каникулах с 17.03.2031 объявляют не позже чем за две недели");
  });
});

test("What is only worded anew moves no day and is never late (R37)", async () => {
  const dayOff = await addOff(vacation("2031-03-17", "2031-03-23"), "2030-09-10");
  const renamed = { ...dayOff, changes: { name: "Весенние каникулы" } };
  expect(await changeDayOff(school.db, renamed, on("2031-03-20"))).toMatchObject({ version: 2, remarks: [] });
  const moved = await move("2031-03-25", 1, "2030-09-10");
  const reworded = { ...moved, changes: { reason: "приказ № 13" } };
  expect(await changeMovedDay(school.db, reworded, on("2031-03-25"))).toMatchObject({
    version: 2,
    remarks: [],
  });
});

describe("Moved days", () => {
  test("«Вторник учится по расписанию понедельника», then as Thursday, then as itself: each is told", async () => {
    const { id, version } = await move("2030-10-01", 1, "2030-09-10");
    expect(weekdayFollowed(await calendar(), 7, "2030-10-01")).toBe(1);
    const changed = await changeMovedDay(
      school.db,
      { id, version, changes: { likeWeekday: 4 } },
      on("2030-09-11"),
    );
    expect(weekdayFollowed(await calendar(), 7, "2030-10-01")).toBe(4);
    await removeMovedDay(school.db, { id, version: changed.version }, on("2030-09-12"));
    expect(weekdayFollowed(await calendar(), 7, "2030-10-01")).toBe(2);
    expect(await eventsOf(id)).toEqual([told(1), told(2), told(3)]);
    expect((await school.db.auditEntry.findMany({ where: { objectId: id } })).length).toBe(3);
  });

  test("A day may be moved for the upper levels and again for the lower, never twice for one", async () => {
    await move("2030-10-08", 1, "2030-09-10", { levelFrom: 5 });
    await move("2030-10-08", null, "2030-09-10", { levelTo: 4 });
    await expect(move("2030-10-08", 3, "2030-09-10", { levelFrom: 4, levelTo: 6 })).rejects.toThrow(
      "08.10.2030 у 1–4 классов уже перенесён.",
    );
    expect(weekdayFollowed(await calendar(), 5, "2030-10-08")).toBe(1);
    expect(weekdayFollowed(await calendar(), 4, "2030-10-08")).toBeNull();
  });

  test.each<[string, string, number | null, string]>([
    ["a day outside the year", "2031-06-01", 1, "date"],
    ["after Saturday in a week of five days", "2030-10-15", 6, "likeWeekday"],
    ["after an eighth day", "2030-10-15", 8, "likeWeekday"],
  ])("Not %s", async (_, date, likeWeekday, field) => {
    const refusal = await move(date, likeWeekday, "2030-09-10").catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(BadInput);
    expect((refusal as BadInput).path).toEqual([field]);
  });

  test("In a closed year no day is moved, taken off or given back", async () => {
    const past = { name: "2020/2021", startsOn: "2020-09-01", endsOn: "2021-05-26", weekDays: 5 };
    const { id: pastId, version } = await createYear(school.db, past, on("2020-08-20"));
    const dayOff = await addDayOff(
      school.db,
      { yearId: pastId, ...vacation("2020-11-02", "2020-11-08") },
      on("2020-09-01"),
    );
    const moved = await moveDay(
      school.db,
      { yearId: pastId, date: "2020-10-06", likeWeekday: 1, reason: "приказ", ...ALL },
      on("2020-09-01"),
    );
    await closeYear(school.db, { id: pastId, version }, on("2021-06-01"));
    const by = on("2021-06-02");
    await expect(removeDayOff(school.db, dayOff, by)).rejects.toThrow(Closed);
    await expect(changeDayOff(school.db, { ...dayOff, changes: { name: "иначе" } }, by)).rejects.toThrow(
      Closed,
    );
    await expect(removeMovedDay(school.db, moved, by)).rejects.toThrow(Closed);
    await expect(changeMovedDay(school.db, { ...moved, changes: { reason: "иначе" } }, by)).rejects.toThrow(
      Closed,
    );
  });
});

describe("R37: a moved school day is announced at least three working days ahead", () => {
  beforeAll(async () => {
    const holiday = { date: "2030-11-04", working: false, name: "День народного единства" };
    await setWorkingDays(school.db, [holiday], on("2030-08-20"));
  });

  test.each<[string, string, string, boolean]>([
    ["on Monday for Thursday", "2030-11-11", "2030-11-14", false],
    ["on Tuesday for Thursday", "2030-11-12", "2030-11-14", true],
    ["on Tuesday for Saturday", "2030-11-12", "2030-11-16", false],
    ["on Wednesday for Saturday", "2030-11-13", "2030-11-16", true],
    ["on Friday for Tuesday: the weekend does not count", "2030-11-15", "2030-11-19", true],
    ["on Friday for Wednesday", "2030-11-15", "2030-11-20", false],
    ["over a public holiday one day more", "2030-10-31", "2030-11-05", true],
    ["over a public holiday in time", "2030-10-31", "2030-11-06", false],
    ["in the pupils' holidays, which are working days of staff", "2031-04-08", "2031-04-11", false],
    ["for a day that has passed", "2030-11-20", "2030-11-18", true],
  ])("%s", async (_, day, date, isLate) => {
    const { id, version, remarks } = await move(date, 1, day);
    expect(remarks).toEqual(
      isLate ? [expect.stringContaining("не позже чем за три рабочих дня, теперь осталось меньше")] : [],
    );
    await removeMovedDay(school.db, { id, version }, on(day));
  });

  test("Taking a move back on short notice is as late", async () => {
    const { id, version } = await move("2030-11-26", 1, "2030-11-11");
    const { remarks } = await removeMovedDay(school.db, { id, version }, on("2030-11-25"));
    expect(remarks).toHaveLength(1);
  });
});

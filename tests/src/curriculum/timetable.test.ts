import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { dateOf, isoDay } from "../../../src/clock.ts";
import { plannedLessons } from "../../../src/curriculum/planned-lessons.ts";
import { substitute } from "../../../src/curriculum/substitutions.ts";
import { createTeaching, type Teaching } from "../../../src/curriculum/teachings.ts";
import { addEntries, changeEntry, type Entry, endEntry } from "../../../src/curriculum/timetable.ts";
import { Closed, Conflict, NotFound } from "../../../src/errors.ts";
import { entry, FIRST_DAY, MONDAY, type WeekSchool, weekSchool } from "../../support/week-school.ts";

let school: WeekSchool;
let algebra: Teaching;
let physics: Teaching;

beforeAll(async () => {
  school = await weekSchool();
  const { sevenA, sevenB } = school.classes;
  algebra = await school.teach("smirnova", "algebra", { classId: sevenA });
  physics = await school.teach("tkachev", "physics", { classId: sevenB });
});
afterAll(() => school.close());
beforeEach(async () => {
  await school.db.substitution.deleteMany();
  await school.db.timetableEntry.deleteMany();
});

const NEXT_MONDAY = "2027-09-27";
const NOBODY = "00000000-0000-4000-8000-000000000000";

async function add(...entries: Parameters<typeof addEntries>[1]): Promise<Entry[]> {
  return addEntries(school.db, entries, school.by);
}

/** «1» for the first lesson of that day, by subject. */
async function dayOf(date: string): Promise<Record<string, number[]>> {
  const planned = await plannedLessons(school.db, { from: date, to: date });
  const numbers = (subjectId: string) =>
    planned.filter((lesson) => lesson.subjectId === subjectId).map(({ number }) => number);
  return { algebra: numbers(algebra.subjectId), physics: numbers(physics.subjectId) };
}

describe("A week is entered (R37)", () => {
  test("as it was sent, in one go, and every entry is in the trail", async () => {
    const sent = [entry(algebra), entry(physics, { number: 2 }), entry(algebra, { weekday: 3, number: 4 })];
    const added = await add(...sent);
    expect(added.map(({ weekday, number }) => [weekday, number])).toEqual([
      [1, 1],
      [1, 2],
      [3, 4],
    ]);
    const audited = await school.db.auditEntry.findMany({ where: { action: "entry.added" } });
    expect(audited.map(({ objectId }) => objectId)).toEqual(
      expect.arrayContaining(added.map(({ id }) => id)),
    );
  });

  test.each<[string, Partial<Parameters<typeof entry>[1]> & object, string]>([
    ["a teaching that is not there", { teachingId: NOBODY }, "teachingId"],
    ["a room that is not there", { roomId: NOBODY }, "roomId"],
    ["a Saturday in a week of five days", { weekday: 6 }, "weekday"],
    ["a number that no bell rings for", { number: 7 }, "number"],
    ["a day before the teaching begins", { from: "2027-08-30" }, "from"],
  ])("all or nothing: not with %s", async (_, wrong, field) => {
    const refused = add(entry(algebra), entry(physics, { number: 2, ...wrong }));
    await expect(refused).rejects.toMatchObject({ name: "BadInput", path: ["entries", 1, field] });
    expect(await school.db.timetableEntry.count()).toBe(0);
  });

  test("not with an end before its beginning, nor into a closed year", async () => {
    const { db, yearId } = school;
    await expect(add(entry(algebra, { from: MONDAY, to: "2027-09-19" }))).rejects.toMatchObject({
      name: "BadInput",
      path: ["entries", 0, "to"],
    });
    await db.schoolYear.update({ where: { id: yearId }, data: { closedAt: new Date() } });
    await expect(add(entry(algebra))).rejects.toThrow(Closed);
    await db.schoolYear.update({ where: { id: yearId }, data: { closedAt: null } });
  });

  test("once, when two deputies enter the same hour at the same moment", async () => {
    const both = await Promise.allSettled([add(entry(algebra)), add(entry(algebra))]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await school.db.timetableEntry.count()).toBe(1);
  });
});

describe("An entry is moved from a day on", () => {
  test("and its past stays", async () => {
    const [{ id, version } = { id: "", version: 0 }] = await add(entry(algebra));
    const next = await changeEntry(school.db, { id, version, from: NEXT_MONDAY, number: 5 }, school.by);
    expect(next.id).not.toBe(id);
    const old = await school.db.timetableEntry.findUniqueOrThrow({ where: { id } });
    expect([isoDay(old.to!), isoDay(next.from)]).toEqual(["2027-09-26", NEXT_MONDAY]);
    expect(await dayOf(MONDAY)).toMatchObject({ algebra: [1] });
    expect(await dayOf(NEXT_MONDAY)).toMatchObject({ algebra: [5] });
  });

  test("to another teacher of the class, when the old teaching ends", async () => {
    const { db, by, cast, classes } = school;
    const { teacherId: _, ...same } = algebra;
    const [{ id, version } = { id: "", version: 0 }] = await add(entry(algebra));
    const next = await createTeaching(
      db,
      { ...same, classId: classes.sevenA, teacherId: cast.chernov.id, from: NEXT_MONDAY, to: null },
      by,
    );
    await changeEntry(db, { id, version, from: NEXT_MONDAY, teachingId: next.id }, by);
    const planned = await plannedLessons(db, { from: MONDAY, to: NEXT_MONDAY });
    expect(planned.map(({ teacherId }) => teacherId)).toEqual([cast.smirnova.id, cast.chernov.id]);
  });

  test("itself, when it has not begun by then", async () => {
    const [{ id, version } = { id: "", version: 0 }] = await add(entry(algebra, { from: NEXT_MONDAY }));
    const same = await changeEntry(school.db, { id, version, from: MONDAY, weekday: 2 }, school.by);
    expect(same).toMatchObject({ id, version: 2, weekday: 2, from: dateOf(NEXT_MONDAY) });
  });

  test("with the substitutions of its coming days", async () => {
    const { db, by, cast } = school;
    const [{ id, version } = { id: "", version: 0 }] = await add(entry(algebra));
    const wanted = { entryId: id, substituteId: cast.chernov.id, roomId: null, cancelled: false };
    const other = { reason: "больничный", doubles: false };
    await substitute(db, { ...wanted, ...other, date: MONDAY }, by);
    await substitute(db, { ...wanted, ...other, date: "2027-10-04" }, by);
    await changeEntry(db, { id, version, from: NEXT_MONDAY, number: 2 }, by);
    const planned = await plannedLessons(db, { from: MONDAY, to: "2027-10-04" });
    expect(planned.map(({ date, teacherId }) => [date, teacherId])).toEqual([
      [MONDAY, cast.chernov.id],
      [NEXT_MONDAY, cast.smirnova.id],
      ["2027-10-04", cast.chernov.id],
    ]);
  });

  test("not over another lesson, and then nothing is changed", async () => {
    const { db, by, rooms } = school;
    const [first, second] = await add(
      entry(algebra, { roomId: rooms.r12 }),
      entry(physics, { number: 2, roomId: rooms.r12 }),
    );
    const change = { id: second!.id, version: 1, from: NEXT_MONDAY, number: 1 };
    const refused = changeEntry(db, change, by);
    await expect(refused).rejects.toThrow("понедельник, 1-й урок: кабинет 12 занят");
    await expect(refused).rejects.toMatchObject({ current: { entryIds: [first!.id] } });
    expect(await dayOf(NEXT_MONDAY)).toEqual({ algebra: [1], physics: [2] });
    await changeEntry(db, { ...change, roomId: rooms.r14 }, by);
    expect(await dayOf(NEXT_MONDAY)).toEqual({ algebra: [1], physics: [1] });
  });

  test("not in the past, not past its end, not from an old version", async () => {
    const { db, by } = school;
    const [{ id } = { id: "" }] = await add(entry(algebra, { to: NEXT_MONDAY }));
    const change = { id, version: 1, number: 2 };
    await expect(changeEntry(db, { ...change, from: "2027-09-19" }, by)).rejects.toThrow(
      "не раньше сегодняшнего, 20.09.2027",
    );
    await expect(changeEntry(db, { ...change, from: "2027-09-28" }, by)).rejects.toThrow(Closed);
    await expect(changeEntry(db, { ...change, from: MONDAY, version: 7 }, by)).rejects.toThrow(Conflict);
    await expect(changeEntry(db, { ...change, from: MONDAY, number: 9 }, by)).rejects.toMatchObject({
      path: ["number"],
    });
    await expect(changeEntry(db, { ...change, id: NOBODY, from: MONDAY }, by)).rejects.toThrow(NotFound);
  });
});

describe("An entry ends", () => {
  test("and was there until then", async () => {
    const { db, by } = school;
    const [{ id, version } = { id: "", version: 0 }] = await add(entry(algebra));
    await expect(endEntry(db, { id, version, from: "2027-09-19" }, by)).rejects.toThrow(Closed);
    await endEntry(db, { id, version, from: NEXT_MONDAY }, by);
    expect([await dayOf(MONDAY), await dayOf(NEXT_MONDAY)]).toMatchObject([
      { algebra: [1] },
      { algebra: [] },
    ]);
  });

  test("before it has begun: then it never was", async () => {
    const { db, by } = school;
    const [{ id, version } = { id: "", version: 0 }] = await add(entry(algebra, { from: NEXT_MONDAY }));
    await endEntry(db, { id, version, from: MONDAY }, by);
    expect(await dayOf(NEXT_MONDAY)).toMatchObject({ algebra: [] });
    await expect(add(entry(algebra, { from: FIRST_DAY }))).resolves.toHaveLength(1);
  });
});

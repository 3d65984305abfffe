import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { standingsOf } from "../../../src/access/standing.ts";
import { dateOf } from "../../../src/clock.ts";
import { plannedLessons } from "../../../src/curriculum/planned-lessons.ts";
import {
  type NewSubstitution,
  substitute,
  withdrawSubstitution,
} from "../../../src/curriculum/substitutions.ts";
import type { Teaching } from "../../../src/curriculum/teachings.ts";
import { addEntries } from "../../../src/curriculum/timetable.ts";
import { BadInput, Closed, Conflict, NotFound } from "../../../src/errors.ts";
import { holdLessons } from "../../../src/lessons/holding.ts";
import { entry, MONDAY, type WeekSchool, weekSchool } from "../../support/week-school.ts";

let school: WeekSchool;
let algebra: string;
let physics: string;

beforeAll(async () => {
  school = await weekSchool();
  const { sevenA, sevenB } = school.classes;
  const teach = async (teaching: Promise<Teaching>, roomId: string) => {
    const [added] = await addEntries(school.db, [entry(await teaching, { roomId })], school.by);
    return added!.id;
  };
  algebra = await teach(school.teach("smirnova", "algebra", { classId: sevenA }), school.rooms.r12);
  physics = await teach(school.teach("tkachev", "physics", { classId: sevenB }), school.rooms.r14);
});
afterAll(() => school.close());
beforeEach(async () => {
  await school.db.substitution.deleteMany();
  await school.db.lesson.deleteMany({ where: { entryId: { not: null } } });
});

const NEXT_MONDAY = "2027-09-27";

const wanted = (other: Partial<NewSubstitution>): NewSubstitution => ({
  entryId: algebra,
  date: MONDAY,
  substituteId: null,
  roomId: null,
  cancelled: false,
  reason: "больничный",
  doubles: false,
  ...other,
});
const set = (other: Partial<NewSubstitution>) => substitute(school.db, wanted(other), school.by);
const hold = () => holdLessons(school.db, { from: MONDAY, to: MONDAY }, school.by);
const lessonOf = (entryId: string) =>
  school.db.lesson.findUniqueOrThrow({ where: { entryId_date: { entryId, date: dateOf(MONDAY) } } });

async function eventsOf(factId: string) {
  const events = await school.db.event.findMany({ where: { factId }, orderBy: { factVersion: "asc" } });
  return events.map(({ kind, factVersion, pupilId }) => [kind, factVersion, pupilId]);
}

describe("R12: a substitute", () => {
  test("holds the lesson of that date and may open it; of the week after not", async () => {
    const { db, cast } = school;
    await set({ substituteId: cast.chernov.id });
    await holdLessons(db, { from: MONDAY, to: NEXT_MONDAY }, school.by);
    const lessons = await db.lesson.findMany({ where: { entryId: algebra }, orderBy: { date: "asc" } });
    const standings = await Promise.all(
      lessons.map(({ id, date }) => standingsOf(db, cast.chernov.id, { about: { lesson: id }, day: date })),
    );
    expect(standings.map((one) => one.has("subjectTeacher"))).toEqual([true, false]);
  });

  test("takes over a lesson that is there already, whatever was written about it", async () => {
    const { db, cast } = school;
    await hold();
    const { id } = await lessonOf(algebra);
    await db.lesson.update({ where: { id }, data: { topic: "Многочлены" } });
    const { version } = await set({ substituteId: cast.chernov.id, roomId: null });
    expect(await lessonOf(algebra)).toMatchObject({ id, teacherId: cast.chernov.id, topic: "Многочлены" });
    await withdrawSubstitution(db, { entryId: algebra, date: MONDAY, version }, school.by);
    expect(await lessonOf(algebra)).toMatchObject({ id, teacherId: cast.smirnova.id });
  });

  test("is a member of staff: a mother is not", async () => {
    const refused = set({ substituteId: school.cast.annaMother.id });
    await expect(refused).rejects.toMatchObject({ name: "BadInput", path: ["substituteId"] });
  });

  test("holds no other lesson at that time, unless two groups are joined", async () => {
    const { cast } = school;
    const refused = set({ substituteId: cast.tkachev.id });
    await expect(refused).rejects.toThrow("У этого учителя в это время другой урок");
    await expect(refused).rejects.toMatchObject({ current: { entryIds: [physics] } });
    await expect(set({ substituteId: cast.tkachev.id, doubles: true })).resolves.toMatchObject({
      version: 1,
    });
  });

  test("is not free for a second lesson then, and is when the own one falls out", async () => {
    const { cast } = school;
    await set({ substituteId: cast.chernov.id });
    await expect(set({ entryId: physics, substituteId: cast.chernov.id })).rejects.toThrow(Conflict);
    await set({ entryId: physics, cancelled: true });
    await expect(set({ version: 1, substituteId: cast.tkachev.id })).resolves.toMatchObject({ version: 2 });
  });

  test("is given to one lesson, when two deputies ask for the same one at the same moment", async () => {
    const substituteId = school.cast.chernov.id;
    const both = await Promise.allSettled([set({ substituteId }), set({ entryId: physics, substituteId })]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("is not called away by a lesson that comes back: Ткачёв took another one meanwhile", async () => {
    const { cast, db, by } = school;
    await set({ entryId: physics, cancelled: true });
    await set({ substituteId: cast.tkachev.id });
    const back = { entryId: physics, date: MONDAY, version: 1 };
    await expect(withdrawSubstitution(db, back, by)).rejects.toMatchObject({
      current: { entryIds: [algebra] },
    });
    await withdrawSubstitution(db, { ...back, entryId: algebra }, by);
    await expect(withdrawSubstitution(db, back, by)).resolves.toMatchObject({ version: 2 });
  });

  test("is not who teaches it anyway", async () => {
    await expect(set({ substituteId: school.cast.smirnova.id })).rejects.toThrow("и так ведёт урок");
  });
});

describe("R12: a substitution", () => {
  test("may be another room, if it is free", async () => {
    const { rooms, db } = school;
    await expect(set({ roomId: rooms.r14 })).rejects.toThrow("Этот кабинет в это время занят");
    const gym = await db.room.create({ data: { name: "спортзал" } });
    await hold();
    await set({ roomId: gym.id });
    expect(await lessonOf(algebra)).toMatchObject({ roomId: gym.id, teacherId: school.cast.smirnova.id });
  });

  test("may say that the lesson falls out, and why", async () => {
    await hold();
    const { version } = await set({ cancelled: true, reason: "карантин" });
    expect(await lessonOf(algebra)).toMatchObject({ cancelledFor: "карантин" });
    await withdrawSubstitution(school.db, { entryId: algebra, date: MONDAY, version }, school.by);
    expect(await lessonOf(algebra)).toMatchObject({ cancelledFor: null });
  });

  test("does not cancel a lesson that the journal already tells of", async () => {
    await hold();
    const { id } = await lessonOf(algebra);
    await school.db.lesson.update({ where: { id }, data: { rollTakenAt: new Date() } });
    await expect(set({ cancelled: true })).rejects.toThrow(Closed);
    expect(await school.db.substitution.count()).toBe(0);
  });

  test("changes something, and not two things that exclude each other", async () => {
    await expect(set({})).rejects.toThrow(BadInput);
    await expect(set({ cancelled: true, substituteId: school.cast.chernov.id })).rejects.toThrow(BadInput);
  });

  test("is of a day that is not over, on which the timetable has the lesson", async () => {
    const substituteId = school.cast.chernov.id;
    await expect(set({ substituteId, date: "2027-09-13" })).rejects.toThrow(Closed);
    await expect(set({ substituteId, date: "2027-09-21" })).rejects.toThrow(NotFound);
    await expect(
      withdrawSubstitution(school.db, { entryId: algebra, date: "2027-09-13", version: 1 }, school.by),
    ).rejects.toThrow(Closed);
  });
});

describe("What was told", () => {
  test("is one event a version; the same again is none", async () => {
    const { cast, db, by } = school;
    const { id } = await set({ substituteId: cast.chernov.id });
    await set({ substituteId: cast.chernov.id });
    await set({ version: 1, cancelled: true });
    await withdrawSubstitution(db, { entryId: algebra, date: MONDAY, version: 2 }, by);
    expect(await eventsOf(id)).toEqual([
      ["timetable.changed", 1, null],
      ["timetable.changed", 2, null],
      ["timetable.changed", 3, null],
    ]);
    const audited = await db.auditEntry.findMany({ where: { objectId: id }, orderBy: { at: "asc" } });
    expect(audited.map(({ action }) => action)).toEqual([
      "substitution.set",
      "substitution.set",
      "substitution.withdrawn",
    ]);
  });

  test("is not overwritten unseen; after a withdrawal it begins again", async () => {
    const { cast, db, by } = school;
    const { version } = await set({ substituteId: cast.chernov.id });
    await expect(set({ cancelled: true })).rejects.toThrow("замена уже есть");
    await expect(set({ cancelled: true, version: 7 })).rejects.toThrow(Conflict);
    await withdrawSubstitution(db, { entryId: algebra, date: MONDAY, version }, by);
    await expect(
      withdrawSubstitution(db, { entryId: algebra, date: MONDAY, version: 2 }, by),
    ).rejects.toThrow(NotFound);
    await expect(set({ cancelled: true })).resolves.toMatchObject({ version: 3 });
  });

  test("stands in the teachers' own plans of the day", async () => {
    const { cast, db } = school;
    await set({ substituteId: cast.chernov.id });
    const planOf = (teacherId: string) => plannedLessons(db, { from: MONDAY, to: MONDAY, teacherId });
    expect(await planOf(cast.smirnova.id)).toEqual([]);
    const [lesson] = await planOf(cast.chernov.id);
    expect(lesson).toMatchObject({
      entryId: algebra,
      usual: { teacherId: cast.smirnova.id, roomId: school.rooms.r12 },
      substitution: { substituteId: cast.chernov.id, reason: "больничный" },
    });
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { dateOf, isoDay } from "../../../src/clock.ts";
import { substitute } from "../../../src/curriculum/substitutions.ts";
import type { Teaching } from "../../../src/curriculum/teachings.ts";
import { addEntries, changeEntry, type Entry, endEntry } from "../../../src/curriculum/timetable.ts";
import type { Prisma } from "../../../src/db.ts";
import { holdLessons } from "../../../src/lessons/holding.ts";
import { entry, MONDAY, type WeekSchool, weekSchool } from "../../support/week-school.ts";

let school: WeekSchool;
let algebra: Teaching;
let physics: Teaching;
let english: Teaching;

beforeAll(async () => {
  school = await weekSchool();
  const { sevenA } = school.classes;
  algebra = await school.teach("smirnova", "algebra", { classId: sevenA });
  physics = await school.teach("tkachev", "physics", { classId: sevenA });
  const subgroup = await school.subgroup("english", "первая", ["anna", "darya"]);
  english = await school.teach("belyaeva", "english", { subgroupId: subgroup });
});
afterAll(() => school.close());
beforeEach(async () => {
  const { db } = school;
  const ours = { date: { gte: dateOf("2027-09-01") } };
  await db.mark.deleteMany();
  await db.work.deleteMany({ where: { lesson: ours } });
  await db.individualTask.deleteMany();
  await db.absence.deleteMany();
  await db.lesson.deleteMany({ where: ours });
  await db.substitution.deleteMany();
  await db.timetableEntry.deleteMany();
  await db.dayOff.deleteMany();
});

const FRIDAY = "2027-09-24";
const hold = (from = MONDAY, to = from) => holdLessons(school.db, { from, to }, school.by);
const add = async (...entries: Parameters<typeof addEntries>[1]): Promise<Entry[]> =>
  addEntries(school.db, entries, school.by);

/** The lessons of Monday, in their order; those that fall out are in brackets. */
async function monday(): Promise<string[]> {
  const lessons = await school.db.lesson.findMany({
    where: { date: dateOf(MONDAY) },
    include: { subject: true },
    orderBy: [{ number: "asc" }, { cancelledFor: { sort: "asc", nulls: "first" } }],
  });
  return lessons.map(({ number, subject, cancelledFor }) =>
    cancelledFor === null ? `${number} ${subject.name}` : `(${number} ${subject.name})`,
  );
}

const NOTHING = { made: 0, moved: 0 };

describe("The lessons of a week are made", () => {
  test("each once, with teacher, room and time", async () => {
    const { db, rooms, classes, cast } = school;
    const [first] = await add(
      entry(algebra, { roomId: rooms.r12 }),
      entry(algebra, { weekday: 5, number: 2 }),
      entry(english, { weekday: 3 }),
    );
    expect(await hold(MONDAY, FRIDAY)).toEqual({ made: 3, moved: 0 });
    expect(await db.lesson.findFirst({ where: { entryId: first!.id } })).toMatchObject({
      classId: classes.sevenA,
      teacherId: cast.smirnova.id,
      roomId: rooms.r12,
      number: 1,
      startsAt: new Date("2027-09-20T01:00:00Z"),
      endsAt: new Date("2027-09-20T01:40:00Z"),
      cancelledFor: null,
      topic: null,
    });
  });

  test("and doing it again does nothing, even when two do it at once", async () => {
    await add(entry(algebra), entry(english, { number: 2 }));
    const both = await Promise.all([hold(MONDAY, FRIDAY), hold(MONDAY, FRIDAY)]);
    expect(both.map(({ made }) => made).sort()).toEqual([0, 2]);
    const audits = await school.db.auditEntry.count({ where: { action: "lessons.held" } });
    expect(await hold(MONDAY, FRIDAY)).toEqual(NOTHING);
    expect(await school.db.auditEntry.count({ where: { action: "lessons.held" } })).toBe(audits);
    expect(await monday()).toEqual(["1 алгебра", "2 английский язык"]);
  });

  test("one of a subgroup is for its pupils of both classes: Анна of 7А and Дарья of 7Б", async () => {
    const { db, cast, classes } = school;
    await add(entry(english));
    await hold();
    const { id } = await db.lesson.findFirstOrThrow({ where: { subgroupId: english.subgroupId } });
    const pupils = await db.$queryRaw<{ pupilId: string; classId: string }[]>`
      select "pupilId", "classId" from lesson_pupil where "lessonId" = ${id}::uuid order by "classId" = ${classes.sevenB}::uuid`;
    expect(pupils).toEqual([
      { pupilId: cast.anna.id, classId: classes.sevenA },
      { pupilId: cast.darya.id, classId: classes.sevenB },
    ]);
  });

  test("with what the substitutions of the day say (R12)", async () => {
    const { db, by, cast } = school;
    const [first, second] = await add(entry(algebra), entry(physics, { number: 2 }));
    const other = { date: MONDAY, roomId: null, reason: "больничный", doubles: false };
    await substitute(
      db,
      { ...other, entryId: first!.id, substituteId: cast.chernov.id, cancelled: false },
      by,
    );
    await substitute(db, { ...other, entryId: second!.id, substituteId: null, cancelled: true }, by);
    await hold();
    const lessons = await db.lesson.findMany({ where: { date: dateOf(MONDAY) }, orderBy: { number: "asc" } });
    expect(lessons).toMatchObject([
      { teacherId: cast.chernov.id, cancelledFor: null },
      { teacherId: cast.tkachev.id, cancelledFor: "больничный" },
    ]);
  });

  test("takes in a lesson that is there at that place already", async () => {
    const { db, cast, classes } = school;
    const at = dateOf(MONDAY);
    const known = await db.lesson.create({
      data: {
        classId: classes.sevenA,
        subjectId: cast.subjects.algebra.id,
        teacherId: cast.smirnova.id,
        date: at,
        number: 1,
        startsAt: at,
        endsAt: at,
        topic: "Многочлены",
      },
    });
    const [added] = await add(entry(algebra));
    expect(await hold()).toEqual({ made: 0, moved: 1 });
    const now = await db.lesson.findUniqueOrThrow({ where: { id: known.id } });
    expect(now).toMatchObject({ entryId: added!.id, topic: "Многочлены", startsAt: at });
  });
});

describe("A lesson that nothing was written about follows the timetable (R37)", () => {
  test("to another number, room and time", async () => {
    const { db, by, rooms } = school;
    const [{ id, version } = { id: "", version: 0 }] = await add(entry(algebra));
    await hold();
    const before = await db.lesson.findFirstOrThrow({ where: { entryId: id } });
    await changeEntry(db, { id, version, from: MONDAY, number: 4, roomId: rooms.r14 }, by);
    expect(await hold()).toEqual({ made: 0, moved: 1 });
    expect(await db.lesson.findUniqueOrThrow({ where: { id: before.id } })).toMatchObject({
      number: 4,
      roomId: rooms.r14,
      startsAt: new Date("2027-09-20T03:30:00Z"),
      version: before.version,
    });
  });

  test("also when two lessons of one subject change places", async () => {
    const { db } = school;
    const [first, second] = await add(entry(algebra), entry(algebra, { number: 2 }));
    await hold();
    const numberOf = { [first!.id]: 2, [second!.id]: 1 };
    for (const [id, number] of Object.entries(numberOf))
      await db.timetableEntry.update({ where: { id }, data: { number } });
    await hold();
    const lessons = await db.lesson.findMany({ where: { date: dateOf(MONDAY) } });
    expect(Object.fromEntries(lessons.map(({ entryId, number }) => [entryId, number]))).toEqual(numberOf);
    expect(await hold()).toEqual(NOTHING);
  });

  test("also when one takes the place that another one of its subject leaves", async () => {
    const { db } = school;
    const [first, second] = await add(entry(algebra), entry(algebra, { number: 2 }));
    await hold();
    await db.timetableEntry.update({ where: { id: first!.id }, data: { to: dateOf("2027-09-19") } });
    await db.timetableEntry.update({ where: { id: second!.id }, data: { number: 1 } });
    await hold();
    expect(await monday()).toEqual(["1 алгебра", "(2 алгебра)"]);
    expect(await hold()).toEqual(NOTHING);
  });

  test("and falls out with its entry; it comes back with it", async () => {
    const { db, by } = school;
    const [first] = await add(entry(algebra), entry(physics, { number: 2 }));
    await hold();
    await endEntry(db, { id: first!.id, version: 1, from: MONDAY }, by);
    expect(await hold()).toEqual({ made: 0, moved: 1 });
    expect(await monday()).toEqual(["(1 алгебра)", "2 физика"]);
    expect(await hold()).toEqual(NOTHING);
    await add(entry(algebra, { from: MONDAY }));
    await hold();
    expect(await monday()).toEqual(["1 алгебра", "2 физика"]);
  });

  test("and with a day off that was entered late", async () => {
    const { db, yearId } = school;
    await add(entry(algebra));
    await hold();
    const day = dateOf(MONDAY);
    await db.dayOff.create({ data: { yearId, kind: "other", name: "мороз", startsOn: day, endsOn: day } });
    await hold();
    expect(await monday()).toEqual(["(1 алгебра)"]);
  });
});

describe("A lesson with content keeps what it was", () => {
  const content: [string, (lessonId: string) => Promise<unknown>][] = [
    ["a topic", (id) => update(id, { topic: "Многочлены" })],
    ["homework", (id) => update(id, { homework: "§ 23" })],
    ["the word that there is none", (id) => update(id, { noHomework: true })],
    ["a roll", (id) => update(id, { rollTakenAt: new Date() })],
    ["a work", (lessonId) => school.db.work.create({ data: { lessonId, kindCode: "answer" } })],
    [
      "a task for one pupil",
      (lessonId) =>
        school.db.individualTask.create({ data: { lessonId, pupilId: school.cast.anna.id, text: "№ 5" } }),
    ],
    [
      "an absence",
      (lessonId) =>
        school.db.absence.create({
          data: { lessonId, pupilId: school.cast.anna.id, kind: "absent", setAt: new Date() },
        }),
    ],
  ];
  const update = (id: string, data: Prisma.LessonUpdateInput) =>
    school.db.lesson.update({ where: { id }, data });

  test.each(content)("%s", async (_, write) => {
    const { db, by } = school;
    const [first, second] = await add(entry(algebra), entry(physics, { number: 2 }));
    await hold();
    for (const { id } of await db.lesson.findMany({ where: { date: dateOf(MONDAY) } })) await write(id);
    await changeEntry(db, { id: first!.id, version: 1, from: MONDAY, number: 5 }, by);
    await endEntry(db, { id: second!.id, version: 1, from: MONDAY }, by);
    expect(await hold()).toEqual(NOTHING);
    expect(await monday()).toEqual(["1 алгебра", "2 физика"]);
  });

  test("and another lesson of the subject may come beside it", async () => {
    const { db, by } = school;
    const [first] = await add(entry(algebra));
    await hold();
    const { id } = await db.lesson.findFirstOrThrow({ where: { entryId: first!.id } });
    await update(id, { topic: "Многочлены" });
    await endEntry(db, { id: first!.id, version: 1, from: MONDAY }, by);
    await add(entry(algebra, { number: 3 }));
    expect(await hold()).toEqual({ made: 1, moved: 0 });
    expect(await monday()).toEqual(["1 алгебра", "3 алгебра"]);
  });
});

test("The week before stays as it was held, whatever changes today", async () => {
  const { db, by } = school;
  const [{ id, version } = { id: "", version: 0 }] = await add(entry(algebra));
  await hold("2027-09-13", MONDAY);
  await changeEntry(db, { id, version, from: MONDAY, number: 3 }, by);
  await hold("2027-09-13", MONDAY);
  const lessons = await db.lesson.findMany({
    where: { subjectId: algebra.subjectId, date: { gte: dateOf("2027-09-13") } },
    orderBy: { date: "asc" },
  });
  expect(lessons.map(({ date, number }) => [isoDay(date), number])).toEqual([
    ["2027-09-13", 1],
    [MONDAY, 3],
  ]);
});

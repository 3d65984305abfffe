import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dateOf } from "../../../src/clock.ts";
import type { Teaching } from "../../../src/curriculum/teachings.ts";
import { addEntries, type NewEntry } from "../../../src/curriculum/timetable.ts";
import { Conflict } from "../../../src/errors.ts";
import { entry, FIRST_DAY, type WeekSchool, weekSchool } from "../../support/week-school.ts";

let school: WeekSchool;
let teachings: Record<
  "algebraA" | "algebraB" | "physicsA" | "physicsB" | "english1" | "english2" | "computers",
  Teaching
>;

beforeAll(async () => {
  school = await weekSchool();
  const { sevenA, sevenB } = school.classes;
  const [first, second] = [
    await school.subgroup("english", "первая", ["anna", "darya"]),
    await school.subgroup("english", "вторая", ["egor", "kirill"]),
  ];
  const computers = await school.subgroup("informatics", "первая", ["egor", "vera"]);
  teachings = {
    algebraA: await school.teach("smirnova", "algebra", { classId: sevenA }),
    algebraB: await school.teach("smirnova", "algebra", { classId: sevenB }),
    physicsA: await school.teach("tkachev", "physics", { classId: sevenA }),
    physicsB: await school.teach("tkachev", "physics", { classId: sevenB }),
    english1: await school.teach("belyaeva", "english", { subgroupId: first }),
    english2: await school.teach("drozdova", "english", { subgroupId: second }),
    computers: await school.teach("chernov", "informatics", { subgroupId: computers }),
  };
});
afterAll(() => school.close());

type Key = keyof typeof teachings;
const NEXT_TERM = "2027-11-08";

/** Enters the first and then tries the second; whatever was entered is gone afterwards. */
async function tryAfter(
  [first, ofFirst]: [Key, Partial<NewEntry>],
  [second, ofSecond]: [Key, Partial<NewEntry>],
): Promise<{ conflict: Conflict | null; firstId: string }> {
  const { db, by } = school;
  await db.timetableEntry.deleteMany();
  const [{ id: firstId } = { id: "" }] = await addEntries(db, [entry(teachings[first], ofFirst)], by);
  try {
    await addEntries(db, [entry(teachings[second], ofSecond)], by);
    return { conflict: null, firstId };
  } catch (error) {
    if (error instanceof Conflict) return { conflict: error, firstId };
    throw error;
  }
}

describe("At the same lesson of the week", () => {
  test.each<[string, Key, Key, string]>([
    ["Смирнова does not teach two classes", "algebraA", "algebraB", "этот учитель уже ведёт другой урок"],
    ["7А does not have two lessons", "algebraA", "physicsA", "у 7А уже есть урок"],
    ["a class has none beside a subgroup of it", "algebraA", "english1", "у 7А уже есть урок"],
    ["nor a subgroup beside the class", "english1", "physicsB", "у 7Б уже есть урок"],
    ["two subgroups that share Егор do not meet", "english2", "computers", "у одних и тех же учеников"],
    ["nor does a subgroup twice", "english1", "english1", "у одних и тех же учеников"],
  ])("%s (R37)", async (_, first, second, words) => {
    const { conflict, firstId } = await tryAfter([first, {}], [second, {}]);
    expect(conflict?.message).toContain("понедельник, 1-й урок");
    expect(conflict?.message).toContain(words);
    expect(conflict?.current).toMatchObject({ entryIds: [firstId] });
  });

  test.each<[string, Key, Key]>([
    ["parallel subgroups of one class are the normal case", "english1", "english2"],
    ["subgroups of two subjects that share nobody, too", "english1", "computers"],
    ["two classes with a teacher each, of course", "algebraA", "physicsB"],
  ])("%s", async (_, first, second) => {
    expect((await tryAfter([first, {}], [second, {}])).conflict).toBeNull();
  });

  test("a room takes one lesson, and the sentence names it (R37)", async () => {
    const { r12, r14 } = school.rooms;
    const taken = await tryAfter(["algebraA", { roomId: r12 }], ["physicsB", { roomId: r12 }]);
    expect(taken.conflict?.message).toContain("кабинет 12 занят другим уроком");
    const free = await tryAfter(["algebraA", { roomId: r12 }], ["physicsB", { roomId: r14 }]);
    expect(free.conflict).toBeNull();
  });

  test("everything that clashes is counted, and no name of a person is said", async () => {
    const roomId = school.rooms.r12;
    const { conflict } = await tryAfter(["algebraA", { roomId }], ["algebraA", { roomId }]);
    expect(conflict?.message).toContain("Всего накладок: 3.");
    expect(conflict?.message).not.toMatch(/Смирнов/);
  });
});

describe("Nothing clashes", () => {
  test.each<[string, Partial<NewEntry>, Partial<NewEntry>]>([
    ["on two weekdays", { weekday: 1 }, { weekday: 2 }],
    ["at two lessons of the day", { number: 1 }, { number: 2 }],
    ["in terms that do not meet", { to: "2027-11-07" }, { from: NEXT_TERM }],
  ])("%s", async (_, ofFirst, ofSecond) => {
    expect((await tryAfter(["algebraA", ofFirst], ["algebraB", ofSecond])).conflict).toBeNull();
  });

  test("with an entry that ended before it began", async () => {
    const { db, by } = school;
    await db.timetableEntry.deleteMany();
    const never = { from: dateOf(NEXT_TERM), to: dateOf("2027-11-07") };
    await db.timetableEntry.create({ data: { ...entry(teachings.algebraA), ...never } });
    await expect(addEntries(db, [entry(teachings.algebraB)], by)).resolves.toHaveLength(1);
  });

  test("with an open entry of a school year that is over", async () => {
    const { db, cast, by } = school;
    const old = await db.teaching.findFirstOrThrow({
      where: { teacherId: cast.smirnova.id, classId: cast.classes.sevenA.id },
    });
    await db.timetableEntry.deleteMany();
    await db.timetableEntry.create({
      data: { teachingId: old.id, weekday: 1, number: 1, from: cast.year.startsOn },
    });
    await expect(addEntries(db, [entry(teachings.algebraA)], by)).resolves.toHaveLength(1);
  });

  test("with lessons of a teaching that has ended", async () => {
    const { db, by } = school;
    await db.timetableEntry.deleteMany();
    await addEntries(db, [entry(teachings.physicsA)], by);
    await db.teaching.update({
      where: { id: teachings.physicsA.id },
      data: { to: new Date("2027-09-10") },
    });
    const later = entry(teachings.algebraA, { from: "2027-09-11" });
    await expect(addEntries(db, [later], by)).resolves.toHaveLength(1);
    await db.teaching.update({ where: { id: teachings.physicsA.id }, data: { to: null } });
  });
});

test("On the last day of one and the first of the other they do meet", async () => {
  const until = await tryAfter(["algebraA", { to: NEXT_TERM }], ["algebraB", { from: NEXT_TERM }]);
  expect(until.conflict?.message).toContain("учитель");
});

test("Subgroups that shared Егор only in September may meet from October on", async () => {
  const { db, cast } = school;
  await db.subgroupMember.updateMany({
    where: { pupilId: cast.egor.id, subgroup: { subjectId: cast.subjects.informatics.id } },
    data: { to: new Date("2027-09-30") },
  });
  expect((await tryAfter(["english2", {}], ["computers", {}])).conflict).not.toBeNull();
  const october = { from: "2027-10-01" };
  expect((await tryAfter(["english2", october], ["computers", october])).conflict).toBeNull();
});

test("A pupil who has left the school stands in nobody's way", async () => {
  const { db, cast, classes } = school;
  const pupil = { pupilId: cast.egor.id, classId: classes.sevenA };
  await db.subgroupMember.updateMany({ where: { pupilId: cast.egor.id }, data: { to: null } });
  expect((await tryAfter(["english2", {}], ["computers", {}])).conflict).not.toBeNull();
  await db.enrolment.updateMany({ where: pupil, data: { to: dateOf("2027-09-30") } });
  const october = { from: "2027-10-01" };
  expect((await tryAfter(["english2", october], ["computers", october])).conflict).toBeNull();
});

test("What clashes within one week that is sent is said by its places in it", async () => {
  const { db, by } = school;
  await db.timetableEntry.deleteMany();
  const week = [
    entry(teachings.physicsA, { number: 2 }),
    entry(teachings.algebraA),
    entry(teachings.algebraB, { from: FIRST_DAY }),
  ];
  const refused = await addEntries(db, week, by).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Conflict);
  expect((refused as Conflict).current).toEqual({
    entryIds: [],
    clashes: [{ what: "teacher", weekday: 1, number: 1, item: 1, otherItem: 2 }],
  });
  expect(await db.timetableEntry.count()).toBe(0);
});

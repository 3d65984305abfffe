import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { setClock } from "../../../src/clock.ts";
import { type Entry, readWorkOrder, writeEntry } from "../../../src/entries/entries.ts";
import { Closed, ConfirmFirst, Conflict } from "../../../src/errors.ts";
import { recordLesson } from "../../../src/lessons/lessons.ts";
import { readClassLists } from "../../../src/lessons/roster.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

const TUESDAY = new Date("2026-11-24T05:00:00Z");

let school: TestSchool;

beforeAll(async () => {
  setClock(TUESDAY);
  school = await castSchool({ now: TUESDAY });
});
afterAll(async () => {
  setClock(null);
  await school.close();
});
beforeEach(async () => {
  const { db, today } = school;
  setClock(TUESDAY);
  await db.$executeRaw`truncate "Mark", "Absence", "IndividualTask", "Event" cascade`;
  const given = today.lessons.flatMap(({ works }) => Object.values(works));
  await db.work.deleteMany({ where: { id: { notIn: [...given, today.fourth.works.answer] } } });
  await db.lesson.updateMany({ data: { rollTakenAt: null, topic: null, homework: null, noHomework: false } });
});

const smirnova = () => ({ actorId: school.cast.smirnova.id, source: "bot" as const, silent: false });
const nothing: Entry = { roll: null, record: null, tasks: [], works: [] };
const write = (entry: Partial<Entry>, confirm: ("absent" | "one")[] = []) =>
  writeEntry(school.db, school.today.algebra.id, { entry: { ...nothing, ...entry }, confirm }, smirnova());

/** Everything at once about Анна and Егор. */
function breath(): Entry {
  const { cast, today } = school;
  const [anna, egor] = [cast.anna.id, cast.egor.id];
  return {
    roll: {
      isWhole: true,
      version: 0,
      cells: [{ pupilId: egor, kind: "absent", lateMinutes: null, version: 0 }],
    },
    record: { change: { topic: "Многочлены" }, seen: { topic: null } },
    tasks: [{ pupilId: egor, text: "Карточка 3", version: 0 }],
    works: [
      {
        workId: today.algebra.works.answer,
        kindCode: "answer",
        marks: [{ pupilId: anna, value: "4", version: 0 }],
      },
      { workId: null, kindCode: "answer", marks: [{ pupilId: anna, value: "5", version: 0 }] },
    ],
  };
}

const counts = async () => {
  const { db } = school;
  return [
    await db.mark.count(),
    await db.absence.count(),
    await db.individualTask.count(),
    await db.lesson.count({ where: { topic: { not: null } } }),
    await db.event.count(),
  ];
};

test("R7: all that is said of a lesson is written together, and its new marks are answered", async () => {
  const written = await write(breath());
  expect(written.map(({ version }) => version)).toEqual([1, 1]);
  expect((await counts()).slice(0, 4)).toEqual([2, 1, 1, 1]);
});

test("«4/5» keeps its order: the work whose marks came first is the first", async () => {
  await write(breath());
  const works = await readWorkOrder(school.db, school.today.algebra.id);
  const marks = await school.db.mark.findMany({ include: { value: true } });
  const ofAnswers = works.filter(({ kindCode }) => kindCode === "answer");
  expect(ofAnswers.map(({ id }) => marks.find(({ workId }) => workId === id)?.value?.code)).toEqual([
    "4",
    "5",
  ]);
});

test("The same once more changes nothing and answers no mark", async () => {
  const { works, ...said } = breath();
  const first = { ...said, works: [works[0]!] };
  await write(first);
  const before = await counts();
  expect(await write(first)).toEqual([]);
  expect(await counts()).toEqual(before);
});

test("A mark for whoever is absent is asked first, and nothing else is written before", async () => {
  const { cast, today } = school;
  const marks = [{ pupilId: cast.egor.id, value: "3", version: 0 }];
  const entry = { ...breath(), works: [{ workId: today.algebra.works.answer, kindCode: "answer", marks }] };
  await expect(write(entry)).rejects.toThrow(ConfirmFirst);
  expect(await counts()).toEqual([0, 0, 0, 0, 0]);
  expect(await write(entry, ["absent"])).toHaveLength(1);
});

test("A topic that somebody has written meanwhile is not written over; another field is none of ours", async () => {
  const { db, today } = school;
  const { version } = await db.lesson.findUniqueOrThrow({ where: { id: today.algebra.id } });
  await recordLesson(db, today.algebra.id, { version, homework: "§ 14" }, smirnova());
  await write({ record: { change: { topic: "Многочлены" }, seen: { topic: null } } });
  await expect(write({ record: { change: { topic: "Одночлены" }, seen: { topic: null } } })).rejects.toThrow(
    Conflict,
  );
  const lesson = await db.lesson.findUniqueOrThrow({ where: { id: today.algebra.id } });
  expect(lesson).toMatchObject({ topic: "Многочлены", homework: "§ 14" });
});

test("R11: the next day nothing of it is written", async () => {
  setClock(new Date(TUESDAY.getTime() + 86_400_000));
  await expect(write(breath())).rejects.toThrow(Closed);
  expect(await counts()).toEqual([0, 0, 0, 0, 0]);
});

test("The class list behind a lesson is numbered; of a subgroup it says who sits in it", async () => {
  const { db, cast, today } = school;
  const list = await readClassLists(db, today.algebra.id);
  expect(list.map(({ number }) => number)).toEqual(list.map((_, index) => index + 1));
  expect(list[11]).toMatchObject({ id: cast.anna.id, number: 12, surname: "Кравцова", isOfLesson: true });
  const { id: subgroupId } = await db.subgroup.create({
    data: {
      yearId: (await db.schoolClass.findFirstOrThrow()).yearId,
      subjectId: cast.subjects.algebra.id,
      name: "первая группа",
      classes: { create: [{ classId: cast.classes.sevenA.id }, { classId: cast.classes.fourB.id }] },
      members: { create: [{ pupilId: cast.anna.id, from: today.algebra.date }] },
    },
  });
  await db.lesson.update({ where: { id: today.algebra.id }, data: { classId: null, subgroupId } });
  const both = await readClassLists(db, today.algebra.id);
  expect(both.filter(({ isOfLesson }) => isOfLesson).map(({ id }) => id)).toEqual([cast.anna.id]);
  expect(both.map(({ number }) => number).filter((number) => number === 1)).toHaveLength(2);
  expect(both[0]).toMatchObject({ id: cast.misha.id });
  await db.lesson.update({
    where: { id: today.algebra.id },
    data: { classId: cast.classes.sevenA.id, subgroupId: null },
  });
});

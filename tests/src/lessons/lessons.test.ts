import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { dateOf, setClock } from "../../../src/clock.ts";
import { BadInput, Closed, Conflict } from "../../../src/errors.ts";
import { type LessonRecord, recordLesson } from "../../../src/lessons/lessons.ts";
import { setTask } from "../../../src/lessons/tasks.ts";
import type { By } from "../../../src/outbox/events.ts";
import { atOnce } from "../../support/at-once.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

const NOW = new Date("2026-11-26T03:00:00Z");
const TOMORROW = new Date("2026-11-26T17:00:00Z");

let school: TestSchool;
let by: By;
let lessonId: string;
let number = 10;

beforeAll(async () => {
  setClock(NOW);
  school = await castSchool({ now: NOW });
  by = { actorId: school.cast.smirnova.id, source: "web", silent: false };
});
beforeEach(async () => {
  setClock(NOW);
  lessonId = await lessonFor(school.cast.classes.sevenA.id);
});
afterEach(() => setClock(null));
afterAll(() => school.close());

/** A lesson of today that nobody has written anything about. */
async function lessonFor(classId: string): Promise<string> {
  number += 1;
  const data = { classId, subjectId: school.cast.subjects.algebra.id, teacherId: school.cast.smirnova.id };
  const { id } = await school.db.lesson.create({
    data: { ...data, number, date: dateOf("2026-11-26"), startsAt: NOW, endsAt: NOW },
  });
  return id;
}

async function firstClass(): Promise<{ classId: string; pupilId: string }> {
  const { db, cast } = school;
  const letter = String.fromCharCode(1040 + number);
  const { id: classId } = await db.schoolClass.create({ data: { yearId: cast.year.id, level: 1, letter } });
  const { id: pupilId } = await db.person.create({ data: { surname: "Первоклассник", givenName: "Пётр" } });
  await db.enrolment.create({ data: { pupilId, classId, from: dateOf("2026-09-01") } });
  return { classId, pupilId };
}

const record = (version: number, content: LessonRecord, at = NOW) =>
  recordLesson(school.db, lessonId, { version, ...content }, { ...by, at });
const eventsOf = async (factId: string) => {
  const events = await school.db.event.findMany({ where: { factId }, orderBy: { occurredAt: "asc" } });
  return events.map(({ kind, pupilId }) => ({ kind, pupilId }));
};

describe("R7, R13, R38: topic, material and homework of a lesson", () => {
  test("are recorded with who, when and from where, a version for each change", async () => {
    await record(1, { topic: "Многочлены", material: "§ 14", homework: "№ 5" });
    const after = await record(2, { homework: "№ 5, 6" });
    expect(after).toMatchObject({ topic: "Многочлены", material: "§ 14", homework: "№ 5, 6", version: 3 });
    const versions = await school.db.lessonVersion.findMany({
      where: { lessonId },
      orderBy: { version: "asc" },
    });
    expect(versions).toMatchObject([
      { version: 2, homework: "№ 5", byId: school.cast.smirnova.id, source: "web", at: NOW },
      { version: 3, homework: "№ 5, 6", topic: "Многочлены" },
    ]);
    const audited = await school.db.auditEntry.findMany({ where: { objectId: lessonId } });
    expect(audited.map(({ action, actorId }) => [action, actorId])).toEqual([
      ["lesson.recorded", school.cast.smirnova.id],
      ["lesson.recorded", school.cast.smirnova.id],
    ]);
  });

  test("Families hear of homework, set and changed, and not of a topic", async () => {
    await record(1, { topic: "Многочлены" });
    expect(await eventsOf(lessonId)).toEqual([]);
    await record(2, { homework: "№ 5" });
    await record(3, { homework: "№ 6", topic: "Одночлены" });
    await record(4, { homework: null });
    expect(await eventsOf(lessonId)).toEqual([
      { kind: "homework.set", pupilId: null },
      { kind: "homework.changed", pupilId: null },
      { kind: "homework.changed", pupilId: null },
    ]);
  });

  test("The same again changes nothing, also when its first answer was lost", async () => {
    await record(1, { homework: "№ 5" });
    expect(await record(1, { homework: "№ 5" })).toMatchObject({ version: 2 });
    expect(await eventsOf(lessonId)).toHaveLength(1);
  });

  test("Who comes second is told what stands there now, and nothing is lost", async () => {
    await record(1, { topic: "Многочлены" });
    const error: unknown = await record(1, { topic: "Одночлены" }).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(Conflict);
    expect((error as Conflict).current).toMatchObject({ topic: "Многочлены", version: 2 });
    expect(await school.db.lessonVersion.count({ where: { lessonId } })).toBe(1);
  });

  test("«Не задано» and a homework exclude each other", async () => {
    await expect(record(1, { homework: "№ 5", noHomework: true })).rejects.toThrow(BadInput);
    await record(1, { homework: "№ 5" });
    expect(await record(2, { noHomework: true })).toMatchObject({ homework: null, noHomework: true });
    expect(await record(3, { homework: "№ 6" })).toMatchObject({ homework: "№ 6", noHomework: false });
  });

  test("R11: on the lesson's day only", async () => {
    await expect(record(1, { topic: "Многочлены" }, TOMORROW)).rejects.toThrow(Closed);
    await expect(record(1, { homework: "№ 5" }, new Date("2026-11-25T16:59:59.999Z"))).rejects.toThrow(
      Closed,
    );
    expect(await record(1, { topic: "Многочлены" }, new Date(TOMORROW.getTime() - 1))).toMatchObject({
      version: 2,
    });
  });

  test("Class 1 has no homework; topic and «не задано» it has", async () => {
    lessonId = await lessonFor((await firstClass()).classId);
    await expect(record(1, { homework: "прописи" })).rejects.toThrow(
      "В первом классе домашних заданий не бывает",
    );
    expect(await record(1, { topic: "Буква А", noHomework: true })).toMatchObject({ version: 2 });
  });
});

describe("R7: individual homework", () => {
  const task = (text: string | null, options: { version?: number; at?: Date } = {}) => {
    const { at = NOW, ...seen } = options;
    return setTask(school.db, lessonId, { pupilId: school.cast.anna.id, text, ...seen }, { ...by, at });
  };

  test("is set, changed and taken back, each told about that pupil alone", async () => {
    expect(await task("№ 12*")).toMatchObject({ version: 1 });
    expect(await task("№ 12*")).toMatchObject({ version: 1 });
    expect(await task("№ 13*")).toMatchObject({ version: 2 });
    expect(await task(null)).toMatchObject({ text: null, version: 3 });
    const { id } = await school.db.individualTask.findFirstOrThrow({ where: { lessonId } });
    const pupilId = school.cast.anna.id;
    expect(await eventsOf(id)).toEqual([
      { kind: "task.set", pupilId },
      { kind: "task.changed", pupilId },
      { kind: "task.withdrawn", pupilId },
    ]);
    const versions = await school.db.individualTaskVersion.findMany({
      orderBy: { version: "asc" },
      where: { taskId: id },
    });
    expect(versions.map(({ text, byId }) => [text, byId])).toEqual([
      ["№ 12*", by.actorId],
      ["№ 13*", by.actorId],
      [null, by.actorId],
    ]);
  });

  test("To take back what never was is nothing", async () => {
    expect(await task(null)).toEqual({ pupilId: school.cast.anna.id, text: null, version: 0 });
    expect(await school.db.individualTask.count({ where: { lessonId } })).toBe(0);
  });

  test("Two at once: one is written, the other is told", async () => {
    const lost = await atOnce(school.db, "IndividualTask", [
      () => task("№ 1", { version: 0 }),
      () => task("№ 2", { version: 0 }),
    ]);
    expect(lost).toHaveLength(1);
    expect(lost[0]).toBeInstanceOf(Conflict);
  });

  test("Only for a pupil of the lesson, only on its day (R11), and not in class 1", async () => {
    const misha = { pupilId: school.cast.misha.id, text: "№ 1" };
    await expect(setTask(school.db, lessonId, misha, by)).rejects.toThrow(BadInput);
    await expect(task("№ 1", { at: TOMORROW })).rejects.toThrow(Closed);
    const { classId, pupilId } = await firstClass();
    const young = await lessonFor(classId);
    await expect(setTask(school.db, young, { pupilId, text: "прописи" }, by)).rejects.toThrow(BadInput);
  });
});

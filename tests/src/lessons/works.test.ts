import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { dateOf, setClock } from "../../../src/clock.ts";
import { BadInput, Closed } from "../../../src/errors.ts";
import { readWorkKinds, setWorkKinds } from "../../../src/lessons/work-kinds.ts";
import { openWork, renameWork } from "../../../src/lessons/works.ts";
import type { By } from "../../../src/outbox/events.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

const NOW = new Date("2026-11-26T03:00:00Z");
const TOMORROW = new Date("2026-11-26T17:00:00Z");

let school: TestSchool;
let by: By;

beforeAll(async () => {
  school = await castSchool({ now: NOW });
  by = { actorId: school.cast.smirnova.id, source: "web", silent: false };
});
beforeEach(() => setClock(NOW));
afterEach(() => setClock(null));
afterAll(() => school.close());

const open = (kindCode: string, title?: string, at = NOW) =>
  openWork(school.db, school.today.algebra.id, { kindCode, title: title ?? null }, { ...by, at });

describe("A work", () => {
  test("takes weight and checking norm of its kind and keeps them when the school changes the kind (R14)", async () => {
    const before = await open("essay", "Мой город");
    expect(before).toMatchObject({ title: "Мой город", weight: 1, checkingDays: 7 });
    const kind = { code: "essay", name: "сочинение", weight: 3, checkingDays: 10 };
    await setWorkKinds(
      school.db,
      { kinds: [kind], act: "приказ № 14" },
      { ...by, actorId: school.cast.maltsev.id },
    );
    expect(await school.db.work.findUnique({ where: { id: before.id } })).toMatchObject({
      weight: 1,
      checkingDays: 7,
    });
    expect(await open("essay")).toMatchObject({ weight: 3, checkingDays: 10 });
  });

  test("is begun and named on its lesson's day only (R11)", async () => {
    const { id } = await open("lab");
    expect(await renameWork(school.db, id, { title: "Трение" }, by)).toMatchObject({ title: "Трение" });
    const tomorrow = { ...by, at: TOMORROW };
    await expect(open("lab", undefined, TOMORROW)).rejects.toThrow(Closed);
    await expect(renameWork(school.db, id, { title: "Упругость" }, tomorrow)).rejects.toThrow(Closed);
    expect(await renameWork(school.db, id, { title: "Трение" }, tomorrow)).toMatchObject({ title: "Трение" });
    const audited = await school.db.auditEntry.findMany({ where: { objectId: id }, orderBy: { at: "asc" } });
    expect(audited.map(({ action }) => action).sort()).toEqual(["work.opened", "work.renamed"]);
  });

  test("is of a kind the school has, and class 1 has none", async () => {
    const unknown: unknown = await open("dance").catch((thrown) => thrown);
    expect((unknown as BadInput).path).toEqual(["kindCode"]);
    const { db, cast } = school;
    const young = await db.schoolClass.create({ data: { yearId: cast.year.id, level: 1, letter: "А" } });
    const lesson = await db.lesson.create({
      data: {
        classId: young.id,
        subjectId: cast.subjects.russian.id,
        teacherId: cast.osokina.id,
        date: dateOf("2026-11-26"),
        number: 1,
        startsAt: NOW,
        endsAt: NOW,
      },
    });
    await expect(openWork(db, lesson.id, { kindCode: "answer" }, by)).rejects.toThrow("В первом классе");
  });
});

describe("Kinds of works", () => {
  const kind = (changes: object = {}) => ({
    code: "project",
    name: "проект",
    weight: 2,
    checkingDays: 5,
    ...changes,
  });
  const set = (...kinds: ReturnType<typeof kind>[]) =>
    setWorkKinds(school.db, { kinds, act: "приказ № 15" }, { ...by, actorId: school.cast.maltsev.id });

  test("are set as an act that says what was before; the same again is no act", async () => {
    await set(kind());
    await set(kind({ weight: 4 }));
    await set(kind({ weight: 4 }));
    expect(await readWorkKinds(school.db)).toContainEqual(kind({ weight: 4 }));
    const acts = await school.db.auditEntry.findMany({
      where: { action: "workKind.set", details: { path: ["after", "code"], equals: "project" } },
      orderBy: { at: "asc" },
    });
    expect(acts.map(({ details }) => details)).toEqual([
      { act: "приказ № 15", before: {}, after: kind() },
      { act: "приказ № 15", before: kind(), after: kind({ weight: 4 }) },
    ]);
  });

  test.each([
    [{ weight: 0 }, "weight"],
    [{ weight: 101 }, "weight"],
    [{ checkingDays: -1 }, "checkingDays"],
    [{ checkingDays: 31 }, "checkingDays"],
  ])("Out of bounds: %o", async (wrong, field) => {
    const error: unknown = await set(kind({ code: "wrong", ...wrong })).catch((thrown) => thrown);
    expect((error as BadInput).path).toEqual(["kinds", 0, field]);
    expect(await school.db.workKind.count({ where: { code: "wrong" } })).toBe(0);
  });

  test("Named twice", async () => {
    await expect(set(kind(), kind({ weight: 9 }))).rejects.toThrow(BadInput);
  });
});

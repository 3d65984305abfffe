import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { noteAbsences, takeRoll } from "../../../src/attendance/roll.ts";
import { setClock } from "../../../src/clock.ts";
import { BadInput, Conflict } from "../../../src/errors.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { addLesson, by, kindsOf, THURSDAY } from "./days.ts";

const TODAY = "2026-11-26";
let school: TestSchool;
let number = 10;

beforeAll(async () => {
  school = await castSchool({ now: THURSDAY });
});
beforeEach(() => setClock(THURSDAY));
afterEach(() => setClock(null));
afterAll(() => school.close());

const id = (person: CastKey) => school.cast[person].id;
const smirnova = () => by(id("smirnova"));
const newLesson = () => addLesson(school, { day: TODAY, number: number++ });
const absent = (...pupils: CastKey[]) =>
  pupils.map((pupil) => ({ pupilId: id(pupil), kind: "absent" as const }));
const late = (pupil: CastKey, lateMinutes: number | null = null) => ({
  pupilId: id(pupil),
  kind: "late" as const,
  lateMinutes,
});

describe("Single cells", () => {
  test("are written beside each other, and say nothing about the others", async () => {
    const lesson = await newLesson();
    await noteAbsences(
      school.db,
      lesson.id,
      [{ pupilId: id("vera"), kind: "absent", version: 0 }],
      smirnova(),
    );
    const cells = [{ ...late("ruslan", 3), version: 0 }];
    const roll = await noteAbsences(school.db, lesson.id, cells, by(id("gromova")));
    expect(roll).toMatchObject({ version: 2, takenAt: null });
    expect(roll.absences).toHaveLength(2);
    expect(await kindsOf(school.db, id("vera"))).toEqual(["absence.noted"]);
  });

  test("an empty one is taken back and written again", async () => {
    const lesson = await newLesson();
    const cell = { pupilId: id("ksenia"), kind: "absent" as const };
    await noteAbsences(school.db, lesson.id, [{ ...cell, version: 0 }], smirnova());
    await noteAbsences(school.db, lesson.id, [{ ...cell, kind: null, version: 1 }], smirnova());
    const roll = await noteAbsences(school.db, lesson.id, [{ ...cell, version: 0 }], smirnova());
    expect(roll.absences).toMatchObject([{ kind: "absent", version: 3 }]);
  });

  test("the same again changes nothing, another value over one not seen is refused", async () => {
    const lesson = await newLesson();
    const cell = { pupilId: id("gleb"), kind: "absent" as const, version: 0 };
    const first = await noteAbsences(school.db, lesson.id, [cell], smirnova());
    expect(await noteAbsences(school.db, lesson.id, [cell], smirnova())).toEqual(first);
    const other = noteAbsences(school.db, lesson.id, [{ ...late("gleb"), version: 0 }], smirnova());
    await expect(other).rejects.toThrow(Conflict);
    expect(await kindsOf(school.db, id("gleb"))).toEqual(["absence.noted"]);
  });

  test("a roll that was taken without seeing them is refused", async () => {
    const lesson = await newLesson();
    await noteAbsences(school.db, lesson.id, [{ ...late("denis"), version: 0 }], smirnova());
    await expect(takeRoll(school.db, lesson.id, { version: 0, absences: [] }, smirnova())).rejects.toThrow(
      Conflict,
    );
  });
});

describe("What cannot be is said with its place", () => {
  test.each<[string, () => object, (string | number)[]]>([
    ["a pupil of another class", () => absent("misha")[0]!, ["absences", 1, "pupilId"]],
    ["a pupil named twice", () => absent("ilya")[0]!, ["absences", 1, "pupilId"]],
    [
      "minutes of somebody absent",
      () => ({ ...absent("leila")[0]!, lateMinutes: 5 }),
      ["absences", 1, "lateMinutes"],
    ],
    ["no minutes at all", () => late("leila", 0), ["absences", 1, "lateMinutes"]],
    ["more minutes than the lesson has", () => late("leila", 41), ["absences", 1, "lateMinutes"]],
  ])("%s", async (_, wrong, path) => {
    const lesson = await newLesson();
    const absences = [...absent("ilya"), wrong() as ReturnType<typeof late>];
    const roll = takeRoll(school.db, lesson.id, { version: 0, absences }, smirnova());
    await expect(roll).rejects.toThrow(BadInput);
    await expect(roll).rejects.toMatchObject({ path });
    expect(await school.db.absence.count({ where: { lessonId: lesson.id } })).toBe(0);
  });

  test("late for the whole lesson is the most", async () => {
    const lesson = await newLesson();
    const roll = await takeRoll(
      school.db,
      lesson.id,
      { version: 0, absences: [late("leila", 40)] },
      smirnova(),
    );
    expect(roll.absences).toMatchObject([{ lateMinutes: 40 }]);
  });
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { idOf } from "../../../prisma/cast-ids.ts";
import type { FiveCode } from "../../../prisma/cast-school.ts";
import { setClock } from "../../../src/clock.ts";
import type { FinalKind } from "../../../src/db.ts";
import { writeFinals } from "../../../src/finals/finals.ts";
import { finalsPage } from "../../../src/finals/page.ts";
import { setSettings } from "../../../src/settings.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

const TUESDAY = new Date("2026-11-24T05:00:00Z");
const LAST_DAY = new Date("2026-12-20T05:00:00Z");

let school: TestSchool;

beforeAll(async () => {
  school = await castSchool({ now: TUESDAY });
});
afterAll(() => school.close());
beforeEach(() => setClock(TUESDAY));
afterEach(async () => {
  setClock(null);
  const { db } = school;
  await db.finalVersion.deleteMany();
  await db.finalMark.deleteMany();
  await db.exam.deleteMany();
  await db.mark.deleteMany();
  await db.absence.deleteMany();
  await db.lesson.deleteMany({ where: { topic: "добавлен" } });
  await db.setting.deleteMany({ where: { key: { in: ["finalGraceDays", "thresholds"] } } });
});

const page = () => {
  const { cast, db } = school;
  return finalsPage(db, { classId: cast.classes.sevenA.id, subjectId: cast.subjects.algebra.id });
};
const cellOf = async (kind: FinalKind, pupil: "anna" | "vera" = "anna") => {
  const { pupils } = await page();
  const found = pupils.find(({ pupilId }) => pupilId === school.cast[pupil].id);
  return found!.cells.find((cell) => cell.kind === kind)!;
};
const setAnna = (kind: FinalKind, code: FiveCode, { act }: { act?: string } = {}) => {
  const { cast, db } = school;
  const termId = kind === "term" ? cast.terms.quarter.id : null;
  const entry = {
    pupilId: cast.anna.id,
    subjectId: cast.subjects.algebra.id,
    kind,
    period: termId ?? cast.year.name,
    termId,
    valueId: cast.values[code],
    resultsKnownAt: null,
  };
  const by = { actorId: cast.smirnova.id, source: "web" as const, silent: false, ...(act ? { act } : {}) };
  return db.$transaction((tx) => writeFinals(tx, [entry], by));
};
/** Anna's marks of today's two works in algebra. */
const mark = async (answer: FiveCode, test: FiveCode | null = null, testWeight = 1) => {
  const { cast, db, today } = school;
  const { works } = today.algebra;
  await db.work.update({ where: { id: works.test }, data: { weight: testWeight } });
  const rows = [[works.answer, answer] as const, ...(test ? [[works.test, test] as const] : [])];
  await db.mark.createMany({
    data: rows.map(([workId, code]) => ({
      workId,
      pupilId: cast.anna.id,
      valueId: cast.values[code],
      setAt: TUESDAY,
      enteredOn: new Date("2026-11-24T00:00:00Z"),
    })),
  });
};

describe("columns", () => {
  test("Each says when it may be set; an exam has one where it is planned (R40, R41).", async () => {
    const { cast, db } = school;
    setClock(LAST_DAY);
    await setSettings(db, { finalGraceDays: 1 });
    await db.exam.create({
      data: {
        yearId: cast.year.id,
        classId: cast.classes.sevenA.id,
        subjectId: cast.subjects.algebra.id,
        heldOn: new Date("2026-12-19T00:00:00Z"),
      },
    });
    const { columns } = await page();
    const termId = cast.terms.quarter.id;
    expect(columns).toEqual([
      {
        kind: "term",
        termId,
        term: { kind: "quarter", number: 2 },
        opensOn: "2026-12-20",
        closesOn: "2026-12-21",
        door: "open",
      },
      {
        kind: "year",
        termId: null,
        term: null,
        opensOn: "2027-05-26",
        closesOn: "2027-05-27",
        door: "early",
      },
      { kind: "exam", termId: null, term: null, opensOn: "2026-12-19", closesOn: null, door: "noProtocol" },
      { kind: "final", termId: null, term: null, opensOn: "2027-05-26", closesOn: null, door: "early" },
    ]);
  });

  test("Pupils stand in the order of the list.", async () => {
    const { pupils } = await page();
    expect(pupils.slice(0, 2).map(({ surname }) => surname)).toEqual(["Абрамов", "Белова"]);
    expect(pupils).toHaveLength(25);
  });
});

describe("the term's mark", () => {
  test("Its proposal follows from the average of the term's marks and their weights.", async () => {
    await mark("3", "4");
    expect(await cellOf("term")).toMatchObject({
      average: 350,
      marks: 2,
      proposal: { kind: "clear", value: "4" },
      set: null,
    });
    await school.db.work.update({ where: { id: school.today.algebra.works.answer }, data: { weight: 2 } });
    expect(await cellOf("term")).toMatchObject({ average: 333, proposal: { kind: "clear", value: "3" } });
    await school.db.work.update({ where: { id: school.today.algebra.works.answer }, data: { weight: 1 } });
  });

  test("In the disputed band the teacher decides; values without points count nothing.", async () => {
    await setSettings(school.db, { thresholds: { five: 460, four: 350, three: 250, disputed: 15 } });
    await mark("осв", "4");
    expect(await cellOf("term")).toMatchObject({ average: 400, marks: 1 });
    await school.db.mark.deleteMany();
    await mark("5", "4");
    expect(await cellOf("term")).toMatchObject({
      average: 450,
      proposal: { kind: "disputed", lower: "4", upper: "5" },
    });
  });

  test("Weighing nothing, marks make no average, and without any nothing is proposed.", async () => {
    expect(await cellOf("term")).toMatchObject({
      average: null,
      marks: 0,
      proposal: { kind: "none", reason: "noMarks" },
    });
    const { answer } = school.today.algebra.works;
    await school.db.work.update({ where: { id: answer }, data: { weight: 0 } });
    await mark("5");
    expect(await cellOf("term")).toMatchObject({ average: null, marks: 1 });
    await school.db.work.update({ where: { id: answer }, data: { weight: 1 } });
  });

  test("«н/а» is hinted at with few marks and more than half of the lessons missed.", async () => {
    const { cast, db, today } = school;
    const { id, ...lesson } = await db.lesson.findUniqueOrThrow({ where: { id: today.algebra.id } });
    const [before, cancelled] = ["2026-11-23", "2026-11-20"].map((day) => ({
      ...lesson,
      id: idOf("lesson", day),
      date: new Date(`${day}T00:00:00Z`),
      topic: "добавлен",
    }));
    await db.lesson.createMany({ data: [before!, { ...cancelled!, cancelledFor: "мороз" }] });
    const miss = (lessonId: string, kind: "absent" | "late") =>
      db.absence.create({ data: { lessonId, pupilId: cast.anna.id, kind, setAt: TUESDAY } });
    await miss(id, "absent");
    expect((await cellOf("term")).hint).toBeNull();
    await miss(before!.id, "absent");
    expect((await cellOf("term")).hint).toEqual({ marks: 0, atLeast: 5, missed: 2, lessons: 2 });
    expect((await cellOf("term", "vera")).hint).toBeNull();
    await db.absence.updateMany({ where: { lessonId: id }, data: { kind: "late", lateMinutes: 5 } });
    expect((await cellOf("term")).hint).toBeNull();
  });

  test("What is set stands there with its version, and with the act where it is an amendment.", async () => {
    await setAnna("term", "4");
    expect((await cellOf("term")).set).toMatchObject({ value: "4", version: 1, act: null });
    await setAnna("term", "5", { act: "№ 14 от 21.12.2026: ошибка" });
    expect((await cellOf("term")).set).toMatchObject({
      value: "5",
      version: 2,
      act: "№ 14 от 21.12.2026: ошибка",
    });
    await setAnna("term", "4");
    expect((await cellOf("term")).set).toMatchObject({ version: 3, act: null });
  });
});

describe("year and final marks", () => {
  test("The year follows from the terms that are set, the final mark from year and exam (R41).", async () => {
    const { cast, db } = school;
    expect((await cellOf("year")).proposal).toEqual({ kind: "none", reason: "noMarks" });
    await setAnna("term", "4");
    expect((await cellOf("year")).proposal).toEqual({ kind: "clear", value: "4" });
    expect((await cellOf("final")).proposal).toEqual({ kind: "none", reason: "noMarks" });
    await setAnna("year", "4");
    expect((await cellOf("final")).proposal).toEqual({ kind: "clear", value: "4" });
    const exam = { yearId: cast.year.id, classId: cast.classes.sevenA.id, heldOn: cast.year.endsOn };
    await db.exam.create({ data: { ...exam, subjectId: cast.subjects.algebra.id } });
    expect((await cellOf("final")).proposal).toEqual({ kind: "none", reason: "noMarks" });
    await setAnna("exam", "5");
    expect((await cellOf("final")).proposal).toEqual({ kind: "clear", value: "5" });
    expect((await cellOf("exam")).proposal).toBeNull();
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { setClock } from "../../../src/clock.ts";
import { status } from "../../../src/commands/status.ts";
import { writeFinals } from "../../../src/finals/finals.ts";
import { countUnentered, unenteredFinals } from "../../../src/finals/unentered.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { testConfig } from "../../support/test-config.ts";

const TUESDAY = new Date("2026-11-24T05:00:00Z");
/** The quarter and the half-year end on 20.12.2026, at 23:59 in Krasnoyarsk their results are known. */
const KNOWN = new Date("2026-12-20T16:59:00Z");
const MINUTE_MS = 60_000;
const past = (moment: Date, minutes: number) => new Date(moment.getTime() + minutes * MINUTE_MS);
const DAY = 24 * 60;

let school: TestSchool;

beforeAll(async () => {
  school = await castSchool({ now: TUESDAY });
});
afterAll(() => school.close());
afterEach(async () => {
  setClock(null);
  const { db, cast } = school;
  await db.finalVersion.deleteMany();
  await db.finalMark.deleteMany();
  await db.exam.deleteMany();
  await db.term.deleteMany({ where: { startsOn: new Date("2027-01-11T00:00:00Z") } });
  await db.enrolment.updateMany({ data: { to: null } });
  await db.schoolClass.update({ where: { id: cast.classes.fourB.id }, data: { level: 4 } });
});

const owed = async (at: Date, subject = "алгебра") =>
  (await unenteredFinals(school.db, at)).filter((row) => row.subject === subject);
const enter = (pupils: { id: string }[], code: "5" | "осв", termId = school.cast.terms.quarter.id) => {
  const { cast, db } = school;
  const entries = pupils.map(({ id: pupilId }) => ({
    pupilId,
    subjectId: cast.subjects.algebra.id,
    kind: "term" as const,
    period: termId,
    termId,
    valueId: cast.values[code],
    resultsKnownAt: null,
  }));
  return db.$transaction((tx) => writeFinals(tx, entries, { actorId: null, source: "seed", silent: true }));
};

describe("R63: known and not entered raises an alarm", () => {
  test("While the term runs nothing is owed; from its last minute on every mark is.", async () => {
    expect(await unenteredFinals(school.db, past(KNOWN, -1))).toEqual([]);
    expect(await owed(KNOWN)).toEqual([
      {
        classId: school.cast.classes.sevenA.id,
        className: "7А",
        subjectId: school.cast.subjects.algebra.id,
        subject: "алгебра",
        teacherId: null,
        kind: "term",
        termId: school.cast.terms.quarter.id,
        pupils: 25,
        knownAt: KNOWN,
        dueAt: past(KNOWN, DAY),
        isOverdue: false,
      },
      expect.objectContaining({ className: "11А", termId: school.cast.terms.halfYear.id, pupils: 3 }),
    ]);
  });

  test("A day later it is overdue.", async () => {
    const isOverdue = async (at: Date) => (await owed(at)).map((row) => row.isOverdue);
    expect(await isOverdue(past(KNOWN, DAY - 1))).toEqual([false, false]);
    expect(await isOverdue(past(KNOWN, DAY))).toEqual([true, true]);
  });

  test("What was entered is owed no more, whatever it is.", async () => {
    const { pupils } = school.cast.classes.sevenA;
    await enter(pupils.slice(0, 20), "5");
    await enter(pupils.slice(20, 22), "осв");
    expect(await owed(KNOWN)).toMatchObject([{ pupils: 3 }, { className: "11А" }]);
    await enter(pupils, "5");
    expect(await owed(KNOWN)).toMatchObject([{ className: "11А" }]);
  });

  test("Who left before the term ended is not counted; who left on its last day is.", async () => {
    const { db, cast } = school;
    const leave = (pupilId: string, day: string) =>
      db.enrolment.updateMany({ where: { pupilId }, data: { to: new Date(`${day}T00:00:00Z`) } });
    await leave(cast.anna.id, "2026-12-19");
    await leave(cast.vera.id, "2026-12-20");
    expect((await owed(KNOWN))[0]).toMatchObject({ pupils: 24 });
  });

  test("Who was released in every term owes no year mark, who was in one of them does.", async () => {
    const { db, cast } = school;
    const yearsEnd = new Date("2027-05-26T16:59:00Z");
    const ofYear = async () => (await owed(yearsEnd)).find(({ kind }) => kind === "year");
    await enter([cast.vera], "5");
    expect(await ofYear()).toMatchObject({ className: "7А", pupils: 25, knownAt: yearsEnd });
    await enter([cast.anna, cast.egor], "осв");
    expect(await ofYear()).toMatchObject({ pupils: 23 });
    const { quarter } = cast.terms;
    const third = await db.term.create({
      data: {
        yearId: cast.year.id,
        kind: "quarter",
        number: quarter.number + 1,
        startsOn: new Date("2027-01-11T00:00:00Z"),
        endsOn: new Date("2027-03-21T00:00:00Z"),
        levelFrom: 1,
        levelTo: 9,
      },
    });
    await enter([cast.egor], "5", third.id);
    expect(await ofYear()).toMatchObject({ pupils: 24 });
  });

  test("A subgroup's subject is owed by those who are in one of its subgroups.", async () => {
    const { db, cast } = school;
    const subject = await db.subject.create({ data: { name: "немецкий язык" } });
    const subgroup = await db.subgroup.create({
      data: {
        yearId: cast.year.id,
        subjectId: subject.id,
        name: "первая",
        classes: { create: { classId: cast.classes.sevenA.id } },
        members: {
          create: [cast.anna, cast.egor].map(({ id }) => ({ pupilId: id, from: cast.year.startsOn })),
        },
      },
    });
    const teaching = { teacherId: cast.belyaeva.id, subjectId: subject.id, from: cast.year.startsOn };
    await db.teaching.create({ data: { ...teaching, subgroupId: subgroup.id } });
    expect(await owed(KNOWN, "немецкий язык")).toMatchObject([{ className: "7А", pupils: 2 }]);
  });

  test("Class 1 owes nothing: it is taught without marks.", async () => {
    const { db, cast } = school;
    expect(await owed(KNOWN, "русский язык")).toContainEqual(expect.objectContaining({ className: "4Б" }));
    await db.schoolClass.update({ where: { id: cast.classes.fourB.id }, data: { level: 1 } });
    expect((await owed(KNOWN, "русский язык")).map(({ className }) => className)).toEqual(["7А", "11А"]);
  });
});

describe("R63: an exam is owed from the moment its protocol arrived", () => {
  test("Not before it, and the final mark with it when the year is over as well.", async () => {
    const { db, cast } = school;
    const arrived = new Date("2027-06-04T08:00:00Z");
    const exam = await db.exam.create({
      data: {
        yearId: cast.year.id,
        classId: cast.classes.elevenA.id,
        subjectId: cast.subjects.russian.id,
        heldOn: new Date("2027-06-01T00:00:00Z"),
      },
    });
    const ofExam = async () =>
      (await owed(past(arrived, 1), "русский язык")).filter(
        ({ kind }) => kind === "exam" || kind === "final",
      );
    expect(await ofExam()).toEqual([]);
    await db.exam.update({ where: { id: exam.id }, data: { resultsKnownAt: arrived } });
    expect(await ofExam()).toMatchObject([
      { className: "11А", kind: "exam", pupils: 3, knownAt: arrived },
      { className: "11А", kind: "final", pupils: 3, knownAt: arrived },
    ]);
  });
});

test("The status counts pupils, what is owed and what of it is overdue.", async () => {
  setClock(past(KNOWN, 1));
  const first = await countUnentered(school.db);
  expect(first.finalsOwed).toBeGreaterThan(25 * 10);
  expect(first.finalsOverdue).toBe(0);
  setClock(past(KNOWN, DAY + 1));
  const said: string[] = [];
  const console = { db: school.db, config: testConfig(), say: (line: string) => void said.push(line) };
  await status(["--json"], console);
  const now = JSON.parse(said.join("")) as Record<string, unknown>;
  expect(now).toMatchObject({ finalsOwed: first.finalsOwed, finalsOverdue: first.finalsOwed });
  await status([], console);
  expect(said).toContain(
    `Итоговых, которые известны и не внесены: ${first.finalsOwed}, из них дольше суток: ${first.finalsOwed}.`,
  );
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Standing } from "../../../src/access/policy.ts";
import { setClock } from "../../../src/clock.ts";
import { BadInput, Closed, Conflict } from "../../../src/errors.ts";
import { setFinals } from "../../../src/finals/entering.ts";
import { listExams, moveExam, planExam, recordProtocol } from "../../../src/finals/exams.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

const TUESDAY = new Date("2026-11-24T05:00:00Z");
/** 11А takes its Russian exam after the school year, on 1 June. */
const HELD_ON = "2027-06-01";
/** Noon there on that day, and 15:00 three days later. */
const EXAM_DAY = new Date("2027-06-01T05:00:00Z");
const ARRIVED = new Date("2027-06-04T08:00:00Z");
const HOUR_MS = 3_600_000;
const past = (moment: Date, hours: number) => new Date(moment.getTime() + hours * HOUR_MS);

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
  await db.event.deleteMany();
});

const voronina = () => ({ actorId: school.cast.voronina.id, source: "web" as const, silent: false });
const journal = () => ({
  classId: school.cast.classes.elevenA.id,
  subjectId: school.cast.subjects.russian.id,
});
const plan = (heldOn = HELD_ON) => planExam(school.db, { ...journal(), heldOn }, voronina());
const protocol = (exam: { id: string; version: number }, resultsKnownAt = ARRIVED) =>
  recordProtocol(
    school.db,
    { id: exam.id, version: exam.version, resultsKnownAt, protocol: "№ 7 от 04.06.2027" },
    voronina(),
  );
const setFive = (kind: "exam" | "final" = "exam") =>
  setFinals(
    school.db,
    { ...journal(), kind, entries: [{ pupilId: school.cast.yana.id, value: "5" }] },
    { actorId: school.cast.gromova.id, source: "web", silent: false },
    { standings: new Set<Standing>(["subjectTeacher"]) },
  );

describe("an exam is planned by the deputy head", () => {
  test("Once for a class and a subject; then it can be moved until its protocol is there.", async () => {
    const exam = await plan();
    await expect(plan()).rejects.toThrow(/уже назначен/);
    const moved = await moveExam(school.db, { id: exam.id, version: 1, heldOn: "2027-06-02" }, voronina());
    expect(moved).toMatchObject({ heldOn: new Date("2027-06-02T00:00:00Z"), version: 2 });
    const stale = { id: exam.id, version: 1, heldOn: "2027-06-03" };
    await expect(moveExam(school.db, stale, voronina())).rejects.toThrow(Conflict);
    expect(await listExams(school.db, school.cast.year.id)).toEqual([moved]);
  });

  test("Not in a year that has not begun, and not in a subject the class does not learn.", async () => {
    await expect(plan("2026-08-31")).rejects.toMatchObject({ path: ["heldOn"] });
    await expect(plan("2027-09-02")).rejects.toMatchObject({ path: ["heldOn"] });
    const history = { ...journal(), subjectId: school.cast.subjects.history.id, heldOn: HELD_ON };
    await expect(planExam(school.db, history, voronina())).rejects.toMatchObject({ path: ["subjectId"] });
  });
});

describe("R63: results are known when the protocol arrives", () => {
  test("Without an exam there is no result to enter.", async () => {
    await expect(setFive()).rejects.toThrow(/Экзамена по этому предмету у класса нет/);
  });

  test("Before the protocol nothing is entered, not even on the exam's day (R41).", async () => {
    const exam = await plan();
    await expect(setFive()).rejects.toThrow(Closed);
    setClock(EXAM_DAY);
    await expect(setFive()).rejects.toThrow(BadInput);
    await expect(setFive()).rejects.toThrow(/протокол/);
    setClock(past(EXAM_DAY, 3));
    await protocol(exam, past(EXAM_DAY, 2));
    expect(await setFive()).toMatchObject({ set: 1 });
  });

  test("The moment it arrived is the one the families' 24 hours run from, and there is an event of it.", async () => {
    const exam = await plan();
    setClock(past(ARRIVED, 1));
    await protocol(exam);
    expect(await school.db.event.findMany()).toMatchObject([
      { kind: "results.known", factId: exam.id, factVersion: 2, pupilId: null },
    ]);
    await setFive();
    expect(await school.db.finalMark.findFirstOrThrow()).toMatchObject({ resultsKnownAt: ARRIVED });
  });

  test("A protocol that comes days later keeps the door open on the day it comes, and no longer.", async () => {
    const exam = await plan();
    setClock(past(ARRIVED, 1));
    await protocol(exam);
    setClock(new Date("2027-06-04T16:59:30Z"));
    expect(await setFive()).toMatchObject({ set: 1 });
    setClock(new Date("2027-06-04T17:00:30Z"));
    await expect(setFive()).rejects.toThrow(/04\.06\.2027, прошёл/);
  });

  test("The final mark of a class with an exam waits for its result too.", async () => {
    const exam = await plan();
    setClock(new Date("2027-05-26T05:00:00Z"));
    await expect(setFive("final")).rejects.toThrow(/ставят с 01\.06\.2027/);
    setClock(past(ARRIVED, 1));
    await protocol(exam);
    expect(await setFive("final")).toMatchObject({ set: 1 });
    expect(await school.db.finalMark.findFirstOrThrow()).toMatchObject({ resultsKnownAt: ARRIVED });
  });

  test("No protocol comes from the future or before the exam.", async () => {
    const exam = await plan();
    setClock(past(ARRIVED, -1));
    await expect(protocol(exam)).rejects.toMatchObject({ path: ["resultsKnownAt"] });
    setClock(past(ARRIVED, 1));
    await expect(protocol(exam, past(EXAM_DAY, -24))).rejects.toMatchObject({ path: ["resultsKnownAt"] });
  });

  test("A mistaken moment is corrected by whoever saw it, until results were entered by it.", async () => {
    const exam = await plan();
    setClock(past(ARRIVED, 2));
    const recorded = await protocol(exam);
    expect(await protocol(exam)).toMatchObject({ version: 2 });
    await expect(protocol(exam, past(ARRIVED, 1))).rejects.toThrow(Conflict);
    const corrected = await protocol(recorded, past(ARRIVED, 1));
    expect(corrected).toMatchObject({ version: 3 });
    await setFive();
    await expect(protocol(corrected)).rejects.toThrow(Closed);
    await expect(
      moveExam(school.db, { id: exam.id, version: 3, heldOn: "2027-06-02" }, voronina()),
    ).rejects.toThrow(Closed);
  });
});

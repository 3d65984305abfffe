import { afterAll, beforeAll, expect, test } from "vitest";
import { setClock } from "../../../src/clock.ts";
import { writeMarks } from "../../../src/marks/marks.ts";
import { readGaps } from "../../../src/oversight/gaps.ts";
import { type Findings, readJournalWeek } from "../../../src/oversight/journal-weeks.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

/** Thursday, 26 November: algebra runs; in the evening all is over. */
const NOW = new Date("2026-11-26T03:00:00Z");
const DAY = "2026-11-26";
const EVENING = new Date("2026-11-26T13:00:00Z");
/** Its checking norm is over by then. */
const LATER = new Date("2026-12-10T13:00:00Z");

let school: TestSchool;

beforeAll(async () => {
  school = await castSchool({ now: NOW });
});
afterAll(async () => {
  setClock(null);
  await school.close();
});

async function ofSmirnova(): Promise<Findings> {
  const { teachers } = await readJournalWeek(school.db, DAY);
  const { teacher, trend, ...findings } = teachers.find(
    ({ teacher: { id } }) => id === school.cast.smirnova.id,
  )!;
  expect(trend.slice(0, -1)).toEqual([0, 0, 0, 0, 0]);
  return findings;
}

test("R8, R42, R16: what the journal of a week lacks is counted by teacher: topic, homework, roll, and marks of tests past their norm (R14)", async () => {
  const { db, today, cast } = school;
  const held = await db.lesson.count({ where: { teacherId: cast.smirnova.id } });
  setClock(EVENING);
  const complete = { lessons: held, withoutTopic: 0, withoutHomework: 0, withoutMarks: 0 };
  expect(await ofSmirnova()).toEqual({ ...complete, withoutRoll: held });
  const { id } = today.algebra;
  await db.lesson.update({ where: { id }, data: { topic: "", homework: null, rollTakenAt: EVENING } });
  const lacking = { ...complete, withoutTopic: 1, withoutHomework: 1, withoutRoll: held - 1 };
  expect(await ofSmirnova()).toEqual(lacking);
  await db.lesson.update({ where: { id }, data: { noHomework: true } });
  expect(await ofSmirnova()).toEqual({ ...lacking, withoutHomework: 0 });

  setClock(LATER);
  expect(await ofSmirnova()).toEqual({ ...lacking, withoutHomework: 0, withoutMarks: 1 });
  const by = { actorId: cast.smirnova.id, source: "seed", silent: true, at: NOW } as const;
  await writeMarks(db, today.algebra.works.test, [{ pupilId: cast.anna.id, value: "4" }], by);
  expect(await ofSmirnova()).toEqual({ ...lacking, withoutHomework: 0 });
});

test("R42: a lesson of today that is over shows what it lacks before midnight; one that runs, fell out or is filled in does not", async () => {
  const { db, today } = school;
  const { id } = today.algebra;
  const lacks = async () => (await readGaps(db, DAY)).find(({ lessonId }) => lessonId === id);
  setClock(NOW);
  expect(await lacks()).toBeUndefined();
  setClock(EVENING);
  expect(await lacks()).toMatchObject({ classes: "7А", withoutTopic: true, withoutRoll: false });
  await db.lesson.update({ where: { id }, data: { topic: "Многочлены", rollTakenAt: null } });
  expect(await lacks()).toMatchObject({ withoutTopic: false, withoutRoll: true });
  await db.lesson.update({ where: { id }, data: { cancelledFor: "Карантин" } });
  expect(await lacks()).toBeUndefined();
  await db.lesson.update({ where: { id }, data: { cancelledFor: null, rollTakenAt: EVENING } });
  expect(await lacks()).toBeUndefined();
});

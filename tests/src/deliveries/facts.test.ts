import { afterAll, beforeAll, expect, test } from "vitest";
import { dateOf, setClock } from "../../../src/clock.ts";
import { readStandings } from "../../../src/deliveries/facts.ts";
import { setWorkKinds } from "../../../src/lessons/work-kinds.ts";
import { openWork } from "../../../src/lessons/works.ts";
import { writeMarks } from "../../../src/marks/marks.ts";
import type { By } from "../../../src/outbox/events.ts";
import { getSettings } from "../../../src/settings.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

const NOW = new Date("2026-11-26T03:00:00Z");

let school: TestSchool;
let by: By;

beforeAll(async () => {
  setClock(NOW);
  school = await castSchool({ now: NOW });
  by = { actorId: school.cast.smirnova.id, source: "web", silent: false };
});
afterAll(async () => {
  setClock(null);
  await school.close();
});

async function give(lessonId: string, kindCode: string, value: string): Promise<void> {
  const { id } = await openWork(school.db, lessonId, { kindCode }, by);
  await writeMarks(school.db, id, [{ pupilId: school.cast.anna.id, value }], by);
}

async function average(subjectId: string): Promise<number | undefined> {
  const pupilId = school.cast.anna.id;
  const settings = await getSettings(school.db);
  const standings = await school.db.$transaction((tx) =>
    readStandings(tx, [{ pupilId, subjectId }], { day: "2026-11-26", settings }),
  );
  return standings.get(`${pupilId} ${subjectId}`)?.average;
}

test("A message weighs a work as it was given, whatever the school sets later", async () => {
  const { algebra } = school.today;
  await give(algebra.id, "test", "5");
  await give(algebra.id, "answer", "3");
  expect(await average(school.cast.subjects.algebra.id)).toBe(400);
  const kind = { code: "test", name: "контрольная", weight: 3, checkingDays: 3 };
  await setWorkKinds(school.db, { kinds: [kind], act: null }, by);
  expect(await average(school.cast.subjects.algebra.id)).toBe(400);
  await give(algebra.id, "test", "5");
  // (5 + 3 + 5 · 3) : 5
  expect(await average(school.cast.subjects.algebra.id)).toBe(460);
});

test("Marks of a subgroup's lessons count", async () => {
  const { db, cast } = school;
  const subjectId = cast.subjects.english.id;
  const subgroup = await db.subgroup.create({
    data: {
      yearId: cast.year.id,
      subjectId,
      name: "первая",
      classes: { create: { classId: cast.classes.sevenA.id } },
      members: { create: { pupilId: cast.anna.id, from: dateOf("2026-09-01") } },
    },
  });
  const { id } = await db.lesson.create({
    data: {
      subgroupId: subgroup.id,
      subjectId,
      teacherId: cast.smirnova.id,
      date: dateOf("2026-11-26"),
      number: 7,
      startsAt: NOW,
      endsAt: NOW,
    },
  });
  await give(id, "answer", "4");
  expect(await average(subjectId)).toBe(400);
});

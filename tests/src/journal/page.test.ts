import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { takeRoll } from "../../../src/attendance/roll.ts";
import { isoDay } from "../../../src/clock.ts";
import { buildApp } from "../../../src/http/app.ts";
import { writeMarks } from "../../../src/marks/marks.ts";
import { apiAs } from "../../support/api.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { testConfig } from "../../support/test-config.ts";

let school: TestSchool;
let app: FastifyInstance;
let url: string;

beforeAll(async () => {
  school = await castSchool();
  const { cast, today } = school;
  app = await buildApp({ db: school.db, config: testConfig() });
  const day = isoDay(today.algebra.date);
  url = `/classes/${cast.classes.sevenA.id}/subjects/${cast.subjects.algebra.id}/journal?from=${day}&to=${day}`;
});
afterAll(async () => {
  await app.close();
  await school.close();
});

const as = (person: CastKey) => apiAs(app, school.db, school.cast[person].id);
const by = () => ({ actorId: school.cast.smirnova.id, source: "web", silent: false }) as const;

test("The page has the class in the order of its list, the lesson's marks under their works, and who is absent", async () => {
  const { db, cast, today } = school;
  await takeRoll(
    db,
    today.algebra.id,
    { version: 0, absences: [{ pupilId: cast.egor.id, kind: "absent" }] },
    by(),
  );
  const { test: workId } = today.algebra.works;
  await writeMarks(db, workId, [{ pupilId: cast.anna.id, value: "4" }], by());
  await writeMarks(db, workId, [{ pupilId: cast.vera.id, value: "осв" }], by());
  const { status, body } = await (await as("smirnova")).get(url);
  expect(status).toBe(200);
  expect(body).toMatchObject({ className: "7А", subject: "алгебра", term: { kind: "quarter" } });
  expect(body.pupils.map(({ surname }: { surname: string }) => surname).slice(0, 3)).toEqual([
    "Абрамов",
    "Белова",
    "Васильев",
  ]);
  expect(body.pupils.map(({ number }: { number: number }) => number)).toEqual(
    body.pupils.map((_: unknown, index: number) => index + 1),
  );
  expect(body.lessons).toMatchObject([{ id: today.algebra.id, rollTaken: true }]);
  expect(body.marks).toContainEqual(
    expect.objectContaining({ workId, pupilId: cast.anna.id, value: "4", version: 1, act: null }),
  );
  expect(body.absences).toMatchObject([{ pupilId: cast.egor.id, kind: "absent", reason: null }]);
});

test("What never enters an average has none of its own", async () => {
  const { cast } = school;
  const { body } = await (await as("smirnova")).get(url);
  const standingOf = (id: string) => body.pupils.find((pupil: { id: string }) => pupil.id === id).standing;
  expect(standingOf(cast.anna.id)).toEqual({
    average: 400,
    marks: 1,
    outcome: { kind: "clear", value: "4" },
  });
  expect(standingOf(cast.vera.id)).toBeNull();
});

test("Averages stand there in the month in which the term ends, whose last days are holidays", async () => {
  const { db, cast, today } = school;
  const { id, endsOn } = cast.terms.quarter;
  await db.term.update({ where: { id }, data: { endsOn: today.algebra.date } });
  const after = isoDay(new Date(today.algebra.date.getTime() + 3 * 86_400_000));
  const { body } = await (await as("smirnova")).get(url.replace(/to=.*/, `to=${after}`));
  await db.term.update({ where: { id }, data: { endsOn } });
  const anna = body.pupils.find((pupil: { id: string }) => pupil.id === cast.anna.id);
  expect([body.term?.kind, anna.standing?.average]).toEqual(["quarter", 400]);
});

test("A mark that was taken away is an empty cell with its version", async () => {
  const { db, cast, today } = school;
  const { test: workId } = today.algebra.works;
  await writeMarks(db, workId, [{ pupilId: cast.lev.id, value: "3" }], by());
  await writeMarks(db, workId, [{ pupilId: cast.lev.id, value: null }], by());
  const { body } = await (await as("smirnova")).get(url);
  expect(body.marks).toContainEqual(
    expect.objectContaining({ pupilId: cast.lev.id, value: null, version: 2 }),
  );
});

test("Lessons of a subgroup stand on the page of each class it takes pupils from", async () => {
  const { db, cast, today } = school;
  const { sevenA, fourB } = cast.classes;
  const subgroup = await db.subgroup.create({
    data: {
      yearId: cast.year.id,
      subjectId: cast.subjects.informatics.id,
      name: "кружок",
      classes: { create: [{ classId: sevenA.id }, { classId: fourB.id }] },
      members: { create: [{ pupilId: cast.anna.id, from: cast.year.startsOn }] },
    },
  });
  const { date, startsAt, endsAt } = today.algebra;
  await db.lesson.create({
    data: {
      subgroupId: subgroup.id,
      subjectId: cast.subjects.informatics.id,
      teacherId: cast.chernov.id,
      date,
      number: 8,
      startsAt,
      endsAt,
    },
  });
  const day = isoDay(date);
  const deputy = await as("voronina");
  for (const { id } of [sevenA, fourB]) {
    const { body } = await deputy.get(
      `/classes/${id}/subjects/${cast.subjects.informatics.id}/journal?from=${day}&to=${day}`,
    );
    expect(
      body.lessons.filter(({ subgroupId }: { subgroupId: string }) => subgroupId === subgroup.id),
    ).toHaveLength(1);
  }
});

test("Pupils and parents are kept out of the journal itself (R5, R27)", async () => {
  for (const person of ["anna", "annaMother"] as const)
    expect((await (await as(person)).get(url)).status).toBe(404);
});

test("A teacher of another subject, and the administrator, do not open it", async () => {
  for (const person of ["sedova", "maltsev", "popova"] as const)
    expect((await (await as(person)).get(url)).status).toBe(403);
});

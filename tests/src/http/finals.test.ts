import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeFinals } from "../../../src/finals/finals.ts";
import { buildApp } from "../../../src/http/app.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { signInAs } from "../../support/sign-in.ts";
import { testConfig } from "../../support/test-config.ts";

let school: TestSchool;
let app: FastifyInstance;

beforeAll(async () => {
  school = await castSchool();
  app = await buildApp({ db: school.db, config: testConfig() });
  const { db, cast } = school;
  const entries = cast.classes.elevenA.pupils.map((pupil) => ({
    pupilId: pupil.id,
    subjectId: cast.subjects.russian.id,
    kind: "exam" as const,
    period: cast.year.name,
    termId: null,
    valueId: cast.values["5"],
    resultsKnownAt: null,
  }));
  await db.$transaction((tx) => writeFinals(tx, entries, { actorId: null, source: "import", silent: true }));
});
afterAll(async () => {
  await app.close();
  await school.close();
});

test("The deputy head sees what the families do not know yet and tells them, once", async () => {
  const deputy = await signInAs(app, school.db, school.cast.voronina.id);
  expect((await deputy.get("/finals")).body).toContain("Три итоговые отметки ещё не объявлены семьям.");
  const answer = await deputy.post("/finals/publish", { kind: "exam" });
  expect(answer.headers.location).toBe("/finals?published=3");
  expect((await deputy.get("/finals?published=3")).body).toContain(
    "Семьям сказано обо всех итоговых отметках.",
  );
  expect((await deputy.post("/finals/publish", { kind: "exam" })).headers.location).toBe(
    "/finals?published=0",
  );
  const events = await school.db.event.findMany({ where: { kind: "final.set", silent: false } });
  expect(events.map(({ actorId }) => actorId)).toEqual(Array(3).fill(school.cast.voronina.id));
});

test("A teacher announces no finals", async () => {
  const teacher = await signInAs(app, school.db, school.cast.smirnova.id);
  expect((await teacher.post("/finals/publish", { kind: "exam" })).statusCode).toBe(403);
});

import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { setClock } from "../../../src/clock.ts";
import { buildApp } from "../../../src/http/app.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { signInAs } from "../../support/sign-in.ts";
import { testConfig } from "../../support/test-config.ts";

const NOW = new Date("2026-11-26T03:00:00Z");

let school: TestSchool;
let app: FastifyInstance;
let teaching: string;

beforeAll(async () => {
  setClock(NOW);
  school = await castSchool({ now: NOW });
  app = await buildApp({ db: school.db, config: testConfig() });
  const { db, cast } = school;
  const where = { classId: cast.classes.sevenA.id, subjectId: cast.subjects.algebra.id };
  teaching = (await db.teaching.findFirstOrThrow({ where })).id;
});
afterAll(async () => {
  setClock(null);
  await app.close();
  await school.close();
});

const signIn = (person: CastKey) => signInAs(app, school.db, school.cast[person].id);

/** The table as a browser sends it. */
async function upload(person: CastKey, table: string, apply?: "yes") {
  const { cookies } = await signIn(person);
  const form = new FormData();
  form.set("file", new Blob([table]), "план.csv");
  if (apply) form.set("apply", apply);
  const body = new Response(form);
  return app.inject({
    method: "POST",
    url: `/teachings/${teaching}/plan`,
    cookies,
    headers: { "content-type": body.headers.get("content-type")!, origin: "http://localhost" },
    payload: Buffer.from(await body.arrayBuffer()),
  });
}

test("R36: a plan that is missing is shown with its day, to a teacher among their own alone", async () => {
  const own = (await (await signIn("smirnova")).get("/plans")).body;
  expect(own).toContain("Плана нет, срок прошёл 15 октября");
  expect(own).not.toContain("Физика");
  expect((await (await signIn("voronina")).get("/plans")).body).toContain("Физика");
});

test("R36: a table is shown first and written when it is meant; wrong cells are named", async () => {
  const { db } = school;
  const wrong = await upload("smirnova", "Тема;Часы\nМногочлены;много");
  expect(wrong.body).toContain("неверных клеток: 1");
  const seen = await upload("smirnova", "Тема;Часы\nМногочлены;3\nФункции;2");
  expect(seen.body).toContain("Пока ничего не записано");
  expect(await db.lessonPlan.count()).toBe(0);
  expect((await upload("smirnova", "Тема;Часы\nМногочлены;3\nФункции;2", "yes")).statusCode).toBe(303);
  const { body } = await (await signIn("smirnova")).get(`/teachings/${teaching}/plan`);
  expect(body).toContain("В плане 2 темы, 5 уроков");
  expect((await upload("tkachev", "Тема\nЧужая", "yes")).statusCode).toBe(403);
});

test("R29: what was given stands beside what was planned", async () => {
  expect((await (await signIn("voronina")).get("/plans")).body).toMatch(/По плану \d+ из 5, дано \d+/);
});

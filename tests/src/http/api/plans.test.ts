import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { CastKey } from "../../../../prisma/cast.ts";
import { dateOf, setClock } from "../../../../src/clock.ts";
import { buildApp } from "../../../../src/http/app.ts";
import { type Api, apiAs } from "../../../support/api.ts";
import { castSchool, type TestSchool } from "../../../support/school.ts";
import { signInAs } from "../../../support/sign-in.ts";
import { testConfig } from "../../../support/test-config.ts";
import { formWith, workbookOf } from "../../../support/workbook.ts";

/** A Thursday, 10:00 in the school. */
const NOW = new Date("2026-11-26T03:00:00Z");
const TABLE =
  "№;Тема;Часы;Домашнее задание;Дата\n1;Степень;2;§1;01.10.2026\n;Раздел 2;;;\n2;Одночлены;1;;20.12.2026\n";

let school: TestSchool;
let app: FastifyInstance;
let teaching: string;

beforeAll(async () => {
  setClock(NOW);
  school = await castSchool({ now: NOW });
  app = await buildApp({ db: school.db, config: testConfig() });
  const { cast, db } = school;
  const of = {
    teacherId: cast.smirnova.id,
    subjectId: cast.subjects.algebra.id,
    classId: cast.classes.sevenA.id,
  };
  teaching = (await db.teaching.findFirstOrThrow({ where: of })).id;
});
afterAll(async () => {
  setClock(null);
  await app.close();
  await school.close();
});
beforeEach(async () => {
  await school.db.$executeRaw`truncate "LessonPlan" cascade`;
  await school.db.lesson.updateMany({ data: { topic: null } });
});

const as = (person: CastKey): Promise<Api> => apiAs(app, school.db, school.cast[person].id);

async function upload(who: CastKey, bytes: Buffer | string, how: "preview" | "replace" = "replace") {
  const { cookies } = await signInAs(app, school.db, school.cast[who].id);
  const answer = await app.inject({
    method: how === "preview" ? "POST" : "PUT",
    url: `/api/teachings/${teaching}/plan${how === "preview" ? "/preview" : ""}`,
    cookies,
    ...formWith(bytes),
  });
  return { status: answer.statusCode, body: answer.json() };
}

test("R36: Смирнова uploads her plan; the same table again changes nothing, another one keeps the old beside it", async () => {
  const first = await upload("smirnova", TABLE);
  expect(first).toMatchObject({ status: 200, body: { version: 1 } });
  expect(first.body.lines).toEqual([
    { position: 1, topic: "Степень", hours: 2, homework: "§1", plannedOn: "2026-10-01" },
    { position: 2, topic: "Одночлены", hours: 1, homework: null, plannedOn: "2026-12-20" },
  ]);
  expect((await upload("smirnova", TABLE)).body.version).toBe(1);
  const other = await workbookOf([
    ["Тема", "Часы"],
    ["Многочлены", 3],
  ]);
  expect((await upload("voronina", other)).body.version).toBe(2);
  expect(await school.db.planLine.count({ where: { version: 1 } })).toBe(2);
  const { body } = await (await as("smirnova")).get(`/teachings/${teaching}/plan`);
  expect(body.lines.map(({ topic }: { topic: string }) => topic)).toEqual(["Многочлены"]);
});

test("R36: what is exported and uploaded again changes nothing", async () => {
  await upload("smirnova", TABLE);
  const { cookies } = await signInAs(app, school.db, school.cast.smirnova.id);
  const { rawPayload } = await app.inject({ url: `/api/teachings/${teaching}/plan/export`, cookies });
  expect((await upload("smirnova", rawPayload, "preview")).body).toMatchObject({ wrong: [], isSame: true });
});

test("R36: a wrong table is shown row by row and never taken in half", async () => {
  const wrong = "Тема;Часы;Дата\nСтепень;много;01.10.2026\n;1;31.02.2026\nОдночлены;1;\n";
  const { body } = await upload("smirnova", wrong, "preview");
  expect(body.wrong).toEqual([
    { row: 2, column: "Часы", value: "много", expected: "целое число от 1 до 40" },
    { row: 3, column: "Тема", value: "", expected: "тема урока до 500 знаков" },
    { row: 3, column: "Дата", value: "31.02.2026", expected: "дата вида 15.10.2026 или пусто" },
  ]);
  const refused = await upload("smirnova", wrong);
  expect(refused.status).toBe(422);
  expect(refused.body.detail).toContain("Строка 2, столбец «Часы»: «много»");
  expect((await upload("smirnova", "не таблица")).status).toBe(422);
  expect(await school.db.lessonPlan.count()).toBe(0);
});

test("R36: another teacher, the class teacher and a family reach nothing of it", async () => {
  for (const who of ["osokina", "gromova"] as const) expect((await upload(who, TABLE)).status).toBe(403);
  expect((await upload("annaMother", TABLE)).status).toBe(404);
  expect((await (await as("annaMother")).get(`/teachings/${teaching}/plan`)).status).toBe(404);
  expect((await (await as("annaMother")).get("/plans")).status).toBe(404);
});

test("R36: the lesson is offered the first line that the lessons before it have not given", async () => {
  const { db, today } = school;
  const smirnova = await as("smirnova");
  const next = async () =>
    (await smirnova.get(`/lessons/${today.algebra.id}/next-plan-line`)).body.line?.topic ?? null;
  expect(await next()).toBeNull();
  await upload("smirnova", TABLE);
  expect(await next()).toBe("Степень");
  const { classId, subjectId, teacherId } = await db.lesson.findUniqueOrThrow({
    where: { id: today.algebra.id },
  });
  const of = { classId, subjectId, teacherId, number: 9, topic: "степень" };
  await db.lesson.createMany({
    data: ["2026-09-02", "2026-09-03"].map((day) => {
      return {
        ...of,
        date: dateOf(day),
        startsAt: new Date(`${day}T03:00:00Z`),
        endsAt: new Date(`${day}T03:40:00Z`),
      };
    }),
  });
  expect(await next()).toBe("Одночлены");
  await db.lesson.deleteMany({ where: { number: 9 } });
});

test("R29: planned and given are counted up to today, topics that differ are shown, a missing plan with its date", async () => {
  const { db, today } = school;
  await upload("smirnova", TABLE);
  await db.lesson.update({ where: { id: today.algebra.id }, data: { topic: "Повторение" } });
  const { body } = await (await as("smirnova")).get("/plans?limit=200");
  const algebra = body.items.find(({ id }: { id: string }) => id === teaching);
  expect(algebra).toMatchObject({
    whom: "7А",
    subject: "алгебра",
    plan: { hours: 3, plannedHours: 2, givenHours: 1, difference: -1, next: "Степень" },
  });
  expect(algebra.plan.differing).toEqual([{ date: "2026-11-26", given: "Повторение", planned: "Степень" }]);
  const missing = body.items.filter(({ plan }: { plan: unknown }) => plan === null);
  expect(missing.map(({ subject, due }: { subject: string; due: string }) => `${subject} ${due}`)).toContain(
    "геометрия 2026-10-15",
  );
  const all = (await (await as("voronina")).get("/plans?limit=200")).body.items;
  expect(all.length).toBeGreaterThan(body.items.length);
});

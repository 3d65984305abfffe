import type { FastifyInstance } from "fastify";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { takeRoll } from "../../../src/attendance/roll.ts";
import { isoDay, setClock } from "../../../src/clock.ts";
import { buildApp } from "../../../src/http/app.ts";
import { openWork } from "../../../src/lessons/works.ts";
import { writeMarks } from "../../../src/marks/marks.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { signInAs } from "../../support/sign-in.ts";
import { testConfig } from "../../support/test-config.ts";

let school: TestSchool;
let app: FastifyInstance;
let url: string;

beforeAll(async () => {
  school = await castSchool({ demo: true });
  app = await buildApp({ db: school.db, config: testConfig() });
  const { cast, today } = school;
  const month = isoDay(today.algebra.date).slice(0, 7);
  url = `/classes/${cast.classes.sevenA.id}/journal/${cast.subjects.algebra.id}?month=${month}`;
});
afterEach(() => setClock(null));
afterAll(async () => {
  await app.close();
  await school.close();
});

const signIn = (person: CastKey) => signInAs(app, school.db, school.cast[person].id);
const by = () => ({ actorId: school.cast.smirnova.id, source: "web", silent: false }) as const;
const rowOf = (body: string, pupil: CastKey) =>
  new RegExp(`<tr data-pupil="${school.cast[pupil].id}">.*?</tr>`, "s").exec(body)![0];
const openCells = (row: string) =>
  [...row.matchAll(/data-v(?:="([^"]*)"|(?=[ >]))/g)].map(([, value = ""]) => value);

test("A teacher sees the class in the order of its list, a column for every work, and what stands there", async () => {
  const { db, cast, today } = school;
  const { test: work } = today.algebra.works;
  await writeMarks(db, work, [{ pupilId: cast.anna.id, value: "4" }], by());
  const absences = [{ pupilId: cast.egor.id, kind: "absent" as const }];
  await takeRoll(db, today.algebra.id, { version: 0, absences }, by());
  const { body } = await (await signIn("smirnova")).get(url);
  const places = ["Абрамов Илья", "Кравцова Анна", "Шестаков Лев"].map((name) => body.indexOf(name));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(body).toContain(`data-work="${work}"`);
  expect(openCells(rowOf(body, "anna")).sort()).toEqual(["", "4"]);
  expect(rowOf(body, "egor")).toContain('data-a="absent::1:"');
  expect(rowOf(body, "egor")).toContain("нет на уроке, причина не названа");
});

describe("What may be written is white before anybody clicks (R11, R14)", () => {
  test("on the day every work of the lesson, the day after the test alone, and of it what is empty", async () => {
    setClock(new Date(Date.now() + 24 * 3_600_000));
    const { body } = await (await signIn("smirnova")).get(url);
    expect(openCells(rowOf(body, "anna"))).toEqual([]);
    expect(openCells(rowOf(body, "vera"))).toEqual([""]);
    expect(body).toContain('data-open="norm"');
    expect(body).not.toContain('data-open="day"');
  });

  test.each<CastKey>(["gromova", "voronina"])(
    "nothing for %s, who reads the journal only",
    async (person) => {
      const { statusCode, body } = await (await signIn(person)).get(url);
      expect(statusCode).toBe(200);
      expect(openCells(body)).toEqual([]);
    },
  );

  test("A family and a teacher of another class do not see it (R27)", async () => {
    for (const person of ["annaMother", "vera", "osokina"] as const)
      expect((await (await signIn(person)).get(url)).statusCode).toBeGreaterThanOrEqual(403);
  });
});

test("Another column is begun with a work, once however often it is asked for", async () => {
  const { db, today } = school;
  const teacher = await signIn("smirnova");
  const answer = await teacher.post(`/lessons/${today.algebra.id}/works`, { kind: "dictation" });
  expect(answer.statusCode).toBe(303);
  expect((await teacher.get(String(answer.headers.location))).body).toContain('data-kind="dictation"');
  const wished = { kindCode: "dictation", ifNone: true };
  const [first, second] = await Promise.all([
    openWork(db, today.algebra.id, wished, by()),
    openWork(db, today.algebra.id, wished, by()),
  ]);
  expect(first.id).toBe(second.id);
  expect(await db.work.count({ where: { lessonId: today.algebra.id, kindCode: "dictation" } })).toBe(1);
});

test("What was kept since the lesson's day begins a work for its drafts, never one that marks may still be entered for", async () => {
  const { db, today } = school;
  const keptSince = new Date();
  const late = { ...by(), at: new Date(Date.now() + 24 * 3_600_000) };
  const history = today.lessons.find(({ subject }) => subject === "history")!;
  await expect(openWork(db, history.id, { kindCode: "lab" }, late)).rejects.toThrow("закрыт");
  await expect(openWork(db, history.id, { kindCode: "test", keptSince }, late)).rejects.toThrow("закрыт");
  const { checkingDays } = await openWork(db, history.id, { kindCode: "lab", keptSince }, late);
  expect(checkingDays).toBe(0);
});

test("English stands beside Russian", async () => {
  const { db, cast } = school;
  await db.person.update({ where: { id: cast.smirnova.id }, data: { language: "en" } });
  const { body } = await (await signIn("smirnova")).get(url);
  expect(body).toContain('<html lang="en">');
  expect(body).toContain("At the lesson");
  await db.person.update({ where: { id: cast.smirnova.id }, data: { language: "ru" } });
});

import type { FastifyInstance } from "fastify";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { setClock } from "../../../src/clock.ts";
import { buildApp } from "../../../src/http/app.ts";
import { writeMarks } from "../../../src/marks/marks.ts";
import { setSettings } from "../../../src/settings.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { signInAs } from "../../support/sign-in.ts";
import { testConfig } from "../../support/test-config.ts";

let school: TestSchool;
let app: FastifyInstance;
let url: string;

beforeAll(async () => {
  school = await castSchool();
  app = await buildApp({ db: school.db, config: testConfig() });
  url = `/lessons/${school.today.algebra.id}`;
});
afterEach(() => setClock(null));
afterAll(async () => {
  await app.close();
  await school.close();
});

const signIn = (person: CastKey) => signInAs(app, school.db, school.cast[person].id);
const by = () => ({ actorId: school.cast.smirnova.id, source: "web", silent: false }) as const;

test("A teacher asks to correct a mark whose day is over, follows the request, and takes it back (R11)", async () => {
  const { db, cast, today } = school;
  const { answer: work } = today.algebra.works;
  await writeMarks(db, work, [{ pupilId: cast.anna.id, value: "3" }], by());
  setClock(new Date(Date.now() + 24 * 3_600_000));
  const teacher = await signIn("smirnova");
  expect((await teacher.get(`${url}?work=${work}`)).body).toContain(`${url}/correction?work=${work}`);
  expect((await teacher.get(`${url}/correction?work=${work}`)).body).toContain("не введены");
  await setSettings(db, { correctionOrder: "приказ № 14" });
  const form = { work, [`m.${cast.anna.id}`]: "5", [`m.${cast.egor.id}`]: "" };
  const without = await teacher.post(`${url}/correction`, { ...form, reason: " " });
  expect(without.statusCode).toBe(422);
  expect(without.body).toMatch(/Кравцова Анна[\s\S]*?<option value="5" selected>/);
  const asked = await teacher.post(`${url}/correction`, { ...form, reason: "Ошибка при подсчёте" });
  expect(asked.headers.location).toBe("/corrections?asked=yes");
  const { body } = await teacher.get("/corrections?asked=yes");
  expect(body).toMatch(/Кравцова Анна<\/b> 3 → 5[\s\S]*Ждёт решения завуча/);
  const { id, version } = await db.correction.findFirstOrThrow({ where: { pupilId: cast.anna.id } });
  await teacher.post(`/corrections/${id}/withdraw`, { version: String(version) });
  expect((await teacher.get("/corrections")).body).toContain("Отозвано");
});

test("Who did not hold the lesson asks for nothing, and sees none of another's requests", async () => {
  const reader = await signIn("gromova");
  expect((await reader.get(`${url}/correction`)).body).not.toContain("<select");
  expect((await reader.post(`${url}/correction`, { work: "", reason: "так" })).statusCode).toBe(403);
  expect((await reader.get("/corrections")).body).not.toContain("Кравцова");
});

test("A teacher's day says what is still missing, and leads to other days and to the journals", async () => {
  const { today, cast } = school;
  const teacher = await signIn("smirnova");
  setClock(new Date(today.algebra.endsAt.getTime() + 1000));
  const { body } = await teacher.get("/lessons");
  expect(body).toContain("Не записано: кто на уроке");
  expect(body).toContain(`/classes/${cast.classes.sevenA.id}/journal/${cast.subjects.algebra.id}`);
  const before = /href="(\/lessons\?day=[^"]+)"/.exec(body)![1]!;
  expect((await teacher.get(before)).body).toContain("уроков у вас нет");
});

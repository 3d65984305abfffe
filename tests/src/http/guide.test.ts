import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { dayIn, isoDay, now, setClock } from "../../../src/clock.ts";
import { buildApp } from "../../../src/http/app.ts";
import { GUIDE_ROLES, guideFor } from "../../../templates/guides/guide.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { signInAs } from "../../support/sign-in.ts";
import { testConfig } from "../../support/test-config.ts";

let school: TestSchool;
let app: FastifyInstance;

beforeAll(async () => {
  school = await castSchool();
  app = await buildApp({ db: school.db, config: testConfig() });
});
afterAll(async () => {
  setClock(null);
  await app.close();
  await school.close();
});

const as = (person: CastKey) => signInAs(app, school.db, school.cast[person].id);
const tomorrow = () => isoDay(new Date(dayIn("Asia/Krasnoyarsk").getTime() + 86_400_000));

test("Help is there at any hour and before signing in, and leads on from every page (R9)", async () => {
  for (const hour of [0, 7, 13, 20]) {
    setClock(new Date(new Date(now()).setUTCHours(hour)));
    expect((await app.inject({ url: "/guide" })).body).toContain("Понять отметку");
  }
  setClock(null);
  expect((await app.inject({ url: "/" })).body).toContain('href="/guide"');
  expect((await (await as("smirnova")).get("/nothing/here")).body).toContain('href="/guide"');
});

test("How to get access is told to everybody, signed in or not (R2, R60)", async () => {
  const { body } = await app.inject({ url: "/guide" });
  expect(body).toContain("Листок доступа с кодом выдаёт классный руководитель");
  expect(body).toContain("Логин и первый пароль выдаёт школа");
});

test.each<[CastKey, string]>([
  ["maltsev", "Завести школу"],
  ["voronina", "Решить запрос на исправление"],
  ["gromova", "Назвать причину пропуска"],
  ["smirnova", "Провести урок"],
  ["popova", "Провести приказ о движении"],
  ["annaMother", "Понять отметку"],
  ["anna", "Смотреть свой дневник"],
])("%s is helped with what is theirs (R25)", async (person, topic) => {
  expect((await (await as(person)).get("/guide")).body).toContain(topic);
});

test("Every role has its guide, and the same one in both languages (R25)", () => {
  for (const role of GUIDE_ROLES) {
    const [russian, english] = [guideFor(role, "ru"), guideFor(role, "en")];
    expect(russian.length).toBeGreaterThan(2);
    expect(english.map(({ href }) => href)).toEqual(russian.map(({ href }) => href));
    expect(english.map(({ title, text }) => title + text).join("")).not.toMatch(/[а-яё]/i);
  }
});

test("The deputy head plans a training session, everybody sees it until its day is over, and it can be called off (R25)", async () => {
  const voronina = await as("voronina");
  const form = {
    role: "deputyHead",
    day: tomorrow(),
    time: "15:30",
    topic: "Журнал за полчаса",
    place: "каб. 214",
  };
  expect((await voronina.post("/guide/trainings", form)).statusCode).toBe(303);
  const seen = async () => (await (await as("annaMother")).get("/guide")).body;
  expect(await seen()).toContain("Журнал за полчаса");
  expect(await seen()).toContain("15:30");
  expect(await seen()).not.toContain("/cancel");

  setClock(new Date(now().getTime() + 2 * 86_400_000));
  expect(await seen()).not.toContain("Журнал за полчаса");
  setClock(null);
  const { id } = await school.db.training.findFirstOrThrow();
  // Two days on every session was over.
  const again = await as("voronina");
  expect((await again.post(`/guide/trainings/${id}/cancel`)).statusCode).toBe(303);
  expect(await seen()).not.toContain("Журнал за полчаса");
  expect((await again.post(`/guide/trainings/${id}/cancel`)).statusCode).toBe(404);
  // What was held and called off stays in the record.
  expect(await school.db.training.count()).toBe(1);
  const audited = await school.db.auditEntry.findMany({ where: { objectId: id }, orderBy: { at: "asc" } });
  expect(audited.map(({ action }) => action)).toEqual(["training.planned", "training.cancelled"]);
});

test("What is wrong with a session is said at its field, and what was typed stays", async () => {
  const maltsev = await as("maltsev");
  const form = {
    role: "administrator",
    day: "2020-01-01",
    time: "15:30",
    topic: "Как «<b>» войти",
    place: "зал",
  };
  const past = await maltsev.post("/guide/trainings", form);
  expect(past.statusCode).toBe(422);
  expect(past.body).toContain("Этот день прошёл, или до него больше года.");
  expect(past.body).toContain('value="Как «&lt;b>» войти"');
  for (const broken of [{ time: "25:00" }, { day: "завтра" }, { topic: " " }, { place: "" }])
    expect((await maltsev.post("/guide/trainings", { ...form, day: tomorrow(), ...broken })).statusCode).toBe(
      422,
    );
  expect((await (await as("smirnova")).post("/guide/trainings", form)).statusCode).toBe(403);
});

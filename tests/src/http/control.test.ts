import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { setClock } from "../../../src/clock.ts";
import { buildApp } from "../../../src/http/app.ts";
import { setSettings } from "../../../src/settings.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { signInAs } from "../../support/sign-in.ts";
import { testConfig } from "../../support/test-config.ts";
import { makeThings, type Things } from "../../support/things.ts";

const MORNING = new Date("2026-11-26T03:00:00Z");
/** A Thursday evening in the school: the lessons of the day are over. */
const EVENING = new Date("2026-11-26T12:00:00Z");

let school: TestSchool;
let app: FastifyInstance;
let own: Things;
let foreign: Things;

beforeAll(async () => {
  school = await castSchool({ now: MORNING });
  setClock(EVENING);
  await setSettings(school.db, { correctionOrder: "№ 31 от 01.09.2026" });
  ({ own, foreign } = await makeThings(school));
  app = await buildApp({ db: school.db, config: testConfig() });
});
afterAll(async () => {
  setClock(null);
  await app.close();
  await school.close();
});

const signIn = (person: CastKey) => signInAs(app, school.db, school.cast[person].id);

test("R42: the deputy head sees by teacher what the journals of the week lack, and today's gaps", async () => {
  const { db, today } = school;
  const deputy = await signIn("voronina");
  const before = (await deputy.get("/control")).body;
  expect(before).toMatch(/Смирнова\sО\.\sП\./);
  expect(before).toContain(`/lessons/${today.algebra.id}`);
  const filled = { topic: "Многочлены", homework: "§ 14", rollTakenAt: EVENING };
  await db.lesson.update({ where: { id: today.algebra.id }, data: filled });
  expect((await deputy.get("/control")).body).not.toContain(`/lessons/${today.algebra.id}`);
});

test("Teachers and families do not see the control of the journals; the head does", async () => {
  expect((await (await signIn("smirnova")).get("/control")).statusCode).toBe(403);
  expect((await (await signIn("annaMother")).get("/control")).statusCode).toBe(404);
  expect((await (await signIn("zakharov")).get("/control")).statusCode).toBe(200);
});

test("R16: the week is published to the teachers' board once, and every teacher reads it there", async () => {
  const deputy = await signIn("voronina");
  await deputy.post("/control/publish?week=2026-11-23");
  await deputy.post("/control/publish?week=2026-11-26");
  const { body } = await (await signIn("smirnova")).get("/board");
  expect(body.match(/Как велись журналы, 23–29 ноября/g)).toHaveLength(1);
  expect((await deputy.get("/control")).body).toContain("Неделя опубликована");
  expect((await (await signIn("smirnova")).post("/control/publish")).statusCode).toBe(403);
});

test("R11: a correction is approved with the number of its act; without it nothing typed is lost", async () => {
  const deputy = await signIn("voronina");
  expect((await deputy.get("/control/corrections")).body).toContain("Ошибка при подсчёте баллов");
  const approve = `/corrections/${own.correction}/approve`;
  const refused = await deputy.post(approve, { act: " ", version: "1" });
  expect(refused.statusCode).toBe(422);
  expect(refused.body).toMatch(new RegExp(`id="approve-${own.correction}-act"[^>]*aria-invalid`));
  expect((await deputy.post(approve, { act: "14", version: "1" })).statusCode).toBe(303);
  expect((await deputy.get("/control/corrections")).body).toContain("исправлено по акту № 14");
  const answer = { answer: "Подсчёт верен", version: "1" };
  expect((await deputy.post(`/corrections/${foreign.correction}/refuse`, answer)).statusCode).toBe(303);
  expect((await deputy.get("/control/corrections")).body).toContain("отказано: Подсчёт верен");
  expect((await (await signIn("smirnova")).get("/control/corrections")).statusCode).toBe(403);
});

test("A notice of the deputy head stands on the board; a teacher reads and does not write", async () => {
  const deputy = await signIn("voronina");
  const empty = await deputy.post("/board", { title: "Педсовет", text: "" });
  expect(empty.body).toContain('value="Педсовет"');
  await deputy.post("/board", { title: "Педсовет", text: "В среду в 15:00" });
  const teacher = await signIn("smirnova");
  expect((await teacher.get("/board")).body).toContain("В среду в 15:00");
  expect((await teacher.post("/board", { title: "а", text: "б" })).statusCode).toBe(403);
  expect((await (await signIn("annaMother")).get("/board")).statusCode).toBe(404);
});

test("R36: a teacher sees her own missing plans, the deputy head everybody's", async () => {
  const teacher = (await (await signIn("smirnova")).get("/deadlines")).body;
  expect(teacher).toContain("КТП нет: 7А, алгебра");
  expect(teacher).not.toContain("КТП нет: 4Б");
  expect((await (await signIn("voronina")).get("/deadlines")).body).toContain("КТП нет: 4Б");
});

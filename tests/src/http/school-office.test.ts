import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { setClock } from "../../../src/clock.ts";
import { buildApp } from "../../../src/http/app.ts";
import { getSettings } from "../../../src/settings.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { signInAs } from "../../support/sign-in.ts";
import { testConfig } from "../../support/test-config.ts";

/** A Thursday, 10:00 in the school. */
const NOW = new Date("2026-11-26T03:00:00Z");
const PAGES = ["/people", "/movement", "/health", "/settings/school", "/next-year"];

let school: TestSchool;
let app: FastifyInstance;

beforeAll(async () => {
  setClock(NOW);
  school = await castSchool({ now: NOW });
  app = await buildApp({ db: school.db, config: testConfig() });
});
afterAll(async () => {
  setClock(null);
  await app.close();
  await school.close();
});

const signIn = (person: CastKey) => signInAs(app, school.db, school.cast[person].id);

test("The administrator opens every page of the office, in both languages; a teacher and a mother open none", async () => {
  const { id } = school.cast.maltsev;
  for (const language of ["en", "ru"] as const) {
    await school.db.person.update({ where: { id }, data: { language } });
    const administrator = await signIn("maltsev");
    for (const page of PAGES) {
      const { statusCode, body } = await administrator.get(page);
      expect([page, statusCode]).toEqual([page, 200]);
      expect(body).toContain(`<html lang="${language}">`);
    }
  }
  const teacher = await signIn("smirnova");
  const mother = await signIn("annaMother");
  for (const page of PAGES) {
    expect((await teacher.get(page)).statusCode).toBe(403);
    expect((await mother.get(page)).statusCode).toBe(404);
  }
});

test("R48: a pupil without an account is found by the surname and gets one with a password told once", async () => {
  const administrator = await signIn("maltsev");
  expect((await administrator.get("/people?surname=усман")).body).toContain("Усманова");
  const { id } = school.cast.leila;
  const made = await administrator.post(`/people/${id}/account`);
  expect(made.statusCode).toBe(200);
  expect(made.body).toContain("пароль показан один раз");
  const page = `/people/${id}`;
  expect((await administrator.get(page)).body).not.toContain("пароль показан один раз");
  expect((await administrator.post(`${page}/handed-over`)).statusCode).toBe(303);
  expect((await administrator.post(`${page}/account/close`)).statusCode).toBe(303);
  expect((await administrator.get(page)).body).toContain("Открыть снова");
});

test("R48: nobody closes their own account: the page says so and stays", async () => {
  const administrator = await signIn("maltsev");
  const refused = await administrator.post(`/people/${school.cast.maltsev.id}/account/close`);
  expect(refused.statusCode).toBe(422);
  expect(refused.body).toContain("Свою учётную запись не закрывают");
});

describe("R46: a table of orders", () => {
  const TABLE = [
    "Код записи;Вид приказа;Номер приказа;Дата приказа;С какого дня;Код ученика;Фамилия;Имя;Отчество;Дата рождения;Пол;Класс",
    "k1;зачисление;12-з;25.11.2026;26.11.2026;p900;Новиков;Пётр;Ильич;2013-05-04;м;7А",
    "k2;чудо;13-з;25.11.2026;26.11.2026;p901;Новикова;Вера;;2013-05-04;ж;7А",
  ].join("\n");
  const load = async (person: CastKey, fields: Record<string, string>) => {
    const { cookies } = await signIn(person);
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append("file", new Blob([TABLE]), "orders.csv");
    const sent = new Response(form);
    return app.inject({
      method: "POST",
      url: "/movement",
      cookies,
      headers: { "content-type": sent.headers.get("content-type")!, origin: "http://localhost" },
      payload: Buffer.from(await sent.arrayBuffer()),
    });
  };
  const newcomers = () => school.db.person.count({ where: { surname: "Новиков" } });

  test("is shown by the secretary row by row before anything is written", async () => {
    const { statusCode, body } = await load("popova", {});
    expect(statusCode).toBe(200);
    expect(body).toContain("Зачислить в 7А с 26.11.2026: Новиков Пётр Ильич");
    expect(body).toContain("чудо");
    expect(await newcomers()).toBe(0);
  });

  test("is carried out when she says so, and compared with the paper by her alone", async () => {
    expect((await load("popova", { apply: "yes" })).body).toContain("Проведено приказов: 1");
    expect(await newcomers()).toBe(1);
    const { id } = await school.db.movementOrder.findFirstOrThrow();
    expect((await (await signIn("maltsev")).post(`/movement/${id}/checked`)).statusCode).toBe(403);
    const secretary = await signIn("popova");
    expect((await secretary.post(`/movement/${id}/checked`)).statusCode).toBe(303);
    expect((await secretary.get("/movement")).body).toContain("сверен");
  });

  test("is not for a teacher to load", async () => {
    expect((await load("smirnova", {})).statusCode).toBe(403);
  });
});

test("The administrator changes a setting by an order; what is impossible is refused and still stands in its field", async () => {
  const administrator = await signIn("maltsev");
  const saved = await administrator.post("/settings/school", {
    eveningHour: "19",
    quietFrom: "21:30",
    act: "приказ № 14",
  });
  expect(saved.statusCode).toBe(303);
  expect(await getSettings(school.db)).toMatchObject({ eveningHour: 19, quietFrom: 21 * 60 + 30 });
  expect(await school.db.setting.count({ where: { act: "приказ № 14" } })).toBe(2);
  const refused = await administrator.post("/settings/school", { eveningHour: "31" });
  expect(refused.statusCode).toBe(422);
  expect(refused.body).toContain('value="31"');
  expect((await getSettings(school.db)).eveningHour).toBe(19);
  expect((await (await signIn("voronina")).post("/settings/school", { eveningHour: "8" })).statusCode).toBe(
    403,
  );
});

test("R31: the next year is shown before it is opened", async () => {
  const administrator = await signIn("maltsev");
  const year = await school.db.schoolYear.findFirstOrThrow({ orderBy: { startsOn: "desc" } });
  const before = await school.db.schoolYear.count();
  const form = { yearId: year.id, name: "2027/28", startsOn: "2027-09-01", endsOn: "2028-05-31" };
  const shown = await administrator.post("/next-year", form);
  expect(shown.body).toContain("7А → 8А");
  expect(await school.db.schoolYear.count()).toBe(before);
  const opened = await administrator.post("/next-year", { ...form, confirm: "yes" });
  expect(opened.body).toContain("Год открыт");
  expect(await school.db.schoolYear.count()).toBe(before + 1);
});

test("The head of the school sees how sending works, with what broke, and sends nothing again", async () => {
  const page = await (await signIn("voronina")).get("/health");
  expect(page.body).toContain("Работают процессов");
  expect((await (await signIn("voronina")).post("/health/replay")).statusCode).toBe(403);
  expect((await (await signIn("maltsev")).post("/health/replay")).statusCode).toBe(303);
});

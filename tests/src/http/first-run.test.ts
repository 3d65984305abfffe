import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setClock } from "../../../src/clock.ts";
import { administrator } from "../../../src/commands/administrator.ts";
import { readConfig } from "../../../src/config.ts";
import { type Db, openDb } from "../../../src/db.ts";
import { buildApp } from "../../../src/http/app.ts";
import { getSettings } from "../../../src/settings.ts";
import { testDatabase } from "../../support/database.ts";
import { postForm, type SignedIn, signInAs } from "../../support/sign-in.ts";
import { testConfig } from "../../support/test-config.ts";

/** A Thursday, 10:00 in Krasnoyarsk, before the year begins. */
const NOW = new Date("2026-08-20T03:00:00Z");
const YEAR = {
  ...{ name: "2026/27", startsOn: "2026-09-01", endsOn: "2027-05-31" },
  ...{ weekDays: "5", kind: "quarter" },
};

let database: Awaited<ReturnType<typeof testDatabase>>;
let db: Db;
let app: FastifyInstance;
let maltsev: SignedIn;

beforeAll(async () => {
  setClock(NOW);
  database = await testDatabase();
  db = openDb(database.url);
  app = await buildApp({ db, config: testConfig() });
});
afterAll(async () => {
  setClock(null);
  await app.close();
  await db.$disconnect();
  await database.drop();
});

test("Whom the console made administrator signs in, changes the password and begins at the first run", async () => {
  const said: string[] = [];
  const config = readConfig({ SECRET: "a secret of thirty-two characters" });
  const say = (line: string) => said.push(line);
  await administrator(["Мальцев", "Андрей", "Викторович"], { db, config, say });
  const [, login, password] = /Логин (\S+), пароль на один вход (\S+)/.exec(said.join("\n"))!;
  const entered = await postForm(app, "/sign-in", { form: { login: login!, password: password! } });
  expect([entered.statusCode, entered.headers.location]).toEqual([303, "/first-run"]);
  const cookies = { vestnik: entered.cookies[0]!.value };
  const first = await app.inject({ url: "/first-run", cookies });
  expect([first.statusCode, first.headers.location]).toEqual([303, "/password"]);
  const own = { old: password!, new: "четыре слова подряд здесь" };
  expect((await postForm(app, "/password", { form: own, cookies })).statusCode).toBe(200);
  const { id } = await db.person.findFirstOrThrow();
  maltsev = await signInAs(app, db, id);
  expect((await maltsev.get("/")).headers.location).toBe("/first-run");
  expect((await maltsev.get("/first-run")).body).toContain("Осталось 4 шага");
});

test("The school gets its name; a time zone that nobody knows is refused at its field, with the rest as it was typed", async () => {
  const school = { schoolName: "Школа № 214", schoolCity: "Красноярск", timeZone: "Asia/Nowhere" };
  const refused = await maltsev.post("/first-run/school", school);
  expect(refused.statusCode).toBe(422);
  expect(refused.body).toContain("Такого часового пояса нет");
  expect(refused.body).toContain('value="Школа № 214"');
  const saved = await maltsev.post("/first-run/school", { ...school, timeZone: "Asia/Krasnoyarsk" });
  expect(saved.statusCode).toBe(303);
  expect(await getSettings(db)).toMatchObject({ schoolName: "Школа № 214", schoolCity: "Красноярск" });
});

test("R30: people wait for the year, which is shown with its terms and days off before it is opened", async () => {
  expect((await load("pupils", PUPILS, {})).body).toContain("Учебного года ещё нет");
  const wrong = await maltsev.post("/first-run/year", { ...YEAR, endsOn: "2026-05-31" });
  expect(wrong.statusCode).toBe(422);
  const shown = await maltsev.post("/first-run/year", YEAR);
  for (const line of ["4-я четверть", "2-е полугодие", "Зимние каникулы", "День России"].slice(0, 3))
    expect(shown.body).toContain(line);
  expect(await db.schoolYear.count()).toBe(0);
  expect((await maltsev.post("/first-run/year", { ...YEAR, confirm: "yes" })).statusCode).toBe(303);
  const year = await db.schoolYear.findFirstOrThrow({ include: { terms: true, bellSchedules: true } });
  expect(year.terms).toHaveLength(4 + 2);
  expect(year.bellSchedules).toHaveLength(1);
  expect((await maltsev.get("/first-run")).body).toContain("Осталось 2 шага");
  const again = await maltsev.post("/first-run/year", { ...YEAR, confirm: "yes" });
  expect(again.statusCode).toBe(422);
  expect(await db.schoolYear.count()).toBe(1);
});

const PUPILS = [
  "Личное дело;Класс;Фамилия;Имя;Отчество;Дата рождения;Пол;Фамилия родителя;Имя родителя;Отчество родителя;Кем приходится",
  "К-1;7А;Кравцова;Анна;Ильинична;28.05.2013;ж;Кравцова;Елена;Сергеевна;мать",
  "К-2;7А;Лаптев;Егор;;;м;;;;",
  "К-3;7Б;Ким;Роман;;01.02.2013;м;Ким;Артём;;отец",
].join("\n");
const STAFF = [
  "Фамилия;Имя;Отчество;Должность",
  "Смирнова;Ольга;Петровна;учитель",
  "Смирнова;Ольга;Петровна;завуч",
  "Попова;Вера;;секретарь",
].join("\n");

async function load(kind: string, table: string | Uint8Array<ArrayBuffer>, fields: { apply?: "yes" }) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ kind, ...fields })) form.append(name, value);
  form.append("file", new Blob([table]), "people.csv");
  const sent = new Response(form);
  return app.inject({
    method: "POST",
    url: "/people/import",
    cookies: maltsev.cookies,
    headers: { "content-type": sent.headers.get("content-type")!, origin: "http://localhost" },
    payload: Buffer.from(await sent.arrayBuffer()),
  });
}

describe("A table of people", () => {
  const pupils = () => db.enrolment.count({ where: { class: { year: { name: "2026/27" } } } });

  test("is shown before it is written", async () => {
    const { statusCode, body } = await load("pupils", PUPILS, {});
    expect(statusCode).toBe(200);
    expect(body).toContain("Ошибок нет");
    expect(await pupils()).toBe(0);
  });

  test("with something wrong in a row is written nowhere, and each mistake has its row, column and what belongs there", async () => {
    const broken = PUPILS.replace("К-3;7Б", "К-1;12").replace("28.05.2013", "вчера");
    const { body } = await load("pupils", broken, { apply: "yes" });
    expect(body).toContain("Ошибок: 3");
    for (const said of [
      "дата вида 28.05.2013",
      "класс вида 7А",
      "номер, которого выше нет (он есть в строке 2)",
    ])
      expect(body).toContain(said);
    expect(await pupils()).toBe(0);
    expect(await db.schoolClass.count()).toBe(0);
  });

  test.each([
    ["a picture", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1]), "Это не таблица"],
    ["another table", "Имя;Возраст\nАнна;12", "В таблице нет столбца «Личное дело», «Класс», «Фамилия»"],
    ["an empty one", PUPILS.split("\n")[0]!, "Под заголовками таблицы нет ни одной строки"],
    ["nothing", "", "Приложите таблицу"],
  ])("that is %s is refused as a whole, in words", async (_what, table, words) => {
    const { statusCode, body } = await load("pupils", table, { apply: "yes" });
    expect(statusCode).toBe(422);
    expect(body).toContain(words);
  });

  test("makes classes, pupils and guardians, by whom it was done; the same again changes nothing", async () => {
    expect((await load("pupils", PUPILS, { apply: "yes" })).body).toContain("Таблица внесена");
    expect(await pupils()).toBe(3);
    expect(await db.guardianship.count()).toBe(2);
    const trail = await db.auditEntry.findFirstOrThrow({ where: { action: "import.applied" } });
    expect(trail).toMatchObject({ via: "web", details: { source: "pupils", rows: 3 } });
    expect(trail.actorId).not.toBeNull();
    const before = await db.person.count();
    expect((await load("pupils", PUPILS, { apply: "yes" })).statusCode).toBe(200);
    expect([await pupils(), await db.person.count()]).toEqual([3, before]);
    expect(await db.auditEntry.count({ where: { action: "import.applied" } })).toBe(1);
  });

  test("of staff gives one person two roles, never makes an administrator, and doubles nobody", async () => {
    const refused = await load("staff", STAFF.replace("завуч", "администратор"), { apply: "yes" });
    expect(refused.body).toContain("учитель, завуч, директор или секретарь");
    for (const _ of [1, 2]) expect((await load("staff", STAFF, { apply: "yes" })).statusCode).toBe(200);
    const roles = await db.roleGrant.findMany({ where: { person: { surname: "Смирнова" } } });
    expect(roles.map(({ role }) => role).sort()).toEqual(["deputyHead", "teacher"]);
    expect(await db.person.count({ where: { surname: "Смирнова" } })).toBe(1);
  });

  test("comes as a sample that its own door takes", async () => {
    for (const kind of ["pupils", "staff"]) {
      const sample = await maltsev.get(`/people/import/${kind}/sample`);
      expect(sample.body.startsWith("\uFEFF")).toBe(true);
      expect((await load(kind, sample.body, {})).body).toContain("Ошибок нет");
    }
  });

  test("is not for a secretary or a teacher to load", async () => {
    const { id } = await db.person.findFirstOrThrow({ where: { surname: "Попова" } });
    const popova = await signInAs(app, db, id);
    expect((await popova.get("/people/import")).statusCode).toBe(403);
    expect((await popova.post("/first-run/school", {})).statusCode).toBe(403);
  });
});

test("With people in it the school waits for its channels alone, and says what to set", async () => {
  const { body } = await maltsev.get("/first-run");
  expect(body).toContain("Остался 1 шаг");
  expect(body).toContain("TELEGRAM_BOT_TOKEN");
  const ready = { SMTP_URL: "smtp://mail.school.example", PUBLIC_URL: "https://journal.school.example" };
  const reached = await buildApp({
    db,
    config: readConfig({ SECRET: "a secret of thirty-two characters", ...ready }),
  });
  const page = await reached.inject({ url: "/first-run", cookies: maltsev.cookies });
  await reached.close();
  expect(page.body).toContain("Школа готова");
  expect(page.body).not.toContain("mail.school.example");
});

import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openWindow } from "../../bots/window.ts";
import { buildApp } from "../../src/http/app.ts";
import { setSettings } from "../../src/settings.ts";
import { NEVER_QUIET } from "../support/never-quiet.ts";
import { testConfig as officeConfig, openPostOffice } from "../support/post-office.ts";
import { castSchool, type TestSchool } from "../support/school.ts";
import { postForm, signInAs } from "../support/sign-in.ts";
import { testConfig } from "../support/test-config.ts";

let school: TestSchool;
let app: FastifyInstance;

beforeAll(async () => {
  school = await castSchool({ demo: true });
  await setSettings(school.db, { telegramLevel: "full" });
  const config = testConfig();
  app = await buildApp({ db: school.db, config, chat: openWindow(school.db, config) });
});
afterAll(async () => {
  await app.close();
  await school.close();
});

const read = async (person: string) => (await app.inject({ url: `/chat?person=${person}` })).body;

test("In the demo a mother talks with the bot on a page, by forms alone", async () => {
  const person = school.cast.annaMother.id;
  expect(await read(person)).toContain("Начать");
  const answer = await postForm(app, "/chat", { form: { person, text: "/language" } });
  expect(answer.statusCode).toBe(303);
  expect(answer.headers.location).toBe(`/chat?person=${person}`);
  const page = await read(person);
  expect(page).toContain("На каком языке писать?");
  const [, messageId = ""] = /name="messageId" value="(\d+)"/.exec(page) ?? [];
  const [, data = ""] = /name="data" value="([^"]+)">English/.exec(page) ?? [];
  await postForm(app, "/chat", { form: { person, messageId, data } });
  const after = await read(person);
  expect(after).toContain("All right, English from now on.");
  expect(after).not.toContain("На каком языке писать?");
  expect(after).toContain("<b>/language</b>");
});

test("What is typed there is shown as it was typed, and a foreign button says so", async () => {
  const person = school.cast.egorMother.id;
  await postForm(app, "/chat", { form: { person, text: "<b>5</b> & всё" } });
  expect(await read(person)).toContain("&lt;b>5&lt;/b> &amp; всё");
  await postForm(app, "/chat", { form: { person, messageId: "1", data: "made-up" } });
  expect(await read(person)).toContain("Эта кнопка больше не работает");
  expect(await read(person)).not.toContain("Эта кнопка больше не работает");
});

test("A teacher gets a chat by looking; a family that has none in Telegram gets none", async () => {
  const { db, cast } = school;
  await postForm(app, "/chat", { form: { person: cast.smirnova.id, text: "/help" } });
  const page = await read(cast.smirnova.id);
  expect(page).toContain("Что здесь можно");
  for (const who of ["Смирнова Ольга Петровна, учитель", "Кравцова Елена Сергеевна, родитель"])
    expect(page).toContain(who);
  expect((await app.inject({ url: `/chat?person=${cast.annaFather.id}` })).statusCode).toBe(404);
  const contacts = await db.contact.findMany({
    where: { channel: "telegram", personId: { in: [cast.smirnova.id, cast.annaFather.id] } },
  });
  expect(contacts.map(({ personId }) => personId)).toEqual([cast.smirnova.id]);
});

test("A teacher types a mark and saves its card; the mother's chat has it by itself, with the way to the diary", async () => {
  const { db, cast } = school;
  await setSettings(db, { markHoldSeconds: 0, ...NEVER_QUIET });
  const [teacher, mother] = [cast.smirnova.id, cast.annaMother.id];
  await postForm(app, "/chat", { form: { person: teacher, text: "Кравцова 5" } });
  const card = await read(teacher);
  const [, messageId = ""] =
    /name="messageId" value="(\d+)"/.exec(card.slice(card.lastIndexOf("Понято"))) ?? [];
  const [, data = ""] = /name="data" value="([^"]+)">Сохранить/.exec(card) ?? [];
  await postForm(app, "/chat", { form: { person: teacher, messageId, data } });
  expect(await read(teacher)).toContain("Записано");
  expect(await read(mother)).not.toContain("алгебра — 5");
  const office = await openPostOffice(db, officeConfig({ POSTBOX: "1", SECRET: testConfig().secret }));
  await office.route();
  await office.deliver();
  await office.close();
  const chat = await read(mother);
  expect(chat.match(/алгебра — 5/g)).toHaveLength(1);
  expect(chat).toMatch(/<a href="[^"]+\/o\/[0-9a-f-]+">Open the diary/);
  expect((await read(mother)).match(/алгебра — 5/g)).toHaveLength(1);
});

test("In a real school there is no such page", async () => {
  const real = await buildApp({ db: school.db, config: testConfig() });
  expect((await real.inject({ url: "/chat" })).statusCode).toBe(404);
  expect((await postForm(real, "/chat", { form: { person: school.cast.anna.id } })).statusCode).toBe(404);
  await real.close();
});

test("The school's people open the bot from the site by a link of their own, where there is a bot", async () => {
  const { db, cast } = school;
  const config = testConfig({ telegram: { token: "1:a", apiRoot: undefined }, postbox: false });
  const real = await buildApp({ db, config });
  const smirnova = await signInAs(real, db, cast.smirnova.id);
  expect((await smirnova.get("/telegram")).body).toContain("Бот школы не подключён");
  await setSettings(db, { telegramBot: "vestnik_test_bot" });
  expect((await smirnova.get("/telegram")).body).toMatch(
    /href="https:\/\/t\.me\/vestnik_test_bot\?start=[\w-]{50}"/,
  );
  expect((await real.inject({ url: "/telegram" })).body).not.toContain("t.me");
  await real.close();
});

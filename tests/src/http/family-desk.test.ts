import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { isoDay } from "../../../src/clock.ts";
import { buildApp } from "../../../src/http/app.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { signInAs } from "../../support/sign-in.ts";
import { testConfig } from "../../support/test-config.ts";

let school: TestSchool;
let app: FastifyInstance;
let anna: string;
let today: string;

beforeAll(async () => {
  school = await castSchool();
  app = await buildApp({ db: school.db, config: testConfig() });
  anna = `/pupils/${school.cast.anna.id}`;
  today = isoDay(school.today.algebra.date);
});
afterAll(async () => {
  await app.close();
  await school.close();
});

const signIn = (person: CastKey) => signInAs(app, school.db, school.cast[person].id);

test("Елена Сергеевна writes a note, sees that it waits, and takes it back", async () => {
  const mother = await signIn("annaMother");
  const given = await mother.post(`${anna}/excuses`, { from: today, to: today, text: "К врачу" });
  expect([given.statusCode, given.headers.location]).toEqual([303, `${anna}/excuses?handed=`]);
  const { body } = await mother.get(`${anna}/excuses?handed=`);
  expect(body).toContain("Передали классному руководителю.");
  expect(body).toContain("ждёт классного руководителя");
  const { id } = await school.db.excuse.findFirstOrThrow({ where: { text: "К врачу" } });
  expect((await (await signIn("annaFather")).post(`/excuses/${id}/withdraw`)).statusCode).toBe(404);
  expect((await mother.post(`/excuses/${id}/withdraw`)).statusCode).toBe(303);
  expect((await mother.get(`${anna}/excuses`)).body).toContain("записку забрали");
});

test("Days out of order are said in words, and what was typed is still there", async () => {
  const mother = await signIn("annaMother");
  const form = { from: "2020-01-02", to: "2020-01-01", text: "Семейные дела" };
  const { statusCode, body } = await mother.post(`${anna}/excuses`, form);
  expect(statusCode).toBe(422);
  expect(body).toContain("Семейные дела");
  expect(body).toContain('aria-invalid="true"');
  expect(await school.db.excuse.count({ where: { text: "Семейные дела" } })).toBe(0);
});

test("A note is for a guardian to write: neither Анна nor another mother can", async () => {
  for (const person of ["anna", "veraMother"] as const) {
    const other = await signIn(person);
    const { statusCode } = await other.post(`${anna}/excuses`, { from: today, to: today, text: "Болею" });
    expect(statusCode).toBeGreaterThanOrEqual(403);
  }
  expect(await school.db.excuse.count({ where: { text: "Болею" } })).toBe(0);
});

test("She writes to the class teacher; Анна, her father and another mother read none of it (R50)", async () => {
  const mother = await signIn("annaMother");
  expect((await mother.get(`${anna}/talk`)).body).toContain("Сообщений пока нет.");
  expect((await mother.post(`${anna}/talk`, { text: "Можно зайти в <четверг>?" })).statusCode).toBe(303);
  expect((await mother.get(`${anna}/talk`)).body).toContain("Можно зайти в &lt;четверг>?");
  // Opening the page is no reading: a program that looks ahead would do it, too.
  const gromova = await signIn("gromova");
  const { id } = await school.db.thread.findFirstOrThrow({
    where: { guardianId: school.cast.annaMother.id },
  });
  const unread = () => school.db.threadMessage.count({ where: { threadId: id, readAt: null } });
  expect((await gromova.get(`/class-talks/${id}`)).body).toContain(`action="/class-talks/${id}/read"`);
  expect(await unread()).toBe(1);
  expect((await gromova.post(`/class-talks/${id}/read`)).statusCode).toBe(303);
  expect(await unread()).toBe(0);
  expect((await gromova.get(`/class-talks/${id}`)).body).not.toContain(`/class-talks/${id}/read`);
  expect((await mother.get(`${anna}/talk`)).body).not.toContain(`${anna}/talk/read`);
  for (const person of ["anna", "annaFather", "veraMother"] as const)
    expect((await (await signIn(person)).get(`${anna}/talk`)).body).not.toContain("четверг");
});

test("She hears of Анна only low marks in the evening, by the time of Omsk, and of Миша as before (R64)", async () => {
  const { db, cast } = school;
  const mother = await signIn("annaMother");
  const pupil = cast.anna.id;
  const saved = await mother.post("/settings/pupil", {
    ...{ pupil, marks: "evening", low: "yes", homework: "off", weekly: "weekly" },
  });
  expect(saved.headers.location).toBe("/settings?saved=");
  const hours = { quietFrom: "22", quietTo: "7", eveningHour: "19", weeklyDay: "5", weeklyHour: "18" };
  expect((await mother.post("/settings/hours", { city: "omsk", ...hours })).statusCode).toBe(303);
  const personId = cast.annaMother.id;
  const chosen = await db.choice.findMany({ where: { personId, topic: "marks", pupilId: { not: null } } });
  expect(chosen).toMatchObject([{ pupilId: pupil, frequency: "evening", onlyLow: true }]);
  const { timeZone } = await db.person.findUniqueOrThrow({ where: { id: personId } });
  expect(timeZone).toBe("Asia/Omsk");
  const { body } = await mother.get("/settings?saved=");
  expect(body).toContain("Сохранено");
  expect(body).toMatch(/<option value="omsk" selected/);
});

test("One answer to everything ends what was chosen about one child; a foreign child cannot be chosen about", async () => {
  const { db, cast } = school;
  const mother = await signIn("annaMother");
  await mother.post("/settings/preset", { preset: "weekly" });
  const personId = cast.annaMother.id;
  expect(await db.choice.count({ where: { personId, pupilId: { not: null } } })).toBe(0);
  const foreign = { pupil: cast.vera.id, marks: "now", homework: "off", weekly: "off" };
  expect((await mother.post("/settings/pupil", foreign)).statusCode).toBe(422);
});

test("Her own data come as a file, with nobody else's contacts in it (R34)", async () => {
  const { headers, body } = await (await signIn("annaMother")).get(
    `/api/people/${school.cast.annaMother.id}/export`,
  );
  expect(headers["content-disposition"]).toContain("personal-data.json");
  expect(body).toContain("Кравцова");
  expect(body).not.toContain("Мельникова");
});

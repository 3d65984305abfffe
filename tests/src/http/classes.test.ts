import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { takeRoll } from "../../../src/attendance/roll.ts";
import { isoDay } from "../../../src/clock.ts";
import { buildApp } from "../../../src/http/app.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { signInAs } from "../../support/sign-in.ts";
import { testConfig } from "../../support/test-config.ts";

let school: TestSchool;
let app: FastifyInstance;
let desk: string;

beforeAll(async () => {
  school = await castSchool();
  app = await buildApp({ db: school.db, config: testConfig() });
  desk = `/classes/${school.cast.classes.sevenA.id}`;
});
afterAll(async () => {
  await app.close();
  await school.close();
});

const signIn = (person: CastKey) => signInAs(app, school.db, school.cast[person].id);
const today = () => isoDay(school.today.algebra.date);

test("R6: a class teacher comes straight to her class and sees who is reached and how", async () => {
  const teacher = await signIn("gromova");
  const way = await teacher.get("/classes");
  expect(way.headers.location).toBe(desk);
  const page = (await teacher.get(desk)).body;
  expect(page).toContain("Абрамов Илья");
  expect(page).toMatch(/Лаптева Ирина Викторовна.*?Telegram, почта/s);
  expect(page).toMatch(/Назарова Фарида Ильдаровна.*?листок не выдан/s);
});

test("Nobody else's class teacher opens it, nor does a guardian; the deputy head does, without addresses", async () => {
  expect((await (await signIn("osokina")).get(desk)).statusCode).toBe(403);
  expect((await (await signIn("annaMother")).get(desk)).statusCode).toBe(404);
  const deputy = await signIn("voronina");
  expect((await deputy.get("/classes")).body).toContain(desk);
  const page = (await deputy.get(desk)).body;
  expect(page).toMatch(/Лаптева Ирина Викторовна.*?на связи/s);
  expect(page).not.toContain("Telegram, почта");
  expect(page).not.toContain(`${desk}/slips`);
});

test("R4: she prints slips for the families that have not joined, each with its own page", async () => {
  const teacher = await signIn("gromova");
  const pdf = await teacher.post(`${desk}/slips`);
  expect(pdf.headers["content-type"]).toBe("application/pdf");
  expect((await teacher.get(desk)).body).toMatch(/Назарова Фарида Ильдаровна.*?листок ждёт до/s);
  expect((await (await signIn("osokina")).post(`${desk}/slips`)).statusCode).toBe(403);
});

test("R39: she says why a pupil was away; a pupil of another class is not hers to explain", async () => {
  const { db, cast } = school;
  const by = { actorId: cast.smirnova.id, source: "web", silent: false } as const;
  const absences = [{ pupilId: cast.anna.id, kind: "absent" as const }];
  await takeRoll(db, school.today.algebra.id, { version: 0, absences }, by);
  const teacher = await signIn("gromova");
  expect((await teacher.get(`${desk}/absences`)).body).toMatch(/Кравцова Анна.*?Поставить причину/s);
  const said = { from: today(), to: today(), reason: "illness" };
  const answer = await teacher.post(`${desk}/reasons`, { ...said, pupilId: cast.anna.id });
  expect(answer.headers.location).toBe(`${desk}/absences`);
  const page = (await teacher.get(`${desk}/absences`)).body;
  expect(page).toContain("Пропусков без причины нет");
  expect((await teacher.post(`${desk}/reasons`, { ...said, pupilId: cast.zlata.id })).statusCode).toBe(404);
  const backwards = { ...said, from: "2026-12-31", to: "2026-12-01", pupilId: cast.anna.id };
  expect((await teacher.post(`${desk}/reasons`, backwards)).statusCode).toBe(422);
});

test("R22: a document with an impossible day comes back with everything typed and the sentence at its field", async () => {
  const teacher = await signIn("gromova");
  const typed = {
    ...{ pupilId: school.cast.anna.id, kind: "справка из поликлиники", number: "17", reason: "illness" },
    ...{ from: today(), to: today(), issuedOn: today(), presentedOn: "2090-01-01" },
  };
  const refused = await teacher.post(`${desk}/documents`, typed);
  expect(refused.statusCode).toBe(422);
  expect(refused.body).toContain('value="справка из поликлиники"');
  expect(refused.body).toMatch(/id="document-presentedOn"[^>]*aria-invalid/);
  const taken = await teacher.post(`${desk}/documents`, { ...typed, presentedOn: today() });
  expect(taken.statusCode).toBe(303);
});

test("A note of a family is read by the class teacher, not by the deputy head", async () => {
  const { db, cast, today: lessons } = school;
  const { date } = lessons.algebra;
  const written = {
    givenById: cast.annaMother.id,
    givenAt: date,
    source: "web",
    text: "Едем к врачу",
  } as const;
  const excuse = await db.excuse.create({
    data: { ...written, pupilId: cast.anna.id, from: date, to: date },
  });
  const deputy = await signIn("voronina");
  expect((await deputy.get(`${desk}/excuses`)).body).toContain("Едем к врачу");
  const address = `${desk}/excuses/${excuse.id}`;
  expect((await deputy.post(address, { version: "1" })).statusCode).toBe(403);
  const teacher = await signIn("gromova");
  expect((await teacher.get(`${desk}/excuses`)).body).toContain(address);
  expect((await teacher.post(address, { version: "1" })).statusCode).toBe(303);
  expect((await teacher.get(`${desk}/excuses`)).body).not.toContain(address);
  expect((await teacher.post(address, { version: "2" })).statusCode).toBe(409);
});

test("R50: the class teacher writes to a family; nobody else opens the talk", async () => {
  const { db, cast } = school;
  const of = { guardianId: cast.annaMother.id, pupilId: cast.anna.id };
  const { id } = await db.guardianship.findFirstOrThrow({ where: of });
  const teacher = await signIn("gromova");
  expect((await teacher.get(`${desk}/talks`)).body).toContain(`/guardianships/${id}/talk`);
  const begun = await teacher.post(`/guardianships/${id}/talk`);
  const talk = String(begun.headers.location);
  expect((await teacher.post(talk, { text: "   " })).body).toContain("Нельзя оставить пустым");
  expect((await teacher.post(talk, { text: "Анна молодец <b>" })).statusCode).toBe(303);
  expect((await teacher.get(talk)).body).toContain("Анна молодец &lt;b>");
  expect((await (await signIn("osokina")).get(talk)).statusCode).toBe(403);
  expect((await (await signIn("voronina")).get(talk)).statusCode).toBe(403);
});

test("R50: an announcement to her class shows whom it reaches before it leaves, and leaves once", async () => {
  const teacher = await signIn("gromova");
  const drafted = await teacher.post(`${desk}/announcements`, {
    title: "Собрание 1 декабря",
    text: "В 18:00",
  });
  const address = String(drafted.headers.location);
  expect(address).toMatch(new RegExp(`^${desk}/announcements/`));
  expect((await teacher.get(address)).body).toMatch(/Узнают \d+ человек.*родные 25 учеников/s);
  expect((await teacher.post(`${address}/send`, { version: "1" })).statusCode).toBe(303);
  expect((await teacher.get(address)).body).toContain("Отправлено");
  expect((await teacher.post(`${address}/send`, { version: "2" })).statusCode).toBe(409);
  expect((await (await signIn("osokina")).get(address)).statusCode).toBe(403);
  const foreign = address.replace(school.cast.classes.sevenA.id, school.cast.classes.fourB.id);
  expect((await (await signIn("osokina")).get(foreign)).statusCode).toBe(404);
});

test("The deputy head announces to a level; a teacher does not", async () => {
  const deputy = await signIn("voronina");
  expect((await deputy.get("/announcements")).body).toContain("Параллель 7");
  const empty = await deputy.post("/announcements", { circle: "level 7", title: "  ", text: "Завтра" });
  expect(empty.statusCode).toBe(422);
  expect(empty.body).toContain("Завтра</textarea>");
  const drafted = await deputy.post("/announcements", { circle: "level 7", title: "Прививки", text: "" });
  expect((await deputy.get(String(drafted.headers.location))).body).toContain("Параллель 7");
  expect((await (await signIn("smirnova")).get("/announcements")).statusCode).toBe(403);
});

test("Who reads English reads the class in English", async () => {
  const { id } = school.cast.gromova;
  await school.db.person.update({ where: { id }, data: { language: "en" } });
  const teacher = await signIn("gromova");
  for (const tab of ["", "/absences", "/excuses", "/talks", "/announcements"]) {
    const { body } = await teacher.get(desk + tab);
    expect(body).toContain("Absences");
    expect(body).not.toContain("Класс<");
  }
  await school.db.person.update({ where: { id }, data: { language: "ru" } });
});

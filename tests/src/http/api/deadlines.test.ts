import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CastKey } from "../../../../prisma/cast.ts";
import { setClock } from "../../../../src/clock.ts";
import { buildApp } from "../../../../src/http/app.ts";
import { setSettings } from "../../../../src/settings.ts";
import { apiAs } from "../../../support/api.ts";
import { castSchool, type TestSchool } from "../../../support/school.ts";
import { testConfig } from "../../../support/test-config.ts";

/** A Thursday, 10:00 in the school. */
const NOW = new Date("2026-11-26T03:00:00Z");
const LICENCE = {
  kind: "licence",
  number: "Л035-01234",
  issuedBy: "Министерство образования края",
  issuedOn: "2020-02-03",
};

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

const as = (person: CastKey) => apiAs(app, school.db, school.cast[person].id);

async function debtsOf(person: CastKey): Promise<string[]> {
  const { body } = await (await as(person)).get("/deadlines");
  return body.items.map(({ words }: { words: string }) => words);
}

test("R36: a missing lesson plan is shown with its date to its teacher and to the deputy head, and goes away with the plan", async () => {
  const { db, cast } = school;
  const words = "КТП нет: 7А, алгебра. Срок 15.10.2026.";
  expect(await debtsOf("smirnova")).toContain(words);
  expect(await debtsOf("voronina")).toContain(words);
  expect((await debtsOf("smirnova")).join()).not.toContain("русский язык");
  expect((await debtsOf("maltsev")).join()).not.toContain("КТП");
  await db.lessonPlan.create({
    data: { classId: cast.classes.sevenA.id, subjectId: cast.subjects.algebra.id },
  });
  expect(await debtsOf("smirnova")).not.toContain(words);
});

test("R32: licence and accreditation are owed until a valid one is recorded, and again when it runs out", async () => {
  const { db } = school;
  const administrator = await as("maltsev");
  const words = "Лицензия школы не внесена или истекла. Срок 15.09.2026.";
  const accreditation = "Аккредитация школы не внесена или истекла. Срок 15.09.2026.";
  expect(await debtsOf("maltsev")).toEqual(expect.arrayContaining([words, accreditation]));
  expect((await administrator.post("/school-documents", LICENCE)).status).toBe(200);
  expect((await administrator.post("/school-documents", LICENCE)).status).toBe(200);
  expect((await administrator.get("/school-documents")).body.items).toHaveLength(1);
  expect(await debtsOf("maltsev")).not.toContain(words);
  expect(await debtsOf("maltsev")).toContain(accreditation);
  const twisted = { ...LICENCE, number: "2", validTo: "2019-01-01" };
  expect((await administrator.post("/school-documents", twisted)).status).toBe(422);
  await db.schoolDocument.updateMany({ data: { validTo: new Date("2026-11-25") } });
  expect(await debtsOf("maltsev")).toContain(words);
});

test("R33: cards that lack something are owed by the administrator for staff, by each class teacher for their class", async () => {
  const { db, cast } = school;
  const own = async (person: CastKey) =>
    (await debtsOf(person)).filter((words) => words.includes("карточки"));
  expect((await own("gromova")).join()).toMatch(
    /^Личные карточки учеников и родителей 7А .+: \d+\. Срок 15\.09\.2026\.$/,
  );
  expect((await own("maltsev")).join()).toMatch(
    /^Личные карточки сотрудников .+: \d+\. Срок 15\.09\.2026\.$/,
  );
  expect(await own("smirnova")).toEqual([]);
  expect((await own("voronina")).length).toBeGreaterThanOrEqual(4);
  const birthDate = new Date("1990-01-01");
  await db.person.updateMany({ where: { sex: null }, data: { sex: "female" } });
  await db.person.updateMany({ where: { birthDate: null }, data: { birthDate } });
  expect(await own("gromova")).toEqual([]);
  await db.person.update({ where: { id: cast.annaMother.id }, data: { birthDate: null } });
  expect((await own("gromova")).join()).toContain("7А заполнены не до конца: 1.");
});

test("R48: accounts that nobody created or handed over are owed by the administrator, by the earliest of their days", async () => {
  const { db } = school;
  const own = async (person: CastKey) =>
    (await debtsOf(person)).filter((words) => words.startsWith("Учётные записи"));
  const before = (await own("maltsev")).join();
  expect(before).toMatch(/Учётные записи не созданы: \d+\. Срок \d\d\.09\.2026\./);
  expect(await own("gromova")).toEqual([]);
  const count = (words: string) => Number(/не созданы: (\d+)/.exec(words)?.[1]);
  const person = await db.person.create({ data: { surname: "Нова", givenName: "Ия" } });
  await db.roleGrant.create({
    data: {
      personId: person.id,
      role: "teacher",
      from: new Date("2026-11-20"),
      documentOn: new Date("2026-11-20"),
    },
  });
  expect(count((await own("maltsev")).join())).toBe(count(before) + 1);
  await db.roleGrant.deleteMany({ where: { personId: person.id } });
});

test("R32: the school's card is owed until it is filled in, and shows the documents of today", async () => {
  const { db } = school;
  const card = async () => (await (await as("maltsev")).get("/school-card")).body;
  const own = async () => (await debtsOf("maltsev")).filter((words) => words.startsWith("Карточка школы"));
  await db.schoolDocument.deleteMany();
  expect(await card()).toMatchObject({ address: "", licence: null, accreditation: null });
  expect((await own()).join()).toMatch(/адрес, телефон, электронная почта\. Срок 15\.09\.2026\.$/);
  await setSettings(db, {
    ...{ schoolCity: "Красноярск", schoolAddress: "ул. Мира, 1", schoolPhone: "+7 391 200-00-00" },
    schoolEmail: "school@pochta.invalid",
  });
  await (await as("maltsev")).post("/school-documents", LICENCE);
  expect(await own()).toEqual([]);
  expect(await card()).toMatchObject({ address: "ул. Мира, 1", licence: { number: LICENCE.number } });
  expect((await (await as("annaMother")).get("/school-card")).status).not.toBe(200);
});

test("R30, R35, R37: classes without terms, teachings and timetable are owed by name", async () => {
  const { db, cast } = school;
  await db.schoolClass.create({ data: { yearId: cast.year.id, level: 2, letter: "В" } });
  await db.term.deleteMany({ where: { levelFrom: { gte: 10 }, finalMarks: { none: {} } } });
  const all = (await debtsOf("voronina")).join("\n");
  expect(all).toContain("Нагрузка не внесена: 2В.");
  expect(all).toMatch(/Расписания нет: .*2В/);
  expect(all).toMatch(/Периоды не внесены для классов: .*11/);
});

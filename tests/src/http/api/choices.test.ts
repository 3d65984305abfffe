import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { dateOf } from "../../../../src/clock.ts";
import { buildApp } from "../../../../src/http/app.ts";
import { type Api, apiAs } from "../../../support/api.ts";
import { castSchool, type TestSchool } from "../../../support/school.ts";
import { testConfig } from "../../../support/test-config.ts";

let school: TestSchool;
let app: FastifyInstance;
let mother: Api;
let administrator: Api;

const USUAL = {
  marks: { frequency: "now", onlyLow: false },
  homework: { frequency: "evening", onlyLow: false },
  weekly: { frequency: "weekly", onlyLow: false },
};

beforeAll(async () => {
  school = await castSchool({ accounts: true });
  app = await buildApp({ db: school.db, config: testConfig() });
  mother = await apiAs(app, school.db, school.cast.annaMother.id);
  administrator = await apiAs(app, school.db, school.cast.maltsev.id);
});
beforeEach(async () => {
  await school.db.choice.deleteMany({ where: { personId: school.cast.annaMother.id } });
  await school.db.preference.deleteMany();
});
afterAll(async () => {
  await app.close();
  await school.close();
});

test("Who has chosen nothing sees what holds, for each pupil, and the school's hours", async () => {
  const { status, body } = await mother.get("/me/choices");
  expect(status).toBe(200);
  expect(body.clock).toEqual({
    timeZone: "Asia/Krasnoyarsk",
    quietFrom: 1320,
    quietTo: 420,
    eveningHour: 18,
    weeklyDay: 5,
    weeklyHour: 18,
  });
  expect(body.preferences).toMatchObject({
    language: "ru",
    timeZone: null,
    quietFrom: null,
    sayNothing: false,
  });
  expect(body.everyPupil).toEqual(USUAL);
  expect(body.pupils.map(({ givenName }: { givenName: string }) => givenName)).toEqual(["Михаил", "Анна"]);
  expect(body.pupils[0].choices).toEqual(USUAL);
});

test("A choice about one pupil goes before the one about all; what is left out stays", async () => {
  const { anna } = school.cast;
  const choices = [
    { topic: "marks", pupilId: null, frequency: "evening" },
    { topic: "marks", pupilId: anna.id, frequency: "now", onlyLow: true },
  ];
  await mother.put("/me/choices", {
    choices,
    preferences: { quietFrom: 1200, quietTo: 480, language: "en" },
  });
  const preferences = { timeZone: "europe/moscow", eveningHour: 20, sayNothing: true };
  const { status, body } = await mother.put("/me/choices", { preferences });
  expect(status).toBe(200);
  expect(body.clock).toMatchObject({
    timeZone: "Europe/Moscow",
    quietFrom: 1200,
    quietTo: 480,
    eveningHour: 20,
  });
  expect(body.preferences).toMatchObject({ language: "en", sayNothing: true, weeklyDay: null });
  expect(body.pupils[1].choices.marks).toEqual({ frequency: "now", onlyLow: true });
  expect(body.pupils[0].choices.marks).toEqual({ frequency: "evening", onlyLow: false });
  const back = { timeZone: null, quietFrom: null, quietTo: null, language: "ru" };
  const { body: after } = await mother.put("/me/choices", { preferences: back });
  expect(after.clock).toMatchObject({ timeZone: "Asia/Krasnoyarsk", quietFrom: 1320, quietTo: 420 });
});

test("One tap answers everything", async () => {
  const { body } = await mother.put("/me/choices/preset", { preset: "weekly" });
  expect(body.everyPupil).toMatchObject({ marks: { frequency: "weekly" }, homework: { frequency: "off" } });
});

test.each([
  [
    "a topic that does not know the frequency",
    { choices: [{ topic: "homework", pupilId: null, frequency: "now" }] },
    "Домашнее задание приходит вечером (evening) или никак (off).",
  ],
  [
    "only low homework",
    { choices: [{ topic: "homework", pupilId: null, frequency: "off", onlyLow: true }] },
    "«Только двойки и тройки» бывает у отметок. Уберите onlyLow.",
  ],
  [
    "half of the quiet hours",
    { preferences: { quietFrom: 1200 } },
    "У тихих часов есть начало и конец. Укажите оба или ни одного.",
  ],
  [
    "a zone that nobody knows",
    { preferences: { timeZone: "Красноярск" } },
    "Такого часового пояса нет. Назовите его так: Europe/Moscow, Asia/Krasnoyarsk.",
  ],
  [
    "a shift in place of a zone",
    { preferences: { timeZone: "+07:00" } },
    "Такого часового пояса нет. Назовите его так: Europe/Moscow, Asia/Krasnoyarsk.",
  ],
])("Says in a sentence what is wrong: %s", async (_, wish, sentence) => {
  const { status, body } = await mother.put("/me/choices", wish);
  expect(status).toBe(422);
  expect(JSON.stringify(body)).toContain(sentence);
  expect(await school.db.choice.count({ where: { personId: school.cast.annaMother.id } })).toBe(0);
});

test("Nobody chooses about another family's pupil", async () => {
  const choices = [{ topic: "marks", pupilId: school.cast.egor.id, frequency: "off" }];
  const { status, body } = await mother.put("/me/choices", { choices });
  expect(status).toBe(422);
  expect(JSON.stringify(body)).toContain("О чужом ученике выбирать нельзя.");
});

test("An administrator writes down what a family wishes by its own statement, and it is audited", async () => {
  const { cast, db } = school;
  const url = `/people/${cast.annaMother.id}/choices`;
  const choices = [{ topic: "marks", pupilId: null, frequency: "weekly" }];
  const statement = (personId: string) =>
    db.statement.create({
      data: { personId, number: "77-С", date: dateOf("2026-11-20"), about: "contacts" },
    });
  expect((await administrator.put(url, { choices })).status).toBe(422);
  const { id: foreign } = await statement(cast.egorMother.id);
  const refused = await administrator.put(url, { choices, statementId: foreign });
  expect(JSON.stringify(refused.body)).toContain("У этого человека такого заявления нет.");
  const { id: statementId } = await statement(cast.annaMother.id);
  const { status, body } = await administrator.put(url, { choices, statementId });
  expect(status).toBe(200);
  expect(body.everyPupil.marks.frequency).toBe("weekly");
  expect((await administrator.get(url)).body).toEqual(body);
  const written = await db.auditEntry.findFirstOrThrow({
    where: { action: "choices.changed", objectId: cast.annaMother.id, actorId: cast.maltsev.id },
  });
  expect(written.details).toEqual({ topics: ["marks"], fields: [], statementId });
});

test("Nobody else reads or writes what a family chose", async () => {
  const { cast, db } = school;
  const classTeacher = await apiAs(app, db, cast.gromova.id);
  expect((await classTeacher.get(`/people/${cast.annaMother.id}/choices`)).status).toBe(403);
  expect((await mother.get(`/people/${cast.annaFather.id}/choices`)).status).toBe(404);
});

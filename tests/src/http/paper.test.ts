import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { buildApp } from "../../../src/http/app.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { signInAs } from "../../support/sign-in.ts";
import { testConfig } from "../../support/test-config.ts";
import { tell } from "../../support/told.ts";

let school: TestSchool;
let app: FastifyInstance;
let id: string;
let sheet: string;

beforeAll(async () => {
  school = await castSchool();
  app = await buildApp({ db: school.db, config: testConfig() });
  const { db, cast, today } = school;
  const deliveryId = await tell(db, {
    workId: today.algebra.works.answer,
    pupilIds: [cast.leila.id],
    receiverId: cast.leilaMother.id,
    channel: "paper",
  });
  const lines = [{ when: "24.11", what: "алгебра", mark: "5" }];
  const content = { pupilIndex: 0, title: "Новая отметка", lead: "", lines };
  const sheets = { create: { deliveryId, pupilId: cast.leila.id, content } };
  ({ id } = await db.paperRound.create({ data: { number: 7, classId: cast.classes.sevenA.id, sheets } }));
  sheet = `${deliveryId} ${cast.leila.id}`;
});
afterAll(async () => {
  await app.close();
  await school.close();
});

const signIn = (person: CastKey) => signInAs(app, school.db, school.cast[person].id);

test("R44: a class teacher sees the sheets of her class with the statement behind each, and nobody else's class teacher does", async () => {
  const page = (await (await signIn("gromova")).get("/paper")).body;
  expect(page).toContain("Усманова Лейла");
  expect(page).toMatch(/По заявлению № \S+ от \d+ \S+ \d{4} года/);
  const other = await signIn("osokina");
  expect((await other.get("/paper")).body).not.toContain("Усманова");
  expect((await other.post(`/paper/${id}/print`)).statusCode).toBe(403);
});

test("R44: printing closes the round; the same pages can be printed again", async () => {
  const teacher = await signIn("gromova");
  expect((await teacher.get(`/paper/${id}/sheets.pdf`)).statusCode).toBe(409);
  const printed = await teacher.post(`/paper/${id}/print`);
  expect(printed.statusCode).toBe(303);
  const pdf = await teacher.get(String(printed.headers.location));
  expect(pdf.headers["content-type"]).toBe("application/pdf");
  expect(pdf.rawPayload.subarray(0, 5).toString()).toBe("%PDF-");
  expect((await teacher.post(`/paper/${id}/print`)).statusCode).toBe(303);
});

test("R44: she ticks a sheet as handed over and takes it back the same day", async () => {
  const teacher = await signIn("gromova");
  expect((await teacher.get("/paper")).body).toContain("не отдано: 1");
  await teacher.post(`/paper/${id}/handed-over`, { sheet, handedOver: "yes" });
  const page = (await teacher.get("/paper")).body;
  expect(page).toContain("Отдано");
  expect(page).toMatch(/Громова.Т\..И\./);
  await teacher.post(`/paper/${id}/handed-over`, { sheet, handedOver: "no" });
  expect((await teacher.get("/paper")).body).toContain("не отдано: 1");
  expect((await teacher.post(`/paper/${id}/handed-over`, { sheet: "x", handedOver: "no" })).statusCode).toBe(
    422,
  );
});

test("The administrator prints, and ticks nothing: the sheets are handed over by the school's teachers", async () => {
  const administrator = await signIn("maltsev");
  const page = (await administrator.get("/paper")).body;
  expect(page).toContain("Усманова");
  expect(page).not.toContain("handed-over");
  const tick = { sheet, handedOver: "yes" };
  expect((await administrator.post(`/paper/${id}/handed-over`, tick)).statusCode).toBe(403);
});

test("R61: the pages of the paper diary are printed for the class teacher, and not for a guardian", async () => {
  const teacher = await signIn("gromova");
  const pdf = await teacher.get(`/paper/diary/${school.cast.leila.id}`);
  expect(pdf.rawPayload.subarray(0, 5).toString()).toBe("%PDF-");
  const mother = await signIn("leilaMother");
  expect((await mother.get(`/paper/diary/${school.cast.leila.id}`)).statusCode).toBe(404);
  expect((await mother.get(`/paper/${id}/sheets.pdf`)).statusCode).toBe(404);
});

test("Who reads English finds the sheets and the statement behind each in English", async () => {
  const { id: personId } = school.cast.gromova;
  await school.db.person.update({ where: { id: personId }, data: { language: "en" } });
  const page = (await (await signIn("gromova")).get("/paper")).body;
  expect(page).toMatch(/By statement no\. \S+ of/);
  expect(page).toContain("Paper diary");
  expect(page).not.toContain("Бумажный дневник");
  await school.db.person.update({ where: { id: personId }, data: { language: "ru" } });
});

import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CastKey } from "../../../../prisma/cast.ts";
import { dayIn, isoDay } from "../../../../src/clock.ts";
import { buildApp } from "../../../../src/http/app.ts";
import { apiAs } from "../../../support/api.ts";
import { castSchool, type TestSchool } from "../../../support/school.ts";
import { testConfig } from "../../../support/test-config.ts";

let school: TestSchool;
let app: FastifyInstance;
const DAY_MS = 86_400_000;
const day = (after: number) => isoDay(new Date(dayIn("Asia/Krasnoyarsk").getTime() + after * DAY_MS));

beforeAll(async () => {
  school = await castSchool();
  app = await buildApp({ db: school.db, config: testConfig() });
});
afterAll(async () => {
  await app.close();
  await school.close();
});

const as = (person: CastKey) => apiAs(app, school.db, school.cast[person].id);

describe("A role", () => {
  test("is given by the administrator and opens its doors the same day, and closes them when taken back", async () => {
    const { maltsev, belyaeva } = { maltsev: await as("maltsev"), belyaeva: await as("belyaeva") };
    expect((await belyaeva.get("/people")).status).toBe(403);
    const given = await maltsev.post(`/people/${school.cast.belyaeva.id}/roles`, {
      role: "secretary",
      from: day(0),
      documentOn: day(-1),
    });
    expect(given).toMatchObject({
      status: 201,
      body: { role: "secretary", from: day(0), to: null, documentOn: day(-1), version: 1 },
    });
    expect((await belyaeva.get("/people")).status).toBe(200);
    const end = { version: 1, to: day(-1) };
    expect((await maltsev.patch(`/roles/${given.body.id}`, end)).body).toMatchObject({ to: day(-1) });
    expect((await belyaeva.get("/people")).status).toBe(403);
  });

  test("is given by nobody else", async () => {
    const wanted = { role: "administrator", from: day(0) };
    for (const person of ["popova", "voronina", "gromova"] as const)
      expect((await (await as(person)).post(`/people/${school.cast[person].id}/roles`, wanted)).status).toBe(
        403,
      );
    const mother = await (await as("annaMother")).post(`/people/${school.cast.annaMother.id}/roles`, wanted);
    expect(mother.status).toBe(404);
  });
});

describe("A pupil", () => {
  test("is enrolled and moved by the secretary; the list of the class is of its day (R46)", async () => {
    const popova = await as("popova");
    const { sevenA, fourB } = school.cast.classes;
    const names = async (classId: string, on: string) =>
      (await popova.get(`/classes/${classId}/pupils?on=${on}`)).body.map(
        ({ pupil }: { pupil: { surname: string } }) => pupil.surname,
      );
    const path = `/pupils/${school.cast.denis.id}/enrolments`;
    const wanted = { classId: fourB.id, from: day(1), documentOn: day(0) };
    const twice = await popova.post(path, wanted);
    expect([twice.status, twice.body.detail]).toEqual([409, expect.stringContaining("Переведите")]);
    const leaves = { id: twice.body.current.id, version: twice.body.current.version };
    expect((await popova.post(path, { ...wanted, leaves })).status).toBe(201);
    expect(await names(sevenA.id, day(0))).toContain("Рыбаков");
    expect(await names(sevenA.id, day(1))).not.toContain("Рыбаков");
    expect(await names(fourB.id, day(1))).toContain("Рыбаков");
  });

  test("who is new is entered, enrolled and given a guardian", async () => {
    const popova = await as("popova");
    const pupil = (await popova.post("/people", { surname: "Яшин", givenName: "Лука" })).body.id;
    const guardian = { guardianId: school.cast.sofiaMother.id, kinship: "mother", from: day(0) };
    const enrolled = await popova.post(`/pupils/${pupil}/enrolments`, {
      classId: school.cast.classes.sevenA.id,
      from: day(0),
    });
    expect(enrolled.status).toBe(201);
    expect((await popova.post(`/pupils/${pupil}/guardianships`, guardian)).status).toBe(201);
    const { body } = await (await as("sofiaMother")).get("/me");
    expect(body.pupils.map(({ id }: { id: string }) => id)).toContain(pupil);
    const left = await popova.patch(`/enrolments/${enrolled.body.id}`, { version: 1, to: day(5) });
    expect(left.body).toMatchObject({ to: day(5), version: 2 });
  });

  test("is shown in the list with a number and no birth date", async () => {
    const list = await (await as("smirnova")).get(`/classes/${school.cast.classes.sevenA.id}/pupils`);
    expect(list.body[0]).toMatchObject({ number: 1, pupil: { surname: "Абрамов" } });
    expect(JSON.stringify(list.body)).not.toContain("birthDate");
    const others = await (await as("osokina")).get(`/classes/${school.cast.classes.sevenA.id}/pupils`);
    expect(others.status).toBe(403);
  });
});

describe("A court's decision", () => {
  test("shuts the father out at once and not the mother; lifted, it lets him in again", async () => {
    const gromova = await as("gromova");
    const father = await as("ilyaFather");
    const sees = async (person: CastKey) => (await (await as(person)).get("/me")).body.pupils.length;
    const { guardians } = (await gromova.get(`/people/${school.cast.ilya.id}`)).body;
    const { id } = guardians.find((row: { kinship: string }) => row.kinship === "father");
    const decision = { version: 1, from: day(0), document: "решение суда № 2-77 от 20.11.2026" };
    const barred = await gromova.post(`/guardianships/${id}/bar`, decision);
    expect(barred).toMatchObject({ status: 200, body: { barredFrom: day(0), version: 2 } });
    expect(
      (await father.get(`/pupils/${school.cast.ilya.id}/diary?from=${day(0)}&to=${day(0)}`)).status,
    ).toBe(404);
    expect([await sees("ilyaFather"), await sees("ilyaMother")]).toEqual([0, 1]);
    await gromova.post(`/guardianships/${id}/unbar`, { version: 2, from: day(0) });
    expect([await sees("ilyaFather"), await sees("ilyaMother")]).toEqual([1, 1]);
  });

  test("is entered by the class teacher of that pupil, the office, and nobody else", async () => {
    const { id } = await school.db.guardianship.findFirstOrThrow({
      where: { pupilId: school.cast.polina.id },
    });
    const wanted = { version: 1, kinship: "other" };
    expect((await (await as("osokina")).patch(`/guardianships/${id}`, wanted)).status).toBe(403);
    expect((await (await as("polinaMother")).patch(`/guardianships/${id}`, wanted)).status).toBe(404);
    expect((await (await as("gromova")).patch(`/guardianships/${id}`, wanted)).status).toBe(200);
  });
});

test("A class teacher is appointed by the deputy head when the last one has ended", async () => {
  const voronina = await as("voronina");
  const { fourB } = school.cast.classes;
  const path = `/classes/${fourB.id}/leaderships`;
  const wanted = { teacherId: school.cast.sedova.id, from: day(1) };
  const taken = await voronina.post(path, wanted);
  expect(taken.status).toBe(409);
  const { id, version } = taken.body.current;
  await voronina.patch(`/leaderships/${id}`, { version, to: day(0) });
  expect((await voronina.post(path, wanted)).status).toBe(201);
});

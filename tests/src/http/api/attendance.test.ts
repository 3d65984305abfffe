import type { FastifyInstance } from "fastify";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CastKey } from "../../../../prisma/cast.ts";
import { setClock } from "../../../../src/clock.ts";
import { buildApp } from "../../../../src/http/app.ts";
import { apiAs } from "../../../support/api.ts";
import { castSchool, type TestSchool } from "../../../support/school.ts";
import { testConfig } from "../../../support/test-config.ts";
import { morning, THURSDAY, wasAway } from "../../attendance/days.ts";

let school: TestSchool;
let app: FastifyInstance;

beforeAll(async () => {
  setClock(THURSDAY);
  school = await castSchool({ now: THURSDAY });
  app = await buildApp({ db: school.db, config: testConfig() });
});
beforeEach(() => setClock(THURSDAY));
afterEach(() => setClock(null));
afterAll(async () => {
  await app.close();
  await school.close();
});

const id = (person: CastKey) => school.cast[person].id;
const as = (person: CastKey) => apiAs(app, school.db, id(person));
const lesson = (subject: string) => school.today.lessons.find((one) => one.subject === subject)!;
const sevenA = () => school.cast.classes.sevenA.id;

describe("The roll", () => {
  test("A substitute takes it, and only of the lesson given to them (R12)", async () => {
    const { id: geometry } = lesson("geometry");
    await school.db.lesson.update({ where: { id: geometry }, data: { teacherId: id("chernov") } });
    const chernov = await as("chernov");
    const absences = [
      { pupilId: id("anna"), kind: "absent" },
      { pupilId: id("egor"), kind: "late", lateMinutes: 8 },
    ];
    const taken = await chernov.put(`/lessons/${geometry}/roll`, { version: 0, absences });
    expect(taken).toMatchObject({
      status: 200,
      body: { version: 3, takenAt: expect.any(String), takenById: id("chernov") },
    });
    expect(taken.body.absences).toHaveLength(2);
    expect((await chernov.get(`/lessons/${geometry}/roll`)).body).toEqual(taken.body);
    expect(
      await chernov.put(`/lessons/${lesson("history").id}/roll`, { version: 0, absences }),
    ).toMatchObject({
      status: 403,
    });
  });

  test("Two tabs of one teacher: the second is shown what stands there", async () => {
    const sedova = await as("sedova");
    const url = `/lessons/${lesson("history").id}/roll`;
    const first = await sedova.put(url, { version: 0, absences: [{ pupilId: id("gleb"), kind: "absent" }] });
    const second = await sedova.put(url, { version: 0, absences: [] });
    expect(second).toMatchObject({ status: 409, body: { current: first.body } });
    const cell = { pupilId: id("gleb"), kind: "late", lateMinutes: null, version: 1 };
    expect(await sedova.patch(url, { absences: [cell] })).toMatchObject({
      status: 200,
      body: { version: 3, absences: [{ kind: "late", reason: null }] },
    });
  });

  test("The class teacher reads it and does not take another's; families and pupils get nothing (R5, R27)", async () => {
    const url = `/lessons/${lesson("english").id}/roll`;
    const gromova = await as("gromova");
    expect(await gromova.get(url)).toMatchObject({
      status: 200,
      body: { version: 0, takenAt: null, absences: [] },
    });
    expect((await gromova.put(url, { version: 0, absences: [] })).status).toBe(403);
    for (const person of ["annaMother", "vera"] as const)
      expect((await (await as(person)).get(url)).status).toBe(404);
  });

  test("The day after, its door is closed (R11)", async () => {
    setClock(morning("2026-11-27"));
    const belyaeva = await as("belyaeva");
    const answer = await belyaeva.put(`/lessons/${lesson("english").id}/roll`, { version: 0, absences: [] });
    expect(answer).toMatchObject({ status: 409, body: { title: "Closed" } });
  });

  test("What cannot be is pointed at", async () => {
    const belyaeva = await as("belyaeva");
    const absences = [{ pupilId: id("misha"), kind: "absent" }];
    const answer = await belyaeva.put(`/lessons/${lesson("english").id}/roll`, { version: 0, absences });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: "#/absences/0/pupilId" }] } });
  });
});

describe("The reason", () => {
  const reasonUrl = (pupil: CastKey) => `/pupils/${id(pupil)}/absences/reason`;

  test("is unknown to the family until the class teacher says it, by a document (R22, R39)", async () => {
    const { id: absenceId } = await wasAway(school, { pupilId: id("anna"), day: "2026-11-25" });
    const mother = await as("annaMother");
    const absences = `/pupils/${id("anna")}/absences?from=2026-11-25&to=2026-11-25`;
    expect((await mother.get(absences)).body).toMatchObject([
      { date: "2026-11-25", absences: [{ kind: "absent", reason: null }] },
    ]);
    const gromova = await as("gromova");
    const days = { issuedOn: "2026-11-25", from: "2026-11-25", to: "2026-11-25", presentedOn: "2026-11-26" };
    const document = await gromova.post(`/pupils/${id("anna")}/documents`, { kind: "справка", ...days });
    expect(document).toMatchObject({
      status: 201,
      body: { number: null, dueOn: "2026-11-30", absences: [{ id: absenceId, date: "2026-11-25" }] },
    });
    const said = await gromova.post(reasonUrl("anna"), {
      from: "2026-11-25",
      to: "2026-11-25",
      reason: "illness",
      documentId: document.body.id,
    });
    expect(said).toMatchObject({ status: 200, body: { explained: 1, same: 0, left: 0 } });
    expect((await mother.get(absences)).body).toMatchObject([{ absences: [{ reason: "illness" }] }]);
    expect((await gromova.get(`/pupils/${id("anna")}/documents`)).body).toMatchObject({
      items: [{ dueOn: null }],
      next: null,
    });
  });

  test("is the class teacher's: no other teacher's, and past its day the deputy head's", async () => {
    const absence = await wasAway(school, { pupilId: id("egor"), day: "2026-11-25" });
    const days = { issuedOn: "2026-11-25", from: "2026-11-25", to: "2026-11-25", presentedOn: "2026-11-26" };
    const note = { kind: "справка", number: "7", ...days };
    expect((await (await as("gromova")).post(`/pupils/${id("egor")}/documents`, note)).status).toBe(201);
    const body = { absences: [{ id: absence.id, version: absence.version }], reason: "illness" };
    const lateUrl = `/pupils/${id("egor")}/absences/late-reason`;
    const closed = { status: 409, body: { title: "Closed" } };
    for (const person of ["smirnova", "osokina", "voronina"] as const)
      expect((await (await as(person)).post(reasonUrl("egor"), body)).status).toBe(403);
    expect(await (await as("voronina")).post(lateUrl, body)).toMatchObject(closed);

    setClock(morning("2026-12-01"));
    const [gromova, voronina] = [await as("gromova"), await as("voronina")];
    const overdue = `/classes/${sevenA()}/reasons-overdue`;
    expect((await voronina.get(overdue)).body).toMatchObject([
      { pupil: { id: id("egor") }, dueOn: "2026-11-30", lessons: 1 },
    ]);
    expect(await gromova.post(reasonUrl("egor"), body)).toMatchObject(closed);
    expect((await gromova.post(lateUrl, body)).status).toBe(403);
    expect(await voronina.post(lateUrl, body)).toMatchObject({ status: 200, body: { explained: 1 } });
    expect((await voronina.get(overdue)).body).toEqual([]);
  });

  test.each([
    ["neither absences nor days", {}],
    ["one day of two", { from: "2026-11-25" }],
    ["both", { absences: [{ id: "00000000-0000-4000-8000-000000000000", version: 1 }], from: "2026-11-25" }],
  ])("is not said of %s", async (_, which) => {
    const answer = await (await as("gromova")).post(reasonUrl("anna"), { ...which, reason: "valid" });
    expect(answer.status).toBe(422);
  });

  test("Documents are for the class teacher and the deputy head; each reading leaves a trail (R34)", async () => {
    const url = `/pupils/${id("anna")}/documents`;
    for (const [person, status] of [
      ["smirnova", 403],
      ["maltsev", 403],
      ["annaMother", 404],
      ["voronina", 200],
    ] as const)
      expect((await (await as(person)).get(url)).status).toBe(status);
    const where = { action: "document.read", pupilId: id("anna"), actorId: id("voronina") };
    expect(await school.db.auditEntry.count({ where })).toBe(1);
  });
});

test("Attendance of the class is for its teacher and those above, not for a subject teacher", async () => {
  const url = `/classes/${sevenA()}/attendance?from=2026-11-23&to=2026-11-26`;
  const { status, body } = await (await as("gromova")).get(url);
  expect(status).toBe(200);
  expect(body).toHaveLength(25);
  expect(body[0]).toMatchObject({ surname: "Абрамов", missed: 0, unexplained: 0, fullDays: 0 });
  expect((await (await as("smirnova")).get(url)).status).toBe(403);
  expect((await (await as("osokina")).get(url)).status).toBe(403);
});

describe("A guardian's note", () => {
  const excuse = { from: "2026-11-27", to: "2026-11-27", text: " Едем к врачу " };

  test("Кравцова writes it in advance, Громова confirms it, the journal names no reason by it", async () => {
    const mother = await as("annaMother");
    const url = `/pupils/${id("anna")}/excuses`;
    const given = await mother.post(url, excuse);
    expect(given).toMatchObject({
      status: 201,
      body: { state: "given", text: "Едем к врачу", givenById: id("annaMother"), version: 1 },
    });
    const gromova = await as("gromova");
    const waiting = await gromova.get(`/classes/${sevenA()}/excuses?from=2026-11-27&to=2026-11-27`);
    expect(waiting.body).toMatchObject({ items: [{ id: given.body.id }], next: null });
    const confirmed = await gromova.post(`/excuses/${given.body.id}/confirm`, { version: 1 });
    expect(confirmed).toMatchObject({ status: 200, body: { state: "confirmed", version: 2 } });
    expect((await mother.get(url)).body.items).toEqual([confirmed.body]);
    expect(
      await school.db.absence.count({
        where: { pupilId: id("anna"), lesson: { date: new Date("2026-11-27") } },
      }),
    ).toBe(0);
  });

  test("Only who gave it takes it back", async () => {
    const mother = await as("annaMother");
    const { body } = await mother.post(`/pupils/${id("misha")}/excuses`, excuse);
    const url = `/excuses/${body.id}/withdraw`;
    expect((await (await as("annaFather")).post(url, { version: 1 })).status).toBe(404);
    expect((await (await as("osokina")).post(url, { version: 1 })).status).toBe(403);
    expect(await mother.post(url, { version: 0 })).toMatchObject({
      status: 409,
      body: { current: { version: 1 } },
    });
    expect(await mother.post(url, { version: 1 })).toMatchObject({
      status: 200,
      body: { state: "withdrawn" },
    });
  });

  test("A father barred by a court gives none and reads none (R1)", async () => {
    const father = await as("glebFather");
    const url = `/pupils/${id("gleb")}/excuses`;
    expect((await father.post(url, excuse)).status).toBe(404);
    const { body } = await (await as("glebMother")).post(url, excuse);
    expect((await father.get(url)).status).toBe(404);
    expect((await father.post(`/excuses/${body.id}/withdraw`, { version: 1 })).status).toBe(404);
    expect((await father.get(`/pupils/${id("gleb")}/absences?from=2026-11-01&to=2026-11-26`)).status).toBe(
      404,
    );
    expect(await school.db.excuse.count({ where: { pupilId: id("gleb") } })).toBe(1);
  });

  test("A pupil writes none for themselves; a class teacher of another class confirms none", async () => {
    const url = `/pupils/${id("vera")}/excuses`;
    expect((await (await as("vera")).post(url, excuse)).status).toBe(404);
    const { body } = await (await as("veraMother")).post(url, excuse);
    expect((await (await as("osokina")).post(`/excuses/${body.id}/confirm`, { version: 1 })).status).toBe(
      403,
    );
    expect((await (await as("vera")).get(url)).body.items).toMatchObject([{ id: body.id }]);
  });
});

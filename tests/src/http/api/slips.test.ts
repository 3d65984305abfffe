import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildApp } from "../../../../src/http/app.ts";
import { apiAs } from "../../../support/api.ts";
import { leftOut, noPdfText, textOf } from "../../../support/pdf.ts";
import { castSchool, type TestSchool } from "../../../support/school.ts";
import { signInAs } from "../../../support/sign-in.ts";
import { testConfig } from "../../../support/test-config.ts";

let school: TestSchool;
let app: FastifyInstance;

beforeAll(async () => {
  school = await castSchool();
  app = await buildApp({ db: school.db, config: testConfig() });
});
afterAll(async () => {
  await app.close();
  await school.close();
});

async function printed(personId: string, url: string, body: object) {
  const { cookies } = await signInAs(app, school.db, personId);
  const answer = await app.inject({ method: "POST", url: `/api${url}`, cookies, payload: body });
  const isPdf = answer.headers["content-type"] === "application/pdf";
  const text = isPdf ? textOf(answer.rawPayload) : "";
  return { status: answer.statusCode, text };
}

describe.skipIf(noPdfText)(`Громова prints the slips of 7А (R4)${leftOut}`, () => {
  test("for the guardians whom nothing reaches yet: no one who has joined, none who is barred", async () => {
    const { cast, db } = school;
    const { status, text } = await printed(cast.gromova.id, `/classes/${cast.classes.sevenA.id}/slips`, {});
    expect(status).toBe(200);
    expect(text).toContain("Назарова Фарида Ильдаровна, мать");
    expect(text).toContain("Назаров Руслан, 7А");
    expect(text).toContain("Громова Т. И.");
    expect(text).not.toContain("Кравцова Анна");
    expect(text).not.toContain("Павлов Виктор");
    const slips = await db.invitation.count({ where: { cancelledAt: null } });
    expect(slips).toBeGreaterThan(1);
    expect(text.match(/К листку №/g)).toHaveLength(slips);
  });

  test("for one person about one pupil of hers, and not about a pupil of another class", async () => {
    const { cast } = school;
    const url = `/people/${cast.annaMother.id}/slip`;
    const own = await printed(cast.gromova.id, url, { pupilId: cast.anna.id });
    expect(own.text).toContain("Кравцова Анна, 7А");
    expect((await printed(cast.gromova.id, url, { pupilId: cast.misha.id })).status).toBe(403);
  });

  test("and sees what came of them, without an address", async () => {
    const { cast, db } = school;
    const api = await apiAs(app, db, cast.gromova.id);
    const { status, body } = await api.get(`/classes/${cast.classes.sevenA.id}/joined`);
    expect(status).toBe(200);
    expect(body).toContainEqual(expect.objectContaining({ pupil: "Назаров Руслан", state: "waiting" }));
    expect((await api.get(`/classes/${cast.classes.fourB.id}/joined`)).status).toBe(403);
  });
});

describe("Consent (R34)", () => {
  test("is recorded by staff from a document, by the person without one, and withdrawn by either", async () => {
    const { cast, db } = school;
    const url = `/people/${cast.ruslanMother.id}/consents`;
    await db.consent.deleteMany({ where: { personId: cast.ruslanMother.id } });
    const staff = await apiAs(app, db, cast.gromova.id);
    const own = await apiAs(app, db, cast.ruslanMother.id);
    expect((await staff.post(url, { purpose: "messages" })).status).toBe(422);
    const given = await staff.post(url, {
      purpose: "messages",
      document: "согласие № 5",
      givenOn: "2026-01-15",
    });
    expect(given).toMatchObject({ status: 201, body: { source: "согласие № 5", withdrawnAt: null } });
    expect((await own.post(`${url}/withdraw`, { purpose: "messages" })).status).toBe(200);
    expect((await own.post(url, { purpose: "messages" })).status).toBe(201);
    expect((await own.get(url)).body).toHaveLength(2);
    expect((await own.get(`/people/${cast.zlataMother.id}/consents`)).status).toBe(404);
  });
});

describe("Personal data (R34)", () => {
  test("a mother takes a copy of hers, and it is audited; of another mother's she does not", async () => {
    const { cast, db } = school;
    const own = await apiAs(app, db, cast.annaMother.id);
    const { status, body } = await own.get(`/people/${cast.annaMother.id}/export`);
    expect(status).toBe(200);
    expect(body.card[0].surname).toBe("Кравцова");
    const readings = { action: "personal.export", actorId: cast.annaMother.id };
    expect(await db.auditEntry.count({ where: readings })).toBe(1);
    expect((await own.get(`/people/${cast.zlataMother.id}/export`)).status).toBe(404);
  });

  test("is erased by the administrator alone, by an act, and only when it is meant", async () => {
    const { cast, db } = school;
    const url = `/people/${cast.ilyaMother.id}/erasure`;
    const act = { number: "12/з", date: "2026-11-26" };
    expect((await (await apiAs(app, db, cast.gromova.id)).post(url, { act })).status).toBe(403);
    const administrator = await apiAs(app, db, cast.maltsev.id);
    const first = await administrator.post(url, { act });
    expect(first).toMatchObject({ status: 409, body: { questions: [{ code: "erase" }] } });
    const done = await administrator.post(url, { act, confirm: ["erase"] });
    expect(done).toMatchObject({ status: 200, body: { removed: { contacts: 1 } } });
    expect(done.body.kept[0].why).toContain("обязана");
  });
});

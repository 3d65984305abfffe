import type { FastifyInstance } from "fastify";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CastKey } from "../../../../prisma/cast.ts";
import { setClock } from "../../../../src/clock.ts";
import { buildApp } from "../../../../src/http/app.ts";
import { apiAs, apiWith } from "../../../support/api.ts";
import { castSchool, type TestSchool } from "../../../support/school.ts";
import { testConfig } from "../../../support/test-config.ts";

/** Every right is asked on the day it is used: a Thursday, 10:00 in the school. */
const NOW = new Date("2026-11-26T03:00:00Z");
const TODAY = new Date("2026-11-26");
const YESTERDAY = new Date("2026-11-25");
const TOMORROW = new Date("2026-11-27");
const nextDay = () => setClock(new Date(NOW.getTime() + 86_400_000));

let school: TestSchool;
let app: FastifyInstance;

beforeAll(async () => {
  setClock(NOW);
  school = await castSchool();
  app = await buildApp({ db: school.db, config: testConfig() });
});
beforeEach(() => setClock(NOW));
afterEach(() => setClock(null));
afterAll(async () => {
  await app.close();
  await school.close();
});

async function statusFor(person: CastKey, url: string): Promise<number> {
  return (await (await apiAs(app, school.db, school.cast[person].id)).get(url)).status;
}

const attendance = () => `/classes/${school.cast.classes.sevenA.id}/attendance?from=2026-11-23&to=2026-11-26`;
const diary = (pupil: CastKey) => `/pupils/${school.cast[pupil].id}/diary?from=2026-11-23&to=2026-11-26`;

describe("A role", () => {
  const end = (person: CastKey, to: Date) =>
    school.db.roleGrant.updateMany({ where: { personId: school.cast[person].id }, data: { to } });

  test("holds on its last day, and not on the day after", async () => {
    await end("zakharov", TODAY);
    expect(await statusFor("zakharov", "/settings")).toBe(200);
    nextDay();
    expect(await statusFor("zakharov", "/settings")).toBe(404);
  });

  test("that ended yesterday opens nothing, and its holder is told no more than a family", async () => {
    expect(await statusFor("popova", "/people")).toBe(200);
    await end("popova", YESTERDAY);
    expect(await statusFor("popova", "/people")).toBe(404);
    expect(await statusFor("popova", "/me")).toBe(200);
  });
});

describe("The class", () => {
  test("belongs to a new class teacher from the day they take it, and no more to the old one", async () => {
    const { db, cast } = school;
    const classId = cast.classes.sevenA.id;
    await db.classLeadership.updateMany({ where: { classId }, data: { to: TODAY } });
    await db.classLeadership.create({ data: { classId, teacherId: cast.tkachev.id, from: TOMORROW } });
    expect([await statusFor("gromova", attendance()), await statusFor("tkachev", attendance())]).toEqual([
      200, 403,
    ]);
    nextDay();
    expect([await statusFor("gromova", attendance()), await statusFor("tkachev", attendance())]).toEqual([
      403, 200,
    ]);
  });
});

describe("A teacher who has left", () => {
  test("opens neither the lessons held then nor the journal, by a token as little as by the password", async () => {
    const { db, cast, today } = school;
    const smirnova = await apiAs(app, db, cast.smirnova.id);
    const made = await smirnova.post("/me/tokens", { name: "выгрузка", days: 30 });
    const program = apiWith(app, { headers: { authorization: `Bearer ${made.body.token}` } });
    const journal = `/classes/${cast.classes.sevenA.id}/subjects/${cast.subjects.algebra.id}/journal`;
    const addresses = [`/lessons/${today.algebra.id}`, `${journal}?from=2026-11-23&to=2026-11-26`];
    const statuses = async () =>
      Promise.all(
        addresses.flatMap((url) => [smirnova, program].map(async (who) => (await who.get(url)).status)),
      );
    expect(await statuses()).toEqual([200, 200, 200, 200]);

    const to = YESTERDAY;
    await db.roleGrant.updateMany({ where: { personId: cast.smirnova.id }, data: { to } });
    await db.teaching.updateMany({ where: { teacherId: cast.smirnova.id }, data: { to } });
    // The lessons were held while they were here; today's have somebody else.
    await db.lesson.updateMany({ where: { teacherId: cast.smirnova.id }, data: { date: YESTERDAY } });
    expect(await statuses()).toEqual([404, 404, 404, 404]);
  });
});

describe("A family", () => {
  test("reads the diary until the guardianship ends", async () => {
    const { db, cast } = school;
    const where = { guardianId: cast.ilyaMother.id, pupilId: cast.ilya.id };
    expect(await statusFor("ilyaMother", diary("ilya"))).toBe(200);
    await db.guardianship.updateMany({ where, data: { to: YESTERDAY } });
    expect(await statusFor("ilyaMother", diary("ilya"))).toBe(404);
  });

  test("reads it again when the court's bar begins tomorrow, and not from then on", async () => {
    const { db, cast } = school;
    const where = { guardianId: cast.glebFather.id, pupilId: cast.gleb.id };
    expect(await statusFor("glebFather", diary("gleb"))).toBe(404);
    await db.guardianship.updateMany({ where, data: { barredFrom: TOMORROW } });
    expect(await statusFor("glebFather", diary("gleb"))).toBe(200);
    nextDay();
    expect(await statusFor("glebFather", diary("gleb"))).toBe(404);
  });

  test("keeps the diary of a pupil who has left the school (R24), and nothing of the class", async () => {
    const { db, cast } = school;
    await db.enrolment.updateMany({ where: { pupilId: cast.darya.id }, data: { to: YESTERDAY } });
    expect(await statusFor("darya", diary("darya"))).toBe(200);
    expect(await statusFor("daryaMother", diary("darya"))).toBe(200);
    expect(await statusFor("gromova", diary("darya"))).toBe(403);
  });
});

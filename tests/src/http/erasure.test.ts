import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { buildApp } from "../../../src/http/app.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { type SignedIn, signInAs } from "../../support/sign-in.ts";
import { testConfig } from "../../support/test-config.ts";

let school: TestSchool;
let app: FastifyInstance;
let mother: SignedIn;
let administrator: SignedIn;

beforeAll(async () => {
  school = await castSchool();
  app = await buildApp({ db: school.db, config: testConfig() });
  mother = await signIn("annaMother");
  administrator = await signIn("maltsev");
});
afterAll(async () => {
  await app.close();
  await school.close();
});

const signIn = (person: CastKey) => signInAs(app, school.db, school.cast[person].id);
const ASKED = "Просят удалить сведения о себе";

test("R34: a mother asks for the erasure of her data, may think better of it, and the administrator sees who waits", async () => {
  expect((await administrator.get("/contacts")).body).not.toContain(ASKED);
  expect((await mother.get("/settings")).body).toContain("Попросить удалить сведения");
  expect((await mother.post("/settings/erasure", {})).statusCode).toBe(303);
  const since = await school.db.erasureDemand.findFirstOrThrow();
  await mother.post("/settings/erasure", {});
  expect(await school.db.erasureDemand.findMany()).toEqual([since]);
  expect((await mother.get("/settings")).body).toContain("Вы попросили удалить сведения");
  const { body } = await administrator.get("/contacts");
  expect(body).toContain(ASKED);
  expect(body).toContain(`/people/${school.cast.annaMother.id}/erasure`);
  await mother.post("/settings/erasure/take-back", {});
  expect((await administrator.get("/contacts")).body).not.toContain(ASKED);
});

test("R34: the administrator erases by the written demand, after a tick; the demand is gone and the journal stays", async () => {
  const { db, cast } = school;
  await mother.post("/settings/erasure", {});
  const page = `/people/${cast.annaMother.id}/erasure`;
  expect((await (await signIn("gromova")).get(page)).statusCode).not.toBe(200);
  expect((await mother.get(page)).statusCode).not.toBe(200);
  expect((await administrator.get(page)).body).toContain("Просьба пришла");
  const demand = { number: "12/з-05", date: "2026-11-26" };
  const unsure = await administrator.post(page, demand);
  expect(unsure.statusCode).toBe(422);
  expect(unsure.body).toContain("Отметьте, что заявление проверено");
  expect(unsure.body).toContain('value="12/з-05"');
  expect(await db.contact.count({ where: { personId: cast.annaMother.id, state: "confirmed" } })).toBe(1);
  const marks = await db.mark.count();
  const { headers } = await administrator.post(page, { ...demand, sure: "yes" });
  expect((await administrator.get(String(headers.location))).body).toContain(
    "Удалено. Ниже то, что осталось",
  );
  expect(await db.contact.count({ where: { personId: cast.annaMother.id, state: "confirmed" } })).toBe(0);
  expect(await db.erasureDemand.count()).toBe(0);
  expect(await db.mark.count()).toBe(marks);
  expect((await administrator.get("/contacts")).body).not.toContain(ASKED);
});

import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CastKey } from "../../../../prisma/cast.ts";
import { buildApp } from "../../../../src/http/app.ts";
import { apiAs, apiWith } from "../../../support/api.ts";
import { castSchool, type TestSchool } from "../../../support/school.ts";
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

const as = (person: CastKey) => apiAs(app, school.db, school.cast[person].id);
const accountOf = (person: CastKey) => `/people/${school.cast[person].id}/account`;

async function signIn(login: string, password: string) {
  const { status, headers } = await apiWith(app, {}).post("/session", { login, password });
  const vestnik = /vestnik=([^;]+)/.exec(String(headers["set-cookie"]))?.[1] ?? "";
  return { status, api: apiWith(app, { cookies: { vestnik } }) };
}

describe("R48: an account", () => {
  test("is made by the administrator, handed over by the class teacher, and its owner chooses a password first", async () => {
    const made = await (await as("maltsev")).post(accountOf("annaMother"), {});
    expect(made).toMatchObject({ status: 201, body: { account: { login: "kravtsova", mustChange: true } } });
    const { password } = made.body;
    const handed = await (await as("gromova")).post(`${accountOf("annaMother")}/hand-over`);
    expect(handed.body.handedOverAt).not.toBeNull();
    const { status, api } = await signIn("Kravtsova", password);
    expect(status).toBe(201);
    const diary = `/pupils/${school.cast.anna.id}/years`;
    expect((await api.get(diary)).status).toBe(403);
    expect((await api.get("/me")).body.mustChange).toBe(true);
    await api.post("/me/password", { old: password, new: "четыре рыжих кота" });
    expect((await api.get(diary)).status).toBe(200);
  });

  test("of another class is not the class teacher's to hand over", async () => {
    expect((await (await as("gromova")).post(`${accountOf("misha")}/hand-over`)).status).toBe(403);
  });

  test("is made, renewed and closed by the administrator only, and not by a program", async () => {
    const maltsev = await as("maltsev");
    const { token } = (await maltsev.post("/me/tokens", { name: "сверка", days: 1 })).body;
    const program = apiWith(app, { headers: { authorization: `Bearer ${token}` } });
    for (const api of [await as("popova"), await as("voronina"), program]) {
      expect((await api.post(accountOf("egor"), {})).status).toBe(403);
      expect((await api.post(`${accountOf("egor")}/password`)).status).toBe(403);
      expect((await api.patch(accountOf("egor"), { disabled: true })).status).toBe(403);
    }
  });

  test("is there once; a wish for a login that is taken leads to the field", async () => {
    const maltsev = await as("maltsev");
    expect((await maltsev.post(accountOf("egorMother"), { login: "lapteva" })).status).toBe(201);
    expect((await maltsev.post(accountOf("egorMother"), {})).status).toBe(409);
    const taken = await maltsev.post(accountOf("egor"), { login: "LAPTEVA" });
    expect([taken.status, taken.body.errors[0].pointer]).toEqual([422, "#/login"]);
  });

  test("that is closed signs its owner out at once and lets nobody in until it is opened", async () => {
    const maltsev = await as("maltsev");
    const { password } = (await maltsev.post(accountOf("sedova"), {})).body;
    const { api } = await signIn("sedova", password);
    expect((await maltsev.patch(accountOf("sedova"), { disabled: true })).body.disabledAt).not.toBeNull();
    expect((await api.get("/me")).status).toBe(401);
    expect((await signIn("sedova", password)).status).toBe(422);
    await maltsev.patch(accountOf("sedova"), { disabled: false });
    expect((await signIn("sedova", password)).status).toBe(201);
  });

  test("gets another password where the old one is forgotten", async () => {
    const maltsev = await as("maltsev");
    const first = (await maltsev.post(accountOf("chernov"), {})).body.password;
    const { status, body } = await maltsev.post(`${accountOf("chernov")}/password`);
    expect(status).toBe(200);
    expect((await signIn("chernov", first)).status).toBe(422);
    expect((await signIn("chernov", body.password)).status).toBe(201);
  });
});

describe("R48: who waits for an account too long", () => {
  test("is told page by page to the office, and to nobody else", async () => {
    const zakharov = await as("zakharov");
    const seen: string[] = [];
    let after = "";
    do {
      const { body } = await zakharov.get(`/accounts/overdue?limit=20${after}`);
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      after = body.next ? `&after=${body.next}` : "";
    } while (after);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toContain(school.cast.belyaeva.id);
    expect(seen).not.toContain(school.cast.annaMother.id);
    expect((await (await as("gromova")).get("/accounts/overdue")).status).toBe(403);
  });
});

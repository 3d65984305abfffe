import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CastKey, SCHOOL } from "../../../../prisma/cast.ts";
import { buildApp } from "../../../../src/http/app.ts";
import { apiAs, apiWith } from "../../../support/api.ts";
import { castSchool, type TestSchool } from "../../../support/school.ts";
import { testConfig } from "../../../support/test-config.ts";

let school: TestSchool;
let app: FastifyInstance;

beforeAll(async () => {
  school = await castSchool({ accounts: true });
  app = await buildApp({ db: school.db, config: testConfig() });
});
afterAll(async () => {
  await app.close();
  await school.close();
});

const as = (person: CastKey) => apiAs(app, school.db, school.cast[person].id);
const withToken = (token: string) => apiWith(app, { headers: { authorization: `Bearer ${token}` } });

describe("GET /api/me", () => {
  test("tells a mother of two who she is, whose diaries are hers, and nothing of the journal (R5)", async () => {
    const { status, body } = await (await as("annaMother")).get("/me");
    expect(status).toBe(200);
    expect(body.person).toMatchObject({ id: school.cast.annaMother.id, surname: "Кравцова" });
    expect(body.pupils).toMatchObject([
      { id: school.cast.misha.id, className: "4Б" },
      { id: school.cast.anna.id, className: "7А" },
    ]);
    expect(body.actions).toContain("diary.read");
    for (const action of ["marks.write", "people.list", "journal.read"])
      expect(body.actions).not.toContain(action);
  });

  test.each<[string, CastKey, CastKey[]]>([
    ["a separated father has the same children", "annaFather", ["misha", "anna"]],
    ["a barred father has none", "glebFather", []],
    ["a grandmother who is no guardian any more has none", "alinaGrandmother", []],
    ["the mother of one of age who did not allow it has none", "yanaMother", []],
    ["the mother of one of age who did has him", "arsenyMother", ["arseny"]],
    ["a teacher who is a mother has her own son", "lukina", ["lev"]],
    ["a pupil has only herself", "vera", ["vera"]],
    ["a teacher without children has none", "smirnova", []],
  ])("%s", async (_, person, pupils) => {
    const { body } = await (await as(person)).get("/me");
    expect(body.pupils.map(({ id }: { id: string }) => id)).toEqual(pupils.map((key) => school.cast[key].id));
  });

  test("tells a stranger to sign in", async () => {
    expect((await apiWith(app, {}).get("/me")).status).toBe(401);
  });
});

describe("A token", () => {
  test("has its owner's rights, and opens nothing when revoked", async () => {
    const smirnova = await as("smirnova");
    const { status, body } = await smirnova.post("/me/tokens", { name: "сверка", days: 30 });
    expect(status).toBe(201);
    expect((await withToken(body.token).get("/me")).body).toMatchObject({
      person: { id: school.cast.smirnova.id },
      via: "token",
    });
    const [listed] = (await smirnova.get("/me/tokens")).body;
    expect(listed).toMatchObject({ id: body.id, name: "сверка" });
    expect(JSON.stringify(listed)).not.toContain(body.token);
    expect((await smirnova.delete(`/me/tokens/${body.id}`)).status).toBe(204);
    expect((await withToken(body.token).get("/me")).status).toBe(401);
    expect((await smirnova.get("/me/tokens")).body).toEqual([]);
  });

  test("makes no other token, takes no other password and signs nobody out", async () => {
    const { body } = await (await as("gromova")).post("/me/tokens", { name: "сверка", days: 1 });
    const program = withToken(body.token);
    const answers = [
      await program.post("/me/tokens", { name: "ещё", days: 365 }),
      await program.post("/me/password", { old: SCHOOL.password, new: "четыре рыжих кота" }),
      await program.delete("/me/sessions"),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
  });

  test.each([0, 366, 1.5, "30"])("is not made for %j days", async (days) => {
    const { status, body } = await (await as("smirnova")).post("/me/tokens", { name: "сверка", days });
    expect([status, body.errors[0].pointer]).toEqual([422, "#/days"]);
  });

  test("of somebody else is not there", async () => {
    const { body } = await (await as("smirnova")).post("/me/tokens", { name: "сверка", days: 1 });
    expect((await (await as("sedova")).delete(`/me/tokens/${body.id}`)).status).toBe(404);
    expect((await withToken(body.token).get("/me")).status).toBe(200);
  });
});

describe("Sessions", () => {
  test("end everywhere but here", async () => {
    const [here, elsewhere] = [await as("zakharov"), await as("zakharov")];
    const sessions = (await here.get("/me/sessions")).body;
    expect(sessions.map(({ isThis }: { isThis: boolean }) => isThis).sort()).toEqual([false, true]);
    expect((await here.delete("/me/sessions")).status).toBe(204);
    expect((await here.get("/me/sessions")).body).toHaveLength(1);
    expect((await elsewhere.get("/me")).status).toBe(401);
  });

  test("other than this one end with the password", async () => {
    const [here, elsewhere] = [await as("voronina"), await as("voronina")];
    const passwords = { old: SCHOOL.password, new: "четыре рыжих кота" };
    expect((await here.post("/me/password", passwords)).status).toBe(204);
    expect((await here.get("/me")).status).toBe(200);
    expect((await elsewhere.get("/me")).status).toBe(401);
  });

  test("stay where the new password is weak, and the answer says what to take", async () => {
    const [here, elsewhere] = [await as("tkachev"), await as("tkachev")];
    const { status, body } = await here.post("/me/password", { old: SCHOOL.password, new: "tkachev1" });
    expect([status, body.errors[0].pointer]).toEqual([422, "#/new"]);
    expect(body.detail).toContain("от 10");
    expect((await elsewhere.get("/me")).status).toBe(200);
  });
});

import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SCHOOL } from "../../../../prisma/cast.ts";
import { setClock } from "../../../../src/clock.ts";
import { buildApp } from "../../../../src/http/app.ts";
import { TRIES_A_MINUTE } from "../../../../src/http/routes/sign-in.ts";
import { type Api, apiAs, apiWith } from "../../../support/api.ts";
import { castSchool, type TestSchool } from "../../../support/school.ts";
import { signInAs } from "../../../support/sign-in.ts";
import { testConfig } from "../../../support/test-config.ts";

/** A Thursday, 10:00 in the school: its lesson of algebra runs. */
const NOW = new Date("2026-11-26T03:00:00Z");

let school: TestSchool;
let app: FastifyInstance;
let voronina: Api;
let cookies: { vestnik: string };

beforeAll(async () => {
  setClock(NOW);
  school = await castSchool({ accounts: true });
  app = await buildApp({ db: school.db, config: testConfig() });
  ({ cookies } = await signInAs(app, school.db, school.cast.voronina.id));
  voronina = apiWith(app, { cookies });
});
afterAll(async () => {
  setClock(null);
  await app.close();
  await school.close();
});

function signIn(login: string, password: string, remoteAddress = "10.0.0.1") {
  return app.inject({ method: "POST", url: "/api/session", payload: { login, password }, remoteAddress });
}

describe("Signing in", () => {
  test("with login and password gives the cookie of a session, and signing out ends it", async () => {
    const answer = await signIn("smirnova", SCHOOL.password);
    expect(answer.statusCode).toBe(201);
    expect(answer.json().personId).toBe(school.cast.smirnova.id);
    const [cookie] = answer.cookies;
    expect(cookie).toMatchObject({ name: "vestnik", httpOnly: true, sameSite: "Lax", path: "/" });
    const smirnova = apiWith(app, { cookies: { vestnik: cookie!.value } });
    expect((await smirnova.get("/me")).body.person.id).toBe(school.cast.smirnova.id);
    expect((await smirnova.delete("/session")).status).toBe(204);
    expect((await smirnova.get("/me")).status).toBe(401);
  });

  test("After five wrong passwords the right one does not open either, for fifteen minutes", async () => {
    for (let tries = 0; tries < 5; tries++) expect((await signIn("tkachev", "wrong")).statusCode).toBe(422);
    const locked = await signIn("tkachev", SCHOOL.password);
    expect(locked.statusCode).toBe(422);
    expect(locked.json().detail).toBe((await signIn("nobody", "wrong")).json().detail);
    setClock(new Date(NOW.getTime() + 16 * 60_000));
    expect((await signIn("tkachev", SCHOOL.password)).statusCode).toBe(201);
    setClock(NOW);
  });

  test("Whoever tries too often from one address is told when to come back", async () => {
    const knock = () =>
      app.inject({ method: "POST", url: "/api/session", payload: {}, remoteAddress: "10.9.9.9" });
    for (let tries = 0; tries < TRIES_A_MINUTE; tries++) expect((await knock()).statusCode).toBe(422);
    const refused = await knock();
    expect(refused.statusCode).toBe(429);
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
    expect(refused.json()).toMatchObject({ title: "Too many requests", status: 429 });
    expect((await signIn("smirnova", SCHOOL.password)).statusCode).toBe(201);
  });
});

describe("Who asks", () => {
  test("A stranger is told how to sign in", async () => {
    const { status, body, headers } = await apiWith(app, {}).get("/people");
    expect(status).toBe(401);
    expect(headers["content-type"]).toMatch(/^application\/problem\+json/);
    expect(body).toMatchObject({ type: "/api/problems#sign-in", status: 401 });
    expect(body.detail).toContain("POST /api/session");
  });

  test("The cookie counts without an Origin, as from a program, and not from a page elsewhere", async () => {
    const room = (name: string, headers = {}) => voronina.post("/rooms", { name }, headers);
    expect((await room("101")).status).toBe(201);
    expect((await room("102", { origin: "http://localhost" })).status).toBe(201);
    for (const headers of [
      { origin: "https://evil.example" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
    ])
      expect(await room("103", headers)).toMatchObject({
        status: 403,
        body: { title: "Sent from a foreign page" },
      });
    expect(await school.db.room.count({ where: { name: "103" } })).toBe(0);
  });

  test("A token opens what its owner may, until it is revoked or over", async () => {
    const { cast } = school;
    const smirnova = await apiAs(app, school.db, cast.smirnova.id);
    const made = await smirnova.post("/me/tokens", { name: "выгрузка", days: 30 });
    expect(made.body.token).toMatch(/^vst_/);
    const program = apiWith(app, { headers: { authorization: `Bearer ${made.body.token}` } });
    expect((await program.get("/me")).body).toMatchObject({ via: "token", person: { id: cast.smirnova.id } });
    expect((await program.get(`/lessons/${school.today.algebra.id}`)).status).toBe(200);
    expect((await program.get(`/lessons/${school.today.fourth.id}`)).status).toBe(403);
    // A lost token must not make itself another one.
    expect((await program.post("/me/tokens", { name: "ещё", days: 30 })).status).toBe(403);
    setClock(new Date(NOW.getTime() + 31 * 86_400_000));
    expect((await program.get("/me")).status).toBe(401);
    setClock(NOW);
    expect((await smirnova.delete(`/me/tokens/${made.body.id}`)).status).toBe(204);
    expect((await program.get("/me")).status).toBe(401);
  });

  test.each(["Bearer", "Bearer vst_unknown", "Basic c21pcm5vdmE6dmVzdG5paw==", "vst_"])(
    "No door opens to %s",
    async (authorization) => {
      expect((await apiWith(app, { headers: { authorization } }).get("/me")).status).toBe(401);
    },
  );
});

describe("A problem", () => {
  test("leads into the list to the very field, each of them", async () => {
    const marks = [
      { pupilId: school.cast.anna.id, value: "5" },
      { pupilId: "Анна", value: 5 },
    ];
    const smirnova = await apiAs(app, school.db, school.cast.smirnova.id);
    const { status, body } = await smirnova.put(`/works/${school.today.algebra.works.test}/marks`, { marks });
    expect(status).toBe(422);
    expect(body.errors).toEqual([
      { detail: "Нужен идентификатор, каким его назвал журнал.", pointer: "#/marks/1/pupilId" },
      { detail: "Нужно: текст.", pointer: "#/marks/1/value" },
    ]);
    expect(body.detail).toBe(`Ошибок: 2. Первая: ${body.errors[0].detail}`);
    expect(await school.db.mark.count()).toBe(0);
  });

  test("names what is too much, and the part of the address", async () => {
    const { body } = await voronina.post("/rooms", { name: "104", этаж: 1 });
    expect(body.errors).toEqual([{ detail: "Лишнее: «этаж». Уберите.", pointer: "#" }]);
    const listed = await voronina.get("/rooms?limit=1000");
    expect(listed.body.errors).toEqual([{ detail: "Не больше 200.", parameter: "limit" }]);
  });

  test("escapes what it leads to (RFC 6901)", async () => {
    const maltsev = await apiAs(app, school.db, school.cast.maltsev.id);
    const { body } = await maltsev.patch("/settings", { changes: { "a/b~c": 1 } });
    expect(body.errors[0].pointer).toBe("#/changes/a~1b~0c");
  });

  test.each([
    ["GET", "/api/nothing"],
    ["GET", "/api"],
    ["PUT", "/api/people"],
    ["GET", "/api/people/%"],
    ["GET", `/api/people/${"x".repeat(3000)}`],
  ] as const)("of an address that is not there is one too: %s %.30s", async (method, url) => {
    const { statusCode, headers, body } = await app.inject({ method, url });
    expect(statusCode).toBe(404);
    expect(headers["content-type"]).toMatch(/^application\/problem\+json/);
    expect(JSON.parse(body)).toMatchObject({ title: "Nothing here", status: 404 });
  });

  test.each<[string, number, Record<string, string>, string]>([
    ["a form", 415, { "content-type": "application/x-www-form-urlencoded" }, "name=105"],
    ["plain text", 415, { "content-type": "text/plain" }, '{"name":"105"}'],
    ["half of JSON", 400, { "content-type": "application/json" }, '{"name":'],
    ["nothing", 400, { "content-type": "application/json" }, ""],
    ["a prototype", 400, { "content-type": "application/json" }, '{"__proto__":{"name":"105"}}'],
    ["too much", 413, { "content-type": "application/json" }, JSON.stringify({ name: "я".repeat(200_000) })],
  ])("is what comes of %s: %i", async (_, status, headers, payload) => {
    const answer = await app.inject({
      method: "POST",
      url: "/api/rooms",
      cookies,
      headers,
      payload,
    });
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toMatchObject({ title: "Cannot be read", status });
    expect(answer.json().detail).toMatch(/^[А-Я].*\.$/);
  });
});

describe("An Idempotency-Key", () => {
  const withKey = (key: string) => ({ "idempotency-key": key });
  const rooms = (name: string) => school.db.room.count({ where: { name } });

  test("sent twice has one effect and the same answer", async () => {
    const first = await voronina.post("/rooms", { name: "201" }, withKey("one"));
    const second = await voronina.post("/rooms", { name: "201" }, withKey("one"));
    expect([first.status, first.headers["idempotent-replayed"]]).toEqual([201, undefined]);
    expect([second.status, second.headers["idempotent-replayed"]]).toEqual([201, "true"]);
    expect(second.body).toEqual(first.body);
    expect(second.headers["content-type"]).toBe(first.headers["content-type"]);
    expect(await rooms("201")).toBe(1);
  });

  test("answers a refusal again as well, with the problem it was", async () => {
    const first = await voronina.post("/rooms", { name: "201" }, withKey("refused"));
    const second = await voronina.post("/rooms", { name: "201" }, withKey("refused"));
    expect(first.status).toBe(409);
    expect([second.status, second.headers["idempotent-replayed"]]).toEqual([409, "true"]);
    expect(second.headers["content-type"]).toMatch(/^application\/problem\+json/);
    expect(second.body).toEqual(first.body);
  });

  test("belongs to one request and one person", async () => {
    expect((await voronina.post("/rooms", { name: "202" }, withKey("mine"))).status).toBe(201);
    const other = await voronina.post("/rooms", { name: "203" }, withKey("mine"));
    expect(other.status).toBe(422);
    expect(other.body.detail).toContain("уже был у другого запроса");
    const maltsev = await apiAs(app, school.db, school.cast.maltsev.id);
    expect((await maltsev.post("/rooms", { name: "203" }, withKey("mine"))).status).toBe(201);
  });

  test("of two requests at the same moment lets one through", async () => {
    const both = await Promise.all(
      [1, 2].map(() => voronina.post("/rooms", { name: "204" }, withKey("at once"))),
    );
    expect(await rooms("204")).toBe(1);
    expect(both.map(({ status }) => status)).toContain(201);
    for (const { status, body } of both)
      if (status !== 201) expect([status, body.title]).toEqual([409, "Changed meanwhile"]);
  });

  test("is free again after a breakdown of ours", async () => {
    const { db } = school;
    await db.$executeRaw`alter table "Room" rename to "RoomAway"`;
    const broken = await voronina.post("/rooms", { name: "205" }, withKey("again"));
    await db.$executeRaw`alter table "RoomAway" rename to "Room"`;
    expect(broken).toMatchObject({ status: 500, body: { title: "Broken on our side" } });
    expect(JSON.stringify(broken.body)).not.toContain("Room");
    const again = await voronina.post("/rooms", { name: "205" }, withKey("again"));
    expect([again.status, again.headers["idempotent-replayed"]]).toEqual([201, undefined]);
  });

  test("keeps no password and no token (R51)", async () => {
    const smirnova = await apiAs(app, school.db, school.cast.smirnova.id);
    const first = await smirnova.post("/me/tokens", { name: "выгрузка", days: 1 }, withKey("secret"));
    const second = await smirnova.post("/me/tokens", { name: "выгрузка", days: 1 }, withKey("secret"));
    expect([first.status, second.status]).toEqual([201, 409]);
    expect(await school.db.apiToken.count({ where: { revokedAt: null, expiresAt: { gt: NOW } } })).toBe(1);
    const kept = await school.db.idempotencyKey.findFirstOrThrow({ where: { key: "secret" } });
    expect(JSON.stringify(kept)).not.toContain(first.body.token);
  });

  test.each(["", "k".repeat(101)])("of no use is refused: %.10s", async (key) => {
    expect((await voronina.post("/rooms", { name: "206" }, withKey(key))).status).toBe(422);
    expect(await rooms("206")).toBe(0);
  });
});

describe("What no program sends", () => {
  const depth = 10_000;
  test.each([
    ["lists within lists", `{"changes":{"schoolName":${"[".repeat(depth)}${"]".repeat(depth)}}}`],
    ["objects within objects", `{"changes":${'{"a":'.repeat(depth)}1${"}".repeat(depth)}}`],
    ["a list as long as a body may be", `[${"0,".repeat(125_000)}0]`],
  ])("is refused like any mistake, with a key and without: %s", async (_, payload) => {
    const { cookies } = await signInAs(app, school.db, school.cast.maltsev.id);
    for (const key of [{}, { "idempotency-key": "monster" }] as Record<string, string>[]) {
      const headers = { "content-type": "application/json", ...key };
      const answer = await app.inject({ method: "PATCH", url: "/api/settings", cookies, headers, payload });
      expect(answer.statusCode).toBe(422);
    }
  });
});

describe("A list", () => {
  test.each([
    ["/people", () => school.db.person.count()],
    ["/audit", () => school.db.auditEntry.count()],
  ])("is walked to its end without gap or repeat: %s", async (url, count) => {
    const maltsev = await apiAs(app, school.db, school.cast.maltsev.id);
    // Reading is written down too: so many there were when the walk began.
    const all = await count();
    const seen: string[] = [];
    let after = "";
    do {
      const { body } = await maltsev.get(`${url}?limit=7${after}`);
      expect(body.items.length).toBeLessThanOrEqual(7);
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      after = body.next === null ? "" : `&after=${body.next}`;
    } while (after !== "");
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(all);
    expect(seen.length).toBeLessThanOrEqual(all + Math.ceil(all / 7) + 1);
  });

  test("says how much may be asked of it, and how often", async () => {
    expect((await voronina.get("/rooms?limit=0")).status).toBe(422);
    expect((await voronina.get("/rooms?after=x")).status).toBe(422);
    expect((await voronina.get("/rooms")).headers["x-ratelimit-limit"]).toBe("600");
  });
});

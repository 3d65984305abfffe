import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SCHOOL } from "../../../prisma/cast.ts";
import { now, setClock } from "../../../src/clock.ts";
import { buildApp } from "../../../src/http/app.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { postForm, signInAs } from "../../support/sign-in.ts";
import { testConfig } from "../../support/test-config.ts";

const PHONE = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36";
const TABLET = "Mozilla/5.0 (iPad; CPU OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1";
const COMPUTER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36";

let school: TestSchool;
let app: FastifyInstance;

beforeAll(async () => {
  school = await castSchool({ accounts: true });
  app = await buildApp({ db: school.db, config: testConfig() });
});
afterAll(async () => {
  setClock(null);
  await app.close();
  await school.close();
});

async function signInOn(device: string, login: string): Promise<{ vestnik: string }> {
  const answer = await app.inject({
    method: "POST",
    url: "/sign-in",
    headers: { "user-agent": device, "content-type": "application/x-www-form-urlencoded" },
    payload: new URLSearchParams({ login, password: SCHOOL.password }).toString(),
  });
  return { vestnik: answer.cookies[0]!.value };
}

const idsOn = (html: string) => [...html.matchAll(/\/sessions\/([\da-f-]{36})\/end/g)].map(([, id]) => id!);

test("Захаров sees where he is signed in by the kind of device, and ends one of them (R51)", async () => {
  const phone = await signInOn(PHONE, "zakharov");
  const tablet = await signInOn(TABLET, "zakharov");
  const computer = await signInOn(COMPUTER, "zakharov");
  const { body } = await app.inject({ url: "/sessions", cookies: computer });
  expect(body).toContain("компьютер, этот вход");
  expect(body).toContain("Вход открыт на 3 устройствах");
  expect(body).not.toMatch(/Android|Pixel|iPad|Chrome/);

  const kinds = (await school.db.session.findMany({ where: { id: { in: idsOn(body) } } })).map(
    ({ device }) => device,
  );
  expect(kinds.sort()).toEqual(["computer", "phone", "tablet"]);
  const { id } = await school.db.session.findFirstOrThrow({ where: { device: "phone" } });
  const ended = await postForm(app, `/sessions/${id}/end`, { cookies: computer });
  expect([ended.statusCode, ended.headers.location]).toEqual([303, "/sessions?ended="]);
  const open = async (cookies: { vestnik: string }) =>
    (await app.inject({ url: "/password", cookies })).statusCode;
  expect([await open(phone), await open(tablet), await open(computer)]).toEqual([303, 200, 200]);
  expect(await school.db.auditEntry.count({ where: { action: "session.ended" } })).toBe(1);
});

test("Somebody else's sign-in looks as if it were not there, and stays open", async () => {
  const own = await signInOn(COMPUTER, "popova");
  const [id] = idsOn((await app.inject({ url: "/sessions", cookies: own })).body);
  const stranger = await signInAs(app, school.db, school.cast.sedova.id);
  expect((await stranger.post(`/sessions/${id}/end`)).statusCode).toBe(404);
  expect((await app.inject({ url: "/sessions", cookies: own })).statusCode).toBe(200);
});

test("Signing out everywhere closes this device too", async () => {
  const here = await signInOn(COMPUTER, "voronina");
  const elsewhere = await signInOn(PHONE, "voronina");
  expect((await postForm(app, "/sessions/end", { cookies: here })).headers.location).toBe("/");
  for (const cookies of [here, elsewhere])
    expect((await app.inject({ url: "/sessions", cookies })).headers.location).toContain("/?next=");
});

test("When a device was last seen is kept to the quarter of an hour", async () => {
  const cookies = await signInOn(COMPUTER, "gromova");
  const seen = async () =>
    (await school.db.session.findFirstOrThrow({ orderBy: { createdAt: "desc" } })).seenAt;
  const first = await seen();
  await app.inject({ url: "/sessions", cookies });
  expect(await seen()).toEqual(first);
  setClock(new Date(now().getTime() + 3_600_000));
  await app.inject({ url: "/sessions", cookies });
  expect((await seen()).getTime()).toBeGreaterThan(first.getTime() + 3_500_000);
  setClock(null);
});

test("Who has not signed in chooses English for this browser, a person for everything they read", async () => {
  const from = (referer: string) =>
    app.inject({
      method: "POST",
      url: "/language",
      headers: { referer, "content-type": "application/x-www-form-urlencoded" },
      payload: "language=en",
    });
  const chosen = await from("http://localhost:80/on-time?a=1");
  expect([chosen.statusCode, chosen.headers.location]).toEqual([303, "/on-time?a=1"]);
  expect((await from("http://evil.example/on-time")).headers.location).toBe("/");
  const { value } = chosen.cookies[0]!;
  const page = await app.inject({ url: "/nothing", cookies: { language: value } });
  expect(page.body).toContain("There is no such page");

  const smirnova = await signInAs(app, school.db, school.cast.smirnova.id);
  await smirnova.post("/language", { language: "en" });
  expect((await smirnova.get("/sessions")).body).toContain("Where I am signed in");
  expect((await smirnova.post("/password", { old: "", new: "1234567890" })).body).toMatch(/lang="en"/);
});

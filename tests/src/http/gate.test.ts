import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildApp, buildShell } from "../../../src/http/app.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { postForm, signInAs } from "../../support/sign-in.ts";
import { testConfig } from "../../support/test-config.ts";
import { tell } from "../../support/told.ts";

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

const signIn = (person: "annaMother" | "glebFather" | "smirnova" | "maltsev" | "anna") =>
  signInAs(app, school.db, school.cast[person].id);

test("A route that does not say who may enter does not boot", async () => {
  const shell = await buildShell({ db: school.db, config: testConfig() });
  expect(() => shell.get("/secret", async () => "everything")).toThrow(
    /GET \/secret does not say who may enter/,
  );
  await shell.close();
});

describe("What is not theirs", () => {
  test("A guardian of another child gets the same page as for nothing", async () => {
    const { db, cast, today } = school;
    const pupilIds = [cast.egor.id];
    const delivery = await tell(db, {
      workId: today.algebra.works.test,
      pupilIds,
      receiverId: cast.egorMother.id,
    });
    const stranger = await signIn("annaMother");
    const others = await stranger.get(`/o/${delivery}`);
    const nothing = await stranger.get("/o/00000000-0000-4000-8000-000000000000");
    const noPage = await stranger.get("/nothing");
    const lesson = await stranger.get(`/lessons/${today.algebra.id}`);
    const staffs = await stranger.get("/deliveries");
    for (const answer of [nothing, noPage, lesson, staffs]) {
      expect(answer.statusCode).toBe(404);
      expect(answer.body).toBe(others.body);
    }
    expect(others.body).toContain("Такой страницы нет, или она не про вашего ребёнка.");
  });

  test("A father whom a court barred reads nothing about his son, not even what was once written to him", async () => {
    const { db, cast, today } = school;
    const workId = today.algebra.works.test;
    const delivery = await tell(db, { workId, pupilIds: [cast.gleb.id], receiverId: cast.glebFather.id });
    expect((await (await signIn("glebFather")).get(`/o/${delivery}`)).statusCode).toBe(404);
  });

  test("A pupil opens neither the lesson nor its marks (R27)", async () => {
    const anna = await signIn("anna");
    const lesson = `/lessons/${school.today.algebra.id}`;
    for (const answer of [await anna.get(lesson), await anna.post(lesson), await anna.get(`/api${lesson}`)])
      expect(answer.statusCode).toBe(404);
  });

  test("Staff are told that a page is somebody else's", async () => {
    const answer = await (await signIn("smirnova")).get("/deliveries");
    expect(answer.statusCode).toBe(403);
    expect(answer.body).toContain("другой роли");
  });

  test("An administrator opens no lesson", async () => {
    const maltsev = await signIn("maltsev");
    for (const at of ["", "/api"])
      expect((await maltsev.get(`${at}/lessons/${school.today.algebra.id}`)).statusCode).toBe(403);
  });
});

describe("Nobody in particular", () => {
  test("is asked to sign in and comes back to the page", async () => {
    const answer = await app.inject("/deliveries?who=x&state=sent");
    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toBe(`/?next=${encodeURIComponent("/deliveries?who=x&state=sent")}`);
  });

  test("posts nothing", async () => {
    expect((await postForm(app, "/finals/publish", { form: { kind: "exam" } })).statusCode).toBe(401);
  });

  test("is not sent from page to page by the API, which answers programs", async () => {
    const answer = await app.inject("/api/people");
    expect([answer.statusCode, answer.headers.location]).toEqual([401, undefined]);
  });
});

describe("A form", () => {
  test("from a page elsewhere is refused, whoever's cookie comes with it", async () => {
    const { cookies } = await signIn("smirnova");
    for (const headers of [
      { origin: "https://evil.example" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
    ] as Record<string, string>[]) {
      const answer = await app.inject({ method: "POST", url: "/sign-out", cookies, headers });
      expect(answer.statusCode).toBe(403);
    }
    expect((await app.inject({ url: "/lessons", cookies })).statusCode).toBe(200);
  });

  test("from ours is taken behind a proxy that has another name for us", async () => {
    const { cookies } = await signIn("smirnova");
    const headers = { origin: "https://journal.school.example", host: "journal.school.example" };
    expect((await app.inject({ method: "POST", url: "/sign-out", cookies, headers })).statusCode).toBe(303);
  });
});

describe("Every page", () => {
  test("runs no script and no style of anybody but ours", async () => {
    const { headers, body } = await (await signIn("smirnova")).get(`/lessons/${school.today.algebra.id}`);
    expect(headers["content-security-policy"]).not.toContain("unsafe");
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(body).not.toMatch(/<style|style="|<script(?! src)/);
    expect(headers["cache-control"]).toBe("no-store");
  });

  test("is sent without its source", async () => {
    expect((await app.inject("/assets/tokens.css")).statusCode).toBe(200);
    for (const path of [
      "/assets/layout.tsx",
      "/assets/..%2f..%2fpackage.json",
      "/assets/%2e%2e/package.json",
    ])
      expect((await app.inject(path)).statusCode).toBe(404);
  });
});

test.each(["/%", "/deliveries?who=%00", "/%00", "/lessons/x", "/o/1", "/stop/%D1", "/assets/%"])(
  "An address that cannot be is no breakdown: %s",
  async (url) => {
    const answer = await (await signIn("maltsev")).get(url);
    expect([400, 404]).toContain(answer.statusCode);
    expect(answer.headers["content-type"]).toMatch(/^text\//);
  },
);

test.each([
  "/api/%",
  "/api/people?after=%00",
  "/api/%00",
  "/api/people/x",
  "/api/lessons/1",
  "/api/pupils/%D1/years",
])("Nor is one of the API, which says so to programs: %s", async (url) => {
  const answer = await (await signIn("maltsev")).get(url);
  expect(answer.statusCode).toBe(404);
  expect(answer.headers["content-type"]).toMatch(/^application\/problem\+json/);
});

test("What breaks is told without a word of the error", async () => {
  const shell = await buildShell({ db: school.db, config: testConfig() });
  shell.get("/broken", { config: { access: "page.open" } }, async () => {
    throw new Error("password of the database");
  });
  const answer = await shell.inject("/broken");
  expect(answer.statusCode).toBe(500);
  expect(answer.body).toContain("Мы сломались, не вы.");
  expect(answer.body).not.toContain("password");
  await shell.close();
});

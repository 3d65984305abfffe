import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SCHOOL } from "../../../prisma/cast.ts";
import { buildApp } from "../../../src/http/app.ts";
import { setSettings } from "../../../src/settings.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { postForm, signInAs } from "../../support/sign-in.ts";
import { testConfig } from "../../support/test-config.ts";

let school: TestSchool;
let app: FastifyInstance;

beforeAll(async () => {
  school = await castSchool({ demo: true });
  app = await buildApp({ db: school.db, config: testConfig() });
});
afterAll(async () => {
  await app.close();
  await school.close();
});

const enter = (form: Record<string, string>) => postForm(app, "/sign-in", { form });

describe("Signing in", () => {
  test.each([
    ["smirnova", "/lessons"],
    ["kravtsova", "/diary"],
    ["maltsev", "/contacts"],
    ["voronina", "/control"],
  ])("%s begins at %s", async (login, home) => {
    const answer = await enter({ login, password: SCHOOL.password });
    expect([answer.statusCode, answer.headers.location]).toEqual([303, home]);
    const [cookie] = answer.cookies;
    expect(cookie).toMatchObject({ name: "vestnik", httpOnly: true, sameSite: "Lax", path: "/" });
    const page = await app.inject({ url: home, cookies: { vestnik: cookie!.value } });
    // A family's diary leads on to that of its first child.
    expect([200, 303]).toContain(page.statusCode);
  });

  test("A wrong password shows the form again, with the login and without the password", async () => {
    const answer = await enter({ login: "smirnova", password: "wrong<b>" });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('value="smirnova"');
    expect(answer.body).toContain("Логин или пароль не подошли.");
    expect(answer.body).not.toContain("wrong");
  });

  test.each([
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "/.//evil.example",
    "javascript:alert(1)",
  ])("It never leads to %s", async (next) => {
    const answer = await enter({ login: "smirnova", password: SCHOOL.password, next });
    expect(answer.headers.location).toBe("/lessons");
  });

  test("A character no database keeps is refused with a sentence", async () => {
    expect((await enter({ login: "a\0b", password: "x" })).statusCode).toBe(422);
  });

  test("It leads back to the page that asked for it", async () => {
    const answer = await enter({ login: "maltsev", password: SCHOOL.password, next: "/deliveries?who=Ким" });
    expect(answer.headers.location).toBe(`/deliveries?who=${encodeURIComponent("Ким")}`);
  });

  test("Over https the cookie travels by https only", async () => {
    const secure = await buildApp({ db: school.db, config: testConfig({ publicUrl: "https://localhost" }) });
    const form = { login: "smirnova", password: SCHOOL.password };
    const answer = await postForm(secure, "/sign-in", { form, origin: "https://localhost" });
    expect(answer.cookies[0]).toMatchObject({ secure: true });
    expect(answer.headers["strict-transport-security"]).toBeDefined();
    await secure.close();
  });

  test("Who signs out must sign in again", async () => {
    const teacher = await signInAs(app, school.db, school.cast.smirnova.id);
    expect((await teacher.post("/sign-out")).headers.location).toBe("/");
    expect((await teacher.get("/lessons")).statusCode).toBe(303);
  });
});

describe("The start page", () => {
  test("of the demo school lets anybody in as one of the cast", async () => {
    const page = await app.inject("/");
    for (const name of ["Смирнова", "Кравцова", "Мальцев", "Воронина"]) expect(page.body).toContain(name);
    const answer = await postForm(app, "/demo/enter", { form: { login: "smirnova" } });
    expect(answer.headers.location).toBe("/lessons");
    expect(answer.cookies[0]?.value).toBeTruthy();
  });

  test("of a real school has a sign-in and no other door", async () => {
    await setSettings(school.db, { demo: false });
    const page = await app.inject("/");
    expect(page.body).toContain("Войти");
    expect(page.body).not.toContain("Открыть как");
    const answer = await postForm(app, "/demo/enter", { form: { login: "maltsev" } });
    expect(answer.statusCode).toBe(404);
    expect(answer.cookies).toEqual([]);
  });
});

test("Too many tries from one address are asked to wait", async () => {
  const own = await buildApp({ db: school.db, config: testConfig() });
  const answers = [];
  for (let at = 0; at < 61; at += 1)
    answers.push(await postForm(own, "/sign-in", { form: { login: "x".repeat(300), password: "" } }));
  expect(answers.at(-1)?.statusCode).toBe(429);
  expect(answers.at(-1)?.body).toContain("Подождите минуту");
  await own.close();
});

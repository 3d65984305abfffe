import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAccount } from "../../../src/access/issuing.ts";
import { buildApp } from "../../../src/http/app.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { postForm } from "../../support/sign-in.ts";
import { testConfig } from "../../support/test-config.ts";

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

test("Who signs in with a password that was handed over chooses another one before anything else (R48)", async () => {
  const { db, cast } = school;
  const by = { actorId: cast.maltsev.id, source: "web", silent: false } as const;
  const issued = await createAccount(db, { personId: cast.smirnova.id }, by);
  const { login } = issued.account;
  const signedIn = await postForm(app, "/sign-in", { form: { login, password: issued.password } });
  const cookies = { vestnik: signedIn.cookies[0]!.value };

  const lessons = await app.inject({ url: "/lessons", cookies });
  expect(lessons.statusCode).toBe(303);
  expect(lessons.headers.location).toBe("/password");
  expect((await app.inject({ url: "/api/people", cookies })).json().detail).toContain("смените");
  expect((await app.inject({ url: "/password", cookies })).body).toContain("Этот пароль вам выдали");

  const change = (form: { old: string; new: string }) => postForm(app, "/password", { form, cookies });
  const weak = await change({ old: issued.password, new: "1234567890" });
  expect(weak.statusCode).toBe(422);
  expect(weak.body).toContain("Такой пароль подберут с первых попыток.");
  const wrong = await change({ old: "не тот", new: "кленовый лист у окна" });
  expect(wrong.body).toContain("Прежний пароль не подошёл.");
  expect((await change({ old: issued.password, new: "кленовый лист у окна" })).body).toContain(
    "Пароль сменён",
  );

  expect((await app.inject({ url: "/lessons", cookies })).statusCode).toBe(200);
  expect(
    (await postForm(app, "/sign-in", { form: { login, password: "кленовый лист у окна" } })).statusCode,
  ).toBe(303);
});

test("A stranger is asked to sign in first", async () => {
  expect((await app.inject({ url: "/password" })).headers.location).toContain("/?next=");
});

import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { buildApp } from "../../../src/http/app.ts";
import { setSettings } from "../../../src/settings.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { signInAs } from "../../support/sign-in.ts";
import { testConfig } from "../../support/test-config.ts";
import { tell } from "../../support/told.ts";

let school: TestSchool;
let app: FastifyInstance;
let bubble: string;
let letter: string;

beforeAll(async () => {
  school = await castSchool({ demo: true });
  app = await buildApp({ db: school.db, config: testConfig() });
  const { db, cast, today } = school;
  const anna = { workId: today.algebra.works.test, pupilIds: [cast.anna.id] };
  bubble = await tell(db, {
    ...anna,
    receiverId: cast.annaMother.id,
    rendered: {
      channel: "telegram",
      html: "<b>Анна, 7А: алгебра — 5</b>\nЗа &lt;b&gt; и &amp;.\n\n<script>alert(1)</script><i>конец",
      buttons: [{ text: "Открыть дневник", url: "http://localhost/o/1" }],
      answers: [{ text: "Позвоните мне", data: "signed" }],
    },
  });
  letter = await tell(db, {
    ...anna,
    receiverId: cast.annaFather.id,
    channel: "email",
    rendered: {
      channel: "email",
      subject: "Анна, 7А: новая отметка",
      html: "<!doctype html><html><head><title>t</title></head><body style='color:red'>письмо</body></html>",
      text: "письмо без оформления",
    },
  });
});
afterAll(async () => {
  await app.close();
  await school.close();
});

const signIn = (person: CastKey) => signInAs(app, school.db, school.cast[person].id);

describe("In the demo school", () => {
  test("a teacher sees everybody's post as its receivers see it", async () => {
    const { body } = await (await signIn("smirnova")).get("/postbox");
    expect(body).toContain("<b>Анна, 7А: алгебра — 5</b><br/>За &lt;b> и &amp;.");
    expect(body).toContain("&lt;script>alert(1)&lt;/script><i>конец</i>");
    expect(body).toContain("<span>Позвоните мне</span>");
    expect(body).toContain(`src="/postbox/${letter}/letter"`);
    expect(body).toContain('sandbox="allow-top-navigation-by-user-activation"');
  });

  test("one person's post can be picked out", async () => {
    const { body } = await (await signIn("smirnova")).get(`/postbox?person=${school.cast.annaFather.id}`);
    expect(body).toContain("Анна, 7А: новая отметка");
    expect(body).not.toContain("алгебра — 5");
  });

  test("a guardian sees only what was written to them, whatever they ask for", async () => {
    const mother = await signIn("annaMother");
    const { body } = await mother.get(`/postbox?person=${school.cast.annaFather.id}`);
    expect(body).toContain("алгебра — 5");
    expect(body).not.toContain("новая отметка");
    expect(body).not.toContain("<select");
    for (const part of ["letter", "text"])
      expect((await mother.get(`/postbox/${letter}/${part}`)).statusCode).toBe(404);
    expect((await (await signIn("egorMother")).get("/postbox")).body).toContain("Сообщений пока нет.");
  });
});

test("A letter is shown in a frame of ours, may run nothing and fetch nothing", async () => {
  const answer = await (await signIn("annaFather")).get(`/postbox/${letter}/letter`);
  expect(answer.body).toContain("письмо");
  const policy = String(answer.headers["content-security-policy"]);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("sandbox");
  expect(policy).toContain("frame-ancestors 'self'");
  expect(policy).not.toContain("script");
  expect(answer.headers["x-frame-options"]).toBe("SAMEORIGIN");
});

test("A bubble is no letter", async () => {
  expect((await (await signIn("annaMother")).get(`/postbox/${bubble}/letter`)).statusCode).toBe(404);
});

test("Whether something new has come says nothing about what", async () => {
  const answer = await (await signIn("annaFather")).get("/postbox/latest");
  expect(Object.keys(answer.json())).toEqual(["latest"]);
});

test("The button of a message opens what was said, in full, for the family", async () => {
  for (const person of ["annaMother", "annaFather"] as const) {
    const { body } = await (await signIn(person)).get(`/o/${bubble}`);
    expect(body).toContain("Кравцова Анна, 7А");
    expect(body).toContain("Алгебра");
    expect(body).toContain('<span class="mk">5</span>');
  }
});

test("In a real school staff have no business in a family's post", async () => {
  await setSettings(school.db, { demo: false });
  const teacher = await signIn("smirnova");
  expect((await teacher.get("/postbox")).body).not.toContain("алгебра — 5");
  expect((await teacher.get(`/postbox/${letter}/letter`)).statusCode).toBe(404);
});

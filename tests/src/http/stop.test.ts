import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { signStop } from "../../../src/access/links.ts";
import { buildApp } from "../../../src/http/app.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { testConfig } from "../../support/test-config.ts";

let school: TestSchool;
let app: FastifyInstance;
let link: string;
const config = testConfig();

beforeAll(async () => {
  school = await castSchool();
  app = await buildApp({ db: school.db, config });
  link = `/stop/${signStop(config.secret, school.cast.annaMother.id)}`;
});
beforeEach(() => school.db.choice.deleteMany({ where: { personId: school.cast.annaMother.id } }));
afterAll(async () => {
  await app.close();
  await school.close();
});

const choices = () =>
  school.db.choice.findMany({
    where: { personId: school.cast.annaMother.id },
    select: { topic: true, frequency: true, pupilId: true },
    orderBy: { topic: "asc" },
  });
const silence = ["homework", "marks", "weekly"].map((topic) => ({ topic, frequency: "off", pupilId: null }));

test("Opening the link asks and changes nothing, so a mail scanner unsubscribes nobody", async () => {
  const page = await app.inject(link);
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain("Больше не писать об отметках и заданиях?");
  expect(page.body).not.toContain("Кравцов");
  expect((await app.inject({ method: "HEAD", url: link })).statusCode).toBe(200);
  expect(await choices()).toEqual([]);
});

test.each([
  ["as a form", "application/x-www-form-urlencoded", "List-Unsubscribe=One-Click"],
  [
    "as RFC 8058 would rather have it",
    "multipart/form-data; boundary=b",
    '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n',
  ],
])("One click of a mail program unsubscribes without a cookie, %s", async (_, type, payload) => {
  const headers = { "content-type": type, origin: "https://mail.example" };
  const answer = await app.inject({ method: "POST", url: link, headers, payload });
  expect(answer.statusCode).toBe(200);
  expect(answer.body).toContain("Итоговые отметки и сообщение, что ребёнка нет на уроке, будут приходить");
  expect(await choices()).toEqual(silence);
});

test("A click without a body and a second click do the same", async () => {
  await Promise.all([app.inject({ method: "POST", url: link }), app.inject({ method: "POST", url: link })]);
  await app.inject({ method: "POST", url: link });
  expect(await choices()).toEqual(silence);
});

test("A choice about one child goes off with it", async () => {
  const { cast, db } = school;
  await db.choice.create({
    data: { personId: cast.annaMother.id, pupilId: cast.misha.id, topic: "marks", frequency: "now" },
  });
  await app.inject({ method: "POST", url: link });
  expect(await choices()).toEqual(silence);
});

test("A link that was not signed here is nothing", async () => {
  const forged = `/stop/${signStop("another secret", school.cast.annaMother.id)}`;
  expect((await app.inject(forged)).statusCode).toBe(404);
  expect((await app.inject({ method: "POST", url: forged })).statusCode).toBe(404);
  expect(await choices()).toEqual([]);
});

test("While the secret is being changed, the link of an old letter still works; under a third one it never did", async () => {
  const renewed = testConfig({
    secret: "the next secret of the tests, 32 characters",
    secretPrevious: config.secret,
  });
  const changed = await buildApp({ db: school.db, config: renewed });
  expect((await changed.inject(link)).statusCode).toBe(200);
  expect((await changed.inject(`/stop/${signStop("a third", school.cast.annaMother.id)}`)).statusCode).toBe(
    404,
  );
  await changed.close();
});

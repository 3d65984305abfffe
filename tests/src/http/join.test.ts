import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { dayIn, now } from "../../../src/clock.ts";
import { confirmLink } from "../../../src/contacts/confirming.ts";
import { issueInvitations, type Slip } from "../../../src/contacts/invitations.ts";
import { buildApp } from "../../../src/http/app.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { postForm } from "../../support/sign-in.ts";
import { testConfig } from "../../support/test-config.ts";

let school: TestSchool;
let app: FastifyInstance;
let slip: Slip;
const config = testConfig();

beforeAll(async () => {
  school = await castSchool();
  app = await buildApp({ db: school.db, config });
});
beforeEach(async () => {
  const { cast, db } = school;
  const invited = [{ personId: cast.romanFather.id, pupilId: cast.roman.id }];
  const by = { actorId: cast.gromova.id, source: "web", silent: false } as const;
  [slip] = (await issueInvitations(db, { invited, day: dayIn("Asia/Krasnoyarsk") }, by)) as [Slip];
});
afterAll(async () => {
  await app.close();
  await school.close();
});

const send = (form: Record<string, string>) => postForm(app, `/j/${slip.code}`, { form });

test("The link of a slip names nobody until the PIN is typed (R4)", async () => {
  const page = await app.inject(`/j/${slip.code}`);
  expect(page.statusCode).toBe(200);
  for (const name of ["Ким", "Роман", "7А"]) expect(page.body).not.toContain(name);
  const wrong = await send({ pin: slip.pin === "000000" ? "111111" : "000000" });
  expect(wrong.statusCode).toBe(422);
  expect(wrong.body).not.toContain("Роман");
  expect((await send({ pin: slip.pin })).body).toContain("Роман К., 7А");
});

test("A father joins by email: PIN, question, address, and the letter confirms it", async () => {
  const { db } = school;
  expect((await send({ pin: slip.pin, answer: "yes" })).body).toContain("Ваш адрес почты");
  const typo = await send({ pin: slip.pin, answer: "yes", email: "kim" });
  expect(typo.statusCode).toBe(422);
  const done = await send({ pin: slip.pin, answer: "yes", email: "kim.v@school.example" });
  expect(done.body).toContain("Мы отправили письмо");
  const contact = await db.contact.findFirstOrThrow({ where: { address: "kim.v@school.example" } });
  expect(contact).toMatchObject({ personId: slip.personId, state: "unconfirmed" });

  const link = confirmLink({ publicUrl: "", secret: config.secret }, contact.id, now());
  const opened = await app.inject(link);
  expect(opened.body).toContain("Да, это мой адрес");
  for (const name of ["Ким", "Роман", "kim.v"]) expect(opened.body).not.toContain(name);
  // A mail scanner opens links: nothing is confirmed by that.
  expect((await db.contact.findUniqueOrThrow({ where: { id: contact.id } })).state).toBe("unconfirmed");
  expect((await postForm(app, link)).body).toContain("Адрес подтверждён");
  expect((await db.contact.findUniqueOrThrow({ where: { id: contact.id } })).state).toBe("confirmed");
  expect((await app.inject(`/j/${slip.code}`)).statusCode).toBe(404);
});

test("Whoever answers «no» is told that nothing comes, and the slip is out", async () => {
  expect((await send({ pin: slip.pin, answer: "no" })).body).toContain("ничего не пришлём");
  expect((await app.inject(`/j/${slip.code}`)).statusCode).toBe(404);
});

test.each(["/c/x", "/c/a.b.c", "/j/x"])(
  "Of a link that opens nothing, %s, a calm page says what to do",
  async (url) => {
    const page = await app.inject(url);
    expect(page.statusCode).toBe(404);
    expect(page.body).toContain("лассн");
  },
);

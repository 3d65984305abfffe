import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildApp } from "../../../src/http/app.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { type SignedIn, signInAs } from "../../support/sign-in.ts";
import { testConfig } from "../../support/test-config.ts";
import { tell } from "../../support/told.ts";

let school: TestSchool;
let app: FastifyInstance;
let administrator: SignedIn;
let refused: string;

beforeAll(async () => {
  school = await castSchool();
  app = await buildApp({ db: school.db, config: testConfig() });
  const { db, cast, today } = school;
  administrator = await signInAs(app, db, cast.maltsev.id);
  const { answer: workId, test: testId } = today.algebra.works;
  await tell(db, { workId, pupilIds: [cast.anna.id], receiverId: cast.annaMother.id, value: "зач" });
  refused = await tell(db, {
    workId,
    pupilIds: [cast.egor.id],
    receiverId: cast.egorMother.id,
    state: "failed",
    reason: "botBlocked",
    value: "зач",
  });
  await db.attempt.create({
    data: {
      id: crypto.randomUUID(),
      deliveryId: refused,
      number: 1,
      endedAt: new Date(),
      outcome: "never",
      reason: "botBlocked",
      providerWords: "Forbidden: bot was blocked by the user",
    },
  });
  await tell(db, {
    workId: testId,
    pupilIds: [cast.anna.id],
    receiverId: cast.annaFather.id,
    channel: "email",
    state: "dropped",
    reason: "heldAgain",
    value: "незач",
  });
});
afterAll(async () => {
  await app.close();
  await school.close();
});

test("An administrator sees the fate of a message but no mark", async () => {
  const { body } = await administrator.get(`/deliveries?open=${refused}`);
  expect(body).toContain("Кравцова Елена Сергеевна");
  expect(body).toMatch(/принято в \d\d:\d\d:\d\d/);
  expect(body).toContain("отказ навсегда: получатель заблокировал бота");
  expect(body).toContain("снято: отметка изменена до отправки");
  expect(body).toContain("Forbidden: bot was blocked by the user");
  expect(body).not.toMatch(/зач|алгебра|Многочлены/i);
});

test("An address is shown so far that one recognises it", async () => {
  const { body } = await administrator.get(`/deliveries?open=${refused}`);
  expect(body).toContain("чат •••013");
  expect(body).not.toContain("7001013");
});

test("The messages of a family are found by the guardian's name and by the pupil's, and no address holds the name", async () => {
  for (const who of ["Лаптева", "лаптев егор"]) {
    const found = await administrator.post("/deliveries/find", { who });
    const { location = "" } =
      found.statusCode === 303
        ? found.headers
        : { location: /href="(\/deliveries\?person=[^"]*)"/.exec(found.body)?.[1] };
    expect(location).toMatch(/^\/deliveries\?person=[0-9a-f-]{36}$/);
    const { body } = await administrator.get(location);
    expect(body).toContain("Лаптева Ирина Викторовна");
    expect(body).not.toContain("Кравцова Елена");
  }
});

test("Of several with one name each is offered with the class; of nobody it is said", async () => {
  const several = await administrator.post("/deliveries/find", { who: "кравцов" });
  expect(several.statusCode).toBe(200);
  expect(several.body).toContain("Кравцов Дмитрий Олегович");
  expect(several.body).toMatch(/Кравцова Анна[^<]*<\/a><small class="dim"> 7А/);
  const nobody = await administrator.post("/deliveries/find", { who: "Никтов" });
  expect(nobody.body).toContain("Никого с таким именем нет");
});

test("What was refused is sent again from the family's messages, and one comes back to them", async () => {
  const person = school.cast.egorMother.id;
  const { body } = await administrator.get(`/deliveries?person=${person}&open=${refused}`);
  expect(body).toContain("Отправить снова");
  // Nobody was told of it by this message.
  await school.db.notice.updateMany({ where: { personId: person }, data: { state: "open" } });
  const again = await administrator.post(`/deliveries/${refused}/replay`, { person });
  expect(again.headers.location).toBe(`/deliveries?person=${person}&open=${refused}#d-${refused}`);
  expect(await school.db.delivery.findUniqueOrThrow({ where: { id: refused } })).toMatchObject({
    state: "waiting",
    reason: null,
  });
});

test("The page speaks English to whoever reads English, reasons included", async () => {
  const { db, cast } = school;
  await db.person.update({ where: { id: cast.maltsev.id }, data: { language: "en" } });
  const { body } = await administrator.get("/deliveries?state=dropped");
  await db.person.update({ where: { id: cast.maltsev.id }, data: { language: "ru" } });
  expect(body).toContain("dropped: the mark was changed before it was sent");
});

test("It is found by how it ended, and nothing found is said", async () => {
  const { body } = await administrator.get("/deliveries?state=dropped");
  expect(body).toContain("Кравцов Дмитрий Олегович");
  expect(body).not.toContain("Лаптева Ирина");
  expect((await administrator.get("/deliveries?state=unknown")).body).toContain("Таких сообщений нет.");
});

test("What was typed into the search comes back as text", async () => {
  const { body } = await administrator.post("/deliveries/find", { who: '"><b>%' });
  expect(body).not.toContain('"><b>');
});

test("A year of messages comes in pages", async () => {
  const { db, cast, today } = school;
  for (let at = 0; at < 50; at += 1)
    await tell(db, {
      workId: today.algebra.works.answer,
      pupilIds: [cast.vera.id],
      receiverId: cast.veraMother.id,
      dueAt: new Date(Date.now() - at * 86_400_000),
    });
  const first = await administrator.get(`/deliveries?person=${cast.veraMother.id}`);
  expect(first.body.match(/id="d-/g)).toHaveLength(50);
  expect(first.body).not.toContain("Раньше");
  const all = await administrator.get("/deliveries");
  expect(all.body).toContain('href="/deliveries?page=1"');
  const second = await administrator.get("/deliveries?page=1");
  expect(second.body.match(/id="d-/g)).toHaveLength(3);
});

import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { readRoll, takeRoll } from "../../../src/attendance/roll.ts";
import { dayIn, setClock } from "../../../src/clock.ts";
import { draftAnnouncement, makeAnnouncement } from "../../../src/deliveries/announcing.ts";
import { buildApp } from "../../../src/http/app.ts";
import { readCalls } from "../../../src/oversight/call-list.ts";
import { openPostOffice, type PostOffice, testConfig } from "../../support/post-office.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { type SignedIn, signInAs } from "../../support/sign-in.ts";

/** A Thursday, 10:00 in the school. */
const NOW = new Date("2026-11-26T03:00:00Z");
const config = testConfig({ POSTBOX: "1", PUBLIC_URL: "http://localhost" });

let school: TestSchool;
let app: FastifyInstance;
let post: PostOffice;
let mother: SignedIn;

beforeAll(async () => {
  setClock(NOW);
  school = await castSchool({ now: NOW });
  app = await buildApp({ db: school.db, config });
  post = await openPostOffice(school.db, config);
  mother = await signInAs(app, school.db, id("annaMother"));
});
afterAll(async () => {
  setClock(null);
  await post.close();
  await app.close();
  await school.close();
});

const id = (person: CastKey) => school.cast[person].id;
const by = (person: CastKey) => ({ actorId: id(person), source: "web", silent: false }) as const;
const contactOf = (person: CastKey, channel: "telegram" | "email") =>
  school.db.contact.findFirstOrThrow({ where: { personId: id(person), channel } });

describe("A mother and her own addresses", () => {
  const move = async (name: string) => {
    const { id: contactId, version } = await contactOf("annaMother", "telegram");
    return mother.post(`/settings/contacts/${contactId}/${name}`, { version: String(version) });
  };

  test("sends herself a test, which arrives and says nothing of anybody; the fourth of an hour is refused in words", async () => {
    expect((await mother.get("/settings")).body).toContain("Прислать пробное");
    expect((await move("trial")).statusCode).toBe(303);
    await post.deliver();
    const sent = await school.db.delivery.findFirstOrThrow({ where: { kind: "trial" } });
    expect(sent).toMatchObject({ state: "sent", personId: id("annaMother") });
    expect(sent.text).toContain("пробное сообщение");
    for (const _ of [2, 3]) await move("trial");
    const refused = await move("trial");
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain("Подождите час");
  });

  test("adds an address, which waits for an answer and is no place for a test, and puts it first", async () => {
    expect((await mother.post("/settings/address", { address: "no address" })).statusCode).toBe(422);
    expect((await mother.post("/settings/address", { address: "own@family.example" })).statusCode).toBe(303);
    const added = await contactOf("annaMother", "email");
    expect(added).toMatchObject({ state: "unconfirmed", origin: "ownEntry" });
    const { body } = await mother.get("/settings");
    const order = /name="order" value="([^"]*)"/.exec(body)![1]!;
    expect(order.startsWith(added.id)).toBe(true);
    expect((await mother.post("/settings/order", { order })).statusCode).toBe(303);
    expect((await contactOf("annaMother", "email")).rank).toBe(0);
    // Seen before it was moved.
    const late = await mother.post("/settings/order", { order });
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain("Список контактов за это время изменился");
  });

  test("asks for a pause and comes back; what the provider stopped she does not bring back", async () => {
    expect((await move("pause")).statusCode).toBe(303);
    expect(await contactOf("annaMother", "telegram")).toMatchObject({
      state: "suspended",
      suspendedReason: "askedToPause",
    });
    expect((await mother.get("/settings")).body).toContain("вы просили пока не писать");
    expect((await move("resume")).statusCode).toBe(303);
    const { id: contactId } = await contactOf("annaMother", "telegram");
    await school.db.contact.update({
      where: { id: contactId },
      data: { state: "suspended", suspendedReason: "botBlocked" },
    });
    expect((await move("resume")).body).toContain("остановили не вы");
    await school.db.contact.update({
      where: { id: contactId },
      data: { state: "confirmed", suspendedReason: null },
    });
  });

  test("touches nobody else's: another family's address is not there for her", async () => {
    const { id: foreign, version } = await contactOf("egorMother", "telegram");
    for (const name of ["trial", "pause", "resume", "leave"]) {
      const answer = await mother.post(`/settings/contacts/${foreign}/${name}`, { version: String(version) });
      expect([name, answer.statusCode]).toEqual([name, 404]);
    }
  });

  test("R34: withdraws her consent when she means it, and gives it again", async () => {
    const standing = () =>
      school.db.consent.count({
        where: { personId: id("annaMother"), purpose: "messages", withdrawnAt: null },
      });
    if ((await standing()) === 0) await mother.post("/settings/consent/give", { purpose: "messages" });
    const unsure = await mother.post("/settings/consent/withdraw", { purpose: "messages" });
    expect(unsure.statusCode).toBe(422);
    expect(unsure.body).toContain("Отметьте, что согласие отзываете вы");
    expect(await standing()).toBe(1);
    const form = { purpose: "messages", sure: "yes" };
    expect((await mother.post("/settings/consent/withdraw", form)).statusCode).toBe(303);
    expect(await standing()).toBe(0);
    expect((await mother.get("/settings")).body).toContain("о ребёнке сообщаем на бумаге");
    expect((await mother.post("/settings/consent/give", { purpose: "messages" })).statusCode).toBe(303);
    expect(await standing()).toBe(1);
  });
});

test("A mother reads the school's announcements and says that she has seen the one that asks for it", async () => {
  const words = { level: null, classId: null, subgroupId: null, text: "Сбор в 9:00." };
  for (const [title, asksSeen] of [
    ["Экскурсия", true],
    ["Столовая", false],
  ] as const) {
    const drafted = await draftAnnouncement(school.db, { ...words, title, asksSeen }, by("voronina"));
    await makeAnnouncement(school.db, { id: drafted.id, version: drafted.version }, by("voronina"));
  }
  await post.route();
  await post.deliver();
  const { body } = await mother.get("/news");
  for (const said of ["Экскурсия", "Столовая", "Сбор в 9:00."]) expect(body).toContain(said);
  const asked = [...body.matchAll(/action="(\/o\/[^"]*\/seen)"/g)].map(([, action]) => action!);
  expect(asked).toHaveLength(1);
  expect((await mother.post(asked[0]!)).statusCode).toBe(303);
  expect((await mother.get("/news")).body).toContain("Вы отметили, что ознакомлены");
  const other = await signInAs(app, school.db, id("anna"));
  expect((await other.get("/news")).body).not.toContain("/seen");
});

describe("An absence of today", () => {
  async function alertOf(pupil: CastKey, receiver: CastKey): Promise<string> {
    setClock(new Date("2026-11-26T01:05:00Z"));
    const lessonId = school.today.lessons[0]!.id;
    const { version } = await readRoll(school.db, lessonId);
    const absences = [{ pupilId: id(pupil), kind: "absent" as const }];
    await takeRoll(school.db, lessonId, { version, absences }, by("smirnova"));
    await post.route();
    // The lesson is over.
    setClock(new Date("2026-11-26T01:41:00Z"));
    await post.route();
    await post.deliver();
    const { id: deliveryId } = await school.db.delivery.findFirstOrThrow({
      where: { personId: id(receiver), kind: "absences" },
      orderBy: { createdAt: "desc" },
    });
    return deliveryId;
  }

  test("is answered on the page of its message: ill, known, or a call; by a guardian alone", async () => {
    const deliveryId = await alertOf("anna", "annaMother");
    const page = await mother.get(`/o/${deliveryId}`);
    for (const answer of ["Болеет", "Знаю", "Позвоните мне"]) expect(page.body).toContain(answer);
    const called = await mother.post(`/o/${deliveryId}/answer`, { answer: "call" });
    expect((await mother.get(called.headers.location!)).body).toContain("вам позвонят");
    const calls = await readCalls(school.db, { classIds: null, day: dayIn("Asia/Krasnoyarsk") });
    expect(calls.some(({ person, isAsked }) => person.id === id("annaMother") && isAsked)).toBe(true);
    expect((await mother.post(`/o/${deliveryId}/answer`, { answer: "ill" })).statusCode).toBe(303);
    const excuse = await school.db.excuse.findFirstOrThrow({ where: { pupilId: id("anna") } });
    expect(excuse).toMatchObject({ text: expect.stringMatching(/бол/i), givenById: id("annaMother") });
    const daughter = await signInAs(app, school.db, id("anna"));
    expect((await daughter.post(`/o/${deliveryId}/answer`, { answer: "ill" })).statusCode).toBe(404);
    const stranger = await signInAs(app, school.db, id("egorMother"));
    expect((await stranger.post(`/o/${deliveryId}/answer`, { answer: "ill" })).statusCode).toBe(404);
  });
});

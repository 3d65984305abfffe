import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { setClock } from "../../../src/clock.ts";
import { readOnTime } from "../../../src/oversight/on-time.ts";
import { trimOld } from "../../../src/oversight/retention.ts";
import { setSettings } from "../../../src/settings.ts";
import { after, plant } from "../../support/planted.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

const NOW = new Date("2026-11-24T08:00:00Z");
const DAY = 86_400;
const ago = (days: number) => after(NOW, -days * DAY);

let school: TestSchool;

beforeAll(async () => {
  setClock(ago(1));
  school = await castSchool({ now: NOW });
  // The shortest: what is trimmed and what families may still see meet at the thirtieth day.
  await setSettings(school.db, { keepTextDays: 10, keepDeliveryDays: 30 });
});
afterAll(async () => {
  setClock(null);
  await school.close();
});
beforeEach(async () => {
  const { db } = school;
  for (const table of ["paperSheet", "deliveryNotice", "attempt", "postboxMessage"] as const)
    await (db[table] as typeof db.attempt).deleteMany();
  await db.notice.deleteMany();
  await db.delivery.deleteMany();
  await db.deliveryDay.deleteMany();
  setClock(NOW);
});

const sent = (days: number, late = 1) => ({
  dueAt: ago(days),
  state: "sent" as const,
  settledAt: after(ago(days), late),
  ...{ subject: "Анна", text: "отметка 4" },
});

test("Of an older message the words are taken away, of a newer one they stay; who waits keeps everything.", async () => {
  const old = await plant(school, "annaMother", sent(11));
  const fresh = await plant(school, "annaMother", sent(9));
  const waiting = await plant(school, "annaMother", { dueAt: ago(11), text: "отметка 4" });
  await school.db.postboxMessage.create({ data: { deliveryId: old, message: {} } });
  expect(await trimOld(school.db)).toEqual({ texts: 1, deliveries: 0, events: 0, chats: 0, drafts: 0 });
  const texts = await school.db.delivery.findMany({ select: { id: true, text: true, subject: true } });
  expect(texts).toEqual(
    expect.arrayContaining([
      { id: old, text: null, subject: null },
      { id: fresh, text: "отметка 4", subject: "Анна" },
      { id: waiting, text: "отметка 4", subject: null },
    ]),
  );
  expect(await school.db.postboxMessage.count()).toBe(0);
  expect((await trimOld(school.db)).texts).toBe(0);
});

test("An old message lives on as one of its day, counted once however often it is trimmed.", async () => {
  await plant(school, "annaMother", sent(31));
  await plant(school, "egorMother", sent(31, 11));
  await plant(school, "egorMother", { ...sent(31), state: "dropped", reason: "asTold" });
  await plant(school, "annaMother", { dueAt: ago(31) });
  expect((await trimOld(school.db)).deliveries).toBe(3);
  await plant(school, "annaMother", sent(31));
  expect((await trimOld(school.db)).deliveries).toBe(1);
  expect((await trimOld(school.db)).deliveries).toBe(0);
  const days = await school.db.deliveryDay.findMany({ orderBy: { count: "asc" } });
  expect(days).toMatchObject([
    { state: "dropped", reason: "asTold", count: 1, onTime: 0 },
    { day: new Date("2026-10-24T00:00:00Z"), state: "sent", reason: "", count: 3, onTime: 2 },
  ]);
  expect(await school.db.delivery.findMany()).toMatchObject([{ state: "waiting" }]);
});

test("What families see of a day is the same before and after it was trimmed.", async () => {
  // The thirtieth day back: by the clock its messages grow too old while families may still look at it.
  const dueAt = new Date("2026-10-26T03:00:00Z");
  for (const late of [1, 10, 11])
    await plant(school, "annaMother", { ...sent(0), dueAt, settledAt: after(dueAt, late) });
  await plant(school, "annaMother", { ...sent(0), dueAt, state: "unknown" });
  await plant(school, "annaMother", { ...sent(0), dueAt, state: "dropped", reason: "choseOff" });
  const before = await readOnTime(school.db, NOW);
  expect(before).toMatchObject([{ day: "2026-10-26", soon: { owed: 4, onTime: 2 } }]);
  setClock(after(dueAt, 30 * DAY + 60));
  expect((await trimOld(school.db)).deliveries).toBe(5);
  expect(await readOnTime(school.db, NOW)).toEqual(before);
});

test("With its message gone an open notice is not sent a year late, and what a person was told stays known.", async () => {
  const { db, cast } = school;
  const broken = await plant(school, "annaMother", {
    ...sent(31),
    state: "failed",
    reason: "broken",
    settledAt: ago(31),
  });
  const due = { dueAt: ago(31), patienceUntil: ago(31), personId: cast.annaMother.id, pupilId: cast.anna.id };
  const about = { factKind: "mark", factVersion: 1, urgency: "now" as const };
  const open = await db.notice.create({
    data: { ...due, ...about, factId: cast.anna.id, deliveryId: broken },
  });
  const told = await db.notice.create({
    data: { ...due, ...about, factId: cast.egor.id, state: "told", toldValue: "4", toldVersion: 1 },
  });
  await db.deliveryNotice.create({ data: { deliveryId: broken, noticeId: open.id, factVersion: 1 } });
  await db.attempt.create({ data: { id: crypto.randomUUID(), deliveryId: broken, number: 1 } });
  expect((await trimOld(db)).deliveries).toBe(1);
  expect(await db.notice.findUnique({ where: { id: open.id } })).toMatchObject({
    ...{ state: "dropped", reason: "broken", deliveryId: null },
  });
  expect(await db.notice.findUnique({ where: { id: told.id } })).toMatchObject({ toldValue: "4" });
});

test("A sheet that nobody handed over stays with its message; one that was handed over goes.", async () => {
  const { db, cast } = school;
  const round = await db.paperRound.create({ data: { classId: cast.classes.sevenA.id } });
  for (const handedOverAt of [null, ago(30)]) {
    const deliveryId = await plant(school, "annaMother", { ...sent(31), channel: "paper" });
    const sheet = { deliveryId, roundId: round.id, pupilId: cast.anna.id, content: {}, handedOverAt };
    await db.paperSheet.create({ data: sheet });
  }
  expect((await trimOld(db)).deliveries).toBe(1);
  expect(await db.paperSheet.findMany()).toMatchObject([{ handedOverAt: null }]);
});

test("Old events go once they were routed; one that still is owed stays, however old.", async () => {
  const { db, cast } = school;
  const before = await db.event.count();
  const event = { kind: "mark.set", factId: cast.anna.id, factVersion: 1 };
  await db.event.create({ data: { ...event, occurredAt: ago(31), routedAt: ago(31) } });
  await db.event.create({ data: { ...event, occurredAt: ago(31) } });
  await db.event.create({ data: { ...event, occurredAt: ago(29), routedAt: ago(29) } });
  expect((await trimOld(db)).events).toBe(1);
  expect(await db.event.count()).toBe(before + 2);
});

test("A chat of the bot where a stranger wrote long ago is forgotten; that of a family stays", async () => {
  const { db } = school;
  const updatedAt = new Date(NOW.getTime() - 200 * 86_400_000);
  for (const chatId of ["5590001", "7001012"]) await db.botChat.create({ data: { chatId, updatedAt } });
  expect((await trimOld(db)).chats).toBe(1);
  expect((await db.botChat.findMany()).map(({ chatId }) => chatId)).toEqual(["7001012"]);
});

test("What a teacher typed goes when its lesson's day is long over, saved or not", async () => {
  const { db, cast, today } = school;
  const draft = { personId: cast.smirnova.id, lessonId: today.algebra.id, text: "3-5", kindCode: "answer" };
  const ages = [1, 3, 3].map((days, updateId) => ({ updateId, createdAt: ago(days) }));
  await db.botDraft.createMany({
    data: ages.map((age) => ({ ...draft, ...age, chatId: "7001012", choices: {} })),
  });
  expect((await trimOld(db)).drafts).toBe(2);
  expect(await db.botDraft.findMany()).toMatchObject([{ updateId: 0n }]);
});

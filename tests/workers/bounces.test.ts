import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { writeMarks } from "../../src/marks/marks.ts";
import { setSettings } from "../../src/settings.ts";
import { openBounces } from "../../workers/bounces.ts";
import { BOUNCING_ADDRESS } from "../../workers/channels/simulator.ts";
import * as reports from "../support/delivery-reports.ts";
import { type FakeImap, startFakeImap } from "../support/fake-imap.ts";
import { type FakeSmtp, startFakeSmtp } from "../support/fake-smtp.ts";
import { type FakeTelegram, startFakeTelegram } from "../support/fake-telegram.ts";
import { NEVER_QUIET } from "../support/never-quiet.ts";
import { openPostOffice, type PostOffice, testConfig } from "../support/post-office.ts";
import { castSchool, type TestSchool } from "../support/school.ts";

let imap: FakeImap;
let smtp: FakeSmtp;
let telegram: FakeTelegram;
let school: TestSchool;
let office: PostOffice;
let poll: () => Promise<number>;

beforeAll(async () => {
  [imap, smtp, telegram] = await Promise.all([startFakeImap(), startFakeSmtp(), startFakeTelegram()]);
});
afterAll(() => Promise.all([imap.close(), smtp.close(), telegram.close()]));
beforeEach(async () => {
  imap.reset();
  smtp.reset();
  telegram.reset();
  school = await castSchool();
  await setSettings(school.db, { telegramLevel: "full", markHoldSeconds: 0, ...NEVER_QUIET });
  // Егор's mother reads letters first, the bot second.
  const { id: personId } = school.cast.egorMother;
  await school.db.contact.updateMany({ where: { personId, channel: "telegram" }, data: { rank: 9 } });
  office = await openPostOffice(
    school.db,
    testConfig({ TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.root, SMTP_URL: smtp.url }),
  );
  poll = openBounces(school.db, imap.url);
  return async () => {
    await office.close();
    await school.close();
  };
});

async function tellMark(value: string): Promise<void> {
  const by = { actorId: school.cast.smirnova.id, source: "web" as const, silent: false };
  const pupilId = school.cast.egor.id;
  await writeMarks(school.db, school.today.algebra.works.test, [{ pupilId, value }], by);
  await office.route();
  await office.deliver();
}

const lastLetter = () => {
  const { marker = "", to } = smtp.ledger.at(-1)!;
  return { d: marker, to: to[0]! };
};
const heardByBot = () => telegram.ledger.map(({ text }) => text);
const deliveryOf = (id: string) => school.db.delivery.findUniqueOrThrow({ where: { id } });
const contact = () =>
  school.db.contact.findFirstOrThrow({
    where: { personId: school.cast.egorMother.id, channel: "email" },
  });
const notice = () =>
  school.db.notice.findFirstOrThrow({ where: { personId: school.cast.egorMother.id, factKind: "mark" } });

test("A letter came back, there is no such address: the mother hears by the bot, and the address is stopped", async () => {
  await tellMark("2");
  expect(heardByBot()).toEqual([]);
  const letter = lastLetter();
  imap.deliver(reports.postfix(letter));
  expect(await poll()).toBe(1);
  expect(await deliveryOf(letter.d)).toMatchObject({
    state: "failed",
    reason: "bounced",
    bouncedAt: expect.any(Date),
    providerWords: expect.stringContaining("User unknown"),
  });
  expect(await contact()).toMatchObject({ state: "suspended", suspendedReason: "addressRefused" });
  expect(
    await school.db.auditEntry.count({
      where: { action: "contact.suspended", details: { path: ["reason"], equals: "addressRefused" } },
    }),
  ).toBe(1);

  await office.deliver();
  expect(heardByBot()).toEqual([expect.stringContaining("Егор")]);
  // Told for the first time, and not as a change of what she never read.
  expect(heardByBot()[0]).not.toMatch(/была|исправ/);
  expect(await notice()).toMatchObject({ state: "told", toldValue: "2" });
});

test("The same report twice, and a crash before it was marked as read, change nothing", async () => {
  await tellMark("2");
  imap.deliver(reports.postfix(lastLetter()));
  imap.breakAt("UID STORE");
  expect(await poll()).toBe(0);
  expect(imap.messages[0]!.seen).toBe(false);
  await office.deliver();
  const { version } = await contact();
  imap.deliver(reports.postfix(lastLetter()));
  expect(await poll()).toBe(2);
  await office.deliver();
  expect(heardByBot()).toHaveLength(1);
  expect((await contact()).version).toBe(version);
  expect(imap.messages.every(({ seen }) => seen)).toBe(true);
  expect(await poll()).toBe(0);
});

test("Refused by policy: the letter goes another way, the address stays", async () => {
  await tellMark("2");
  imap.deliver(reports.yandex(lastLetter()));
  await poll();
  await office.deliver();
  expect(heardByBot()).toHaveLength(1);
  expect(await contact()).toMatchObject({ state: "confirmed" });
});

test("A server that gave up after days lost the letter as well, though its status is one of trouble", async () => {
  await tellMark("2");
  imap.deliver(reports.exchangeExpired(lastLetter()));
  await poll();
  await office.deliver();
  expect(heardByBot()).toHaveLength(1);
  expect(await contact()).toMatchObject({ state: "confirmed" });
});

test("A server that still tries is noted, and nothing is told twice", async () => {
  await tellMark("2");
  const letter = lastLetter();
  imap.deliver(reports.postfixDelay(letter));
  expect(await poll()).toBe(1);
  await office.deliver();
  expect(heardByBot()).toEqual([]);
  expect(await deliveryOf(letter.d)).toMatchObject({
    state: "sent",
    bouncedAt: null,
    providerWords: expect.stringContaining("4.4.1"),
  });
});

test("A change whose letter came back is told as the change of what arrived before", async () => {
  await tellMark("4");
  await tellMark("5");
  expect(smtp.ledger).toHaveLength(2);
  imap.deliver(reports.mailRu(lastLetter()));
  await poll();
  expect(await notice()).toMatchObject({ state: "open", toldValue: "4", toldVersion: 1 });
  await office.deliver();
  expect(heardByBot()).toHaveLength(1);
  expect(heardByBot()[0]).toMatch(/4[\s\S]*5|5[\s\S]*4/);
});

test("Both letters came back, the later one first: she hears of the mark as new", async () => {
  await tellMark("4");
  const first = lastLetter();
  await tellMark("5");
  imap.deliver(reports.gmail(lastLetter()));
  imap.deliver(reports.gmail(first));
  expect(await poll()).toBe(2);
  expect(await notice()).toMatchObject({ state: "open", toldVersion: null, toldValue: null });
  await office.deliver();
  expect(heardByBot()).toHaveLength(1);
  expect(await notice()).toMatchObject({ state: "told", toldValue: "5" });
});

test("Both letters came back in the order they went, and the mark is told once, as it stands", async () => {
  await tellMark("4");
  const first = lastLetter();
  await tellMark("5");
  imap.deliver(reports.exchange(first));
  imap.deliver(reports.exchange(lastLetter()));
  await poll();
  await office.deliver();
  expect(heardByBot()).toHaveLength(1);
  expect(await notice()).toMatchObject({ state: "told", toldValue: "5" });
});

test("A digest that came back is written anew for the next contact, with all that it told", async () => {
  const { id: personId } = school.cast.egorMother;
  await tellMark("2");
  const told = await deliveryOf(lastLetter().d);
  const window = { windowFrom: new Date(told.dueAt.getTime() - 86_400_000), windowUntil: told.dueAt };
  await school.db.delivery.update({
    where: { id: told.id },
    data: { kind: "daily", urgency: "digest", pupilId: school.cast.egor.id, ...window },
  });
  await school.db.notice.updateMany({ where: { personId }, data: { frequency: "evening" } });
  imap.deliver(reports.postfix(lastLetter()));
  await poll();
  const again = await school.db.delivery.findMany({ where: { personId, kind: "daily", state: "waiting" } });
  expect(again).toMatchObject([{ channel: "telegram", pupilId: school.cast.egor.id, ...window }]);
  await office.deliver();
  expect(heardByBot()).toHaveLength(1);
  expect(await notice()).toMatchObject({ state: "told", toldValue: "2" });
});

test("A report about a letter whose repeat is under way waits for the next look", async () => {
  await tellMark("2");
  const { d } = lastLetter();
  await school.db.delivery.update({ where: { id: d }, data: { state: "sending" } });
  imap.deliver(reports.postfix(lastLetter()));
  expect(await poll()).toBe(0);
  expect(imap.messages[0]!.seen).toBe(false);
  await school.db.delivery.update({ where: { id: d }, data: { state: "sent" } });
  expect(await poll()).toBe(1);
  expect(await deliveryOf(d)).toMatchObject({ reason: "bounced" });
});

describe("what is not ours is left alone and marked as read", () => {
  test("holiday notices, reports about others, rubbish", async () => {
    await tellMark("2");
    const letter = lastLetter();
    imap.deliver(reports.holiday(letter));
    imap.deliver(reports.postfix({ ...letter, d: "00000000-0000-4000-8000-00000000dead" }));
    imap.deliver("\u0000");
    expect(await poll()).toBe(3);
    expect(imap.messages.every(({ seen }) => seen)).toBe(true);
    expect(await deliveryOf(letter.d)).toMatchObject({ state: "sent", bouncedAt: null });
  });
});

test("A mailbox that refuses the password is asked again at the next look, and the post office goes on", async () => {
  poll = openBounces(school.db, imap.url.replace("pass", "wrong"));
  expect(await poll()).toBe(0);
  expect(await poll()).toBe(0);
  expect(imap.logins).toBe(2);
});

test("The simulated address takes a letter and sends it back, without any mailbox", async () => {
  await school.db.contact.update({
    where: { id: (await contact()).id },
    data: { address: BOUNCING_ADDRESS },
  });
  await tellMark("2");
  expect(smtp.ledger).toEqual([]);
  await openBounces(school.db, undefined)();
  expect(await contact()).toMatchObject({ state: "suspended", suspendedReason: "addressRefused" });
  await office.deliver();
  expect(heardByBot()).toHaveLength(1);
});

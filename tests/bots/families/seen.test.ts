import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { setClock } from "../../../src/clock.ts";
import { buildApp } from "../../../src/http/app.ts";
import { findNotReceived } from "../../../src/oversight/not-received.ts";
import { startBot, type TestBot } from "../../support/bot.ts";
import { type FakeSmtp, startFakeSmtp } from "../../support/fake-smtp.ts";
import { setFinals } from "../../support/finals-news.ts";
import { setLevel } from "../../support/level.ts";
import { openPostOffice, type PostOffice, testConfig } from "../../support/post-office.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { signInAs } from "../../support/sign-in.ts";
import { testConfig as webConfig } from "../../support/test-config.ts";

// R63: a family says that it has seen the finals, where it read them: in Telegram, or on the page its letter opens.

const NOW = new Date("2026-11-26T15:00:00+07:00");
const MOTHERS_CHAT = 7_001_114;
const VERAS_CHAT = 7_001_014;

let school: TestSchool;
let bot: TestBot;
let smtp: FakeSmtp;
let office: PostOffice;

beforeAll(async () => {
  setClock(NOW);
  [school, smtp] = await Promise.all([castSchool({ now: NOW }), startFakeSmtp()]);
  bot = await startBot(school.db);
  const { token, root } = bot.telegram;
  office = await openPostOffice(
    school.db,
    testConfig({
      ...{ TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: root, SMTP_URL: smtp.url },
      SECRET: bot.desk.secret,
    }),
  );
});
afterAll(async () => {
  setClock(null);
  await office.close();
  await bot.close();
  await smtp.close();
  await school.close();
});
beforeEach(async () => {
  setClock(NOW);
  bot.telegram.reset();
  smtp.reset();
  await setLevel(school.db, "full");
  await school.db.$executeRaw`truncate "Notice", "Delivery", "FinalMark", "Event" cascade`;
  await school.db.person.updateMany({ data: { language: "ru" } });
});

async function announce(pupil: CastKey, value: "4" | "5" = "4"): Promise<void> {
  await setFinals(school, { pupils: [pupil], value });
  await office.route();
  await office.deliver();
}

const id = (person: CastKey) => school.cast[person].id;
const rows = () => school.db.finalAcknowledgement.findMany({ orderBy: { version: "asc" } });
const audited = () => school.db.auditEntry.count({ where: { action: "finals.acknowledged" } });

test.each([
  ["ru", "Ознакомлен(а)", "вы ознакомлены"],
  ["en", "I have seen it", "you have seen it"],
] as const)(
  "R63: a mother taps below the finals (%s), and twice is once; her daughter has no such button",
  async (language, label, said) => {
    await school.db.person.update({ where: { id: id("veraMother") }, data: { language } });
    await announce("vera");
    expect(bot.screen(VERAS_CHAT).buttons).not.toContain("Ознакомлен(а)");
    const [told] = bot.said(MOTHERS_CHAT);
    const before = await audited();
    expect((await bot.taps(MOTHERS_CHAT, label)).text).toContain(said);
    await bot.taps(MOTHERS_CHAT, label);
    expect(bot.said(MOTHERS_CHAT)[0]).toBe(told);
    expect(await rows()).toMatchObject([{ personId: id("veraMother"), version: 1, source: "bot" }]);
    expect(await audited()).toBe(before + 1);
    expect(await findNotReceived(school.db)).toMatchObject({ received: 2, acknowledged: 1 });
  },
);

test("R63: a final that was corrected wants to be seen anew", async () => {
  await announce("vera");
  await bot.taps(MOTHERS_CHAT, "Ознакомлен(а)");
  await announce("vera", "5");
  expect((await findNotReceived(school.db)).acknowledged).toBe(0);
  await bot.taps(MOTHERS_CHAT, "Ознакомлен(а)");
  expect(await rows()).toMatchObject([{ version: 2 }]);
  expect((await findNotReceived(school.db)).acknowledged).toBe(1);
});

test("R63: where nobody knows whether the message arrived, who has seen it says so", async () => {
  await announce("vera");
  await bot.taps(MOTHERS_CHAT, "Ознакомлен(а)");
  await school.db.delivery.updateMany({ where: { personId: id("veraMother") }, data: { state: "unknown" } });
  expect((await findNotReceived(school.db)).notReceived).toMatchObject([
    { state: "unsure", acknowledgedAt: expect.any(Date) },
  ]);
});

test("At initials the button names nobody, at ping there is none", async () => {
  await setLevel(school.db, "initials");
  await announce("vera");
  expect(bot.screen(MOTHERS_CHAT).buttons).toContain("Ознакомлен(а)");
  expect((await bot.taps(MOTHERS_CHAT, "Ознакомлен(а)")).text).not.toMatch(/Вер|Мельников|7А/);
  await setLevel(school.db, "ping");
  await announce("vera", "5");
  expect(bot.screen(MOTHERS_CHAT).buttons).toEqual(["Открыть дневник"]);
});

test("A letter of the week says when it comes by the clock of its reader, and where that is changed", async () => {
  const { db } = school;
  const personId = id("matveyMother");
  const { id: contactId } = await db.contact.findFirstOrThrow({ where: { personId, channel: "email" } });
  const own = { weeklyDay: 7, weeklyHour: 19, sayNothing: true };
  await db.preference.upsert({ where: { personId }, create: { personId, ...own }, update: own });
  const window = { windowFrom: new Date(NOW.getTime() - 7 * 86_400_000), windowUntil: NOW };
  const due = { dueAt: NOW, patienceUntil: new Date(NOW.getTime() + 86_400_000) };
  const what = { kind: "weekly", urgency: "digest", channel: "email", state: "waiting" } as const;
  await db.delivery.create({
    data: { ...what, personId, contactId, pupilId: id("matvey"), ...window, ...due },
  });
  await office.deliver();
  const said = smtp.ledger.at(-1)!.text.replaceAll("\n", " ");
  expect(said).toContain("Сводка приходит по воскресеньям в 19:00 (время: Красноярск), потому что");
  expect(said).toMatch(/Изменить день и час: https?:\S+\/settings/);
  await db.preference.delete({ where: { personId } });
});

test("R63: a letter asks for it, and the page it opens takes it from who was written to alone", async () => {
  const app = await buildApp({ db: school.db, config: webConfig() });
  await announce("matvey");
  const { text, marker } = smtp.ledger.at(-1)!;
  expect(text).toContain("нажмите «Ознакомлен(а)»");
  const mother = await signInAs(app, school.db, id("matveyMother"));
  expect((await mother.get(`/o/${marker}`)).body).toContain("Ознакомлен(а)</button>");
  const stranger = await signInAs(app, school.db, id("egorMother"));
  expect((await stranger.post(`/o/${marker}/seen`)).statusCode).toBe(404);
  expect(await rows()).toEqual([]);
  expect((await mother.post(`/o/${marker}/seen`)).headers.location).toBe(`/o/${marker}`);
  expect((await mother.get(`/o/${marker}`)).body).toContain("Вы отметили, что ознакомлены: 26");
  expect(await rows()).toMatchObject([{ personId: id("matveyMother"), source: "web" }]);
  await app.close();
});

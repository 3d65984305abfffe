import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { signChat } from "../../src/access/links.ts";
import { dayIn, now } from "../../src/clock.ts";
import { issueInvitations } from "../../src/contacts/invitations.ts";
import { setSettings } from "../../src/settings.ts";
import { startBot, type TestBot } from "../support/bot.ts";
import { castSchool, type TestSchool } from "../support/school.ts";

let school: TestSchool;
let bot: TestBot;
let chat = 5551000;

beforeAll(async () => {
  school = await castSchool();
  bot = await startBot(school.db);
});
afterAll(async () => {
  await bot.close();
  await school.close();
});
beforeEach(async () => {
  chat += 1;
  await setSettings(school.db, { telegramLevel: "full" });
});

type Key = "annaMother" | "kirillMother" | "romanFather" | "tikhonMother" | "artyomMother" | "leilaMother";

async function slipOf(
  person: Key | "anna",
  pupil: "anna" | "misha" | "kirill" | "roman" | "tikhon" | "artyom" | "leila",
) {
  const { db, cast } = school;
  const invited = [{ personId: cast[person].id, pupilId: cast[pupil].id }];
  const by = { actorId: cast.gromova.id, source: "web", silent: false } as const;
  const [slip] = await issueInvitations(db, { invited, day: dayIn("Asia/Krasnoyarsk") }, by);
  return slip!;
}

const contactOf = (person: Key | "anna" | "smirnova") =>
  school.db.contact.findFirst({
    where: { personId: school.cast[person].id, channel: "telegram", address: String(chat) },
  });
const presetOf = async (person: Key) =>
  (await school.db.choice.findMany({ where: { personId: school.cast[person].id, topic: "marks" } })).map(
    ({ frequency }) => frequency,
  );

test("A mother joins by the slip: PIN, the question, when to hear (R4)", async () => {
  const slip = await slipOf("tikhonMother", "tikhon");
  const asked = await bot.writes(chat, `/start ${slip.code}`);
  expect(asked.text).toContain("ПИН-код");
  expect(asked.text).not.toContain("Шевел");
  const shown = await bot.writes(chat, `${slip.pin.slice(0, 3)} ${slip.pin.slice(3)}`);
  expect(shown.text).toContain("Листок выдан: Шевелёва Мария Петровна");
  expect(shown.text).toContain("4Б");
  expect(await contactOf("tikhonMother")).toBeNull();
  const when = await bot.taps(chat, "Да, это я");
  expect(when.buttons).toEqual(["Сразу", "Вечером, в 18:00", "По пятницам, в 18:00"]);
  expect(when.text).toContain("С 22:00 до 7:00 молчим");
  const done = await bot.taps(chat, "По пятницам, в 18:00");
  expect(done.text).toContain("Готово");
  expect(await presetOf("tikhonMother")).toEqual(["weekly"]);
  expect(await contactOf("tikhonMother")).toMatchObject({
    state: "confirmed",
    origin: "ownEntry",
    confirmedHow: `slip № ${slip.number}`,
  });
});

test("Whoever says «Нет» hears nothing, and the slip opens nothing more", async () => {
  const slip = await slipOf("romanFather", "roman");
  await bot.writes(chat, `/start ${slip.code}`);
  await bot.writes(chat, slip.pin);
  expect((await bot.taps(chat, "Нет")).text).toContain("ничего не пришлём");
  expect(await contactOf("romanFather")).toBeNull();
  expect((await bot.writes(chat, `/start ${slip.code}`)).text).toContain("больше не действует");
});

test("A wrong PIN is said calmly, and after five the slip rests", async () => {
  const slip = await slipOf("romanFather", "roman");
  const wrong = slip.pin === "111111" ? "222222" : "111111";
  await bot.writes(chat, `/start ${slip.code}`);
  for (let n = 0; n < 5; n++) expect((await bot.writes(chat, wrong)).text).toContain("не подошёл");
  expect((await bot.writes(chat, slip.pin)).text).toContain("Подождите четверть часа");
  expect(await contactOf("romanFather")).toBeNull();
});

test("A used slip, a made-up one and an expired one each get a sentence", async () => {
  const slip = await slipOf("artyomMother", "artyom");
  const over = "больше не действует";
  await bot.writes(chat, `/start ${slip.code}`);
  await bot.writes(chat, slip.pin);
  await bot.taps(chat, "Да, это я");
  expect((await bot.writes(chat, `/start ${slip.code}`)).text).toContain(over);
  expect((await bot.writes(chat, "/start AAAAAAAAAAAAAAAAAAAAAA")).text).toContain(over);
  expect((await bot.writes(chat, "/start 1")).text).toContain(over);
  const late = await slipOf("romanFather", "roman");
  await school.db.invitation.updateMany({ where: { number: late.number }, data: { expiresAt: now() } });
  expect((await bot.writes(chat, `/start ${late.code}`)).text).toContain(over);
});

test("The code of a slip is not kept where the database can be read", async () => {
  const slip = await slipOf("romanFather", "roman");
  await bot.writes(chat, `/start ${slip.code}`);
  const row = await school.db.botChat.findUniqueOrThrow({ where: { chatId: String(chat) } });
  expect(JSON.stringify(row.expects)).toContain("pin");
  expect(JSON.stringify(row.expects)).not.toContain(slip.code);
});

test("The answer «yes» that comes again after a kill joins once", async () => {
  const slip = await slipOf("leilaMother", "leila");
  await bot.writes(chat, `/start ${slip.code}`);
  await bot.writes(chat, slip.pin);
  bot.telegram.script({ method: "editMessageText", times: 1, answer: "drop" });
  await expect(bot.taps(chat, "Да, это я")).rejects.toThrow();
  await bot.handle(bot.last());
  expect(bot.screen(chat).buttons).toContain("Сразу");
  expect(await contactOf("leilaMother")).toMatchObject({ state: "confirmed" });
  const accepted = await school.db.auditEntry.count({
    where: { action: "invitation.accepted", objectId: school.cast.leilaMother.id },
  });
  expect(accepted).toBe(1);
});

test("A mother of two joins once for each child and hears of both in one chat", async () => {
  for (const pupil of ["anna", "misha"] as const) {
    const slip = await slipOf("annaMother", pupil);
    await bot.writes(chat, `/start ${slip.code}`);
    await bot.writes(chat, slip.pin);
    await bot.taps(chat, "Да, это я");
    await bot.taps(chat, "Сразу");
  }
  const { db, cast } = school;
  const where = { personId: cast.annaMother.id, address: String(chat) };
  expect(await db.contact.count({ where })).toBe(1);
});

test("A pupil joins by a slip of their own and is asked about themselves", async () => {
  const slip = await slipOf("anna", "anna");
  await bot.writes(chat, `/start ${slip.code}`);
  const shown = await bot.writes(chat, slip.pin);
  expect(shown.text).toContain("о вашей учёбе");
  await bot.taps(chat, "Да, это я");
  expect(await contactOf("anna")).toMatchObject({ state: "confirmed" });
});

test.each([
  ["initials", /сообщения об одном ученике: \S\. К\./],
  ["ping", /напоминания, что в дневнике есть новое/],
] as const)("At the level «%s» the question names nobody in full", async (telegramLevel, expected) => {
  await setSettings(school.db, { telegramLevel });
  const slip = await slipOf("romanFather", "roman");
  await bot.writes(chat, `/start ${slip.code}`);
  const { text } = await bot.writes(chat, slip.pin);
  expect(text).toMatch(expected);
  expect(text).not.toMatch(/Ким|Роман|7А|Виктор/);
});

test("English is spoken to whoever's Telegram is English", async () => {
  const slip = await slipOf("kirillMother", "kirill");
  const asked = await bot.writes(chat, `/start ${slip.code}`, { languageCode: "en" });
  expect(asked.text).toContain("Enter the PIN");
});

test("A teacher joins by the link of the site, which ends after a while", async () => {
  const { db, cast } = school;
  const link = (minutes: number) =>
    signChat(bot.desk.secret, cast.smirnova.id, new Date(now().getTime() + minutes * 60_000));
  expect((await bot.writes(chat, `/start ${link(-1)}`)).text).toContain("больше не действует");
  expect(link(15).length).toBeLessThanOrEqual(64);
  const done = await bot.writes(chat, `/start ${link(15)}`);
  expect(done.text).toContain("бот вас знает");
  expect(await contactOf("smirnova")).toMatchObject({
    state: "confirmed",
    confirmedHow: "link after sign-in",
  });
  const { personId } = await db.botChat.findUniqueOrThrow({ where: { chatId: String(chat) } });
  expect(personId).toBe(cast.smirnova.id);
});

test("/stop asks, says what happens with the news, and leaves; /start brings back", async () => {
  const slip = await slipOf("tikhonMother", "tikhon");
  await bot.writes(chat, `/start ${slip.code}`);
  await bot.writes(chat, slip.pin);
  await bot.taps(chat, "Да, это я");
  const asked = await bot.writes(chat, "/stop");
  expect(asked.text).toContain("по другому вашему адресу");
  expect((await bot.taps(chat, "Нет, остаюсь")).text).toContain("остаётся как было");
  await bot.writes(chat, "/stop");
  expect((await bot.taps(chat, "Да, не писать")).text).toContain("больше сюда не пишем");
  expect(await contactOf("tikhonMother")).toMatchObject({ state: "revoked" });
  expect((await bot.writes(chat, "/help")).text).toContain("листка");
  await bot.writes(chat, "/start");
  await bot.taps(chat, "Да, пишите снова");
  expect(await contactOf("tikhonMother")).toMatchObject({ state: "confirmed", confirmedHow: "came back" });
});

test("Whom the school took out of the chat does not come back by /start", async () => {
  const slip = await slipOf("tikhonMother", "tikhon");
  await bot.writes(chat, `/start ${slip.code}`);
  await bot.writes(chat, slip.pin);
  await bot.taps(chat, "Да, это я");
  const { revokeContact } = await import("../../src/contacts/contacts.ts");
  const contact = (await contactOf("tikhonMother"))!;
  const by = { actorId: school.cast.maltsev.id, source: "web", silent: false } as const;
  await revokeContact(school.db, { id: contact.id, version: contact.version }, by);
  const seen = await bot.writes(chat, "/start");
  expect(seen.buttons).toEqual([]);
  expect(seen.text).toContain("листка от классного руководителя");
});

test("Blocking the bot suspends the contact, unblocking revives it, and so does writing", async () => {
  const slip = await slipOf("kirillMother", "kirill");
  await bot.writes(chat, `/start ${slip.code}`);
  await bot.writes(chat, slip.pin);
  await bot.taps(chat, "Да, это я");
  const member = (status: "kicked" | "member") => ({
    my_chat_member: {
      chat: { id: chat, type: "private", first_name: "M" },
      from: { id: chat, is_bot: false, first_name: "M" },
      date: 1,
      old_chat_member: { status: "member", user: { id: 1, is_bot: true, first_name: "b" } },
      new_chat_member: { status, user: { id: 1, is_bot: true, first_name: "b" } },
    } as never,
  });
  await bot.handle(member("kicked"));
  expect(await contactOf("kirillMother")).toMatchObject({
    state: "suspended",
    suspendedReason: "botBlocked",
  });
  await bot.handle(member("member"));
  expect(await contactOf("kirillMother")).toMatchObject({ state: "confirmed" });
  await bot.handle(member("kicked"));
  expect((await bot.writes(chat, "/help")).text).toContain("Что здесь можно");
  expect(await contactOf("kirillMother")).toMatchObject({ state: "confirmed", suspendedReason: null });
});

test("Who has not answered the yearly question answers it by /start", async () => {
  const slip = await slipOf("kirillMother", "kirill");
  await bot.writes(chat, `/start ${slip.code}`);
  await bot.writes(chat, slip.pin);
  await bot.taps(chat, "Да, это я");
  const { id } = (await contactOf("kirillMother"))!;
  const suspended = { state: "suspended", suspendedReason: "recheckDue" } as const;
  await school.db.contact.update({ where: { id }, data: suspended });
  expect((await bot.writes(chat, "/start")).text).toContain("Писать снова?");
  await bot.taps(chat, "Да, пишите снова");
  expect(await contactOf("kirillMother")).toMatchObject({ state: "confirmed", suspendedReason: null });
});

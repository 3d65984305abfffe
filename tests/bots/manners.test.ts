import { afterAll, beforeAll, expect, test } from "vitest";
import { createFlood } from "../../bots/flood.ts";
import { redeemEntryLink } from "../../src/contacts/entry-links.ts";
import { setSettings } from "../../src/settings.ts";
import { hasChat, startBot, type TestBot } from "../support/bot.ts";
import { castSchool, type TestSchool } from "../support/school.ts";

let school: TestSchool;
let bot: TestBot;

const MOTHER = 7001012;
const STRANGER = 5552001;

beforeAll(async () => {
  school = await castSchool();
  await setSettings(school.db, { telegramLevel: "full" });
  bot = await startBot(school.db);
});
afterAll(async () => {
  await bot.close();
  await school.close();
});

const commandsOf = ({ text }: { text: string }) => [...text.matchAll(/^\/(\w+)/gm)].map(([, name]) => name!);

test("Help tells each what they may do, and nobody what they may not", async () => {
  const { db, cast } = school;
  await hasChat(db, cast.smirnova.id, 5552010);
  await hasChat(db, cast.maltsev.id, 5552011);
  const mother = commandsOf(await bot.writes(MOTHER, "/help"));
  const teacher = commandsOf(await bot.writes(5552010, "/help"));
  const administrator = commandsOf(await bot.writes(5552011, "/help"));
  for (const commands of [mother, teacher, administrator])
    expect(commands).toEqual(expect.arrayContaining(["language", "stop"]));
  const offered = bot.bot.house.offered;
  const may = (part: string, commands: string[]) =>
    commands.every((name) => offered.find((one) => one.name === name)?.for.includes(part as never));
  expect(may("guardian", mother)).toBe(true);
  expect(may("teacher", teacher)).toBe(true);
  expect(may("administrator", administrator)).toBe(true);
});

test("Words that make no sense get help; a stranger gets one sentence how to join", async () => {
  expect((await bot.writes(MOTHER, "спасибо большое")).text).toContain("Что здесь можно");
  expect((await bot.writes(MOTHER, "/nosuchcommand")).text).toContain("Что здесь можно");
  for (const words of ["привет", "/help", "/stop", "/nosuch", "3-5"]) {
    const { text, buttons } = await bot.writes(STRANGER, words);
    expect(text).toContain("листка от классного руководителя");
    expect(buttons).toEqual([]);
  }
});

test.each([
  ["ru", "без пароля", "Открыть дневник"],
  ["en", "without a password", "Open the diary"],
] as const)("A mother asks for the site and gets a link of her own (%s)", async (language, said, open) => {
  const { db, cast } = school;
  const id = cast.annaMother.id;
  await db.person.update({ where: { id }, data: { language } });
  const { text, message } = await bot.writes(MOTHER, "/site");
  expect(text).toContain(said);
  const link = message!.buttons.find((button) => button.text === open)!;
  const [, token = ""] = /^https:\/\/journal\.example\/e\/(.+)$/.exec(link.url!) ?? [];
  expect(await redeemEntryLink(db, token)).toMatchObject({ personId: id });
  await db.person.update({ where: { id }, data: { language: "ru" } });
});

test("A language is chosen by command or button, and messages follow it", async () => {
  await bot.writes(MOTHER, "/language");
  expect((await bot.taps(MOTHER, "English")).text).toBe("All right, English from now on.");
  expect((await bot.writes(MOTHER, "/help")).text).toContain("What can be done here");
  const { language } = await school.db.person.findUniqueOrThrow({ where: { id: school.cast.annaMother.id } });
  expect(language).toBe("en");
  await bot.writes(MOTHER, "/language");
  await bot.taps(MOTHER, "Русский");
  expect((await bot.writes(MOTHER, "/help")).text).toContain("Что здесь можно");
});

test("A stranger's language is kept for their chat", async () => {
  await bot.writes(STRANGER, "/language");
  await bot.taps(STRANGER, "English");
  expect((await bot.writes(STRANGER, "hello")).text).toContain("the slip your class teacher gave you");
});

test("In a group the bot says why it goes, and goes", async () => {
  const group = -1001;
  await bot.handle({
    my_chat_member: {
      chat: { id: group, type: "group", title: "7А" },
      from: { id: MOTHER, is_bot: false, first_name: "M", language_code: "ru" },
      date: 1,
      old_chat_member: { status: "left", user: { id: 1, is_bot: true, first_name: "b" } },
      new_chat_member: { status: "member", user: { id: 1, is_bot: true, first_name: "b" } },
    } as never,
  });
  expect(bot.screen(group).text).toContain("отметки — дело семьи");
  expect(bot.telegram.callsOf("leaveChat")).toHaveLength(1);
  await bot.handle({
    message: {
      message_id: 1,
      date: 1,
      chat: { id: group, type: "group", title: "7А" },
      text: "/help",
    } as never,
  });
  expect(bot.said(group)).toHaveLength(1);
  expect(bot.telegram.callsOf("leaveChat")).toHaveLength(2);
});

test("Who writes too fast is told once, and answered again when it is calm", async () => {
  let at = 0;
  const flood = createFlood(() => at);
  const verdicts = Array.from({ length: 33 }, () => flood.note("1"));
  expect(verdicts.slice(0, 30)).toEqual(Array(30).fill("calm"));
  expect(verdicts.slice(30)).toEqual(["warn", "silent", "silent"]);
  expect(flood.note("2")).toBe("calm");
  at = 5_000;
  expect(flood.note("1")).toBe("silent");
  at = 16_000;
  expect(flood.note("1")).toBe("calm");

  for (let n = 0; n < 34; n++) await bot.writes(5552020, "а");
  const said = bot.said(5552020);
  expect(said).toHaveLength(31);
  expect(said.at(-1)).toContain("Слишком быстро");
});

test("Whatever a person sends, one message comes back", async () => {
  const before = bot.said(MOTHER).length;
  const message = { message_id: 1, date: 1, chat: { id: MOTHER, type: "private", first_name: "M" } };
  const from = { id: MOTHER, is_bot: false, first_name: "M", language_code: "ru" };
  for (const content of [
    { sticker: {} },
    { text: "\0\ud800" },
    { text: "<b>&amp;" },
    { photo: [{ file_id: "1" }] },
    { location: { latitude: 1, longitude: 2 } },
    { text: "а".repeat(4096) },
  ])
    await bot.handle({ message: { ...message, from, ...content } as never });
  expect(bot.said(MOTHER)).toHaveLength(before + 6);
});

test.each([
  ["full", ["Кравцова Анна", "Павлова Оксана Игоревна"]],
  ["initials", ["А. К.", "О. П."]],
  ["ping", ["Человек 1", "Оксана Игоревна"]],
] as const)(
  "At the level «%s» the choice who writes names a pupil no further",
  async (telegramLevel, names) => {
    const { db, cast } = school;
    const chat = { full: 5552031, initials: 5552032, ping: 5552033 }[telegramLevel];
    await setSettings(db, { telegramLevel });
    await hasChat(db, cast.anna.id, chat);
    await hasChat(db, cast.glebMother.id, chat);
    expect((await bot.writes(chat, "/help")).buttons).toEqual(names);
  },
);

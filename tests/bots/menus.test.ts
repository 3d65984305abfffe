import { afterAll, beforeAll, expect, test } from "vitest";
import type { CastKey } from "../../prisma/cast.ts";
import { setClock } from "../../src/clock.ts";
import type { Language } from "../../src/deliveries/message.ts";
import { setSettings } from "../../src/settings.ts";
import { wordsIn } from "../../templates/words.ts";
import { hasChat, startBot, type TestBot } from "../support/bot.ts";
import { castSchool, type TestSchool } from "../support/school.ts";
import { makeThings } from "../support/things.ts";

const TUESDAY = new Date("2026-11-24T05:00:00Z");
const MOST_BYTES = 64;
/** Of each screen, so that the walk stays short: the first buttons are other acts than the last ones. */
const MOST_TAPS = 4;
const PEOPLE = [
  ...(["annaMother", "anna", "smirnova", "gromova"] as const),
  ...(["voronina", "zakharov", "popova", "maltsev"] as const),
] satisfies CastKey[];

let school: TestSchool;
let bot: TestBot;
let chats = 5_570_000;
const walked: Record<Language, Set<string>> = { ru: new Set(), en: new Set() };
/** Every Cyrillic word that somebody entered, in small letters. */
let entered: Set<string>;

beforeAll(async () => {
  setClock(TUESDAY);
  school = await castSchool({ now: TUESDAY });
  await setSettings(school.db, { telegramLevel: "full", correctionOrder: "№ 31 от 01.09.2026" });
  await makeThings(school);
  bot = await startBot(school.db);
  entered = await readEntered();
});
afterAll(async () => {
  setClock(null);
  await bot.close();
  await school.close();
});

async function readEntered(): Promise<Set<string>> {
  const { db } = school;
  const tables = await db.$queryRaw<{ name: string }[]>`
    select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`;
  const rows = await db.$queryRawUnsafe<{ text: string }[]>(
    tables.map(({ name }) => `select t::text as text from ${name} t`).join(" union all "),
  );
  return new Set(rows.flatMap(({ text }) => wordsOf(text)));
}

const wordsOf = (text: string) => (text.match(/[а-яё]{2,}/gi) ?? []).map((word) => word.toLowerCase());

async function chatOf(who: CastKey): Promise<number> {
  const chatId = ++chats;
  await hasChat(school.db, school.cast[who].id, chatId);
  return chatId;
}

/** What is wrong with what was said last in a chat, beside the act that it answers. */
function faults(act: string, chatId: number, language: Language): string[] {
  const { text, message } = bot.screen(chatId);
  const buttons = message?.buttons ?? [];
  const say = wordsIn(language).say;
  const labels = buttons.map((button) => button.text);
  const foreign = wordsOf([text, ...labels].join("\n")).filter((word) => !entered.has(word));
  const long = buttons.filter(({ callback_data: data = "" }) => Buffer.byteLength(data) > MOST_BYTES);
  return [
    ...(text === "" ? ["says nothing"] : []),
    ...(text.includes(say("bot-broken")) ? ["broke"] : []),
    ...(language === "en" && foreign.length > 0 ? [`in Russian: ${foreign.join(" ")}`] : []),
    ...(/\{\$?|\$\w|undefined|null/.test(text) ? [`is not whole: ${text}`] : []),
    ...long.map((button) => `a button too long: ${button.text}`),
  ].map((fault) => `${act} ${fault}`);
}

test.each(PEOPLE.flatMap((who) => (["ru", "en"] as const).map((language) => [who, language] as const)))(
  "Every command of the menu answers %s, and in English the first buttons of each answer too (%s)",
  async (who, language) => {
    const { db, cast } = school;
    await db.person.update({ where: { id: cast[who].id }, data: { language } });
    const first = await chatOf(who);
    await bot.writes(first, "/help");
    const offered = [...bot.screen(first).text.matchAll(/^\/(\w+)/gm)].map(([, name]) => name!);
    expect(offered.length).toBeGreaterThan(2);
    const help = bot.screen(first).text;
    const wrong = faults("/help", first, language);
    for (const name of offered) {
      walked[language].add(name);
      const chatId = await chatOf(who);
      const { text, buttons } = await bot.writes(chatId, `/${name}`);
      wrong.push(...faults(`/${name}`, chatId, language));
      if (text === help) wrong.push(`/${name} is not understood`);
      // What is about the language or the chat itself would change the walk.
      if (["language", "stop", "start"].includes(name)) continue;
      // Buttons are the same in both languages; a word that is missing in English shows in English.
      if (language === "ru") continue;
      for (const label of new Set([...buttons.slice(0, MOST_TAPS - 2), ...buttons.slice(-2)])) {
        const before = bot.screen(chatId).message;
        if (!before?.buttons.some((button) => button.text === label && button.callback_data)) continue;
        await bot.taps(chatId, label);
        wrong.push(...faults(`/${name} › ${label}`, chatId, language));
      }
    }
    expect(wrong).toEqual([]);
  },
);

test("Whatever a menu offers was walked in both languages: a new role or command finds its person here", () => {
  const offered = bot.bot.house.offered.filter((command) => command.for.length > 0).map(({ name }) => name);
  // Whoever asks for help has asked, and has begun.
  const all = offered.filter((name) => !["help", "start"].includes(name)).sort();
  expect([...walked.ru].sort()).toEqual(all);
  expect([...walked.en].sort()).toEqual(all);
});

test("No act and no step has a name that another one bears, and each is reached by its feature alone", () => {
  const { acts, commands, steps } = bot.bot.house;
  expect(acts.size).toBeGreaterThan(80);
  expect(new Set([...acts.values()].map(({ name }) => name)).size).toBe(acts.size);
  expect([...commands.keys()].every((name) => /^[a-z0-9_]{1,32}$/.test(name))).toBe(true);
  expect([...steps.keys()].every((name) => name.includes("."))).toBe(true);
});

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Feature } from "../../bots/feature.ts";
import { SHOWS_PERSONAL } from "../../bots/rights.ts";
import { actKey, packButton, readButton } from "../../src/access/buttons.ts";
import { Closed } from "../../src/errors.ts";
import { setSettings } from "../../src/settings.ts";
import { hasChat, startBot, type TestBot } from "../support/bot.ts";
import { listRoutes } from "../support/routes.ts";
import { castSchool, type TestSchool } from "../support/school.ts";

let school: TestSchool;
let bot: TestBot;
/** What the small feature below was asked to do. */
let done: string[] = [];

const MOTHER = 7001012;
const STRANGER = 5550001;

/** A feature as small as one can be, so that what is tested is the frame around it. */
const small: Feature = {
  name: "small",
  commands: [
    {
      name: "menu",
      menu: "bot-menu-start",
      for: ["guardian", "pupil"],
      access: "choices.own",
      run: async ({ me }) => ({
        screen: {
          html: `Здравствуйте, ${me.givenName}`,
          buttons: [
            [
              { label: "дневник Анны", act: "small.diary", args: [school.cast.anna.id] },
              { label: "чужой дневник", act: "small.diary", args: [school.cast.egor.id] },
            ],
            [{ label: "слово", act: "small.ask" }],
            [{ label: "закрыто", act: "small.closed" }],
            [{ label: "сломано", act: "small.broken" }],
            [{ label: "слишком длинно", act: "small.long" }],
            [{ label: "строка", act: "small.line" }],
          ],
        },
      }),
    },
  ],
  acts: {
    diary: {
      access: "diary.read",
      about: ([pupil]) => ({ pupil: pupil! }),
      run: async ({ updateId }) => {
        done.push(`diary by ${updateId}`);
        return { screen: { html: "вот дневник", buttons: [] } };
      },
    },
    ask: {
      access: "choices.own",
      run: async () => ({
        screen: { html: "напишите слово", buttons: [] },
        expects: { step: "word", args: ["7"] },
      }),
    },
    closed: {
      access: "choices.own",
      run: async () => {
        throw new Closed("Этот день закрыт. Изменить можно по акту.");
      },
    },
    long: {
      access: "choices.own",
      run: async () => ({ screen: { html: "а".repeat(5000), buttons: [] } }),
    },
    line: { access: "choices.own", run: async () => ({ toast: "записано" }) },
    broken: {
      access: "choices.own",
      run: async () => {
        throw new TypeError("Анна Кравцова");
      },
    },
  },
  steps: {
    word: {
      access: "choices.own",
      run: async (_talk, [n], typed) => {
        if (typed.text === "нет") throw new Closed("Не это слово. Напишите другое.");
        return { screen: { html: `слово ${n}: ${typed.text}`, buttons: [] }, expects: null };
      },
    },
  },
  understands: async (_talk, text) =>
    text.startsWith("3-5") ? { screen: { html: "понято", buttons: [] } } : null,
  hears: "choices.own",
};

beforeAll(async () => {
  school = await castSchool();
  await setSettings(school.db, { telegramLevel: "full" });
});
afterAll(async () => {
  await school.close();
});
beforeEach(async () => {
  await bot?.close();
  done = [];
  const { FEATURES } = await import("../../bots/bot.ts");
  const frame = FEATURES.filter(({ name }) => ["join", "leave", "bot"].includes(name));
  bot = await startBot(school.db, { features: [...frame, small] });
  await school.db.botChat.deleteMany();
});
afterAll(() => bot.close());

const refusals = () => school.db.auditEntry.findMany({ where: { action: "bot.refused" } });

test("A mother writes, taps and sees one message change in its place", async () => {
  expect((await bot.writes(MOTHER, "/menu")).text).toBe("Здравствуйте, Елена");
  const shown = await bot.taps(MOTHER, "дневник Анны");
  expect(shown.text).toBe("вот дневник");
  expect(shown.message?.method).toBe("editMessageText");
  expect(new Set(bot.telegram.ledger.map(({ messageId }) => messageId)).size).toBe(1);
});

test("Every button is at most 64 bytes, and is signed for one chat alone", () => {
  const [secret, ids] = ["s".repeat(32), [randomUUID(), randomUUID()]];
  const args = [...ids, "12"];
  const data = packButton(secret, "7", { act: "small.diary", args });
  expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
  expect(readButton(secret, "7", data)).toEqual({ key: actKey("small.diary"), args });
  expect(readButton(secret, "8", data)).toBeNull();
  expect(readButton(secret, "7", `${data.slice(0, -1)}A`)).toBeNull();
  expect(readButton(secret, "7", "")).toBeNull();
  const kinds = ["", "0", "007", "4294967296", "2026-11-26", "2026-02-30", "нет", randomUUID()];
  for (const kind of kinds)
    expect(readButton(secret, "7", packButton(secret, "7", { act: "a.b", args: [kind] }))?.args).toEqual([
      kind,
    ]);
  expect(() => packButton(secret, "7", { act: "a.b", args: [...ids, randomUUID()] })).toThrow(RangeError);
});

test("A forged button and one of another chat do nothing and say so", async () => {
  await bot.writes(MOTHER, "/menu");
  const foreign = packButton(bot.desk.secret, "1", { act: "small.diary", args: [school.cast.anna.id] });
  for (const data of ["made up", foreign]) {
    const before = bot.telegram.callsOf("answerCallbackQuery").length;
    await bot.handle({
      callback_query: {
        id: data,
        from: { id: MOTHER, is_bot: false, first_name: "M" },
        chat_instance: "1",
        data,
        message: { message_id: 1, date: 1, chat: { id: MOTHER, type: "private", first_name: "M" } } as never,
      },
    });
    expect(bot.telegram.callsOf("answerCallbackQuery")[before]).toMatchObject({
      text: expect.stringContaining("больше не работает"),
      show_alert: true,
    });
  }
  expect(done).toEqual([]);
});

test("What is another family's is refused in words and written into the audit trail", async () => {
  const before = (await refusals()).length;
  await bot.writes(MOTHER, "/menu");
  const refused = await bot.taps(MOTHER, "чужой дневник");
  expect(refused.toast).toContain("доступно только тем");
  expect(refused.text).toBe("Здравствуйте, Елена");
  expect(done).toEqual([]);
  const [entry, ...more] = (await refusals()).slice(before);
  expect(more).toEqual([]);
  expect(entry).toMatchObject({
    actorId: school.cast.annaMother.id,
    via: "bot",
    objectId: school.cast.egor.id,
    details: { act: "small.diary" },
  });
});

test("A broken rule says itself; a bug says only that it did not work", async () => {
  await bot.writes(MOTHER, "/menu");
  expect((await bot.taps(MOTHER, "закрыто")).toast).toBe("Этот день закрыт. Изменить можно по акту.");
  expect((await bot.taps(MOTHER, "сломано")).toast).toBe("Не получилось, попробуйте ещё раз.");
});

test("A message that Telegram does not take leaves nobody without an answer", async () => {
  await bot.writes(MOTHER, "/menu");
  expect((await bot.taps(MOTHER, "слишком длинно")).text).toBe("Не получилось, попробуйте ещё раз.");
});

test("A line over the chat goes with the tap, and is said below where there was none", async () => {
  await bot.writes(MOTHER, "/menu");
  const shown = await bot.taps(MOTHER, "строка");
  expect(shown.toast).toBe("записано");
  expect(shown.text).toBe("Здравствуйте, Елена");
  bot.telegram.script({
    method: "answerCallbackQuery",
    times: 1,
    answer: { status: 400, description: "Bad Request: query is too old and response timeout expired" },
  });
  expect((await bot.taps(MOTHER, "строка")).text).toBe("записано");
});

test("Typed words go to the step that waits for them, once", async () => {
  await bot.writes(MOTHER, "/menu");
  await bot.taps(MOTHER, "слово");
  expect((await bot.writes(MOTHER, "нет")).text).toBe("Не это слово. Напишите другое.");
  expect((await bot.writes(MOTHER, "да")).text).toBe("слово 7: да");
  expect((await bot.writes(MOTHER, "да")).text).toContain("Что здесь можно");
});

test("A command ends the waiting for words", async () => {
  await bot.writes(MOTHER, "/menu");
  await bot.taps(MOTHER, "слово");
  await bot.writes(MOTHER, "/help");
  expect((await bot.writes(MOTHER, "да")).text).toContain("Что здесь можно");
});

test("Words that nobody waits for are offered to whoever understands them", async () => {
  expect((await bot.writes(MOTHER, "3-5 7-4")).text).toBe("понято");
  expect((await bot.writes(STRANGER, "3-5 7-4")).text).toContain("листка от классного руководителя");
});

test("An update that was finished is not begun anew; one that was not is done again", async () => {
  await bot.writes(MOTHER, "/menu");
  await bot.taps(MOTHER, "дневник Анны");
  expect(done).toHaveLength(1);
  await bot.handle(bot.last());
  expect(done).toHaveLength(1);

  await bot.writes(MOTHER, "/menu");
  bot.telegram.script({ method: "editMessageText", times: 1, answer: "drop" });
  await expect(bot.taps(MOTHER, "дневник Анны")).rejects.toThrow();
  await bot.handle(bot.last());
  expect(done).toHaveLength(3);
  expect(bot.screen(MOTHER).text).toBe("вот дневник");
});

test("Updates of one chat are handled one after the other", async () => {
  await bot.writes(MOTHER, "/menu");
  const tap = bot.telegram.ledger.at(-1)!.buttons[0]!;
  const query = (id: string) => ({
    callback_query: {
      id,
      from: { id: MOTHER, is_bot: false, first_name: "M" },
      chat_instance: "1",
      data: tap.callback_data!,
      message: { message_id: 1, date: 1, chat: { id: MOTHER, type: "private" } } as never,
    },
  });
  await Promise.all([bot.handle(query("a")), bot.handle(query("b")), bot.handle(query("c"))]);
  const ids = done.map((line) => Number(line.replace(/\D+/, "")));
  expect(ids).toEqual([...ids].sort((one, other) => one - other));
  expect(ids).toHaveLength(3);
});

test("«Not modified» is fine, and a message that cannot be edited is sent anew", async () => {
  await bot.writes(MOTHER, "/menu");
  const said = (description: string) => ({ status: 400, description: `Bad Request: ${description}` });
  const refuse = (description: string) =>
    bot.telegram.script({ method: "editMessageText", times: 1, answer: said(description) });
  refuse("message is not modified");
  await bot.taps(MOTHER, "дневник Анны");
  expect(bot.said(MOTHER)).toHaveLength(1);
  refuse("message can't be edited");
  const anew = await bot.taps(MOTHER, "дневник Анны");
  expect(anew.message?.method).toBe("sendMessage");
  expect(anew.text).toBe("вот дневник");
});

test("Two people with one chat choose who speaks, and each sees their own", async () => {
  const chat = 5550002;
  await hasChat(school.db, school.cast.annaFather.id, chat);
  await hasChat(school.db, school.cast.egorMother.id, chat);
  const asked = await bot.writes(chat, "/menu");
  expect(asked.buttons).toEqual(["Кравцов Дмитрий Олегович", "Лаптева Ирина Викторовна"]);
  await bot.taps(chat, "Лаптева Ирина Викторовна");
  expect((await bot.writes(chat, "/menu")).text).toBe("Здравствуйте, Ирина");
  expect((await bot.taps(chat, "дневник Анны")).toast).toContain("доступно только тем");
  expect((await bot.writes(chat, "/help")).buttons).toEqual(["Пишет другой человек"]);
  await bot.taps(chat, "Пишет другой человек");
  await bot.taps(chat, "Кравцов Дмитрий Олегович");
  expect((await bot.writes(chat, "/menu")).text).toBe("Здравствуйте, Дмитрий");
});

test("The commands of a chat are told to Telegram once for its people and their language", async () => {
  await bot.writes(MOTHER, "/menu");
  await bot.writes(MOTHER, "/help");
  const told = bot.telegram.callsOf("setMyCommands");
  expect(told).toHaveLength(1);
  expect(JSON.parse(JSON.stringify(told[0]!.scope))).toMatchObject({ type: "chat" });
  const names = (told[0]!.commands as { command: string }[]).map(({ command }) => command);
  expect(names.sort()).toEqual(["help", "language", "menu", "start", "stop"]);
});

test("Who looked into a diary in the bot stands in the audit trail (R34, R51)", async () => {
  const { cast, db } = school;
  const readings = { action: "diary.read", via: "bot", actorId: cast.annaMother.id } as const;
  const before = await db.auditEntry.count({ where: readings });
  await bot.writes(MOTHER, "/menu");
  await bot.taps(MOTHER, "дневник Анны");
  const entries = await db.auditEntry.findMany({ where: { ...readings, pupilId: cast.anna.id } });
  expect(entries).toHaveLength(before + 1);
  expect(entries[0]!.details).toEqual({ act: "small.diary" });
});

test("Whatever reading is written down at the site's doors is written down in the bot", async () => {
  const atPages = (await listRoutes())
    .filter(({ config }) => config?.showsPersonal)
    .map(({ access }) => access);
  expect(atPages.length).toBeGreaterThan(20);
  expect(atPages.filter((access) => !SHOWS_PERSONAL.includes(access as never))).toEqual([]);
});

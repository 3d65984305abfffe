import { GrammyError, HttpError } from "grammy";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { telegramPace } from "../../bots/api.ts";
import { type RunningBot, startBot } from "../../bots/main.ts";
import { judge } from "../../bots/polling.ts";
import type { Config } from "../../src/config.ts";
import { takePermits } from "../../src/deliveries/pace.ts";
import { buildApp } from "../../src/http/app.ts";
import { WEBHOOK_PATH } from "../../src/http/web.ts";
import { getSettings, setSettings } from "../../src/settings.ts";
import { type FakeTelegram, startFakeTelegram } from "../support/fake-telegram.ts";
import { castSchool, type TestSchool } from "../support/school.ts";
import { testConfig } from "../support/test-config.ts";
import { until } from "../support/until.ts";

let school: TestSchool;
let telegram: FakeTelegram;
let running: RunningBot | null = null;

const MOTHER = 7001012;

beforeAll(async () => {
  school = await castSchool();
  await setSettings(school.db, { telegramLevel: "full" });
  telegram = await startFakeTelegram();
});
beforeEach(() => telegram.reset());
afterEach(async () => {
  await running?.stop();
  running = null;
});
afterAll(async () => {
  await telegram.close();
  await school.close();
});

async function listen(changes: Partial<Config> = {}): Promise<RunningBot> {
  const config = testConfig({ publicUrl: "https://journal.example", ...changes });
  const account = { token: telegram.token, apiRoot: telegram.root };
  running = await startBot({ db: school.db, config, telegram: account, databaseUrl: school.url });
  return running;
}

function write(text: string, chatId = MOTHER): void {
  const who = { id: chatId, first_name: "M" };
  telegram.pushUpdate({
    message: {
      ...{ message_id: 1, date: 1, text },
      chat: { ...who, type: "private" },
      from: { ...who, is_bot: false, language_code: "ru" },
    } as never,
  });
}

const said = () => telegram.ledger.map(({ text }) => text);

test("The bot asks Telegram for updates, answers, and thanks only for what it has finished", async () => {
  write("/help");
  await listen();
  await until(() => telegram.ledger.length === 1);
  await until(() => telegram.pendingUpdates.length === 0);
  const { telegramBot } = await getSettings(school.db);
  expect(telegramBot).toBe("vestnik_test_bot");
  const told = telegram.callsOf("setMyCommands");
  expect(told.filter(({ scope }) => !scope)).toHaveLength(2);
});

test("An update whose answer was lost comes again and is answered", async () => {
  telegram.script({ method: "sendMessage", times: 2, answer: "drop" });
  write("/help");
  write("/help", 5570001);
  await listen();
  await until(() => telegram.ledger.length === 2);
  await until(() => telegram.pendingUpdates.length === 0);
  expect(said()).toHaveLength(2);
});

test("While one chat cannot be answered, the others are, once each", async () => {
  const trouble = telegram.script({ method: "sendMessage", chatId: 5570002, answer: "drop" });
  write("/help", 5570002);
  for (let n = 0; n < 4; n++) write("/help", 5570003 + n);
  await listen();
  await until(() => telegram.ledger.length === 4);
  await until(() => trouble.used >= 3);
  expect(telegram.ledger).toHaveLength(4);
  trouble.remove();
  await until(() => telegram.ledger.length === 5);
  await until(() => telegram.pendingUpdates.length === 0);
});

test("A server that is out of order is waited out", async () => {
  telegram.script({ method: "getMe", times: 1, answer: { status: 502, page: "<h1>Bad Gateway</h1>" } });
  write("/help");
  await listen();
  await until(() => telegram.ledger.length === 1);
  expect(said()[0]).toContain("Что здесь можно");
});

test.each([
  [409, "another program asks for updates with the same token", 15_000],
  [401, "does not know TELEGRAM_BOT_TOKEN", 60_000],
  [404, "does not know TELEGRAM_BOT_TOKEN", 60_000],
])("%i is said in words and tried again with patience", (error_code, words, waitMs) => {
  const refusal = { ok: false, error_code, description: "" } as const;
  const judged = judge(new GrammyError("refused", refusal, "getUpdates", {}), 1);
  expect(judged).toEqual({ words: expect.stringContaining(words), waitMs });
});

test("However long Telegram is out of reach, the bot asks at least twice a minute", () => {
  const waits = Array.from({ length: 200 }, (_, n) => judge(new HttpError("", new Error()), n + 1).waitMs);
  expect(waits[0]).toBe(1000);
  expect(Math.max(...waits)).toBe(30_000);
});

test("«Too many requests» pauses the token for everybody, and the answer comes after it", async () => {
  telegram.script({ method: "sendMessage", times: 1, answer: { status: 429, retryAfter: 1 } });
  await listen();
  write("/help");
  const { gate } = telegramPace(telegram.token, await getSettings(school.db));
  await until(async () => {
    const row = await school.db.gate.findUnique({ where: { name: gate } });
    return row?.pausedUntil !== null && row !== null;
  });
  await until(() => telegram.ledger.length === 1);
});

test("While people are answered the post office leaves the reserve alone, and the bot may take it", async () => {
  await setSettings(school.db, { telegramPermits: 3, telegramReserved: 3 });
  await listen();
  write("/help");
  await until(() => telegram.ledger.length === 1);
  const pace = telegramPace(telegram.token, await getSettings(school.db));
  const asked = { deliveryIds: [], count: 3, aheadMs: 5000, holder: 0, isUrgent: false };
  expect((await takePermits(school.db, pace, asked)).permits).toEqual([]);
  write("/help");
  await until(() => telegram.ledger.length === 2);
  await setSettings(school.db, { telegramPermits: 30, telegramReserved: 3 });
});

test("By webhook Telegram brings the updates, and shows the secret it was given", async () => {
  const bot = await listen({ botWebhook: true });
  await until(() => telegram.webhook !== null);
  expect(telegram.webhook).toEqual({
    url: `https://journal.example${WEBHOOK_PATH}`,
    secret_token: bot.webhook!.secret,
  });
  const app = await buildApp({ db: school.db, config: testConfig(), telegram: bot.webhook });
  const who = { id: MOTHER, first_name: "M" };
  const update = {
    update_id: 9001,
    message: {
      message_id: 1,
      date: 1,
      text: "/help",
      chat: { ...who, type: "private" },
      from: { ...who, is_bot: false },
    },
  };
  const bring = (secret: string) =>
    app.inject({
      method: "POST",
      url: WEBHOOK_PATH,
      headers: { "x-telegram-bot-api-secret-token": secret },
      payload: update,
    });
  expect((await bring("guessed")).statusCode).toBe(404);
  expect(telegram.ledger).toHaveLength(0);
  await until(async () => (await bring(bot.webhook!.secret)).statusCode === 200);
  expect(telegram.ledger).toHaveLength(1);
  expect((await bring(bot.webhook!.secret)).statusCode).toBe(200);
  expect(telegram.ledger).toHaveLength(1);
  await app.close();
});

import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import type { Settings } from "../../../src/settings.ts";
import { renderMessage } from "../../../templates/messages/messages.ts";
import { SAMPLES } from "../../../templates/samples.ts";
import { openTelegram, TELEGRAM_VERDICTS } from "../../../workers/channels/telegram.ts";
import { type FakeTelegram, startFakeTelegram } from "../../support/fake-telegram.ts";

const CHAT = "700000123";
const IMPATIENT_MS = 300;
const SETTINGS = { telegramPermits: 30, telegramReserved: 3 } as Settings;

/** What Telegram says, word for word, and what it means to us (providers.md §2). */
const REFUSALS = [
  { status: 403, says: "Forbidden: bot was blocked by the user", never: "botBlocked" },
  { status: 403, says: "Forbidden: user is deactivated", never: "accountGone" },
  { status: 400, says: "Bad Request: chat not found", never: "chatGone" },
  { status: 400, says: "Bad Request: private chat not found", never: "chatGone" },
  { status: 403, says: "Forbidden: bot was kicked from the group chat", never: "botBlocked" },
  { status: 403, says: "Forbidden: bot was kicked from the supergroup chat", never: "botBlocked" },
  { status: 403, says: "Forbidden: the group chat was deleted", never: "chatGone" },
  { status: 403, says: "Forbidden: bot can't initiate conversation with a user", never: "neverStarted" },
  { status: 400, says: "Bad Request: PEER_ID_INVALID", never: "chatGone" },
  { status: 400, says: "Bad Request: group chat was upgraded to a supergroup chat", never: "chatMoved" },
  { status: 403, says: "Forbidden: USER_IS_BLOCKED", never: "botBlocked" },
  { status: 403, says: "Forbidden: bots can't send messages to bots", never: "chatGone" },
  { status: 401, says: "Unauthorized", stopped: "tokenRefused" },
  { status: 404, says: "Not Found", stopped: "tokenRefused" },
  {
    status: 409,
    says: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    stopped: "tokenShared",
  },
];

let telegram: FakeTelegram;

beforeAll(async () => {
  telegram = await startFakeTelegram();
});
beforeEach(() => telegram.reset());
afterAll(() => telegram.close());

const sendTo = async (apiRoot: string, signal: AbortSignal, token = telegram.token) => {
  const sender = openTelegram({ token, apiRoot }, SETTINGS);
  onTestFinished(() => sender.close());
  return await sender.send({
    deliveryId: "00000000-0000-4000-8000-000000000001",
    address: CHAT,
    receiver: "Кравцова Мария Павловна",
    urgency: "now",
    rendered: renderMessage("telegram", "full", SAMPLES["mark.set"]),
    pupilIds: [],
    unsubscribe: "https://dnevnik.example/u/1",
    signal,
  });
};
const send = (signal = new AbortController().signal) => sendTo(telegram.root, signal);

test("An accepted message is sent, and its number is kept", async () => {
  expect(await send()).toEqual({
    kind: "sent",
    providerId: String(telegram.ledger[0]!.messageId),
    words: "ok",
  });
  expect(telegram.ledger).toMatchObject([{ chatId: CHAT }]);
});

describe("what Telegram refuses", () => {
  test.each(REFUSALS)("$status $says", async ({ status, says, never, stopped }) => {
    telegram.script({ answer: { status, description: says } });
    const words = `${status} ${says}`;
    expect(await send()).toEqual(
      never
        ? { kind: "never", reason: never, suspend: true, words }
        : { kind: "later", reason: stopped, gate: "stopped", afterMs: 300_000, words },
    );
    expect(telegram.ledger).toEqual([]);
    expect(telegram.calls).toBe(1);
  });

  test("Every entry of the table has a case here", () => {
    const hit = (words: string) => TELEGRAM_VERDICTS.find((verdict) => verdict.words.test(words));
    const met = new Set(REFUSALS.map(({ status, says }) => hit(`${status} ${says}`)));
    expect(
      TELEGRAM_VERDICTS.filter((verdict) => !met.has(verdict)).map(
        ({ words }) => `Nothing in REFUSALS meets ${words}: add what Telegram says there.`,
      ),
    ).toEqual([]);
  });

  test("A token that is nobody's stops the channel", async () => {
    const signal = new AbortController().signal;
    expect(await sendTo(telegram.root, signal, "7000000001:another-token")).toMatchObject({
      kind: "later",
      reason: "tokenRefused",
      gate: "stopped",
    });
  });

  test.each([
    {
      says: 'can\'t parse entities: Unsupported start tag "анна" at byte offset 10',
      bug: "can't parse entities",
    },
    { says: "message is too long", bug: "message is too long" },
    { says: "message text is empty", bug: "message text is empty" },
    { says: "BUTTON_DATA_INVALID", bug: "BUTTON_DATA_INVALID" },
    { says: "BUTTON_URL_INVALID", bug: "BUTTON_URL_INVALID" },
    { says: "entities_too_long", bug: "ENTITIES_TOO_LONG" },
    { says: "inline keyboard button URL 'https://x' is invalid: Wrong HTTP URL", bug: "wrong HTTP URL" },
    { says: "something about Анна", bug: null },
  ])(
    "A message that is wrong itself is a bug of ours, named without a quotation: $says",
    async ({ says, bug }) => {
      telegram.script({ answer: { status: 400, description: `Bad Request: ${says}` } });
      await expect(send()).rejects.toMatchObject({ name: `TelegramRefusal 400${bug ? `: ${bug}` : ""}` });
    },
  );
});

describe("a server in trouble", () => {
  test("Too many: everybody waits as long as it says", async () => {
    telegram.script({ answer: { status: 429, retryAfter: 7 } });
    expect(await send()).toEqual({
      kind: "later",
      reason: "tooMany",
      gate: "paused",
      afterMs: 7000,
      words: "429 Too Many Requests: retry after 7",
    });
  });

  test("Too many, and it does not say how long", async () => {
    telegram.script({ answer: { status: 429 } });
    expect(await send()).toMatchObject({ kind: "later", reason: "tooMany", gate: "paused", afterMs: 5000 });
  });

  test.each([
    { status: 500, says: "Internal Server Error" },
    { status: 502, says: "Bad Gateway" },
    { status: 504, says: "Gateway Timeout" },
  ])("$status $says: this message waits, the others do not", async ({ status, says }) => {
    telegram.script({ answer: { status, description: says } });
    expect(await send()).toEqual({
      kind: "later",
      reason: "serverError",
      gate: "open",
      afterMs: 5000,
      words: `${status} ${says}`,
    });
  });

  test("A page where an answer should be, 502: nobody knows what stood behind it", async () => {
    telegram.script({ answer: { status: 502, page: "<html><h1>502 Bad Gateway</h1></html>" } });
    expect(await send()).toMatchObject({ kind: "unknown", reason: "noAnswer" });
  });
});

describe("a connection that was never made", () => {
  const noConnection = { kind: "later", reason: "noConnection", gate: "open", afterMs: 10_000 };

  test("Nobody listens on the port", async () => {
    const gone = await startFakeTelegram();
    await gone.close();
    expect(await sendTo(gone.root, new AbortController().signal)).toEqual({
      ...noConnection,
      words: "ECONNREFUSED",
    });
  });

  test("The name leads nowhere", async () => {
    expect(await sendTo("http://telegram.invalid", new AbortController().signal)).toEqual({
      ...noConnection,
      words: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/),
    });
  });
});

describe("an answer that never came: it may have been heard", () => {
  test.each([
    { answer: "drop", heard: 0 },
    { answer: "accept-then-drop", heard: 1 },
    { answer: "silence", heard: 0 },
    { answer: "accept-then-silence", heard: 1 },
  ] as const)("$answer", async ({ answer, heard }) => {
    telegram.script({ answer });
    expect(await send(AbortSignal.timeout(IMPATIENT_MS))).toMatchObject({
      kind: "unknown",
      reason: "noAnswer",
    });
    expect(telegram.ledger).toHaveLength(heard);
    expect(telegram.calls).toBe(1);
  });
});

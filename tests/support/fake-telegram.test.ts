import { Api, GrammyError, HttpError, InputFile } from "grammy";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type FakeTelegram, startFakeTelegram } from "./fake-telegram.ts";
import { createGate } from "./gate.ts";
import { markerOf } from "./telegram-message.ts";
import { until } from "./until.ts";

const CHAT = 101;
const OTHER_CHAT = 102;
const DELIVERY = "0198a2b4-7c11-7d53-9f0e-3a52b0a1c9de";

let telegram: FakeTelegram;
let api: Api;

beforeAll(async () => {
  telegram = await startFakeTelegram();
  api = new Api(telegram.token, { apiRoot: telegram.root, timeoutSeconds: 5 });
});
afterEach(() => telegram.reset());
afterAll(() => telegram.close());

async function errorOf(call: Promise<unknown>): Promise<GrammyError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(GrammyError);
  return error as GrammyError;
}

test("An accepted message is in the ledger as the reader sees it, with its delivery", async () => {
  const before = Date.now();
  const url = `https://school.example/o/${DELIVERY}?from=telegram`;
  const sent = await api.sendMessage(CHAT, "<b>Алгебра</b>: 5", {
    parse_mode: "HTML",
    reply_markup: { inline_keyboard: [[{ text: "Открыть", url }]] },
  });
  expect(sent).toMatchObject({ chat: { id: CHAT }, text: "Алгебра: 5", from: { is_bot: true } });
  expect(telegram.ledger).toMatchObject([
    {
      method: "sendMessage",
      messageId: sent.message_id,
      chatId: "101",
      text: "Алгебра: 5",
      entities: [{ type: "bold", offset: 0, length: 7 }],
      buttons: [{ text: "Открыть", url }],
      marker: DELIVERY,
      raw: { parse_mode: "HTML" },
    },
  ]);
  expect(telegram.ledger[0]!.at).toBeGreaterThanOrEqual(before - 50);
});

test("A marker is looked for in the path of every button's link", () => {
  expect(
    markerOf([
      { text: "a", callback_data: "x" },
      { text: "b", url: `http://[::1]:3000/x/o/${DELIVERY}` },
    ]),
  ).toBe(DELIVERY);
  expect(markerOf([{ text: "c", url: `https://school.example/?next=/o/${DELIVERY}` }])).toBeUndefined();
});

test("Forms are understood like JSON", async () => {
  const body = {
    chat_id: "7",
    text: "привет",
    reply_markup: '{"inline_keyboard":[[{"text":"a","callback_data":"b"}]]}',
  };
  const url = `${telegram.root}/bot${telegram.token}/sendMessage`;
  const urlencoded = await fetch(url, { method: "POST", body: new URLSearchParams(body) });
  expect(await urlencoded.json()).toMatchObject({ ok: true });
  // grammY turns to multipart as soon as a file is anywhere in the call.
  const withFile = { chat_id: 7, text: "привет", file: new InputFile(Buffer.from([0, 255])) };
  await (api.raw.sendMessage as (params: object) => Promise<unknown>)(withFile);
  expect(telegram.ledger.map(({ chatId, text }) => ({ chatId, text }))).toEqual(
    Array(2).fill({ chatId: "7", text: "привет" }),
  );
  expect(telegram.ledger[0]!.buttons).toEqual([{ text: "a", callback_data: "b" }]);
});

test("A wrong token is 401, an unknown method 404", async () => {
  const stranger = new Api("7000000001:wrong", { apiRoot: telegram.root });
  expect(await errorOf(stranger.getMe())).toMatchObject({ error_code: 401, description: "Unauthorized" });
  expect(await errorOf(api.getChat(CHAT))).toMatchObject({ error_code: 404 });
  expect(await api.getMe()).toMatchObject({ id: telegram.botId, is_bot: true });
});

test.each([
  ["an empty text", { text: " " }, "Bad Request: message text is empty"],
  ["a text too long", { text: "я".repeat(4_097) }, "Bad Request: message is too long"],
  ["no chat", { chat_id: "", text: "a" }, "Bad Request: chat_id is empty"],
  [
    "broken HTML",
    { text: "<b>Анна", parse_mode: "HTML" },
    `Bad Request: can't parse entities: Can't find end tag corresponding to start tag "b"`,
  ],
  ["much callback data", withButton({ callback_data: "я".repeat(33) }), "Bad Request: BUTTON_DATA_INVALID"],
  [
    "a button that does nothing",
    withButton({}),
    "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
  ],
  [
    "a strange link",
    withButton({ url: "ftp://school.example" }),
    "Bad Request: inline keyboard button URL 'ftp://school.example' is invalid: Unsupported URL protocol",
  ],
])("Refused with 400: %s", async (_, params, description) => {
  const call = (api.raw.sendMessage as (params: object) => Promise<unknown>)({ chat_id: CHAT, ...params });
  expect(await errorOf(call)).toMatchObject({ error_code: 400, description });
  expect(telegram.ledger).toEqual([]);
});

function withButton(button: object): object {
  return { text: "a", reply_markup: { inline_keyboard: [[{ text: "Открыть", ...button }]] } };
}

test("4096 characters fit after the markup is taken out", async () => {
  await api.sendMessage(CHAT, `<b>${"&lt;".repeat(4_096)}</b>`, { parse_mode: "HTML" });
  expect(telegram.ledger[0]!.text).toHaveLength(4_096);
});

test("Asked to be as strict as the real server, it refuses a button to localhost", async () => {
  const strict = await startFakeTelegram({ refuseLocalButtons: true });
  const strictApi = new Api(strict.token, { apiRoot: strict.root });
  const send = (url: string) =>
    strictApi.sendMessage(CHAT, "a", { reply_markup: { inline_keyboard: [[{ text: "b", url }]] } });
  expect((await errorOf(send("http://localhost:3000/o"))).description).toContain("Wrong HTTP URL");
  await send("https://school.example/o");
  await strict.close();
});

test("A chat hears one message a second and the bot a few more, in windows that slide", async () => {
  const strict = await startFakeTelegram({ limits: { perSecond: 3, perChatPerSecond: 1 } });
  const strictApi = new Api(strict.token, { apiRoot: strict.root });
  await strictApi.sendMessage(CHAT, "1");
  const error = await errorOf(strictApi.sendMessage(CHAT, "2"));
  expect(error).toMatchObject({
    error_code: 429,
    description: "Too Many Requests: retry after 1",
    parameters: { retry_after: 1 },
  });
  await strictApi.sendMessage(OTHER_CHAT, "3");
  await strictApi.sendMessage(103, "4");
  expect(await errorOf(strictApi.sendMessage(104, "5"))).toMatchObject({ error_code: 429 });
  expect(strict).toMatchObject({ refusals: 2, calls: 5 });

  const again = await until(() => strictApi.sendMessage(104, "6"), { what: "room in the window" });
  expect(again.text).toBe("6");
  const [first] = strict.ledger;
  // The window is counted from arrivals, the ledger from acceptances a few milliseconds later.
  expect(strict.ledger.at(-1)!.at - first!.at).toBeGreaterThan(900);
  expect(strict.maxInWindow(1_000)).toBeGreaterThan(3);
  await strict.close();
});

test("Scripted refusals come in order, for the chat they name, as often as they say", async () => {
  telegram.script({ chatId: CHAT, times: 1, answer: { status: 429, retryAfter: 7 } });
  const blocked = telegram.script({
    chatId: String(CHAT),
    answer: { status: 403, description: "Forbidden: bot was blocked by the user" },
  });
  telegram.script({ chatId: OTHER_CHAT, times: 1, answer: { status: 500 } });
  telegram.script({
    chatId: OTHER_CHAT,
    times: 1,
    answer: { status: 502, page: "<html>Bad Gateway</html>" },
  });

  expect((await errorOf(api.sendMessage(CHAT, "a"))).parameters.retry_after).toBe(7);
  for (let time = 0; time < 2; time += 1) {
    expect((await errorOf(api.sendMessage(CHAT, "a"))).description).toContain("blocked");
  }
  expect(blocked.used).toBe(2);
  blocked.remove();
  await api.sendMessage(CHAT, "a");
  expect(await errorOf(api.sendMessage(OTHER_CHAT, "a"))).toMatchObject({ error_code: 500 });
  await expect(api.sendMessage(OTHER_CHAT, "a")).rejects.toBeInstanceOf(HttpError);
  expect(telegram.refusals).toBe(0);
  expect(telegram.ledger).toHaveLength(1);
});

test("A chat that moved says where to", async () => {
  const description = "Bad Request: group chat was upgraded to a supergroup chat";
  telegram.script({ answer: { status: 400, description, parameters: { migrate_to_chat_id: -1001 } } });
  expect((await errorOf(api.sendMessage(-5, "a"))).parameters.migrate_to_chat_id).toBe(-1001);
});

test("A dropped connection may hide a message that was taken", async () => {
  telegram.script({ chatId: CHAT, answer: "drop" });
  telegram.script({ chatId: OTHER_CHAT, answer: "accept-then-drop" });
  await expect(api.sendMessage(CHAT, "a")).rejects.toBeInstanceOf(HttpError);
  await expect(api.sendMessage(OTHER_CHAT, "a")).rejects.toBeInstanceOf(HttpError);
  expect(telegram.ledger.map(({ chatId }) => chatId)).toEqual(["102"]);
});

test("Silence lasts until the caller gives up, whether the message was taken or not", async () => {
  telegram.script({ chatId: CHAT, answer: "silence" });
  telegram.script({ chatId: OTHER_CHAT, answer: "accept-then-silence" });
  const patience = () => AbortSignal.timeout(200) as unknown as Parameters<Api["sendMessage"]>[3];
  await expect(api.sendMessage(CHAT, "a", {}, patience())).rejects.toThrow();
  await expect(api.sendMessage(OTHER_CHAT, "a", {}, patience())).rejects.toThrow();
  expect(telegram.ledger.map(({ chatId }) => chatId)).toEqual(["102"]);
});

test("A message stands at the gate until the test opens it", async () => {
  const gate = createGate();
  const url = `https://school.example/o/${DELIVERY}`;
  telegram.script({ marker: DELIVERY, times: 1, answer: { hold: gate } });
  const sending = api.sendMessage(CHAT, "a", { reply_markup: { inline_keyboard: [[{ text: "b", url }]] } });
  await gate.arrived;
  expect(telegram.ledger).toEqual([]);
  await api.sendMessage(CHAT, "another");
  gate.release();
  await sending;
  expect(telegram.ledger.map(({ text }) => text)).toEqual(["another", "a"]);
});

test("What is held when the server is reset is never accepted", async () => {
  const gate = createGate();
  telegram.script({ answer: { hold: gate, next: "accept-then-drop" } });
  const sending = api.sendMessage(CHAT, "a");
  sending.catch(() => {});
  await gate.arrived;
  telegram.reset();
  gate.release();
  await expect(sending).rejects.toBeInstanceOf(HttpError);
  expect(telegram.ledger).toEqual([]);
});

test("A delay is felt and then answers as told", async () => {
  telegram.script({ answer: { delayMs: 80, next: { status: 500 } } });
  const before = performance.now();
  await errorOf(api.sendMessage(CHAT, "a"));
  expect(performance.now() - before).toBeGreaterThan(70);
});

test("Edits, answers to buttons, commands and the webhook are kept as they were called", async () => {
  const { message_id: id } = await api.sendMessage(CHAT, "a");
  expect(await api.editMessageText(CHAT, id, "b")).toMatchObject({ message_id: id, text: "b" });
  await api.answerCallbackQuery("q1", { text: "Записано" });
  await api.setMyCommands([{ command: "start", description: "Начать" }]);
  await api.setWebhook("https://school.example/telegram", { secret_token: "s" });
  expect(telegram.ledger.map(({ method, messageId }) => ({ method, messageId }))).toEqual([
    { method: "sendMessage", messageId: id },
    { method: "editMessageText", messageId: id },
  ]);
  expect(telegram.callsOf("answerCallbackQuery")).toEqual([{ callback_query_id: "q1", text: "Записано" }]);
  expect(telegram.webhook).toEqual({ url: "https://school.example/telegram", secret_token: "s" });
  expect(await errorOf(api.getUpdates())).toMatchObject({ error_code: 409 });
  await api.deleteWebhook();
  expect(await api.getUpdates()).toEqual([]);
});

test("A long poll wakes when somebody writes, repeats until confirmed, and gives way to a newer one", async () => {
  const chat = { id: CHAT, type: "private" as const, first_name: "Мария" };
  const message = { message_id: 1, date: 0, chat, text: "/start", from: { ...chat, is_bot: false } };
  const older = api.getUpdates({ timeout: 30 });
  older.catch(() => {});
  await until(() => telegram.calls === 1);
  const polling = api.getUpdates({ timeout: 30 });
  expect(await errorOf(older)).toMatchObject({ error_code: 409 });
  await until(() => telegram.calls === 2);
  const id = telegram.pushUpdate({ message });
  expect(await polling).toEqual([{ update_id: id, message }]);
  expect(await api.getUpdates({ offset: id })).toHaveLength(1);
  expect(await api.getUpdates({ offset: id + 1 })).toEqual([]);
  expect(telegram.pendingUpdates).toEqual([]);
});

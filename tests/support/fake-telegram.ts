import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { MessageEntity, Update } from "grammy/types";
import { createScript, type Scripted } from "./script.ts";
import { createArrivals, createSlidingLimit } from "./sliding-window.ts";
import { answerCall, refuse, type TelegramAnswer, tooManyRequests } from "./telegram-answers.ts";
import { readCall, readObject, type TelegramCall } from "./telegram-call.ts";
import {
  badRequest,
  type MessageDraft,
  markerOf,
  readMessage,
  type TelegramButton,
} from "./telegram-message.ts";
import { createUpdates, type Updates } from "./telegram-updates.ts";

/** Without `method` a rule speaks of messages (sent and edited); the first that fits answers. */
export interface TelegramRule {
  chatId?: number | string;
  marker?: string;
  method?: string;
  /** How often it answers; absent: until reset. */
  times?: number;
  answer: TelegramAnswer;
}

export interface AcceptedMessage {
  /** Wall clock in ms with the resolution of the monotonic one. */
  at: number;
  method: "sendMessage" | "editMessageText";
  messageId: number;
  chatId: string;
  text: string;
  entities: MessageEntity[];
  buttons: TelegramButton[];
  /** The delivery's id, from the button that opens it. */
  marker: string | undefined;
  raw: Params;
}

export interface FakeTelegramOptions {
  token?: string;
  username?: string;
  port?: number;
  /** Sliding one-second windows over messages; none by default. */
  limits?: { perSecond?: number; perChatPerSecond?: number };
  /** Button links to a host without a dot are refused, as the real server does. */
  refuseLocalButtons?: boolean;
  /** How long an ordinary answer takes. */
  latencyMs?: number;
}

export interface FakeTelegram {
  /** grammY's `apiRoot`. */
  readonly root: string;
  readonly port: number;
  readonly token: string;
  readonly botId: number;
  /** What was accepted, in order; emptied by reset, never replaced. */
  readonly ledger: AcceptedMessage[];
  /** Calls refused by `limits`; scripted refusals are not among them. */
  readonly refusals: number;
  /** Every call that arrived, whatever became of it. */
  readonly calls: number;
  readonly webhook: { url: string; secret_token?: string } | null;
  /** Parameters of the accepted calls of one method, e.g. answerCallbackQuery. */
  callsOf(method: string): Params[];
  /** The most messages that arrived in any window of this length, refused ones included. */
  maxInWindow(windowMs: number): number;
  script(rule: TelegramRule): Scripted;
  pushUpdate: Updates["push"];
  /** What people sent: a file's id and its bytes. */
  files: Map<string, Buffer>;
  readonly pendingUpdates: readonly Update[];
  /** Forgets everything and cuts calls still under way. */
  reset(): void;
  close(): Promise<void>;
}

type Params = Record<string, unknown>;

/** A Bot API server on this machine: real HTTP, a ledger of what it accepted, faults on demand. */
export async function startFakeTelegram(options: FakeTelegramOptions = {}): Promise<FakeTelegram> {
  const { token = "7000000001:local-token-of-the-tests", username = "vestnik_test_bot" } = options;
  const botId = Number(token.split(":")[0]) || 7_000_000_001;
  const self = { id: botId, is_bot: true, first_name: "Vestnik", username };
  const ledger: AcceptedMessage[] = [];
  const accepted: { method: string; params: Params }[] = [];
  const script = createScript<TelegramRule>();
  const updates = createUpdates();
  const arrivals = createArrivals();
  const underWay = new Set<ServerResponse>();
  const files = new Map<string, Buffer>();
  let limits = createLimits(options.limits ?? {});
  let webhook: FakeTelegram["webhook"] = null;
  let epoch = 0;
  let calls = 0;
  let refusals = 0;
  let lastMessageId = 0;

  const server = createServer(async (request, response) => {
    underWay.add(response);
    response.once("close", () => underWay.delete(response));
    try {
      const file = /^\/file\/bot[^/]+\/files\/(.+)$/.exec(request.url ?? "")?.[1];
      if (file) return void response.writeHead(200).end(files.get(file));
      const call = await readCall(request);
      calls += 1;
      if (!call) refuse(response, { status: 404, description: "Not Found" });
      else if (call.token !== token) refuse(response, { status: 401, description: "Unauthorized" });
      else if (isMessageMethod(call.method)) await hearMessage(call, call.method, response);
      else await hear(call, response);
    } catch (error) {
      if (response.headersSent || response.destroyed) response.destroy();
      else refuse(response, { status: 500, description: `Internal Server Error: ${String(error)}` });
    }
  });
  // An idle connection closed under the client's next request would look like a lost answer.
  server.keepAliveTimeout = 75_000;
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;

  async function hearMessage(
    call: TelegramCall,
    method: AcceptedMessage["method"],
    response: ServerResponse,
  ): Promise<void> {
    const at = performance.now();
    arrivals.note(at);
    const draft = readMessage(call.params, { refuseLocalButtons: options.refuseLocalButtons ?? false });
    if ("status" in draft) return refuse(response, draft);
    const waitMs = limits.take(draft.chatId, at);
    if (waitMs > 0) {
      refusals += 1;
      return refuse(response, tooManyRequests(Math.ceil(waitMs / 1_000)));
    }
    const marker = markerOf(draft.buttons);
    const rule = script.take(
      (rule) =>
        (rule.method === undefined || rule.method === method) &&
        (rule.chatId === undefined || String(rule.chatId) === draft.chatId) &&
        (rule.marker === undefined || rule.marker === marker),
    );
    await converse(rule?.answer, response, () => {
      accepted.push({ method, params: call.params });
      const known = method === "editMessageText" ? Number(call.params.message_id) : undefined;
      const messageId = known ?? ++lastMessageId;
      ledger.push({
        at: performance.timeOrigin + performance.now(),
        method,
        messageId,
        chatId: draft.chatId,
        text: draft.text,
        entities: draft.entities,
        buttons: draft.buttons,
        marker,
        raw: call.params,
      });
      return toMessage(draft, messageId, self);
    });
  }

  async function hear(call: TelegramCall, response: ServerResponse): Promise<void> {
    const work = METHODS[call.method];
    if (!work) return refuse(response, { status: 404, description: "Not Found: method not found" });
    const rule = script.take((rule) => rule.method === call.method);
    await converse(rule?.answer, response, () => {
      accepted.push({ method: call.method, params: call.params });
      return work(call.params, response);
    });
  }

  const METHODS: Record<string, (params: Params, response: ServerResponse) => unknown | Promise<unknown>> = {
    getMe: () => ({ ...self, can_join_groups: false, supports_inline_queries: false }),
    setMyCommands: () => true,
    deleteMyCommands: () => true,
    leaveChat: () => true,
    sendDocument: (params) => toMessage(documentDraft(params), ++lastMessageId, self),
    getFile: ({ file_id: id }) => {
      const bytes = files.get(String(id));
      return bytes
        ? { file_id: id, file_unique_id: id, file_size: bytes.length, file_path: `files/${id}` }
        : badRequest("invalid file_id");
    },
    answerCallbackQuery: (params) => (params.callback_query_id ? true : badRequest("query id is empty")),
    setWebhook(params) {
      const secret = params.secret_token;
      const url = String(params.url ?? "");
      webhook = url ? { url, ...(secret ? { secret_token: String(secret) } : {}) } : null;
      return true;
    },
    deleteWebhook(params) {
      webhook = null;
      if (readObject<boolean>(params.drop_pending_updates)) updates.clear();
      return true;
    },
    getUpdates(params, response) {
      if (webhook) {
        const reason = "can't use getUpdates method while webhook is active; use deleteWebhook first";
        return { status: 409, description: `Conflict: ${reason}` };
      }
      const gone = new AbortController();
      response.once("close", () => gone.abort());
      return updates.poll(params, gone.signal);
    },
  };

  function converse(answer: TelegramAnswer | undefined, response: ServerResponse, accept: () => unknown) {
    const mine = epoch;
    const latencyMs = options.latencyMs ?? 0;
    return answerCall(answer, { response, accept, current: () => mine === epoch, latencyMs });
  }

  return {
    root: `http://127.0.0.1:${port}`,
    port,
    token,
    botId,
    ledger,
    get refusals() {
      return refusals;
    },
    get calls() {
      return calls;
    },
    get webhook() {
      return webhook;
    },
    callsOf: (method) => accepted.filter((call) => call.method === method).map((call) => call.params),
    maxInWindow: arrivals.maxInWindow,
    script: script.add,
    pushUpdate: updates.push,
    files,
    pendingUpdates: updates.pending,
    reset() {
      epoch += 1;
      for (const response of underWay) response.destroy();
      script.clear();
      updates.clear();
      arrivals.clear();
      limits = createLimits(options.limits ?? {});
      webhook = null;
      ledger.length = accepted.length = calls = refusals = 0;
    },
    async close() {
      epoch += 1;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function isMessageMethod(method: string): method is AcceptedMessage["method"] {
  return method === "sendMessage" || method === "editMessageText";
}

/** Waits in ms before the message fits every window; one that fits is counted, a refused one is not. */
function createLimits(limits: NonNullable<FakeTelegramOptions["limits"]>) {
  const whole = createSlidingLimit(limits.perSecond ?? Infinity);
  const chats = new Map<string, ReturnType<typeof createSlidingLimit>>();
  return {
    take(chatId: string, at: number): number {
      const chat = chats.get(chatId) ?? createSlidingLimit(limits.perChatPerSecond ?? Infinity);
      chats.set(chatId, chat);
      const waitMs = Math.max(whole.waitMs(at), chat.waitMs(at));
      if (waitMs > 0) return waitMs;
      whole.take(at);
      chat.take(at);
      return 0;
    },
  };
}

function documentDraft({ chat_id: id, caption }: Params): MessageDraft {
  return { chatId: String(id), text: String(caption ?? ""), entities: [], buttons: [], keyboard: undefined };
}

function toMessage(draft: MessageDraft, messageId: number, from: object): Params {
  const { chatId, text, entities, keyboard } = draft;
  const type = chatId.startsWith("-") ? "group" : "private";
  return {
    message_id: messageId,
    date: Math.floor(Date.now() / 1_000),
    from,
    chat: Number.isSafeInteger(Number(chatId)) ? { id: Number(chatId), type } : { username: chatId, type },
    text,
    ...(entities.length > 0 && { entities }),
    ...(keyboard && { reply_markup: keyboard }),
  };
}

import { Api } from "grammy";
import type { InlineKeyboardButton } from "grammy/types";
import { signChat } from "../src/access/links.ts";
import { now } from "../src/clock.ts";
import { joinByLink } from "../src/contacts/own-chat.ts";
import type { Db } from "../src/db.ts";
import { BadInput, NotFound } from "../src/errors.ts";
import type { ChatMessage, ChatPerson, ChatView, ChatWindow } from "../src/http/web.ts";
import { getSettings } from "../src/settings.ts";
import { html } from "../templates/telegram/markup.ts";
import { openBot } from "./bot.ts";
import type { Desk } from "./desk.ts";
import { readBrought } from "./window-post.ts";

// In: what somebody types and taps on a page of the demo school. Out: the same bot's answers, kept in memory instead of
// being sent, and between them what the post office brings. If the program stops, the chats begin anew; what was written
// into the journal stays.

const LINK_MS = 60_000;
const MOST_MESSAGES = 200;
/** No token of Telegram's: nothing leaves by it. */
const NO_TOKEN = "0:demo";

interface Kept {
  messages: ChatMessage[];
  toast: string | null;
  commands: ChatView["commands"];
  /** When the newest message of the post office came that stands here. */
  broughtAt: Date;
}

/** The bot in a window of the made-up school: its own handlers, and no network. */
export function openWindow(
  db: Db,
  { publicUrl, secret, dataDir }: { publicUrl: string; secret: string; dataDir: string },
): ChatWindow {
  const chats = new Map<string, Kept>();
  const openedAt = now();
  let lastId = 0;
  const keptOf = (chatId: string): Kept => {
    const kept = chats.get(chatId) ?? { messages: [], toast: null, commands: [], broughtAt: openedAt };
    chats.set(chatId, kept);
    return kept;
  };
  const add = (chatId: string, message: Omit<ChatMessage, "id">): number => {
    const { messages } = keptOf(chatId);
    lastId += 1;
    messages.push({ id: lastId, ...message });
    messages.splice(0, messages.length - MOST_MESSAGES);
    return lastId;
  };

  const api = new Api(NO_TOKEN);
  api.config.use(async (_call, method, payload) => {
    const result = take(method, payload as Params, { keptOf, add });
    return { ok: true, result } as never;
  });
  const desk: Desk = {
    ...{ db, api, publicUrl, secret, dataDir, botName: "" },
    settings: () => getSettings(db),
    readFile: async () => {
      throw new BadInput("В этом окне файлы не передаются. Напишите словами.");
    },
  };
  const bot = openBot(desk);
  // Beyond every update of a former run, so that none of them looks finished already.
  let updateId = Date.now();

  /** The chat of this person, with what came into it since it was looked at. */
  const enter = async (personId: string): Promise<string> => {
    const address = await chatOf(db, secret, personId);
    const kept = keptOf(address);
    const { broughtAt: since } = kept;
    const brought = await readBrought(db, { personId, address, since });
    // Two pages may ask at once: what the other one has taken stands there already.
    if (kept.broughtAt !== since) return address;
    kept.broughtAt = brought.at(-1)?.at ?? since;
    for (const { at: _, ...message } of brought) add(address, { isOwn: false, ...message });
    return address;
  };

  return {
    people: () => listPeople(db),
    async read(personId) {
      const kept = keptOf(await enter(personId));
      const { toast } = kept;
      kept.toast = null;
      return { ...kept, toast };
    },
    async say(personId, text) {
      const chatId = await enter(personId);
      const message_id = add(chatId, { isOwn: true, html: html(text), buttons: [] });
      updateId += 1;
      await bot.handleUpdate({
        update_id: updateId,
        message: { message_id, date: 0, text, chat: privateChat(chatId), from: userOf(chatId) } as never,
      });
    },
    async tap(personId, { messageId, data }) {
      const chatId = await enter(personId);
      updateId += 1;
      await bot.handleUpdate({
        update_id: updateId,
        callback_query: {
          ...{ id: chatId, data, chat_instance: chatId, from: userOf(chatId) },
          message: { message_id: messageId, date: 0, chat: privateChat(chatId) } as never,
        },
      });
    },
  };
}

type Params = Record<string, unknown>;

/** What Telegram would have shown. */
function take(
  method: string,
  params: Params,
  {
    keptOf,
    add,
  }: { keptOf(chatId: string): Kept; add(chatId: string, message: Omit<ChatMessage, "id">): number },
): unknown {
  const chatId = String(params.chat_id);
  if (method === "answerCallbackQuery" && params.text)
    keptOf(String(params.callback_query_id)).toast = String(params.text);
  if (method === "setMyCommands") {
    const { chat_id: of } = params.scope as { chat_id: number };
    keptOf(String(of)).commands = (params.commands as { command: string; description: string }[]).map(
      ({ command, description }) => ({ name: command, text: description }),
    );
  }
  if (method === "editMessageText") {
    const { messages } = keptOf(chatId);
    const message = messages.find(({ id }) => id === Number(params.message_id));
    if (message) Object.assign(message, shown(params));
  }
  if (method === "sendMessage") return { message_id: add(chatId, { isOwn: false, ...shown(params) }) };
  if (method === "sendDocument") {
    const { filename = "" } = params.document as { filename?: string };
    return { message_id: add(chatId, { isOwn: false, html: html(filename), buttons: [] }) };
  }
  return true;
}

function shown({ text, reply_markup: markup }: Params): Pick<ChatMessage, "html" | "buttons"> {
  const { inline_keyboard: rows = [] } = (markup ?? {}) as { inline_keyboard?: InlineKeyboardButton[][] };
  return {
    html: String(text),
    buttons: rows.map((row) =>
      row.map((button) => ({
        label: button.text,
        ...("callback_data" in button ? { data: button.callback_data } : {}),
        ...("url" in button ? { url: button.url } : {}),
      })),
    ),
  };
}

/** Who can sign in, and has this channel or works at the school: families get no contact by being looked at. */
async function listPeople(db: Db): Promise<ChatPerson[]> {
  const people = await db.person.findMany({
    where: { account: { isNot: null }, OR: [{ roles: { some: {} } }, { contacts: { some: CHAT } }] },
    include: { roles: true, _count: { select: { enrolments: true } } },
    orderBy: [{ surname: "asc" }, { givenName: "asc" }],
  });
  return people.map(({ id, surname, givenName, patronymic, roles, _count }) => ({
    id,
    name: [surname, givenName, patronymic].filter(Boolean).join(" "),
    roles:
      roles.length > 0
        ? [...new Set(roles.map(({ role }) => (role === "teacher" ? "subjectTeacher" : role)))]
        : [_count.enrolments > 0 ? "pupil" : "guardian"],
  }));
}

const CHAT = { channel: "telegram", state: "confirmed" } as const;

/** @throws NotFound nobody who may be played */
async function chatOf(db: Db, secret: string, personId: string): Promise<string> {
  const known = await db.contact.findFirst({ where: { personId, ...CHAT }, orderBy: { rank: "asc" } });
  if (known) return known.address;
  if (!(await listPeople(db)).some(({ id }) => id === personId))
    throw new NotFound("Такого человека здесь нет.");
  const address = `9${Number.parseInt(personId.slice(0, 8), 16)}`;
  const token = signChat(secret, personId, new Date(now().getTime() + LINK_MS));
  await joinByLink(db, { secret, token, address });
  return address;
}

function privateChat(chatId: string) {
  return { id: Number(chatId), type: "private" as const, first_name: "" };
}

function userOf(chatId: string) {
  return { id: Number(chatId), is_bot: false, first_name: "", language_code: "ru" };
}

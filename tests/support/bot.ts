import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Chat, Update, User } from "grammy/types";
import { openApi } from "../../bots/api.ts";
import { type Bot, openBot } from "../../bots/bot.ts";
import type { Desk } from "../../bots/desk.ts";
import type { Feature } from "../../bots/feature.ts";
import { readFile } from "../../bots/files.ts";
import type { Db } from "../../src/db.ts";
import { getSettings } from "../../src/settings.ts";
import { type AcceptedMessage, type FakeTelegram, startFakeTelegram } from "./fake-telegram.ts";

/** What a person sees last in their chat. */
export interface Seen {
  text: string;
  /** The labels of its buttons, from the first row to the last. */
  buttons: string[];
  /** The line over the chat that this tap was answered with. */
  toast?: string;
  message: AcceptedMessage | undefined;
}

export interface TestBot {
  bot: Bot;
  desk: Desk;
  telegram: FakeTelegram;
  /** Types and sends; answers what is seen then. */
  writes(chatId: number, text: string, how?: Manner): Promise<Seen>;
  /** Sends a document with its bytes; without a name it is a photo. */
  sends(chatId: number, file: { name?: string; bytes: Buffer }, caption?: string): Promise<Seen>;
  /** Taps the button of that label on the newest message that has it. @throws there is none */
  taps(chatId: number, label: string | RegExp): Promise<Seen>;
  screen(chatId: number): Seen;
  /** Everything that was said in the chat, in order. */
  said(chatId: number): string[];
  /** The update as it stands, once more or made up. */
  handle(update: Omit<Update, "update_id"> & { update_id?: number }): Promise<void>;
  /** The update that was handled last, to be sent again as Telegram does. */
  last(): Update;
  close(): Promise<void>;
}

export interface Manner {
  languageCode?: string;
}

/** The bot behind a Telegram of this machine; its updates are handled at once and without a poll. */
export async function startBot(db: Db, options: { features?: Feature[] } = {}): Promise<TestBot> {
  const telegram = await startFakeTelegram();
  const api = openApi({ token: telegram.token, apiRoot: telegram.root });
  const desk: Desk = {
    db,
    settings: () => getSettings(db),
    publicUrl: "https://journal.example",
    secret: "a secret of the tests, at least 32 characters",
    api,
    botName: "vestnik_test_bot",
    readFile: (id) => readFile(api, telegram.root, id),
    dataDir: await mkdtemp(join(tmpdir(), "vestnik-bot-")),
  };
  const bot = options.features ? openBot(desk, options.features) : openBot(desk);
  let nextId = 1;
  let last: Update = { update_id: 0 };

  const inChat = (chatId: number) => telegram.ledger.filter((message) => message.chatId === String(chatId));
  const seen = (chatId: number): Seen => {
    const message = inChat(chatId).at(-1);
    return {
      text: message?.text ?? "",
      buttons: (message?.buttons ?? []).map(({ text }) => text),
      message,
    };
  };
  const handle: TestBot["handle"] = async (update) => {
    last = { ...update, update_id: update.update_id ?? nextId };
    nextId = Math.max(nextId, last.update_id) + 1;
    await bot.handleUpdate(last);
  };

  return {
    bot,
    desk,
    telegram,
    handle,
    last: () => last,
    screen: seen,
    said: (chatId) => inChat(chatId).map(({ text }) => text),
    async writes(chatId, text, how = {}) {
      await handle({ message: messageIn(chatId, how, { text }) as never });
      return seen(chatId);
    },
    async sends(chatId, { name, bytes }, caption) {
      const id = `file-${telegram.files.size + 1}`;
      telegram.files.set(id, bytes);
      const file = { file_id: id, file_unique_id: id, file_size: bytes.length };
      const sent = name ? { document: { ...file, file_name: name } } : { photo: [file] };
      const message = messageIn(chatId, {}, { ...sent, ...(caption ? { caption } : {}) });
      await handle({ message: message as never });
      return seen(chatId);
    },
    async taps(chatId, label) {
      const fits = ({ text }: { text: string }) =>
        label instanceof RegExp ? label.test(text) : text === label;
      const message = inChat(chatId).findLast(({ buttons }) => buttons.some(fits));
      const button = message?.buttons.find(fits);
      if (!message || button?.callback_data === undefined)
        throw new Error(
          `no button «${label}» in chat ${chatId}; there are: ${seen(chatId).buttons.join(", ")}`,
        );
      const before = telegram.callsOf("answerCallbackQuery").length;
      await handle({
        callback_query: {
          id: `query-${nextId}`,
          from: personIn(chatId, {}),
          chat_instance: "1",
          data: button.callback_data,
          message: {
            message_id: message.messageId,
            date: 1,
            chat: privateChat(chatId),
            text: message.text,
          } as never,
        },
      });
      const toast = telegram.callsOf("answerCallbackQuery")[before]?.text;
      return { ...seen(chatId), ...(toast ? { toast: String(toast) } : {}) };
    },
    async close() {
      await telegram.close();
      await rm(desk.dataDir, { recursive: true, force: true });
    },
  };
}

function messageIn(chatId: number, how: Manner, content: object) {
  return { message_id: 1, date: 1, chat: privateChat(chatId), from: personIn(chatId, how), ...content };
}

function privateChat(id: number): Chat.PrivateChat {
  return { id, type: "private", first_name: "Somebody" };
}

function personIn(id: number, { languageCode = "ru" }: Manner): User {
  return { id, is_bot: false, first_name: "Somebody", language_code: languageCode };
}

/** Makes this chat a confirmed contact of the person, as joining does. */
export async function hasChat(db: Db, personId: string, chatId: number): Promise<string> {
  const { id } = await db.contact.create({
    data: {
      personId,
      channel: "telegram",
      address: String(chatId),
      state: "confirmed",
      origin: "ownEntry",
      confirmedAt: new Date(),
    },
  });
  return id;
}

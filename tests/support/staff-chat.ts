import { afterAll, beforeAll, beforeEach } from "vitest";
import type { Feature } from "../../bots/feature.ts";
import type { CastKey } from "../../prisma/cast.ts";
import { packButton } from "../../src/access/buttons.ts";
import { setClock } from "../../src/clock.ts";
import type { Language } from "../../src/deliveries/message.ts";
import { hasChat, startBot } from "./bot.ts";
import { setLevel } from "./level.ts";
import { castSchool, type TestSchool } from "./school.ts";

/** A chat of one of the school's people with the bot, as they see it last. */
export interface StaffChat {
  writes(text: string): Promise<void>;
  /** A document. */
  sends(bytes: Buffer, caption?: string): Promise<void>;
  /** A photo. */
  snaps(bytes: Buffer, caption?: string): Promise<void>;
  /** The update that was handled last comes once more, as after a kill. */
  again(): Promise<void>;
  /** The button of the last screen that begins so. */
  taps(label: string): Promise<void>;
  /** A button with our signature under arguments that no screen of theirs offered. */
  forges(act: string, args: string[]): Promise<void>;
  /** In Telegram's HTML, as it was sent. */
  readonly text: string;
  readonly labels: string[];
  /** What the last tap was answered with over the chat. */
  readonly toast: string;
  /** The bytes of the last document they were sent. */
  readonly file: unknown;
  /** Whether the last thing they did was refused, and the refusal is in the audit trail. */
  isRefused(): Promise<boolean>;
}

export interface StaffRoom {
  /** A new chat that is a confirmed contact of theirs. */
  chat(as: CastKey, language?: Language): Promise<StaffChat>;
  /** Where the bot looks for the files that people gave. */
  dataDir: string;
  close(): Promise<void>;
}

export interface StaffSchool {
  readonly school: TestSchool;
  chat: StaffRoom["chat"];
}

/** The small school with the bot beside it, one for the tests of a file; before each it is `at` again, and `clean`. */
export function staffSchool({
  at,
  features,
  clean,
}: {
  at: Date;
  features: Feature[];
  clean(school: TestSchool): Promise<unknown>;
}): StaffSchool {
  let school: TestSchool;
  let room: StaffRoom;
  beforeAll(async () => {
    setClock(at);
    school = await castSchool({ now: at });
    room = await staffRoom(school, features);
  });
  afterAll(async () => {
    setClock(null);
    await room.close();
    await school.close();
  });
  beforeEach(async () => {
    setClock(at);
    await clean(school);
    await setLevel(school.db, "full");
  });
  return {
    get school() {
      return school;
    },
    chat: (as, language) => room.chat(as, language),
  };
}

const FIRST_CHAT = 9_100_000;

/** The real bot with these features behind a Telegram of this machine. */
export async function staffRoom({ db, cast }: TestSchool, features: Feature[]): Promise<StaffRoom> {
  const bot = await startBot(db, { features });
  let chats = 0;

  async function chat(as: CastKey, language: Language = "ru"): Promise<StaffChat> {
    const chatId = FIRST_CHAT + ++chats;
    const actorId = cast[as].id;
    await hasChat(db, actorId, chatId);
    await db.person.update({ where: { id: actorId }, data: { language } });
    const refusals = () => db.auditEntry.count({ where: { action: "bot.refused", actorId } });
    let [refusedBefore, toast] = [0, ""];
    const doing = async (work: () => Promise<unknown>) => {
      refusedBefore = await refusals();
      const answered = bot.telegram.callsOf("answerCallbackQuery").length;
      await work();
      toast = String(bot.telegram.callsOf("answerCallbackQuery")[answered]?.text ?? "");
    };
    const tap = (data: string) =>
      doing(() =>
        bot.handle({
          callback_query: {
            id: "query",
            from: { id: chatId, is_bot: false, first_name: "Somebody" },
            chat_instance: "1",
            data,
            message: {
              message_id: bot.screen(chatId).message?.messageId ?? 1,
              date: 1,
              chat: { id: chatId, type: "private", first_name: "Somebody" },
            } as never,
          },
        }),
      );
    const buttons = () => bot.screen(chatId).message?.buttons ?? [];
    return {
      writes: (text) => doing(() => bot.writes(chatId, text)),
      sends: (bytes, caption) => doing(() => bot.sends(chatId, { name: "scan", bytes }, caption)),
      snaps: (bytes, caption) => doing(() => bot.sends(chatId, { bytes }, caption)),
      async again() {
        await db.$executeRaw`update "BotChat" set done = '{}'`;
        await doing(() => bot.handle(bot.last()));
      },
      forges: (act, args) => tap(packButton(bot.desk.secret, String(chatId), { act, args })),
      async taps(label) {
        const button = buttons().find(({ text }) => text.startsWith(label));
        if (!button?.callback_data)
          throw new Error(
            `no button ${label} among ${buttons()
              .map(({ text }) => text)
              .join(", ")}`,
          );
        await tap(button.callback_data);
      },
      get text() {
        return String(bot.screen(chatId).message?.raw.text ?? "");
      },
      get labels() {
        return buttons().map(({ text }) => text);
      },
      get toast() {
        return toast;
      },
      get file() {
        const calls = bot.telegram.callsOf("sendDocument");
        const call = calls.findLast(({ chat_id }) => String(chat_id) === String(chatId));
        return call?.[String(call.document).replace("attach://", "")];
      },
      isRefused: async () => (await refusals()) > refusedBefore,
    };
  }

  return { chat, dataDir: bot.desk.dataDir, close: bot.close };
}

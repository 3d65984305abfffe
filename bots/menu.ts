import { GrammyError } from "grammy";
import { LANGUAGES, wordsIn } from "../templates/words.ts";
import { keepChat } from "./chats.ts";
import type { Desk } from "./desk.ts";
import type { Command } from "./feature.ts";
import type { House } from "./house.ts";
import { openTalk } from "./talk.ts";
import type { Incoming } from "./updates.ts";

/** Telegram shows so many commands. */
const MOST = 100;

/** Everybody's menu, before they have joined: how to begin and how to ask. Said once, when the bot starts. */
export async function offerToStrangers({ api }: Desk, house: House): Promise<void> {
  const common = house.offered.filter(({ access }) => access === "bot.talk");
  for (const language of LANGUAGES) {
    const commands = wording(common, language);
    // Without a language code it is everybody's whose language we do not speak.
    const options = language === "ru" ? { language_code: "ru" as const } : {};
    await api.setMyCommands(commands, options);
  }
}

/** The menu of one chat follows who stands behind it and their language; Telegram is told when it has changed. */
export async function offerCommands(desk: Desk, house: House, incoming: Incoming): Promise<void> {
  const { chatId, updateId } = incoming;
  const { talk, chat } = await openTalk(desk, incoming, house.offered);
  const menu = talk.me ? [talk.language, ...talk.commands.map(({ name }) => name)].join(" ") : null;
  if (menu === chat.menu) return;
  const scope = { type: "chat", chat_id: Number(chatId) } as const;
  try {
    if (talk.me) await desk.api.setMyCommands(wording(talk.commands, talk.language), { scope });
    else await desk.api.deleteMyCommands({ scope });
  } catch (error) {
    if (!(error instanceof GrammyError)) throw error;
    return;
  }
  await keepChat(desk.db, chatId, { updateId, changes: { menu } });
}

function wording(commands: Pick<Command, "name" | "menu">[], language: "ru" | "en") {
  const words = wordsIn(language);
  return commands.slice(0, MOST).map(({ name, menu }) => ({ command: name, description: words.say(menu) }));
}

import { GrammyError, InputFile } from "grammy";
import type { InlineKeyboardButton } from "grammy/types";
import { packButton } from "../src/access/buttons.ts";
import { log } from "../src/log.ts";
import type { Desk } from "./desk.ts";
import type { Button, Reply, Screen, Talk } from "./feature.ts";
import type { Incoming } from "./updates.ts";

/** Telegram shows so much in a line over the chat. */
const LONGEST_TOAST = 200;
/** A button waits no longer than this to be told that it was tapped. */
const TAP_PATIENCE_MS = 1500;

/** Over the chat; `stays`: until it is read. */
export interface Line {
  text: string;
  stays: boolean;
}

/**
 * Answers the tap at the latest after a moment, so that the button never hangs while the work goes on. What it gives
 * back answers it with a line over the chat, and says whether that line was shown.
 */
export function holdTap(desk: Desk, incoming: Incoming): (line?: Line) => Promise<boolean> {
  if (incoming.kind !== "tapped") return async () => false;
  const { queryId } = incoming;
  let answered: Promise<boolean> | null = null;
  const answer = (options: object) => {
    // A tap that is older than Telegram remembers is a tap all the same.
    answered ??= desk.api.answerCallbackQuery(queryId, options).then(() => true, isRefused);
    return answered;
  };
  const timer = setTimeout(() => void answer({}).catch(() => {}), TAP_PATIENCE_MS);
  return async (line) => {
    clearTimeout(timer);
    const isLate = answered !== null;
    const { text, stays } = line ?? {};
    const fits = text !== undefined && text.length <= LONGEST_TOAST;
    const wasTaken = await answer(fits ? { text, show_alert: stays ?? false } : {});
    return fits && !isLate && wasTaken;
  };
}

/** Shows the reply: in place of the tapped message, or as a new one. */
export async function show(
  desk: Desk,
  talk: Talk,
  shown: { reply: Reply; incoming: Incoming },
): Promise<void> {
  const { reply, incoming } = shown;
  const tappedId = incoming.kind === "tapped" && !reply.below ? incoming.messageId : null;
  if (reply.screen) await put(desk, talk, { screen: reply.screen, messageId: tappedId });
  if (reply.file)
    await desk.api.sendDocument(talk.chatId, new InputFile(reply.file.bytes, reply.file.name), {
      protect_content: false,
    });
}

async function put(
  desk: Desk,
  talk: Talk,
  { screen, messageId }: { screen: Screen; messageId: number | null },
): Promise<void> {
  const options = {
    parse_mode: "HTML",
    link_preview_options: { is_disabled: true },
    reply_markup: { inline_keyboard: keyboardOf(talk, screen) },
  } as const;
  if (messageId !== null) {
    try {
      // core.telegram.org/bots/api#editmessagetext
      await desk.api.editMessageText(talk.chatId, messageId, screen.html, options);
      return;
    } catch (error) {
      if (!(error instanceof GrammyError) || error.error_code !== 400) throw error;
      if (/message is not modified/.test(error.description)) return;
      if (!/message (to edit not found|can't be edited)/.test(error.description)) throw error;
    }
  }
  // core.telegram.org/bots/api#sendmessage
  await desk.api.sendMessage(talk.chatId, screen.html, options);
}

function keyboardOf(talk: Talk, { buttons }: Screen): InlineKeyboardButton[][] {
  return buttons.filter((row) => row.length > 0).map((row) => row.map((button) => keyOf(talk, button)));
}

function keyOf({ secret, chatId }: Talk, button: Button): InlineKeyboardButton {
  return "url" in button
    ? { text: button.label, url: button.url }
    : { text: button.label, callback_data: packButton(secret, chatId, button) };
}

function isRefused(error: unknown): false {
  if (!(error instanceof GrammyError)) throw error;
  log.debug({ refused: error.error_code }, "a tap was answered too late");
  return false;
}

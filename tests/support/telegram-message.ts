import type { InlineKeyboardMarkup, MessageEntity } from "grammy/types";
import { readObject } from "./telegram-call.ts";
import { EntitiesError, parseTelegramHtml } from "./telegram-html.ts";

export interface TelegramButton {
  text: string;
  url?: string;
  callback_data?: string;
}

export interface MessageDraft {
  chatId: string;
  /** As the reader sees it: markup taken out. */
  text: string;
  entities: MessageEntity[];
  buttons: TelegramButton[];
  keyboard: InlineKeyboardMarkup | undefined;
}

/** A refusal in the Bot API's shape. */
export interface Refusal {
  status: number;
  description?: string;
  parameters?: { retry_after?: number; migrate_to_chat_id?: number } | undefined;
}

/** The documentation counts "characters"; UTF-16 units are the strictest reading. */
const TEXT_MAX = 4_096;
const CALLBACK_DATA_MAX_BYTES = 64;

/** What the Bot API checks before it sends or edits a text, in its own words. */
export function readMessage(
  params: Record<string, unknown>,
  options: { refuseLocalButtons: boolean },
): MessageDraft | Refusal {
  const chatId = String(params.chat_id ?? "");
  if (!chatId) return badRequest("chat_id is empty");
  const written = params.text === undefined ? "" : String(params.text);
  const mode = params.parse_mode;
  if (mode && String(mode).toLowerCase() !== "html") return badRequest("unsupported parse_mode");
  try {
    const { text, entities } = mode
      ? parseTelegramHtml(written)
      : { text: written, entities: readObject<MessageEntity[]>(params.entities) ?? [] };
    if (!text.trim()) return badRequest("message text is empty");
    if (text.length > TEXT_MAX) return badRequest("message is too long");
    const keyboard = readObject<InlineKeyboardMarkup>(params.reply_markup);
    const buttons = (keyboard?.inline_keyboard ?? []).flat() as TelegramButton[];
    for (const button of buttons) {
      const wrong = buttonFault(button, options.refuseLocalButtons);
      if (wrong) return badRequest(wrong);
    }
    return { chatId, text, entities, buttons, keyboard };
  } catch (error) {
    if (error instanceof EntitiesError) return badRequest(`can't parse entities: ${error.message}`);
    if (error instanceof SyntaxError) return badRequest("object expected as reply markup");
    throw error;
  }
}

export function badRequest(reason: string): Refusal {
  return { status: 400, description: `Bad Request: ${reason}` };
}

/** Kinds of button the product does not use are let through unread. */
function buttonFault(button: TelegramButton, refuseLocal: boolean): string | undefined {
  if (!button.text) return 'can\'t parse inline keyboard button: Field "text" must be of type String';
  const { url, callback_data: data } = button;
  if (data !== undefined) {
    const bytes = Buffer.byteLength(data);
    return bytes < 1 || bytes > CALLBACK_DATA_MAX_BYTES ? "BUTTON_DATA_INVALID" : undefined;
  }
  if (url !== undefined) {
    const reason = urlFault(url, refuseLocal);
    return reason && `inline keyboard button URL '${url}' is invalid: ${reason}`;
  }
  return Object.keys(button).length > 1
    ? undefined
    : "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard";
}

function urlFault(url: string, refuseLocal: boolean): string | undefined {
  if (!URL.canParse(url)) return "Wrong HTTP URL";
  const { protocol, hostname } = new URL(url);
  if (protocol === "tg:") return undefined;
  if (protocol !== "http:" && protocol !== "https:") return "Unsupported URL protocol";
  // The real server wants a dot in the name of a host, so localhost never passes.
  const dotted = hostname.includes(".") || hostname.startsWith("[");
  return refuseLocal && !dotted ? "Wrong HTTP URL" : undefined;
}

const MARKER = /\/o\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\/|$)/i;

/** The delivery a message belongs to: the id in the first button that opens `/o/<uuid>`. */
export function markerOf(buttons: readonly TelegramButton[]): string | undefined {
  for (const { url } of buttons) {
    const found = url && URL.canParse(url) ? MARKER.exec(new URL(url).pathname)?.[1] : undefined;
    if (found) return found.toLowerCase();
  }
  return undefined;
}

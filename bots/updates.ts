import type { ChatMemberUpdated, Message, Update, User } from "grammy/types";
import type { Typed } from "./feature.ts";

/** An update as the bot understands it: who wrote, and one of the few things a person can do in a chat. */
export type Incoming = { updateId: number; chatId: string; language: "ru" | "en" } & Doing;

export type Doing =
  | { kind: "command"; name: string; args: string[] }
  | { kind: "tapped"; data: string; queryId: string; messageId: number | null }
  | { kind: "typed"; typed: Typed }
  | { kind: "blocked" }
  | { kind: "unblocked" }
  /** A group or a channel: what is said there is heard by others. */
  | { kind: "crowd"; isFirst: boolean };

/** What Telegram is asked to tell; everything else is none of ours. */
export const HEARD = ["message", "callback_query", "my_chat_member"] as const;

/** Null: nothing to be done about it. core.telegram.org/bots/api#update */
export function readUpdate(update: Update): Incoming | null {
  const { message, callback_query: query, my_chat_member: member } = update;
  if (query) {
    // Without a message the button stood in somebody else's chat, where we never put one.
    if (query.message?.chat.type !== "private") return null;
    const { chat, message_id: messageId } = query.message;
    const doing = { kind: "tapped", data: query.data ?? "", queryId: query.id, messageId } as const;
    return { ...from(update, chat.id, query.from), ...doing };
  }
  if (member) return { ...from(update, member.chat.id, member.from), ...membership(member) };
  if (!message) return null;
  const who = from(update, message.chat.id, message.from);
  if (message.chat.type !== "private") return { ...who, kind: "crowd", isFirst: false };
  return { ...who, ...spoken(message) };
}

function from(update: Update, chatId: number, user: User | undefined) {
  const language = user?.language_code && !user.language_code.startsWith("ru") ? "en" : "ru";
  return { updateId: update.update_id, chatId: String(chatId), language } as const;
}

function membership({ chat, new_chat_member: { status } }: ChatMemberUpdated): Doing {
  const isIn = status !== "kicked" && status !== "left";
  if (chat.type !== "private") return { kind: "crowd", isFirst: isIn };
  return { kind: isIn ? "unblocked" : "blocked" };
}

const COMMAND = /^\/([a-z0-9_]{1,32})(?:@\w+)?(?:\s+|$)/i;

function spoken(message: Message): Doing {
  const text = message.text ?? message.caption ?? "";
  const command = COMMAND.exec(text);
  if (!command) return { kind: "typed", typed: { text: tidy(text), file: fileOf(message) } };
  const args = text
    .slice(command[0].length)
    .split(/\s+/)
    .filter((word) => word !== "");
  return { kind: "command", name: command[1]!.toLowerCase(), args: args.map(tidy) };
}

/** PostgreSQL keeps no NUL and no half of a character. */
function tidy(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}

/** The largest of a photo's sizes stands last. */
function fileOf({ photo, document }: Message): Typed["file"] {
  if (document)
    return {
      id: document.file_id,
      name: tidy(document.file_name ?? "document"),
      size: document.file_size ?? 0,
    };
  const largest = photo?.at(-1);
  return largest ? { id: largest.file_id, name: null, size: largest.file_size ?? 0 } : null;
}

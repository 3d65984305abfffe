import { type Api, GrammyError, HttpError } from "grammy";
import type { InlineKeyboardButton } from "grammy/types";
import { openApi, telegramPace } from "../../bots/api.ts";
import type { TelegramText } from "../../src/deliveries/message.ts";
import type { Settings } from "../../src/settings.ts";
import {
  judge,
  NEVER_CONNECTED,
  notConnected,
  type Outgoing,
  type Sender,
  type SendOutcome,
  STOPPED_MS,
  type Verdict,
} from "./channel.ts";

// In: a message for one chat. Out: sendMessage of the Bot API. If it dies while the call is under way nobody knows
// whether it was heard: Telegram has no key against repeats, so the delivery ends "unknown" (delivery.md).

/** The Bot API's own sentences (its error codes are "subject to change"; providers.md §2). One test per entry. */
export const TELEGRAM_VERDICTS: readonly Verdict[] = [
  {
    words: /bot was blocked by the user|USER_IS_BLOCKED/,
    outcome: { kind: "never", reason: "botBlocked", suspend: true },
  },
  {
    words: /user is deactivated|INPUT_USER_DEACTIVATED/,
    outcome: { kind: "never", reason: "accountGone", suspend: true },
  },
  { words: /chat not found/, outcome: { kind: "never", reason: "chatGone", suspend: true } },
  { words: /bot was kicked/, outcome: { kind: "never", reason: "botBlocked", suspend: true } },
  { words: /group chat was deleted/, outcome: { kind: "never", reason: "chatGone", suspend: true } },
  { words: /can't initiate conversation/, outcome: { kind: "never", reason: "neverStarted", suspend: true } },
  { words: /PEER_ID_INVALID/, outcome: { kind: "never", reason: "chatGone", suspend: true } },
  {
    words: /bots can't send messages to bots/,
    outcome: { kind: "never", reason: "chatGone", suspend: true },
  },
  // A family's contact is a private chat; a group that wants to move is none of theirs.
  { words: /upgraded to a supergroup/, outcome: { kind: "never", reason: "chatMoved", suspend: true } },
  // 404: the token is not even one.
  {
    words: /^401|^404/,
    outcome: { kind: "later", reason: "tokenRefused", afterMs: STOPPED_MS, gate: "stopped" },
  },
  // Another installation works with the same token.
  {
    words: /^409/,
    outcome: { kind: "later", reason: "tokenShared", afterMs: STOPPED_MS, gate: "stopped" },
  },
];

/** What of Telegram's words may stand in a dead letter; the rest of them may quote what was said to a family. */
const BUGS = [
  "can't parse entities",
  "message is too long",
  "message text is empty",
  "BUTTON_DATA_INVALID",
  "BUTTON_URL_INVALID",
  "ENTITIES_TOO_LONG",
  "wrong HTTP URL",
];

/** A call that Telegram refused as it stands is a bug of ours: the dead letter names it, nobody tries it again. */
class TelegramRefusal extends Error {
  constructor(words: string) {
    super(words);
    const bug = BUGS.find((known) => words.toLowerCase().includes(known.toLowerCase()));
    this.name = `TelegramRefusal ${words.slice(0, 3)}${bug ? `: ${bug}` : ""}`;
  }
}

const SERVER_ERROR_MS = 5_000;

export function openTelegram(
  telegram: { token: string; apiRoot: string | undefined },
  settings: Settings,
): Sender {
  const api = openApi(telegram);
  return {
    channel: "telegram",
    // Enough to hide an answer that takes half a second at 30 a second; more would only wait for the database.
    concurrency: Math.min(Math.max(15, Math.ceil(settings.telegramPermits / 4)), 500),
    pace: telegramPace(telegram.token, settings),
    send: (outgoing) => send(api, outgoing),
    close: async () => {},
  };
}

async function send(api: Api, { address, rendered, signal }: Outgoing): Promise<SendOutcome> {
  if (rendered.channel !== "telegram") throw new TypeError("not a Telegram message");
  try {
    // core.telegram.org/bots/api#sendmessage
    const message = await api.sendMessage(
      address,
      rendered.html,
      {
        parse_mode: "HTML",
        link_preview_options: { is_disabled: true },
        reply_markup: { inline_keyboard: keyboardOf(rendered) },
      },
      signal as never, // grammY's type of a signal comes from a package of its own
    );
    return { kind: "sent", providerId: String(message.message_id), words: "ok" };
  } catch (error) {
    if (error instanceof GrammyError) return judgeAnswer(error);
    if (error instanceof HttpError) return judgeSilence(error);
    throw error;
  }
}

function keyboardOf({ answers = [], buttons }: TelegramText): InlineKeyboardButton[][] {
  const row = answers.map(({ text, data }) => ({ text, callback_data: data }));
  return [...(row.length > 0 ? [row] : []), ...buttons.map((button) => [button])];
}

function judgeAnswer({ error_code, description, parameters }: GrammyError): SendOutcome {
  const words = `${error_code} ${description}`;
  const retryAfterMs = parameters?.retry_after === undefined ? null : parameters.retry_after * 1000;
  if (error_code === 429 || retryAfterMs !== null)
    return {
      kind: "later",
      reason: "tooMany",
      words,
      afterMs: retryAfterMs ?? SERVER_ERROR_MS,
      gate: "paused",
    };
  if (error_code >= 500)
    return { kind: "later", reason: "serverError", words, afterMs: SERVER_ERROR_MS, gate: "open" };
  const outcome = judge(TELEGRAM_VERDICTS, words);
  if (outcome) return outcome;
  throw new TelegramRefusal(words);
}

function judgeSilence({ error }: HttpError): SendOutcome {
  const { code = "", type = "" } = (error ?? {}) as { code?: string; type?: string };
  const words = code || type || "no answer";
  return NEVER_CONNECTED.has(code) ? notConnected(words) : { kind: "unknown", reason: "noAnswer", words };
}

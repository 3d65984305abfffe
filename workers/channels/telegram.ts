import { createHash } from "node:crypto";
import { type Api, GrammyError, HttpError } from "grammy";
import { openApi } from "../../bots/api.ts";
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
  { words: /bot was blocked by the user/, outcome: { kind: "never", reason: "botBlocked", suspend: true } },
  { words: /user is deactivated/, outcome: { kind: "never", reason: "accountGone", suspend: true } },
  { words: /chat not found/, outcome: { kind: "never", reason: "chatGone", suspend: true } },
  { words: /bot was kicked/, outcome: { kind: "never", reason: "botBlocked", suspend: true } },
  { words: /group chat was deleted/, outcome: { kind: "never", reason: "chatGone", suspend: true } },
  { words: /can't initiate conversation/, outcome: { kind: "never", reason: "neverStarted", suspend: true } },
  { words: /PEER_ID_INVALID/, outcome: { kind: "never", reason: "chatGone", suspend: true } },
  { words: /upgraded to a supergroup/, outcome: { kind: "never", reason: "chatMoved", suspend: true } },
  {
    words: /Unauthorized/,
    outcome: { kind: "later", reason: "tokenRefused", afterMs: STOPPED_MS, gate: "stopped" },
  },
];

/** A call that Telegram refused as it stands is a bug of ours: the dead letter names it, nobody tries it again. */
class TelegramRefusal extends Error {
  override name = "TelegramRefusal";
}

const SERVER_ERROR_MS = 5_000;
/** The server's second, and a little: a timer may fire a millisecond early, and a row keeps whole milliseconds. */
const WINDOW_MS = 1003;

export function openTelegram(
  telegram: { token: string; apiRoot: string | undefined },
  settings: Settings,
): Sender {
  const api = openApi(telegram);
  return {
    channel: "telegram",
    // Enough to hide an answer that takes half a second at 30 a second; more would only wait for the database.
    concurrency: Math.min(Math.max(15, Math.ceil(settings.telegramPermits / 4)), 64),
    pace: {
      gate: `telegram:${createHash("sha256").update(telegram.token).digest("hex").slice(0, 8)}`,
      permits: settings.telegramPermits,
      cooldownMs: WINDOW_MS,
      contactCooldownMs: WINDOW_MS,
      reserved: settings.telegramReserved,
    },
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
        reply_markup: { inline_keyboard: rendered.buttons.map((button) => [button]) },
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

function judgeAnswer({ error_code, description, parameters }: GrammyError): SendOutcome {
  const words = `${error_code} ${description}`;
  if (parameters.retry_after !== undefined)
    return {
      kind: "later",
      reason: "tooMany",
      words,
      afterMs: parameters.retry_after * 1000,
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

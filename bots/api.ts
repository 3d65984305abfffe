import { createHash } from "node:crypto";
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { Api } from "grammy";
import { HttpsProxyAgent } from "https-proxy-agent";
import type { Pace } from "../src/deliveries/pace.ts";
import type { Settings } from "../src/settings.ts";

/** The server's second, and a little: a timer may fire a millisecond early, and a row keeps whole milliseconds. */
const WINDOW_MS = 1003;

/** How fast one token may call: the same permits for the post office and the bot, on every machine. */
export function telegramPace(token: string, settings: Settings): Pace {
  return {
    gate: `telegram:${createHash("sha256").update(token).digest("hex").slice(0, 8)}`,
    permits: settings.telegramPermits,
    cooldownMs: WINDOW_MS,
    contactCooldownMs: WINDOW_MS,
    reserved: settings.telegramReserved,
  };
}

/** The one client of Telegram: the bot and the telegram channel call through it. core.telegram.org/bots/api */
export function openApi({ token, apiRoot }: { token: string; apiRoot: string | undefined }): Api {
  const root = apiRoot ?? "https://api.telegram.org";
  const proxy = process.env.HTTPS_PROXY;
  // A connection kept open saves a handshake on every message; as many as there may be calls at once, so that none waits.
  const options = { keepAlive: true, maxSockets: 500 };
  const agent = root.startsWith("http:")
    ? new HttpAgent(options)
    : proxy
      ? new HttpsProxyAgent(proxy, options)
      : new HttpsAgent(options);
  return new Api(token, { apiRoot: root.replace(/\/$/, ""), baseFetchConfig: { agent, compress: true } });
}

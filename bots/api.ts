import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { Api } from "grammy";
import { HttpsProxyAgent } from "https-proxy-agent";

/** The one client of Telegram: the bot and the telegram channel call through it. core.telegram.org/bots/api */
export function openApi({ token, apiRoot }: { token: string; apiRoot: string | undefined }): Api {
  const root = apiRoot ?? "https://api.telegram.org";
  const proxy = process.env.HTTPS_PROXY;
  // A connection kept open saves a handshake on every message; as many as there may be calls at once, so that none waits.
  const options = { keepAlive: true, maxSockets: 300 };
  const agent = root.startsWith("http:")
    ? new HttpAgent(options)
    : proxy
      ? new HttpsProxyAgent(proxy, options)
      : new HttpsAgent(options);
  return new Api(token, { apiRoot: root.replace(/\/$/, ""), baseFetchConfig: { agent, compress: true } });
}

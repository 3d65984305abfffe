import { createHmac } from "node:crypto";
import type { Api } from "grammy";
import type { Update } from "grammy/types";
import { cachedFor } from "../src/cached.ts";
import type { Config } from "../src/config.ts";
import type { Db } from "../src/db.ts";
import { joinCrew } from "../src/deliveries/crew.ts";
import { WEBHOOK_PATH } from "../src/http/web.ts";
import { log } from "../src/log.ts";
import { getSettings, setSettings } from "../src/settings.ts";
import { openApi, telegramPace } from "./api.ts";
import { type Bot, openBot } from "./bot.ts";
import type { Desk } from "./desk.ts";
import { readFile } from "./files.ts";
import { offerToStrangers } from "./menu.ts";
import { paced } from "./paced.ts";
import { persist, pollForever } from "./polling.ts";
import { HEARD } from "./updates.ts";

/** A change of settings is felt within this time. */
const SETTINGS_KEPT_MS = 2000;

export interface RunningBot {
  /** For the web server, where Telegram brings the updates: the secret it shows, and the one who handles them. */
  webhook: { secret: string; handleUpdate(update: unknown): Promise<void> } | null;
  /** Ends what is under way and takes nothing new. */
  stop(): Promise<void>;
}

type Telegram = NonNullable<Config["telegram"]>;

/** Starts the bot and returns at once: Telegram may be out of reach for hours. By long polling, or by webhook. */
export async function startBot({
  db,
  config,
  telegram,
  databaseUrl,
}: {
  db: Db;
  config: Config;
  telegram: Telegram;
  databaseUrl: string;
}): Promise<RunningBot> {
  const crew = await joinCrew(db, databaseUrl);
  const settings = cachedFor(SETTINGS_KEPT_MS, () => getSettings(db));
  const pace = async () => telegramPace(telegram.token, await settings());
  const api = openApi(telegram);
  api.config.use(await paced(db, { pace, holder: crew.number }));
  const stopping = new AbortController();
  const secret = createHmac("sha256", config.secret).update(`webhook:${telegram.token}`).digest("base64url");
  const root = (telegram.apiRoot ?? "https://api.telegram.org").replace(/\/$/, "");
  let bot: Bot | null = null;

  const greet = async (): Promise<Bot> => {
    const { username } = await api.getMe();
    await rememberName(db, username);
    const desk: Desk = {
      ...{ db, settings, api, publicUrl: config.publicUrl, secret: config.secret, botName: username },
      readFile: (id) => readFile(api, root, id),
      dataDir: config.dataDir,
    };
    const opened = openBot(desk);
    await offerToStrangers(desk, opened.house);
    await (config.botWebhook ? bringHere(api, config.publicUrl, secret) : api.deleteWebhook());
    return opened;
  };
  const work = async (): Promise<void> => {
    await once(stopping.signal, async () => {
      bot = await greet();
    });
    if (bot) log.info({ by: config.botWebhook ? "webhook" : "polling" }, "the bot listens");
    if (bot && !config.botWebhook) await pollForever({ api, db, bot }, stopping.signal);
  };
  const working = work();

  return {
    webhook: config.botWebhook
      ? {
          secret,
          async handleUpdate(update) {
            if (!bot) throw new Error("the bot is not ready");
            await bot.handleUpdate(update as Update);
          },
        }
      : null,
    async stop() {
      stopping.abort();
      await working;
      await crew.leave();
    },
  };
}

/** Until it has succeeded once, or the signal falls. */
async function once(signal: AbortSignal, step: () => Promise<void>): Promise<void> {
  const done = new AbortController();
  await persist(AbortSignal.any([signal, done.signal]), async () => {
    await step();
    done.abort();
  });
}

/** core.telegram.org/bots/api#setwebhook */
async function bringHere(api: Api, publicUrl: string, secret: string): Promise<void> {
  await api.setWebhook(`${publicUrl}${WEBHOOK_PATH}`, {
    secret_token: secret,
    allowed_updates: [...HEARD],
  });
}

async function rememberName(db: Db, telegramBot: string): Promise<void> {
  const { telegramBot: known } = await getSettings(db);
  if (known !== telegramBot) await setSettings(db, { telegramBot });
}

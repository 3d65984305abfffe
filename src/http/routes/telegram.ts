import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { TelegramPage } from "../../../templates/pages/telegram.tsx";
import { signChat } from "../../access/links.ts";
import { now } from "../../clock.ts";
import { NotFound } from "../../errors.ts";
import { getSettings } from "../../settings.ts";
import { showPage } from "../page.ts";
import { type App, WEBHOOK_PATH, type Web } from "../web.ts";

const SECRET_HEADER = "x-telegram-bot-api-secret-token";

/** Whoever opened the page is about to tap. */
const LINK_MINUTES = 15;

/**
 * The page from which whoever has signed in opens the bot as themselves; and the address where Telegram brings its updates. Telegram shows the secret it was given; without it, and where the bot asks for its
 * updates itself, there is nothing here. An answer other than 200 makes Telegram bring the update again.
 * core.telegram.org/bots/api#setwebhook
 */
export async function telegramRoutes(app: App, web: Web): Promise<void> {
  const { db, config, telegram, chat } = web;

  app.get(
    "/telegram",
    { config: { access: "choices.own", passwordOnly: true } },
    async ({ actor }, reply) => {
      const { telegramBot } = await getSettings(db);
      const until = new Date(now().getTime() + LINK_MINUTES * 60_000);
      const token = signChat(config.secret, actor!.personId, until);
      const hasBot = config.telegram !== undefined && !config.postbox && telegramBot !== "";
      const link = hasBot ? `https://t.me/${telegramBot}?start=${token}` : null;
      const window = chat ? `/chat?person=${actor!.personId}` : null;
      return showPage(web, reply, TelegramPage, { link, window, minutes: LINK_MINUTES });
    },
  );

  app.post(
    WEBHOOK_PATH,
    {
      config: { access: "bot.talk", fromElsewhere: true },
      schema: { body: z.looseObject({ update_id: z.number().int() }) },
    },
    async (request, reply) => {
      if (!telegram || !isSame(request.headers[SECRET_HEADER], telegram.secret))
        throw new NotFound("По этому адресу ничего нет. Проверьте его.");
      await telegram.handleUpdate(request.body);
      return reply.send({ ok: true });
    },
  );
}

function isSame(shown: string | string[] | undefined, secret: string): boolean {
  const [given, right] = [Buffer.from(String(shown ?? "")), Buffer.from(secret)];
  return given.length === right.length && timingSafeEqual(given, right);
}

import { wordsIn } from "../words.ts";
import { type Frame, Layout } from "./layout.tsx";

export interface TelegramProps {
  /** Opens the bot as this very person; null: the school has no bot. */
  link: string | null;
  /** The bot of the made-up school. */
  window: string | null;
  minutes: number;
}

export function TelegramPage({ frame, link, window, minutes }: TelegramProps & { frame: Frame }) {
  const { language } = frame;
  const { say } = wordsIn(language);
  return (
    <Layout frame={frame} title="Telegram" language={language}>
      <main id="main">
        <h1>Telegram</h1>
        {link ? (
          <>
            <p class="say">{say("telegram-say")}</p>
            <p class="acts">
              <a class="btn btn-main" href={link}>
                {say("telegram-open")}
              </a>
            </p>
            <p class="dim">{say("telegram-own", { minutes })}</p>
          </>
        ) : (
          <p class="say">{say(window ? "telegram-demo" : "telegram-none")}</p>
        )}
        {window && (
          <p class="acts">
            <a class="btn btn-main" href={window}>
              {say("telegram-window")}
            </a>
          </p>
        )}
      </main>
    </Layout>
  );
}

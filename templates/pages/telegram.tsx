import { type Frame, Layout } from "./layout.tsx";

export interface TelegramProps {
  /** Opens the bot as this very person; null: the school has no bot. */
  link: string | null;
  /** The bot of the made-up school. */
  window: string | null;
  minutes: number;
}

export function TelegramPage({ frame, link, window, minutes }: TelegramProps & { frame: Frame }) {
  return (
    <Layout frame={frame} title="Telegram">
      <main id="main">
        <h1>Telegram</h1>
        {link ? (
          <>
            <p class="say">Откройте бота этой кнопкой: он узнает вас сам.</p>
            <p class="acts">
              <a class="btn btn-main" href={link}>
                Открыть бота в Telegram
              </a>
            </p>
            <p class="dim">
              Ссылка ваша личная и работает {minutes} минут: не пересылайте её. Позже откройте эту страницу
              ещё раз.
            </p>
          </>
        ) : (
          <p class="say">
            {window
              ? "В вымышленной школе бот живёт на странице, наружу ничего не уходит."
              : "Бот школы не подключён. Когда администратор его подключит, здесь появится кнопка."}
          </p>
        )}
        {window && (
          <p class="acts">
            <a class="btn btn-main" href={window}>
              Открыть бота
            </a>
          </p>
        )}
      </main>
    </Layout>
  );
}

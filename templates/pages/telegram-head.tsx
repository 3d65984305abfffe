import { wordsIn } from "../words.ts";

const words = wordsIn("ru");

/** The head of a chat with the bot, as Telegram shows it. */
export function TelegramHead({ school }: { school: string }) {
  return (
    <div class="hd">
      <span class="ava" aria-hidden="true">
        В
      </span>
      <span>
        <b>Вестник, {words.lower(school)}</b>
        <small>бот</small>
      </span>
    </div>
  );
}

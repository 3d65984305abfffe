import type { Language } from "../../src/deliveries/message.ts";
import { wordsIn } from "../words.ts";

/** The head of a chat with the bot, as Telegram shows it. */
export function TelegramHead({ school, language }: { school: string; language: Language }) {
  const words = wordsIn(language);
  return (
    <div class="hd">
      <span class="ava" aria-hidden="true">
        В
      </span>
      <span>
        <b>{words.say("postbox-sender", { school: words.lower(school) })}</b>
        <small>{words.say("telegram-bot")}</small>
      </span>
    </div>
  );
}

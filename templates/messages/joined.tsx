import type { EmailText, Message, TelegramText } from "../../src/deliveries/message.ts";
import { renderOwnLetter } from "../email/own-letter.tsx";
import { html } from "../telegram/markup.ts";
import { wordsIn } from "../words.ts";

/** Somebody's other addresses hear that one more was confirmed. It names nobody and is the same at every content level. */
export function renderJoinedForTelegram({ language }: Message): TelegramText {
  const words = wordsIn(language);
  return { html: html(`${words.say("joined-said")}\n\n${words.say("joined-stranger")}`), buttons: [] };
}

export function renderJoinedForEmail(message: Message): EmailText {
  const { say } = wordsIn(message.language);
  return renderOwnLetter(message, {
    subject: say("joined-topic"),
    said: say("joined-said"),
    button: say("joined-open"),
    link: message.links.open,
    stranger: say("joined-stranger"),
  });
}

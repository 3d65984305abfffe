import type { EmailText, Message, TelegramText } from "../../src/deliveries/message.ts";
import { renderOwnLetter } from "../email/own-letter.tsx";
import { html } from "../telegram/markup.ts";
import { wordsIn } from "../words.ts";

/** What somebody sent themselves to see whether messages arrive. It names nobody and is the same at every content level. */
export function renderTrialForTelegram({ language }: Message): TelegramText {
  return { html: html(wordsIn(language).say("trial-said")), buttons: [] };
}

export function renderTrialForEmail(message: Message): EmailText {
  const { say } = wordsIn(message.language);
  return renderOwnLetter(message, {
    subject: say("trial-topic"),
    said: say("trial-said"),
    button: say("joined-open"),
    link: message.links.open,
  });
}

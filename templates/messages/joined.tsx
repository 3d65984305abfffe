import type { EmailText, Message, TelegramText } from "../../src/deliveries/message.ts";
import { renderFrame } from "../email/frame.ts";
import { Footnote, Sentence } from "../email/rows.tsx";
import { wrap } from "../email/text.ts";
import { html } from "../telegram/markup.ts";
import { wordsIn } from "../words.ts";

/** Somebody's other addresses hear that one more was confirmed. It names nobody and is the same at every content level. */
export function renderJoinedForTelegram({ language }: Message): TelegramText {
  const words = wordsIn(language);
  return { html: html(`${words.say("joined-said")}\n\n${words.say("joined-stranger")}`), buttons: [] };
}

export function renderJoinedForEmail({ language, school, links }: Message): EmailText {
  const words = wordsIn(language);
  const subject = words.say("joined-topic");
  const [said, stranger] = [words.say("joined-said"), words.say("joined-stranger")];
  const letter = renderFrame({
    lang: language,
    subject,
    preview: said,
    brand: words.say("brand"),
    school: words.upper(school.name),
    body: <Sentence>{said}</Sentence>,
    button: words.say("joined-open"),
    open: links.open,
    footer: <Footnote>{stranger}</Footnote>,
  });
  const head = words.say("brand-school", { school: words.lower(school.name) });
  const at = [words.say("open-diary-at"), links.open];
  const text = [head, "", ...wrap(said), "", ...at, "", "-- ", ...wrap(stranger), ""].join("\n");
  return { subject, html: letter, text };
}

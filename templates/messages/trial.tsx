import type { EmailText, Message, TelegramText } from "../../src/deliveries/message.ts";
import { renderFrame } from "../email/frame.ts";
import { Sentence } from "../email/rows.tsx";
import { wrap } from "../email/text.ts";
import { html } from "../telegram/markup.ts";
import { wordsIn } from "../words.ts";

/** What somebody sent themselves to see whether messages arrive. It names nobody and is the same at every content level. */
export function renderTrialForTelegram({ language }: Message): TelegramText {
  return { html: html(wordsIn(language).say("trial-said")), buttons: [] };
}

export function renderTrialForEmail({ language, school, links }: Message): EmailText {
  const words = wordsIn(language);
  const [subject, said] = [words.say("trial-topic"), words.say("trial-said")];
  const letter = renderFrame({
    lang: language,
    subject,
    preview: said,
    brand: words.say("brand"),
    school: words.upper(school.name),
    body: <Sentence>{said}</Sentence>,
    button: words.say("joined-open"),
    open: links.open,
    footer: <></>,
  });
  const head = words.say("brand-school", { school: words.lower(school.name) });
  return {
    subject,
    html: letter,
    text: [head, "", ...wrap(said), "", `${words.say("joined-open")}:`, links.open, ""].join("\n"),
  };
}

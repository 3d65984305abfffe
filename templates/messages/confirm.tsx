import type { EmailText, Message, TelegramText } from "../../src/deliveries/message.ts";
import { renderFrame } from "../email/frame.ts";
import { Footnote, Note, Sentence } from "../email/rows.tsx";
import { wrap } from "../email/text.ts";
import { type Words, wordsIn } from "../words.ts";

/**
 * The question whether the address is theirs. It may reach a stranger, so it names no child, no class and nobody, and
 * is the same at every content level. A sheet of paper is never asked.
 */
type Question = Pick<Message, "language" | "school"> & { link: string };

export function questionOf({ language, school, confirm }: Message): Question | null {
  return confirm ? { language, school, link: confirm.link } : null;
}

export function renderQuestionForTelegram({ language, link }: Question): TelegramText {
  const words = wordsIn(language);
  return {
    html: `${words.say("confirm-chat")}\n\n${strangerHint(words)}`,
    buttons: [{ text: words.say("confirm-yes"), url: link }],
  };
}

export function renderQuestionForEmail({ language, school, link }: Question): EmailText {
  const words = wordsIn(language);
  const subject = words.say("confirm-topic");
  const why = words.say("confirm-why", { school: words.lower(school.name) });
  const html = renderFrame({
    lang: language,
    subject,
    preview: why,
    brand: words.say("brand"),
    school: words.upper(school.name),
    body: (
      <>
        <Sentence>{words.say("confirm-address")}</Sentence>
        <Note>{`${why} ${words.say("confirm-week")}`}</Note>
      </>
    ),
    button: words.say("confirm-yes"),
    open: link,
    footer: <Footnote>{strangerHint(words)}</Footnote>,
  });
  const text = [
    words.say("brand-school", { school: words.lower(school.name) }),
    "",
    ...wrap(words.say("confirm-address")),
    "",
    ...wrap(`${why} ${words.say("confirm-week")}`),
    "",
    words.say("confirm-yes-at"),
    link,
    "",
    "-- ",
    ...wrap(strangerHint(words)),
    "",
  ].join("\n");
  return { subject, html, text };
}

function strangerHint(words: Words): string {
  return words.say("confirm-stranger");
}

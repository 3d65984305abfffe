import type { ComponentChildren } from "preact";
import type { EmailText, Message } from "../../src/deliveries/message.ts";
import { wordsIn } from "../words.ts";
import { renderFrame } from "./frame.ts";
import { Footnote, Sentence } from "./rows.tsx";
import { wrap } from "./text.ts";

interface Said {
  subject: string;
  said: string;
  /** Of the list of letters; what is said, if it is absent. */
  preview?: string;
  /** What is said besides, for both parts of the letter. */
  more?: { html: ComponentChildren; text: string };
  button: string;
  link: string;
  /** To whom the letter may not belong. */
  stranger?: string;
}

/** A letter about the reader's own address or sign-in: of no pupil, in a few sentences, with one link. */
export function renderOwnLetter({ language, school }: Message, letter: Said): EmailText {
  const { subject, said, preview = said, more, button, link, stranger } = letter;
  const words = wordsIn(language);
  const html = renderFrame({
    lang: language,
    subject,
    preview,
    brand: words.say("brand"),
    school: words.upper(school.name),
    body: (
      <>
        <Sentence>{said}</Sentence>
        {more?.html}
      </>
    ),
    button,
    open: link,
    footer: stranger ? <Footnote>{stranger}</Footnote> : "",
  });
  const text = [
    ...[words.say("brand-school", { school: words.lower(school.name) }), "", ...wrap(said)],
    ...(more ? ["", ...wrap(more.text)] : []),
    ...["", `${button}:`, link],
    ...(stranger ? ["", "-- ", ...wrap(stranger)] : []),
    "",
  ].join("\n");
  return { subject, html, text };
}

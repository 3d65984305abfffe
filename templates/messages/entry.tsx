import type { EmailText, Message } from "../../src/deliveries/message.ts";
import { renderFrame } from "../email/frame.ts";
import { Footnote, Note, Sentence } from "../email/rows.tsx";
import { wrap } from "../email/text.ts";
import { wordsIn } from "../words.ts";

/** The letter with a link that signs in once. It goes to the person's own confirmed address and names nobody else. */
export function renderEntryForEmail(
  { language, school }: Message,
  { link, name }: NonNullable<Message["entry"]>,
): EmailText {
  const words = wordsIn(language);
  const { say } = words;
  const [subject, said] = [say("entry-topic"), say("entry-said", { name })];
  const [once, stranger] = [say("entry-once"), say("entry-stranger")];
  const letter = renderFrame({
    lang: language,
    subject,
    preview: once,
    brand: say("brand"),
    school: words.upper(school.name),
    body: (
      <>
        <Sentence>{said}</Sentence>
        <Note>{once}</Note>
      </>
    ),
    button: say("entry-open"),
    open: link,
    footer: <Footnote>{stranger}</Footnote>,
  });
  const text = [
    say("brand-school", { school: words.lower(school.name) }),
    ...["", ...wrap(said), "", ...wrap(once)],
    ...["", `${say("entry-open")}:`, link],
    ...["", "-- ", ...wrap(stranger), ""],
  ].join("\n");
  return { subject, html: letter, text };
}

import type { EmailText, Message } from "../../src/deliveries/message.ts";
import { renderOwnLetter } from "../email/own-letter.tsx";
import { Note } from "../email/rows.tsx";
import { wordsIn } from "../words.ts";

/** The letter with a link that signs in once. It goes to the person's own confirmed address and names nobody else. */
export function renderEntryForEmail(
  message: Message,
  { link, name }: NonNullable<Message["entry"]>,
): EmailText {
  const { say } = wordsIn(message.language);
  const once = say("entry-once");
  return renderOwnLetter(message, {
    subject: say("entry-topic"),
    said: say("entry-said", { name }),
    preview: once,
    more: { html: <Note>{once}</Note>, text: once },
    button: say("entry-open"),
    link,
    stranger: say("entry-stranger"),
  });
}

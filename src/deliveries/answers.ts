import { packButton } from "../access/buttons.ts";
import type { ClaimedRow } from "./claiming.ts";
import type { Said } from "./deciding.ts";
import { isOfPupil } from "./facts.ts";
import type { Answer, Message } from "./message.ts";

type Row = Pick<ClaimedRow, "channel" | "address" | "personId" | "deliveryId">;
type Signing = { secret: string; day: string };

/**
 * What a guardian may answer to a message, as buttons of the bot's acts (bots/features/family-alert.ts): to the one
 * unexplained absence it tells of, on its own day, and to finals, or announcements that ask for it, that they have seen
 * them. A letter asks for the latter too and is answered on the site; paper is answered with a signature. A pupil answers
 * nothing.
 */
export function answersTo(row: Row, said: Said[], signing: Signing): Pick<Message, "answers" | "asksSeen"> {
  const thread = row.channel === "telegram" && said.length === 1 ? threadOf(said[0]!) : undefined;
  if (thread) {
    const data = packButton(signing.secret, row.address, { act: "thread.reply", args: [thread.id] });
    return { answers: [{ answer: "reply", data }] };
  }
  if (said.length === 0 || said.some(({ notice }) => notice.pupilId === row.personId)) return {};
  if (said.every(({ notice }) => notice.factKind === "final") || said.some(asksSeen)) {
    if (row.channel === "email") return { asksSeen: true };
    return row.channel === "telegram" ? { answers: [button(row, "seen", [row.deliveryId], signing)] } : {};
  }
  return toAbsence(row, said, signing);
}

function threadOf({ fact }: Said) {
  return isOfPupil(fact) ? undefined : fact.announced.thread;
}

function asksSeen({ fact }: Said): boolean {
  return !isOfPupil(fact) && fact.announced.asksSeen === true;
}

/** Elsewhere than in Telegram nobody could tap them. */
function toAbsence(row: Row, [only, ...more]: Said[], signing: Signing): Pick<Message, "answers"> {
  if (row.channel !== "telegram" || !only || more.length > 0 || !isOfPupil(only.fact)) return {};
  const { fact, notice } = only;
  const { day } = signing;
  const story = fact.story(only.was, null);
  if (story.kind !== "absence.noted" || !story.isUnexplained || story.date !== day) return {};
  return {
    answers: [
      button(row, "ill", [fact.pupilId, day], signing),
      button(row, "known", [fact.pupilId, day], signing),
      button(row, "call", [fact.pupilId, notice.id], signing),
    ],
  };
}

function button({ address }: Row, answer: Answer["answer"], args: string[], { secret }: Signing): Answer {
  return { answer, data: packButton(secret, address, { act: `alert.${answer}`, args }) };
}

import { packButton } from "../access/buttons.ts";
import type { ClaimedRow } from "./claiming.ts";
import type { Said } from "./deciding.ts";
import { isOfPupil } from "./facts.ts";
import type { Message } from "./message.ts";

/**
 * Answers to the one unexplained absence a message tells a guardian of, on its own day, as buttons of the bot's acts
 * (bots/features/family-alert.ts). Elsewhere than in Telegram nobody could tap them; a pupil gives no notes.
 */
export function answersTo(
  row: Pick<ClaimedRow, "channel" | "address" | "personId">,
  said: Said[],
  { secret, day }: { secret: string; day: string },
): Pick<Message, "answers"> {
  const [only, ...more] = said;
  if (row.channel !== "telegram" || !only || more.length > 0 || !isOfPupil(only.fact)) return {};
  const { fact, notice } = only;
  const story = fact.story(only.was, null);
  if (story.kind !== "absence.noted" || !story.isUnexplained || story.date !== day) return {};
  if (fact.pupilId === row.personId) return {};
  const button = (answer: "ill" | "known" | "call", about: string) => ({
    answer,
    data: packButton(secret, row.address, { act: `alert.${answer}`, args: [fact.pupilId, about] }),
  });
  return { answers: [button("ill", day), button("known", day), button("call", notice.id)] };
}

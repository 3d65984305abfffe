import type { ListedCorrection } from "../../src/corrections/listing.ts";
import { period, periodOf } from "../../templates/messages/phrases.ts";
import type { OwnTalk } from "../feature.ts";
import { wordsOf } from "../screens.ts";

/** «за II четверть», «экзамен»: which final mark a correction is of; null where it is of a work. */
export async function periodSaid(
  talk: OwnTalk,
  { finalKind, period: of }: Pick<ListedCorrection, "finalKind" | "period">,
): Promise<string | null> {
  if (finalKind === null || of === null) return null;
  const term = finalKind === "term" ? await talk.db.term.findUnique({ where: { id: of } }) : null;
  const { kind: termKind = null, number: termNumber = null } = term ?? {};
  return period({ period: periodOf({ kind: finalKind, termKind, termNumber, year: of }) }, wordsOf(talk));
}

import type { ListedPupil } from "../../src/lessons/roster.ts";
import type { Place, Understanding } from "../../src/quick-marks/quick-marks.ts";
import type { OwnTalk } from "../feature.ts";
import { cut, plain, saysAll } from "../screens.ts";
import { shortListed } from "./lesson-lines.ts";

/** What of typed words was not understood, or is unusual, each with its place. */

const MOST_LINES = 4;
const LONGEST_QUOTE = 30;
/** Names nobody. */
const EXAMPLE = "3-5 7-4 12-н";

interface Spoken {
  text: string;
  pupils: ListedPupil[];
}

export function faultLines(talk: OwnTalk, { faults, topic }: Understanding, { text }: Spoken): string[] {
  const lines = faults.map(({ kind, example, ...place }) =>
    talk.word("bot-quick-fault", {
      kind,
      place: placeOf(talk, text, place),
      example: saysAll(talk) ? example : EXAMPLE,
    }),
  );
  // The next line of the plan is a button of its own screen.
  const withoutTopic = topic && topic.text === null ? [talk.word("bot-quick-which-topic")] : [];
  return few(talk, [...lines, ...withoutTopic]);
}

export function warningLines(talk: OwnTalk, { warnings }: Understanding, { text, pupils }: Spoken): string[] {
  return few(
    talk,
    warnings.map(({ kind, pupilIds, ...place }) => {
      const named = pupils.filter(({ id }) => pupilIds.includes(id));
      return talk.word("bot-quick-warning", {
        kind,
        place: placeOf(talk, text, place),
        who: named.map((pupil) => shortListed(talk, pupil)).join(", "),
      });
    }),
  );
}

/** «Иваноф 5»; where the channel may know no names, which word it is. */
export function placeOf(talk: OwnTalk, text: string, { at, length }: Place): string {
  if (saysAll(talk)) return `«${cut(text.slice(at, at + length), LONGEST_QUOTE)}»`;
  const n = text.slice(0, at).split(/\s+/).filter(Boolean).length + 1;
  return talk.word("bot-quick-place", { n });
}

function few(talk: OwnTalk, lines: string[]): string[] {
  const shown = lines.slice(0, MOST_LINES).map(plain);
  const left = lines.length - shown.length;
  return left > 0 ? [...shown, plain(talk.word("bot-quick-more", { n: left }))] : shown;
}

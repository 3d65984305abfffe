import type { LetterRow } from "../messages/wording.ts";
import type { Words } from "../words.ts";
import type { LetterText } from "./letter.tsx";

export const WIDTH = 72;
// «26.11» and two spaces: the margin of a letter without lines.
export const MARGIN = 7;

/** The text part: the same rows without their dress. */
export function renderText(letter: LetterText, words: Words): string {
  const groups = letter.groups.flatMap((group) => [
    group.who.toUpperCase(),
    group.topic,
    "",
    ...wrap(group.lead),
    "",
    ...group.rows.flatMap(line),
    "",
  ]);
  const notes = letter.notes
    .filter((note) => note !== words.say("average-line"))
    .flatMap((note) => [...wrap(note), ""]);
  return [
    words.say("brand-school", { school: words.lower(letter.school) }),
    "",
    ...groups,
    ...notes,
    words.say("open-diary-at"),
    letter.open,
    "",
    "-- ",
    ...wrap(words.say("footer-why")),
    words.say("footer-stop-at", { link: letter.unsubscribe }),
    words.say("footer-always"),
    words.say("footer-reply"),
    "",
  ].join("\n");
}

/** «26.11  Алгебра — 4, контрольная «Многочлены».» and what it means beneath. */
function line(row: LetterRow): string[] {
  const lines = [...wrap(row.line, WIDTH - MARGIN), ...wrap(row.meaning, WIDTH - MARGIN)];
  return lines.map((text, at) => (at === 0 ? row.when : "").padEnd(MARGIN) + text);
}

export function wrap(text: string, width = WIDTH): string[] {
  const lines: string[] = [];
  let current = "";
  for (const word of text.split(" ").filter(Boolean)) {
    if (current && current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else current = current ? `${current} ${word}` : word;
  }
  if (current) lines.push(current);
  return lines;
}

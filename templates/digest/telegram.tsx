import type { TelegramText } from "../../src/deliveries/message.ts";
import { html, LONGEST_TEXT, visibleLength } from "../telegram/markup.ts";
import type { Words } from "../words.ts";
import type { DigestContents, DigestRow, DigestSection } from "./contents.ts";

/** What subjects may take when everything is long, so that what to look at and the homework still follow. */
const ROOM_FOR_ROWS = 2000;
const ROOM_FOR_SECTION = 900;
// «и ещё 1 284 — в дневнике» and the line break before it.
const ROOM_FOR_MORE = 40;

/** `suspended` is a sentence of its own at the end, or empty. */
export function digestBubble(contents: DigestContents, suspended: string, words: Words): string {
  const head = html(<b>{words.say("heading", { who: contents.who, what: contents.topic })}</b>);
  const title = contents.lead ? `${head}\n${html(contents.lead)}` : head;
  let room = LONGEST_TEXT - visibleLength(title) - visibleLength(html(suspended)) - 2;
  const parts: string[] = [];
  const put = (part: string) => {
    room -= visibleLength(part) + 2;
    if (part) parts.push(part);
  };
  const rows = contents.rows.filter(({ marks }) => marks.length > 0).map((row) => html(<Row row={row} />));
  put(fitting(rows, Math.min(room, ROOM_FOR_ROWS), words).join("\n"));
  for (const section of contents.sections) put(sectionIn(section, Math.min(room, ROOM_FOR_SECTION), words));
  return [title, ...parts, html(suspended)].filter(Boolean).join("\n\n");
}

export function digestPing(suspended: string, words: Words): string {
  return [words.say("digest-ping"), html(suspended)].filter(Boolean).join("\n\n");
}

export function diaryButton(open: string, words: Words): TelegramText["buttons"] {
  return [{ text: words.say("open-diary"), url: open }];
}

/** «Алгебра **5, 4** ▲ 4,33, выходит 4» */
function Row({ row: { subject, marks, trend, average, outSaid } }: { row: DigestRow }) {
  const arrow = trend === null ? "·" : trend === "up" ? "▲" : "▼";
  return (
    <>
      {subject} <b>{marks.join(", ")}</b>
      {average && ` ${arrow} ${[average, outSaid].filter(Boolean).join(", ")}`}
    </>
  );
}

function sectionIn({ title, lines, isHomework }: DigestSection, room: number, words: Words): string {
  const head = title && html(<b>{title}</b>);
  const texts = lines.map(({ when, text }) => html(when ? `${when} ${text}` : text));
  const told = fitting(texts, room - visibleLength(head) - 1, words).join("\n");
  if (!told) return "";
  // The lines are rendered already, and the tag is ours.
  return [head, title && isHomework ? `<blockquote expandable>${told}</blockquote>` : told]
    .filter(Boolean)
    .join("\n");
}

/** Whole lines, as many as there is room for, and how many are left. */
function fitting(lines: string[], room: number, words: Words): string[] {
  const told: string[] = [];
  let left = room - ROOM_FOR_MORE;
  for (const [at, line] of lines.entries()) {
    left -= visibleLength(line) + 1;
    if (left < 0) return at === 0 ? [] : [...told, words.say("digest-more", { n: lines.length - at })];
    told.push(line);
  }
  return told;
}

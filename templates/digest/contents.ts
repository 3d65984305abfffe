/**
 * A digest in words and before its dress: what telegram.tsx, email.tsx and paper.ts show each in its own way, so that
 * all of them say the same.
 */
import type { Story } from "../../src/deliveries/message.ts";
import type { SubjectRow } from "../../src/digests/digest.ts";
import type { KnownDigest } from "../content-level.ts";
import { who } from "../messages/arrange.ts";
import type { Wording } from "../messages/wording.ts";
import type { Words } from "../words.ts";
import { lead, preview } from "./lead.ts";
import { forDay, isOnlyHomework, sectionsOf } from "./sections.ts";

export interface DigestContents {
  frequency: KnownDigest["frequency"];
  who: string;
  /** «неделя 23–27 ноября» */
  topic: string;
  lead: string;
  /** Shown beside the subject of a letter: no mark, no reason. */
  preview: string;
  rows: DigestRow[];
  /** So many subjects are left out. */
  rowsLeft: number;
  sections: DigestSection[];
}

export interface DigestRow {
  subject: string;
  marks: string[];
  average: string;
  /** Draws the blue line, in hundredths; null where the scale is not 2 to 5. */
  line: number | null;
  trend: "up" | "down" | null;
  /** For a column: «4», «4 или 5», «мало». */
  out: string;
  /** For a sentence: «выходит 4», «мало отметок». */
  outSaid: string;
}

export interface DigestSection {
  /** Empty where the topic has said it. */
  title: string;
  lines: DigestLine[];
  /** Long and often known already: it may be folded or run on. */
  isHomework: boolean;
}

export interface DigestLine {
  when: string;
  warns: boolean;
  text: string;
}

const MOST_ROWS = 30;
const LOWEST = 200;
const HIGHEST = 500;

export function contentsOf(
  digest: KnownDigest,
  wordingOf: (story: Story) => Wording,
  words: Words,
): DigestContents {
  // A day is short: where nothing came there is nothing to say.
  const shown = digest.subjects.filter(({ marks }) => digest.frequency === "weekly" || marks.length > 0);
  return {
    frequency: digest.frequency,
    who: who(digest.pupil, words),
    topic: topicOf(digest, words),
    lead: lead(digest, words),
    preview: preview(digest, words),
    rows: shown.slice(0, MOST_ROWS).map((row) => rowOf(row, words)),
    rowsLeft: Math.max(0, shown.length - MOST_ROWS),
    sections: sectionsOf(digest, wordingOf, words),
  };
}

/** «И ещё 2 предмета — в дневнике.»; empty: all are here. */
export function rowsLeftSaid({ rowsLeft }: DigestContents, words: Words): string {
  return rowsLeft > 0 ? `${words.upper(words.say("digest-more-subjects", { n: rowsLeft }))}.` : "";
}

/** «неделя 23–27 ноября», «пятница, 27 ноября»; of a day with nothing but homework «задано к понедельнику, 30 ноября». */
function topicOf(digest: KnownDigest, words: Words): string {
  const { frequency, from, to, ahead } = digest;
  if (frequency === "weekly") return words.say("digest-week", { days: words.days(from, to) });
  if (ahead && isOnlyHomework(digest)) return words.say("digest-homework", { to: forDay(ahead.date, words) });
  return from === to ? words.weekday(to) : words.days(from, to);
}

function rowOf(row: SubjectRow, words: Words): DigestRow {
  const { average, comesOut, disputed, few } = row;
  const isOfFive = comesOut !== null || few;
  const out = outOf(row, words);
  return {
    subject: words.upper(row.subject),
    marks: row.marks,
    average: average === null ? "" : words.average(average),
    line: average !== null && isOfFive && average >= LOWEST && average <= HIGHEST ? average : null,
    trend: row.trend === "same" ? null : row.trend,
    out,
    outSaid: few
      ? words.say("digest-out-few")
      : out && (disputed ? out : words.say("digest-out", { mark: out })),
  };
}

function outOf({ comesOut, disputed, few }: SubjectRow, words: Words): string {
  if (few) return words.say("digest-out-few-short");
  if (comesOut !== null && disputed)
    return words.say("digest-out-disputed", { lower: comesOut, upper: disputed });
  return comesOut ?? "";
}

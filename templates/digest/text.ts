import type { DigestFacts } from "../content-level.ts";
import { MARGIN, WIDTH, wrap } from "../email/text.ts";
import type { Words } from "../words.ts";
import { type DigestContents, type DigestRow, type DigestSection, rowsLeftSaid } from "./contents.ts";

const GAP = "  ";

/** The text part of a letter: all of it, in columns of letters. */
export function digestText(
  facts: DigestFacts,
  contents: DigestContents & { suspended: string },
  words: Words,
): string {
  const { school, open, unsubscribe, rhythm } = facts;
  const { who, topic, lead, rows, sections, suspended } = contents;
  return [
    words.say("brand-school", { school: words.lower(school.name) }),
    "",
    who.toUpperCase(),
    words.upper(topic),
    "",
    ...paragraph(lead),
    ...(rows.length > 0
      ? [...table(rows, contents.frequency, words), ...wrap(rowsLeftSaid(contents, words)), ""]
      : []),
    ...sections.flatMap(section),
    ...paragraph(suspended),
    words.say("open-diary-at"),
    open,
    "",
    "-- ",
    ...wrap(whyIt(facts, words)),
    ...(rhythm ? [words.say("digest-change-at", { what: changed(facts), link: rhythm.change })] : []),
    words.say("digest-stop-at", { link: unsubscribe }),
    words.say("footer-always"),
    words.say("footer-reply"),
    "",
  ].join("\n");
}

/** «Сводка приходит по пятницам в 18:00 (время: Красноярск), потому что этот адрес подтверждён для сообщений школы.» */
export function whyIt({ rhythm }: DigestFacts, words: Words): string {
  if (!rhythm) return words.say("footer-why");
  const { weekday, hour, city, timeZone } = rhythm;
  const zone = city ? words.say("bot-choices-city", { city }) : timeZone;
  return words.say("digest-rhythm", { day: weekday ?? 0, hour, zone });
}

/** What of it is chosen. */
export function changed({ rhythm }: DigestFacts): "day" | "hour" {
  return rhythm?.weekday ? "day" : "hour";
}

function paragraph(text: string): string[] {
  return text ? [...wrap(text), ""] : [];
}

/** «Алгебра  5, 4  4,33  вырос  4» under a line of heads. */
function table(rows: DigestRow[], frequency: string, words: Words): string[] {
  const head = [
    "",
    words.say("digest-head-marks", { frequency }),
    words.say("digest-head-average"),
    "",
    words.say("digest-head-out"),
  ];
  const cells = rows.map(({ subject, marks, average, trend, out }) => [
    subject,
    marks.join(", "),
    average,
    trend ? words.say("digest-trend", { trend }) : "",
    out,
  ]);
  const widths = head.map((_, at) => Math.max(...[head, ...cells].map((line) => line[at]?.length ?? 0)));
  return [head, ...cells].map((line) =>
    line
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join(GAP)
      .trimEnd(),
  );
}

function section({ title, lines }: DigestSection): string[] {
  const told = lines.flatMap(({ when, warns, text }) =>
    wrap(text, WIDTH - MARGIN).map(
      (line, at) => (at === 0 ? (warns ? "!" : when) : "").padEnd(MARGIN) + line,
    ),
  );
  return [...(title ? [title.toUpperCase()] : []), ...told, ""];
}

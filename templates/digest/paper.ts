import type { PaperText } from "../../src/deliveries/message.ts";
import { sentences } from "../messages/phrases.ts";
import type { Words } from "../words.ts";
import { type DigestContents, type DigestSection, rowsLeftSaid } from "./contents.ts";

type Line = PaperText["sheets"][number]["lines"][number];

/** Homework runs on in one paragraph as long as it is no longer than that. */
const LONGEST_PARAGRAPH = 500;

/** The weekly sheet (R44): round.ts prints it under the pupil's name. `suspended` is a sentence, or empty. */
export function digestSheet(contents: DigestContents, suspended: string, words: Words): PaperText {
  const { topic, lead, rows, sections, frequency } = contents;
  const left = rowsLeftSaid(contents, words);
  const head: Line = {
    when: "№",
    what: words.say("digest-head-subject"),
    mark: words.say("digest-head-marks", { frequency }),
    beside: [words.say("digest-head-average"), words.say("digest-head-out")],
    isHead: true,
  };
  const subjects = rows.map(
    ({ subject, marks, average, out }, at): Line => ({
      when: String(at + 1),
      what: subject,
      mark: marks.join(", "),
      beside: [average || "–", out || "–"],
    }),
  );
  const told = sections.flatMap((section): Line[] => [
    ...(section.title ? [{ when: "", what: section.title, mark: "", isHead: true as const }] : []),
    ...linesOf(section),
  ]);
  return {
    sheets: [
      {
        pupilIndex: 0,
        title: words.upper(topic),
        lead: sentences(lead, suspended),
        lines: [
          ...(rows.length > 0 ? [head, ...subjects] : []),
          ...(left ? [{ when: "", what: left, mark: "" }] : []),
          ...told,
        ],
      },
    ],
  };
}

function linesOf({ lines, isHomework }: DigestSection): Line[] {
  const all = lines.map(({ text }) => `${text.replace(/\.$/, "")}.`).join(" ");
  if (isHomework && all.length <= LONGEST_PARAGRAPH) return [{ when: "", what: all, mark: "" }];
  return lines.map(({ when, warns, text }) => ({ when: warns ? "!" : when, what: text, mark: "" }));
}

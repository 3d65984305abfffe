import type { ComponentChildren } from "preact";
import type { PaperText, Story } from "../../src/deliveries/message.ts";
import type { Words } from "../words.ts";

export type PaperLine = PaperText["sheets"][number]["lines"][number];

/** One ruled line of a letter; the text part is made of the same row, so both say the same. */
export interface LetterRow {
  when: string;
  what: string;
  caption: string;
  was: string | null;
  mark: string;
  meaning: string;
  /** The whole line as a sentence, for the text part. */
  line: string;
  /** Draws the blue line of the average, in hundredths; empty where the scale is not 2 to 5. */
  average: number | null;
}

/** The words of one kind of story, for every channel. */
export interface Wording<S extends Story = Story> {
  /** What the heading counts it among: «две отметки, одна отметка снята». */
  counts: "absences" | "finals" | "marks" | "withdrawn";
  /** After the name, so that the first line stands alone on a lock screen: «алгебра — 4». */
  headline(story: S, words: Words): string;
  telegram: {
    /** Paragraphs under the headline of the only story about a pupil. */
    alone(story: S, words: Words): ComponentChildren[];
    /** One line among several. */
    listed(story: S, words: Words): ComponentChildren;
  };
  email(story: S, words: Words): LetterRow;
  paper(story: S, words: Words): PaperLine;
}

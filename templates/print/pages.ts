import type { PaperText } from "../../src/deliveries/message.ts";
import { kindOf } from "./lines.ts";

export type Line = PaperText["sheets"][number]["lines"][number];

// Millimetres on an A5 sheet, measured on the printed page with a little to spare.
const WIDTH_OF_WORDS = 110;
const WIDTH_OF_SAID = 119;
const ROOM_FOR_LINES = 142;
const LINE = 4.5;
const GAP = 1.9;
const CLOSE = 1;
const TIGHT = 0.4;
const EM = 3.35;
const SPACE = 0.25;
/** The lead is set larger. */
const LEAD = 1.25;
const HEAD = 1.1;
const SPACE_OVER_HEAD = 2.5;
/** A subject of the week leaves room for its columns. */
const WIDTH_OF_SUBJECT = 50;
const WIDTH_OF_MARKS = 24;
const MARKS = 1.1;

/** Lines of a pupil split into sheets: two sheets share a page, so none may run on by itself. */
export function pagesOf(lead: string, lines: Line[]): Line[][] {
  const pages: Line[][] = [[]];
  let room = ROOM_FOR_LINES - (lead ? linesOf(lead, LEAD) * LINE * LEAD + 2 * GAP : 0);
  for (const line of lines) {
    const height = heightOf(line);
    // A head does not stay behind alone.
    if (height + (line.isHead ? LINE + GAP : 0) > room) {
      pages.push([]);
      room = ROOM_FOR_LINES;
    }
    room -= height;
    pages.at(-1)?.push(line);
  }
  return pages;
}

function heightOf(line: Line): number {
  const { what, mark } = line;
  switch (kindOf(line)) {
    case "week":
      return (
        Math.max(linesOf(what, 1, WIDTH_OF_SUBJECT), linesOf(mark, MARKS, WIDTH_OF_MARKS)) * LINE + CLOSE
      );
    case "head":
      return linesOf(what, HEAD) * LINE * HEAD + SPACE_OVER_HEAD;
    case "said":
      return linesOf(what, 1, WIDTH_OF_SAID) * LINE + TIGHT;
    case "marked":
      return linesOf(what, 1) * LINE + GAP;
  }
}

/** Lines a text takes, its words set one after another as the printer will. */
function linesOf(text: string, size: number, width = WIDTH_OF_WORDS): number {
  const longest = width / EM / size;
  let lines = 1;
  let used = 0;
  for (const word of text.split(" ")) {
    const width = widthOf(word);
    if (used > 0 && used + width > longest) {
      lines += 1;
      used = 0;
    }
    // A word longer than the line is broken by its letters.
    lines += Math.floor((used + width) / longest);
    used = ((used + width) % longest) + SPACE;
  }
  return lines;
}

/** In ems, the wide side of Roboto. */
function widthOf(word: string): number {
  let width = 0;
  for (const letter of word) width += letterWidth(letter);
  return width;
}

function letterWidth(letter: string): number {
  if (/[ЖМШЩЮЫФWM—жшщюыфм@]/.test(letter)) return 0.88;
  if (/\p{Lu}/u.test(letter)) return 0.68;
  if (/[.,:;]/.test(letter)) return 0.28;
  return 0.56;
}

/** Ruled lines of a sheet: what stands in the margin, what happened, the mark at the right. */
import type { Content } from "pdfmake";
import type { Line } from "./pages.ts";

export const MM = 72 / 25.4;
// Everywhere the margin is left of this line, and things stand a little right of it.
export const MARGIN = 15 * MM;
export const GREY = "#444444";
const WHEN = MARGIN - 2 * MM;
const MARK = 11 * MM;
/** Columns of a subject of the week: its marks, its average, what comes out; pages.ts reckons with them. */
const WEEK = { marks: 26 * MM, average: 15 * MM, out: 19 * MM };
const RULE = "#aaaaaa";

/** Lines of one kind after another share a table. */
export function tables(lines: Line[]): Content[] {
  const groups: Line[][] = [];
  for (const line of lines) {
    const group = groups.at(-1);
    if (group?.[0] && kindOf(group[0]) === kindOf(line)) group.push(line);
    else groups.push([line]);
  }
  return groups.map((group) => TABLES[group[0] ? kindOf(group[0]) : "marked"](group));
}

const TABLES = { week, head: heads, said, marked };

/** A line without a mark is a sentence. */
export function kindOf({ beside, isHead, mark }: Line): keyof typeof TABLES {
  if (beside) return "week";
  if (isHead) return "head";
  return mark === "" ? "said" : "marked";
}

function heads(lines: Line[]): Content {
  return lines.map(({ what }) => ({
    ...breakable(what),
    bold: true,
    fontSize: 10.5,
    margin: [MARGIN + 3 * MM, 6, 0, 1],
  }));
}

function week(lines: Line[]): Content {
  return {
    table: {
      widths: [WHEN, "*", WEEK.marks, WEEK.average, WEEK.out],
      dontBreakRows: true,
      body: lines.map((line) => {
        const { mark, beside = ["", ""], isHead } = line;
        const small = isHead ? { fontSize: 8, color: GREY } : {};
        return [
          whenCell(line),
          { ...whatCell(line), ...small },
          isHead ? { text: mark, alignment: "center", ...small } : marksCell(mark),
          { text: beside[0], alignment: "right", ...small },
          { text: beside[1], alignment: "right", ...(isHead ? small : { bold: /^\d+$/.test(beside[1]) }) },
        ];
      }),
    },
    layout: { ...RULED, ...CLOSE },
  };
}

/** Black ink knows no red: 2 and 1 are underlined. */
function marksCell(marks: string): Content {
  const text = marks
    .split(/(, )/)
    .map((part) => (part === "2" || part === "1" ? { text: part, decoration: "underline" } : part));
  return { text, alignment: "center", bold: true, fontSize: 10, margin: [0, -0.5, 0, 0] };
}

function marked(lines: Line[]): Content {
  return {
    table: {
      widths: [WHEN, "*", MARK],
      dontBreakRows: true,
      body: lines.map((line) => [whenCell(line), whatCell(line), markCell(line.mark)]),
    },
    layout: RULED,
  };
}

function said(lines: Line[]): Content {
  return {
    table: {
      widths: [WHEN, "*"],
      dontBreakRows: true,
      body: lines.map((line) => [whenCell(line), whatCell(line)]),
    },
    layout: TIGHT,
  };
}

function whenCell({ when }: Line): Content {
  return { text: when, alignment: "right", color: GREY, fontSize: 8, margin: [0, 1, 0, 0] };
}

function whatCell({ what }: Line): Record<string, unknown> {
  return { ...breakable(what), margin: [5 * MM, 0, 0, 0] };
}

/** A word longer than any real one must not run into the sheet of another family. */
export function breakable(text: string): Record<string, unknown> {
  return /\S{31}/.test(text) ? { text, wordBreak: "break-all" } : { text };
}

/** 2 and 1 are ringed, as a teacher rings them. */
function markCell(mark: string): Content {
  const text = { text: mark, alignment: "right", bold: true, fontSize: 11, margin: [0, -1, 5, 0] };
  if (mark !== "2" && mark !== "1") return text;
  const ring = { type: "ellipse", x: MARK - 8.2, y: 6.3, r1: 7, r2: 7, lineWidth: 0.8 };
  return { stack: [{ canvas: [ring], relativePosition: { x: 0, y: -1 } }, text] };
}

const none = () => 0;
export const BARE = {
  hLineWidth: none,
  vLineWidth: none,
  paddingLeft: none,
  paddingRight: none,
  paddingTop: none,
  paddingBottom: none,
};
const RULED = {
  ...BARE,
  hLineWidth: (at: number) => (at === 0 ? 0 : 0.5),
  hLineColor: () => RULE,
  paddingTop: () => 3,
  paddingBottom: () => 2,
};
const CLOSE = { paddingTop: () => 1.5, paddingBottom: () => 1 };
const TIGHT = { ...BARE, paddingTop: () => 0.5, paddingBottom: () => 0.5 };

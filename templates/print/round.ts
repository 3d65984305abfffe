/** The print round: two sheets of A5 on one landscape A4, to be cut in the middle; black ink only. */
import type { Content } from "pdfmake";
import type { Language, PaperText, PupilName } from "../../src/deliveries/message.ts";
import type { Basis } from "../../src/paper/basis.ts";
import { who } from "../messages/arrange.ts";
import { type Words, wordsIn } from "../words.ts";
import { BARE, breakable, GREY, MARGIN, MM, tables } from "./lines.ts";
import { type Line, pagesOf } from "./pages.ts";
import { pdfmake } from "./pdf.ts";

export interface Round {
  school: { name: string; city: string };
  round: { number: number; date: string };
  /** `basis` says at the foot why the family gets paper. */
  sheets: { pupil: PupilName; sheet: PaperText["sheets"][number]; basis?: Basis }[];
  language?: Language;
}

interface Page {
  pupil: string;
  title: string;
  lead: string;
  lines: Line[];
  /** At the foot of the last one. */
  basis: string;
  isLast: boolean;
}

const LONGEST_NAME = 22;
const LONGEST_CLASS = 8;
const LONGEST_SCHOOL = 48;
const LONGEST_NUMBER = 16;
const HALF = 148.5 * MM;
const HEIGHT = 210 * MM;
const TEXT = MARGIN + 3 * MM;
const RIGHT = HALF - 9 * MM;
const STRIP = HEIGHT - 24 * MM;

export async function renderRound({ school, round, sheets, language = "ru" }: Round): Promise<Buffer> {
  const words = wordsIn(language);
  const pages = sheets.flatMap((sheet) => pagesOfSheet(sheet, words));
  const head = {
    school: clipped(
      school.city
        ? words.say("print-school", { school: words.upper(school.name), city: school.city })
        : words.upper(school.name),
      LONGEST_SCHOOL,
    ),
    round: words.say("print-round", { number: round.number, date: words.fullDay(round.date) }),
    number: round.number,
  };
  const halves = pages.map((page, at) => half(page, head, at % 2, words));
  return pdfmake
    .createPdf({
      pageSize: "A4",
      pageOrientation: "landscape",
      pageMargins: 0,
      info: { title: head.round },
      defaultStyle: { font: "Roboto", fontSize: 9.5, lineHeight: 1.15 },
      background: () => ({ canvas: background() }),
      content: halves.map((content, at) => ({
        stack: [content],
        ...(at > 0 && at % 2 === 0 ? { pageBreak: "before" } : {}),
      })),
    })
    .getBuffer();
}

function pagesOfSheet({ pupil, sheet, basis }: Round["sheets"][number], words: Words): Page[] {
  const name = who(
    { ...pupil, name: shortName(pupil), className: clipped(pupil.className, LONGEST_CLASS) },
    words,
  );
  const parts = pagesOf(sheet.lead, sheet.lines);
  return parts.map((lines, at) => ({
    pupil: at === 0 ? name : words.say("print-continued", { pupil: name }),
    title: sheet.title,
    lead: at === 0 ? sheet.lead : "",
    lines,
    basis: basis ? basisIn(words, basis) : "",
    isLast: at === parts.length - 1,
  }));
}

/** R44: the family's own written word, or that no other way was left. */
function basisIn(words: Words, basis: Basis): string {
  if (basis.kind === "lastResort") return words.say("print-last-resort");
  const { number, date } = basis;
  const said = number
    ? { known: "yes", number: clipped(number, LONGEST_NUMBER) }
    : { known: "no", number: "" };
  return words.say("print-basis", { ...said, date: words.fullDay(date) });
}

/** «Кравцова Анна»; longer than the title bears: surname and initial. */
function shortName({ surname, givenName }: PupilName): string {
  const full = `${surname} ${givenName}`.trim();
  if (full.length <= LONGEST_NAME) return full;
  const [initial = ""] = givenName;
  return `${clipped(surname, LONGEST_NAME)} ${initial}.`;
}

function clipped(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

function half(
  page: Page,
  head: { school: string; round: string; number: number },
  at: number,
  words: Words,
): Content[] {
  const left = at * HALF;
  const width = RIGHT - TEXT;
  const place = (x: number, y: number, content: Record<string, unknown>): Content => ({
    // A box as wide as the half sheet, for an absolute place alone does not limit a line.
    columns: [{ width, ...content }],
    absolutePosition: { x: left + x, y },
  });
  const pair = (main: Content, side: Record<string, unknown>): Record<string, unknown> => ({
    table: { widths: ["auto", "*"], body: [[main, { alignment: "right", color: GREY, ...side }]] },
    layout: BARE,
  });
  const brand = { text: words.say("brand"), bold: true, fontSize: 13 };
  const introduction: Content[] = [
    { ...breakable(page.pupil), bold: true, fontSize: 15, margin: [TEXT, 0, 0, 2] },
    { ...pair({ text: head.round, color: GREY }, { text: page.title }), margin: [TEXT, 0, 0, 6] },
    { ...breakable(page.lead), fontSize: 11.5, margin: [TEXT, 0, 0, 12] },
  ];
  return [
    place(TEXT, 8 * MM, pair(brand, { ...breakable(head.school), margin: [8, 4, 0, 0] })),
    {
      columns: [
        { width: RIGHT, stack: [...introduction.slice(0, page.lead ? 3 : 2), ...tables(page.lines)] },
      ],
      absolutePosition: { x: left, y: 18 * MM },
    },
    ...(page.isLast ? strip(page, head.number, left, words) : []),
  ];
}

function strip(page: Page, number: number, left: number, words: Words): Content[] {
  const at = (x: number, y: number, text: string, fontSize: number): Content => ({
    columns: [{ width: RIGHT - x, ...breakable(text), fontSize }],
    absolutePosition: { x: left + x, y },
  });
  const line = (from: number, to: number, y: number) => ({
    type: "line",
    x1: from,
    y1: y,
    x2: to,
    y2: y,
    lineWidth: 0.7,
  });
  const cut = { ...line(0, HALF, 0), dash: { length: 3 }, lineColor: "#777777" };
  const fields = STRIP + 11 * MM;
  const ringed = page.lines.some(({ mark, beside }) => mark === "2" && !beside);
  const fine = [page.basis, ringed ? words.say("print-fine") : ""].filter(Boolean).join(" ");
  return [
    { canvas: [cut], absolutePosition: { x: left, y: STRIP } },
    {
      canvas: [line(TEXT + 33 * MM, RIGHT - 36 * MM, 0), line(RIGHT - 26 * MM, RIGHT, 0)],
      absolutePosition: { x: left, y: fields },
    },
    at(TEXT, fields - 10, words.say("print-signature"), 8.5),
    at(RIGHT - 34 * MM, fields - 10, words.say("print-date"), 8.5),
    at(TEXT, STRIP + 14 * MM, words.say("print-return", { pupil: page.pupil, number }), 7.5),
    ...(fine ? [at(TEXT, STRIP - 5 * MM, fine, 7.5)] : []),
  ];
}

/** The margin line and the double rule run through every sheet, the dashed line between two of them. */
function background(): Record<string, unknown>[] {
  const line = (x1: number, y1: number, x2: number, y2: number, more: Record<string, unknown>) => ({
    type: "line",
    x1,
    y1,
    x2,
    y2,
    ...more,
  });
  const sheets = [0, HALF].flatMap((left) => [
    line(left + MARGIN, 0, left + MARGIN, HEIGHT, { lineWidth: 0.5 }),
    line(left, 15 * MM, left + RIGHT, 15 * MM, { lineWidth: 0.6, lineColor: GREY }),
    line(left, 15 * MM + 1.8, left + RIGHT, 15 * MM + 1.8, { lineWidth: 0.6, lineColor: GREY }),
  ]);
  return [
    ...sheets,
    line(HALF, 0, HALF, HEIGHT, { lineWidth: 0.5, dash: { length: 3 }, lineColor: "#777777" }),
  ];
}

/** The slips of access (R4): four of A6 on an A4, to be cut crosswise; the PIN stands on a strip of its own. */
import type { Content } from "pdfmake";
import type { Language } from "../../src/deliveries/message.ts";
import { type Words, wordsIn } from "../words.ts";
import { pdfmake } from "./pdf.ts";

export interface SlipText {
  number: number;
  /** Opens the question for the PIN, as a page or in the bot; names nobody. */
  link: string;
  /** The page, for who joins by email, where `link` leads to the bot; null: there is no bot. */
  page: string | null;
  pin: string;
  /** «Кравцова Анна» */
  pupil: string;
  /** `7А`, or empty. */
  className: string;
  /** «Кравцова Елена Сергеевна»; the pupil's own slip bears only the pupil. */
  person: string;
  kinship: "mother" | "father" | "other" | null;
  /** `2026-12-11` */
  validUntil: string;
  /** «Громова Т. И., 27.11.2026» */
  issued: string;
  /** The class teacher; empty: the school's office. */
  askWhom: string;
  language: Language;
}

const MM = 72 / 25.4;
const WIDTH = 105 * MM;
const HEIGHT = 148.5 * MM;
// As on every sheet of ours: the margin line, and the text a little right of it.
const MARGIN = 9 * MM;
const TEXT = MARGIN + 2.5 * MM;
const RIGHT = WIDTH - 7 * MM;
const QR = 36 * MM;
const STRIP = HEIGHT - 34 * MM;
const ON_A_PAGE = 4;
const GREY = "#333333";
const LONGEST_NAME = 38;
const LONGEST_SCHOOL = 40;

export async function renderSlips({ school, slips }: { school: string; slips: SlipText[] }): Promise<Buffer> {
  const pages = Array.from({ length: Math.ceil(slips.length / ON_A_PAGE) }, (_, page) =>
    slips.slice(page * ON_A_PAGE, (page + 1) * ON_A_PAGE),
  );
  return pdfmake
    .createPdf({
      pageSize: "A4",
      pageMargins: 0,
      defaultStyle: { font: "Roboto", fontSize: 9, lineHeight: 1.15 },
      content: pages.map((page, at) => ({
        stack: [
          { canvas: cuts(), absolutePosition: { x: 0, y: 0 } },
          ...page.flatMap((slip, place) => pieces(slip, place, school)),
        ],
        ...(at > 0 ? { pageBreak: "before" } : {}),
      })),
    })
    .getBuffer();
}

function pieces(slip: SlipText, place: number, school: string): Content[] {
  const words = wordsIn(slip.language);
  const left = (place % 2) * WIDTH;
  const top = Math.floor(place / 2) * HEIGHT;
  const put = (x: number, y: number, content: Record<string, unknown>, width = RIGHT - x): Content => ({
    // A box with a width, for an absolute place alone does not limit a line.
    columns: [{ width, ...content }],
    absolutePosition: { x: left + x, y: top + y },
  });
  const steps = TEXT + QR + 4 * MM;
  return [
    { canvas: lines(), absolutePosition: { x: left, y: top } },
    put(TEXT, 5 * MM, { text: words.say("brand"), bold: true, fontSize: 13 }),
    put(TEXT, 6.5 * MM, {
      text: clipped(words.upper(school), LONGEST_SCHOOL),
      alignment: "right",
      color: GREY,
    }),
    put(TEXT, 16 * MM, {
      stack: [
        { text: title(slip, words), bold: true, fontSize: 14, margin: [0, 0, 0, 2] },
        { text: receiver(slip, words), color: GREY },
      ],
    }),
    put(TEXT, 33 * MM, { qr: slip.link, fit: QR, eccLevel: "M" }, QR),
    put(steps, 33 * MM, { ol: stepsOf(slip, words), fontSize: 10, markerColor: GREY }),
    put(TEXT, 73 * MM, { text: slip.link, fontSize: 7.5, color: GREY }),
    ...(slip.page
      ? [
          put(TEXT, 76 * MM, {
            text: words.say("slip-without-telegram", { link: slip.page }),
            fontSize: 7.5,
            color: GREY,
          }),
        ]
      : []),
    put(TEXT, 80 * MM, facts(slip, words)),
    put(TEXT, 97 * MM, { text: words.say("slip-fine"), fontSize: 8, color: GREY }),
    put(TEXT, STRIP - 1.5 * MM, {
      text: words.say("slip-fold"),
      fontSize: 7,
      color: GREY,
      alignment: "right",
    }),
    put(TEXT, STRIP + 5 * MM, { text: words.say("slip-pin"), color: GREY }),
    put(TEXT, STRIP + 9.5 * MM, { text: spaced(slip.pin), bold: true, fontSize: 24, characterSpacing: 2 }),
    put(TEXT, STRIP + 22 * MM, {
      text: words.say("slip-pin-fine", { number: slip.number }),
      fontSize: 8,
      color: GREY,
    }),
  ];
}

/** «Кравцова Анна, 7А» */
function title({ pupil, className }: SlipText, words: Words): string {
  const name = clipped(pupil, LONGEST_NAME - className.length);
  return className ? words.say("who", { name, class: className }) : name;
}

function receiver({ person, kinship }: SlipText, words: Words): string {
  return words.say("slip-receiver", {
    name: clipped(person, LONGEST_NAME * 1.5),
    kinship: kinship ?? "pupil",
  });
}

function stepsOf({ page }: SlipText, words: Words): string[] {
  const opens = words.say(page ? "slip-camera-bot" : "slip-camera");
  return [opens, words.say("slip-type-pin"), words.say("slip-answer")];
}

function facts({ validUntil, issued, askWhom, number }: SlipText, words: Words): Record<string, unknown> {
  const row = (name: string, value: string) => [
    { text: name, color: GREY },
    { text: value, bold: true },
  ];
  return {
    table: {
      widths: [22 * MM, "*"],
      body: [
        row(words.say("slip-until"), words.fullDay(validUntil)),
        row(words.say("slip-number", { number }), issued),
        row(words.say("slip-ask"), askWhom || words.say("slip-office")),
      ],
    },
    layout: {
      hLineWidth: () => 0.4,
      vLineWidth: () => 0,
      hLineColor: () => "#aaaaaa",
      paddingLeft: () => 0,
      paddingRight: () => 0,
      paddingTop: () => 2,
      paddingBottom: () => 1.5,
    },
  };
}

/** «482 913» */
function spaced(pin: string): string {
  return `${pin.slice(0, 3)} ${pin.slice(3)}`;
}

function clipped(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

function line(x1: number, y1: number, x2: number, y2: number, more: Record<string, unknown> = {}) {
  return { type: "line", x1, y1, x2, y2, lineWidth: 0.5, ...more };
}

/** The margin, the double rule under the head, and where the strip with the PIN is folded away. */
function lines(): Record<string, unknown>[] {
  return [
    line(MARGIN, 0, MARGIN, HEIGHT),
    line(0, 12.5 * MM, RIGHT, 12.5 * MM, { lineColor: GREY }),
    line(0, 13.2 * MM, RIGHT, 13.2 * MM, { lineColor: GREY }),
    line(0, STRIP + 2.5 * MM, WIDTH, STRIP + 2.5 * MM, { dash: { length: 2 }, lineColor: "#777777" }),
  ];
}

function cuts(): Record<string, unknown>[] {
  const dashed = { dash: { length: 3 }, lineColor: "#777777" };
  return [line(WIDTH, 0, WIDTH, 2 * HEIGHT, dashed), line(0, HEIGHT, 2 * WIDTH, HEIGHT, dashed)];
}

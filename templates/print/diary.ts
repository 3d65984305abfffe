/** The pages of a paper diary (R61): a week as the spread of an A5 diary on one landscape A4, folded and glued in by the fold. */
import type { Content } from "pdfmake";
import type { Language, PupilName } from "../../src/deliveries/message.ts";
import { type Words, wordsIn } from "../words.ts";
import { pdfmake } from "./pdf.ts";

export interface DiaryPages {
  school: { name: string; city: string; address: string; phone: string };
  pupil: PupilName;
  /** Of the week, all that a diary has lines for, also those without lessons. */
  days: DiaryPageDay[];
  language?: Language;
}

export interface DiaryPageDay {
  /** `2026-11-26` */
  date: string;
  lessons: {
    number: number;
    subject: string;
    /** What was set, the pupil's own task with it. */
    homework: string[];
    /** How many files the teacher laid on it; they are read in the diary itself. */
    homeworkFiles: number;
    noHomework: boolean;
    marks: string[];
    absence: "absent" | "late" | null;
    isCancelled: boolean;
  }[];
}

const MM = 72 / 25.4;
const HEIGHT = 210 * MM;
const HALF = 148.5 * MM;
const EDGE = 9 * MM;
const FOLD = 12 * MM;
const GREY = "#444444";
const RULE = "#aaaaaa";

/** Black ink only; what does not fit on the spread goes on to the next. */
export async function renderDiaryPages({
  school,
  pupil,
  days,
  language = "ru",
}: DiaryPages): Promise<Buffer> {
  const words = wordsIn(language);
  const [first, last] = [days[0]!.date, days.at(-1)!.date];
  const name = [`${pupil.surname} ${pupil.givenName}`, pupil.className].filter(Boolean).join(", ");
  const middle = Math.ceil(days.length / 2);
  const title = words.say("diary-title", { pupil: name });
  return pdfmake
    .createPdf({
      pageSize: "A4",
      pageOrientation: "landscape",
      pageMargins: [EDGE, 18 * MM, EDGE, 12 * MM],
      info: { title },
      defaultStyle: { font: "Roboto", fontSize: 8.5, lineHeight: 1.1 },
      background: () => ({
        canvas: [
          {
            type: "line",
            x1: HALF,
            y1: 0,
            x2: HALF,
            y2: HEIGHT,
            dash: { length: 3 },
            lineWidth: 0.5,
            lineColor: "#777777",
          },
        ],
      }),
      header: heads(
        { text: title, bold: true, fontSize: 12 },
        { text: words.say("diary-week", { from: words.day(first), to: words.fullDay(last) }), fontSize: 10 },
      ),
      footer: heads(
        {
          text: [school.name, school.city, school.address, school.phone].filter(Boolean).join(", "),
          ...{ color: GREY, fontSize: 7 },
        },
        { text: words.say("diary-fold"), color: GREY, fontSize: 7, alignment: "right" },
        2 * MM,
      ),
      content: [
        {
          columns: [
            { width: "*", stack: days.slice(0, middle).map((day) => dayTable(day, words)) },
            {
              width: "*",
              stack: [...days.slice(middle).map((day) => dayTable(day, words)), signatures(words)],
            },
          ],
          columnGap: 2 * FOLD,
        },
      ],
    })
    .getBuffer();
}

/** One piece of text over, or under, each half. */
function heads(left: Record<string, unknown>, right: Record<string, unknown>, top = 7 * MM): Content {
  return {
    columns: [
      { width: "*", ...left },
      { width: "*", ...right },
    ],
    columnGap: 2 * FOLD,
    margin: [EDGE, top, EDGE, 0],
  };
}

function dayTable({ date, lessons }: DiaryPageDay, words: Words): Content {
  const head = [
    { text: words.upper(words.weekday(date)), bold: true, fontSize: 9.5, colSpan: 2 },
    {},
    small(words.say("diary-homework")),
    { ...small(words.say("diary-mark")), alignment: "center" },
  ];
  const rows = lessons.map((lesson) => [
    { text: String(lesson.number), color: GREY, alignment: "right" },
    breakable(lesson.subject),
    breakable(lesson.isCancelled ? words.say("diary-cancelled") : homeworkOf(lesson, words)),
    { text: cellOf(lesson, words), bold: true, alignment: "center" },
  ]);
  const free = [["", { text: words.say("diary-free"), colSpan: 3, color: GREY }, {}, {}]];
  return {
    table: {
      headerRows: 1,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      widths: [4 * MM, 37 * MM, "*", 15 * MM],
      body: [head, ...(rows.length > 0 ? rows : free)],
    },
    layout: RULED,
    margin: [0, 0, 0, 3 * MM],
  };
}

function small(text: string): Record<string, unknown> {
  return { text, color: GREY, fontSize: 7, margin: [0, 2, 0, 0] };
}

function homeworkOf(lesson: DiaryPageDay["lessons"][number], words: Words): string {
  const { homework, homeworkFiles, noHomework } = lesson;
  const files = homeworkFiles > 0 ? [words.upper(words.say("homework-files", { n: homeworkFiles }))] : [];
  if (homework.length + files.length > 0) return [...homework, ...files].join(" ");
  return noHomework ? words.say("diary-no-homework") : "";
}

/** «4, 5», «н», «оп 4» */
function cellOf({ marks, absence }: DiaryPageDay["lessons"][number], words: Words): string {
  const away = absence ? [words.say("diary-away", { kind: absence })] : [];
  return [...away, marks.join(", ")].filter(Boolean).join(" ");
}

/** A word longer than its cell must not run over the next one. */
function breakable(text: string): Record<string, unknown> {
  return /\S{16}/.test(text) ? { text, wordBreak: "break-all" } : { text };
}

function signatures(words: Words): Content {
  const line = (text: string) => ({
    columns: [
      { width: 40 * MM, text, fontSize: 8 },
      { width: "*", canvas: [{ type: "line", x1: 0, y1: 9, x2: 60 * MM, y2: 9, lineWidth: 0.7 }] },
    ],
    margin: [0, 3 * MM, 0, 0],
  });
  return { stack: [line(words.say("diary-teacher")), line(words.say("diary-parent"))] };
}

const RULED = {
  hLineWidth: (at: number) => (at < 2 ? 0.7 : 0.4),
  hLineColor: (at: number) => (at < 2 ? GREY : RULE),
  vLineWidth: () => 0,
  paddingLeft: () => 2,
  paddingRight: () => 2,
  paddingTop: () => 2.2,
  paddingBottom: () => 1.6,
};

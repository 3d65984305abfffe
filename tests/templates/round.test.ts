import { describe, expect, test } from "vitest";
import { renderMessage } from "../../templates/messages/messages.ts";
import { pagesOf } from "../../templates/print/pages.ts";
import { renderRound } from "../../templates/print/round.ts";
import { SAMPLES, type SampleName } from "../../templates/samples.ts";
import { leftOut, noPdfText, pdfToText, textOf } from "../support/pdf.ts";

const school = { name: "школа № 214", city: "Красноярск" };
// 139,5 mm: the half sheet without its right edge.
const RIGHT_EDGE = 396;
// 186 mm: where the strip to return begins.
const STRIP = 527;
const round = { number: 12, date: "2026-11-27" };

function sheetsOf(name: SampleName) {
  const message = SAMPLES[name];
  const rendered = renderMessage("paper", "full", message);
  if (rendered.channel !== "paper") throw new Error(rendered.channel);
  return rendered.sheets.map((sheet) => ({ pupil: message.pupils[sheet.pupilIndex]!.pupil, sheet }));
}

const pagesIn = (pdf: Buffer) => pdf.toString("latin1").match(/\/Type \/Page\b/g)?.length ?? 0;

test("151 sheets are ready in a few seconds, two on a page", async () => {
  const [sheet] = sheetsOf("several marks");
  const started = performance.now();
  const pdf = await renderRound({ school, round, sheets: Array.from({ length: 151 }, () => sheet!) });
  expect(performance.now() - started).toBeLessThan(10_000);
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  expect(pagesIn(pdf)).toBe(76);
});

test("a pupil with very many marks goes on to further sheets and no line is lost", async () => {
  const [{ sheet }] = sheetsOf("very many marks") as [ReturnType<typeof sheetsOf>[number]];
  const pages = pagesOf(sheet.lead, sheet.lines);
  expect(pages.flat()).toEqual(sheet.lines);
  expect(Math.max(...pages.map((lines) => lines.length))).toBeLessThan(25);
  // Each half is placed by itself: a half that ran over would add a page.
  const pdf = await renderRound({ school, round, sheets: sheetsOf("very many marks") });
  expect(pagesIn(pdf)).toBe(Math.ceil(pages.length / 2));
});

describe.skipIf(noPdfText)(`read back by pdftotext${leftOut}`, () => {
  test("a sheet names the pupil, says what happened and asks for a signature (R44)", async () => {
    const pdf = await renderRound({ school, round, sheets: sheetsOf("two pupils") });
    const text = textOf(pdf);
    for (const line of [
      "Вестник",
      "Школа № 214, Красноярск",
      "Кравцова Анна, 7А",
      "Лаптев Егор, 7А",
      "Обход № 12, 27 ноября 2026 года",
      "Две четвёрки.",
      "Алгебра, контрольная «Многочлены». Средний 4,33, выходит 4.",
      "Прочитано, подпись",
      "Лаптев Егор, 7А, обход № 12. Верните полоску классному руководителю.",
      "Обведено — 2.",
    ]) {
      expect(text).toContain(line);
    }
  });
});

test("whatever is typed stays on its own half of the page", async () => {
  const [{ sheet }] = sheetsOf("several marks") as [ReturnType<typeof sheetsOf>[number]];
  for (const word of [
    "Ж".repeat(200),
    "широкая жёлтая шашка ".repeat(9),
    "i".repeat(200),
    "обычные слова в названии работы ".repeat(6),
  ]) {
    const lines = Array.from({ length: 40 }, () => ({ when: "26.11", what: `Алгебра, ${word}.`, mark: "4" }));
    const pupil = { surname: word, givenName: word, className: word };
    const pdf = await renderRound({
      school: { name: word, city: word },
      round,
      sheets: [{ pupil, sheet: { ...sheet, lead: word, lines } }],
    });
    expect(pagesIn(pdf)).toBe(Math.ceil(pagesOf(word, lines).length / 2));
    if (noPdfText) continue;
    const { right, bottom } = reachOfFirstPage(pdf);
    expect(right).toBeLessThan(RIGHT_EDGE);
    expect(bottom).toBeLessThan(STRIP);
  }
});

/** How far the words of the left half reach, in points. The strip is not on this page. */
function reachOfFirstPage(pdf: Buffer): { right: number; bottom: number } {
  const html = pdfToText(pdf, ["-bbox", "-l", "1"]);
  const words = [...html.matchAll(/xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="([\d.]+)"/g)]
    .map(([, from, right, bottom]) => ({ from: Number(from), right: Number(right), bottom: Number(bottom) }))
    .filter(({ from }) => from < RIGHT_EDGE);
  expect(words.length).toBeGreaterThan(10);
  return {
    right: Math.max(...words.map(({ right }) => right)),
    bottom: Math.max(...words.map(({ bottom }) => bottom)),
  };
}

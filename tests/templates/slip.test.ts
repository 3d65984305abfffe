import { describe, expect, test } from "vitest";
import { renderSlips, type SlipText } from "../../templates/print/slip.ts";
import { leftOut, noPdfText, textOf } from "../support/pdf.ts";

const slip: SlipText = {
  number: 17,
  link: "https://dnevnik.example/j/AbCdEfGhIjKlMnOpQrStUv",
  page: null,
  pin: "482913",
  pupil: "Кравцова Анна",
  className: "7А",
  person: "Кравцова Елена Сергеевна",
  kinship: "mother",
  validUntil: "2026-12-11",
  issued: "Громова Т. И., 27.11.2026",
  askWhom: "Громова Тамара Ивановна",
  language: "ru",
};

async function pages(slips: SlipText[]): Promise<string[]> {
  const pdf = await renderSlips({ school: "школа № 214", slips });
  return textOf(pdf).split("\f").slice(0, -1);
}

describe.skipIf(noPdfText)(`As printed${leftOut}`, () => {
  test("A slip says whose it is, until when it is good and whom to ask, with the PIN below (R4)", async () => {
    const [page = ""] = await pages([slip]);
    const parts = [
      "Школа № 214",
      "Кравцова Анна, 7А",
      "Елена Сергеевна, мать",
      slip.link,
      "11 декабря 2026",
      "Тамара Ивановна",
      "482 913",
    ];
    const places = parts.map((part) => page.indexOf(part));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBeGreaterThanOrEqual(0);
  });

  test("The strip with the PIN names nobody", async () => {
    const [page = ""] = await pages([slip]);
    const strip = page.slice(page.indexOf("отогните"));
    expect(strip).toContain("482 913");
    for (const name of ["Кравцова", "7А", "dnevnik"]) expect(strip).not.toContain(name);
  });

  test("Four stand on a page, each in its family's language", async () => {
    const english = { ...slip, kinship: null, language: "en" } as const;
    const [first = "", second = "", ...more] = await pages([slip, slip, slip, slip, english]);
    expect(more).toEqual([]);
    expect(first.match(/482 913/g)).toHaveLength(4);
    expect(second).toContain("For the pupil");
  });
});

import { expect, test } from "vitest";
import { BadInput } from "../../../src/errors.ts";
import { type Column, dayOf, readTable } from "../../../src/tables/tables.ts";
import { workbookOf } from "../../support/workbook.ts";
import { zipOf } from "../../support/zip.ts";

const COLUMNS = {
  topic: { headings: ["Тема", "Тема урока"] },
  hours: { headings: ["Часы"], optional: true },
} as const satisfies Record<string, Column>;

const read = (bytes: Buffer | string) => readTable(Buffer.from(bytes), COLUMNS);
const MEGABYTE = 1024 * 1024;

test("A workbook is read by its headings, whatever stands above them and in whatever order", async () => {
  const rows = await read(
    await workbookOf([
      ["КТП 7А"],
      ["Часы", "№", "Тема  урока:"],
      [2, 1, "Степень"],
      [],
      [null, 2, new Date("2026-10-15")],
    ]),
  );
  expect(rows).toEqual([
    { row: 3, cells: { topic: "Степень", hours: "2" } },
    { row: 5, cells: { topic: "2026-10-15", hours: "" } },
  ]);
});

test("CSV is read in UTF-8 and in windows-1251, with whatever stands between its cells", async () => {
  const expected = [{ row: 2, cells: { topic: "Степень", hours: "2" } }];
  expect(await read("\uFEFFТема;Часы\r\nСтепень;2\r\n")).toEqual(expected);
  expect(await read("Тема,Часы\nСтепень,2")).toEqual(expected);
  expect(await read("Часы\tтема\n2\tСтепень")).toEqual(expected);
  const cp1251 = (text: string) =>
    Buffer.from(
      [...text].map((letter) => (/[А-я]/.test(letter) ? letter.charCodeAt(0) - 0x350 : letter.charCodeAt(0))),
    );
  expect(await read(cp1251("Тема;Часы\nСтепень;2"))).toEqual(expected);
});

test("A table without its column, or with nothing under the headings, is refused in one sentence", async () => {
  await expect(read("Название;Часы\nСтепень;2")).rejects.toThrow("В таблице нет столбца «Тема»");
  await expect(read("Тема;Часы\n;\n")).rejects.toThrow("ни одной строки");
  await expect(read("")).rejects.toThrow(BadInput);
});

test("R36, R46: a bomb is refused, also one that lies about its size", async () => {
  const content = Buffer.alloc(31 * MEGABYTE);
  for (const said of [content.length, 10])
    await expect(read(zipOf({ name: "xl/worksheets/sheet1.xml", content, said }))).rejects.toThrow("30 МБ");
});

test("R36, R46: garbage is refused", async () => {
  const book = await workbookOf([["Тема"], ["Степень"]]);
  const garbage = [
    book.subarray(0, book.length / 2),
    Buffer.concat([book, Buffer.from("x")]),
    zipOf({ name: "a.txt", content: Buffer.from("не книга") }),
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]),
    Buffer.from([0x50, 0x4b, 0x03, 0x04]),
    Buffer.from("Тема\0"),
    Buffer.from('Тема\n"Степень'),
    Buffer.from(`Тема\n${"а\n".repeat(6_000)}`),
    Buffer.alloc(6 * MEGABYTE, "a"),
  ];
  for (const bytes of garbage) await expect(read(bytes)).rejects.toThrow(BadInput);
});

test("A day is understood as people write it, and one that is not there is not", () => {
  expect(
    ["15.10.2026", "5.1.2027", "2026-10-15", "2026-02-30", "31.02.2026", "завтра", ""].map(dayOf),
  ).toEqual(["2026-10-15", "2027-01-05", "2026-10-15", undefined, undefined, undefined, undefined]);
});

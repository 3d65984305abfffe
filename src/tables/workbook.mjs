// A thread of its own, which the one that started it may stop: a small workbook can name a billion cells.
import { parentPort, workerData } from "node:worker_threads";
import ExcelJS from "exceljs";

const { bytes, mostRows, mostColumns, mostInCell, mostInAll } = workerData;
/** What spans cells is spread over each of them by the reader, and nothing of it is asked for here. */
const IGNORED = [
  "cols",
  "mergeCells",
  "dataValidations",
  "conditionalFormatting",
  "hyperlinks",
  "extLst",
  "drawing",
];

const workbook = new ExcelJS.Workbook();
await workbook.xlsx.load(bytes, { ignoreNodes: IGNORED });
const rows = [];
let letters = 0;
let tooLarge = false;
workbook.worksheets[0]?.eachRow((row, number) => {
  if (tooLarge) return;
  const cells = [];
  row.eachCell((cell, column) => {
    const text = textOf(cell.value);
    if (text === "") return;
    letters += text.length;
    if (column > mostColumns) tooLarge = true;
    else cells[column - 1] = text.slice(0, mostInCell);
  });
  if (cells.length > 0) rows.push({ row: number, cells: Array.from(cells, (cell) => cell ?? "") });
  if (rows.length > mostRows || letters > mostInAll) tooLarge = true;
});
parentPort.postMessage(tooLarge ? { tooLarge } : { rows });

function textOf(value) {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return Number.isNaN(+value) ? "" : value.toISOString().slice(0, 10);
  if (typeof value !== "object") return String(value).trim();
  if ("result" in value) return textOf(value.result);
  if ("richText" in value)
    return value.richText
      .map(({ text }) => text)
      .join("")
      .trim();
  if ("text" in value) return textOf(value.text);
  return "";
}

import Papa from "papaparse";
import { BadInput } from "../errors.ts";
import { type Line, MOST_COLUMNS, MOST_IN_CELL, MOST_ROWS, readWorkbook } from "./workbook.ts";

/** Under which headings a column is recognised; a table without one that is not optional is refused. */
export interface Column {
  headings: [string, ...string[]];
  optional?: true;
}

/** A row under the headings, as a spreadsheet counts it; what is not there is empty. */
export interface TableRow<Key extends string> {
  row: number;
  cells: Record<Key, string>;
}

/** What is wrong with a cell, or with a whole row (`column` null), and what was expected there. */
export interface WrongCell {
  row: number;
  column: string | null;
  value: string;
  expected: string;
}

const MOST_MB = 5;
const HEADINGS_WITHIN = 15;
const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const OLD_EXCEL = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/**
 * A table somebody gave us: the first sheet of an XLSX workbook, CSV in UTF-8 or windows-1251, or a JSON list of objects
 * whose keys are the headings. Columns may stand in any order, and a title above them. Blank rows are left out.
 * @throws BadInput one sentence, when the file as a whole is not such a table
 */
export async function readTable<Key extends string>(
  bytes: Buffer,
  columns: Record<Key, Column>,
): Promise<TableRow<Key>[]> {
  const lines = await linesOf(bytes, columns);
  const at = lines.findIndex(({ cells }, index) => index < HEADINGS_WITHIN && isHeading(cells, columns));
  const places = placesOf(lines[at]?.cells ?? lines[0]?.cells ?? [], columns);
  const missing = keysOf(columns).filter((key) => !columns[key].optional && places[key] === undefined);
  if (missing.length > 0)
    throw new BadInput(
      `В таблице нет столбца ${missing.map((key) => `«${columns[key].headings[0]}»`).join(", ")}. Назовите так столбец в строке заголовков.`,
    );
  const empty = Object.fromEntries(keysOf(columns).map((key) => [key, ""])) as Record<Key, string>;
  const rows = lines
    .slice(at + 1)
    .map(({ row, cells }) => ({ row, cells: { ...empty, ...under(places, cells) } }))
    .filter(({ cells }) => Object.values(cells).some((cell) => cell !== ""));
  if (rows.length === 0) throw new BadInput("Под заголовками таблицы нет ни одной строки. Заполните её.");
  return rows;
}

/** The heading under which a column is asked for. */
export function headingOf({ headings }: Column): string {
  return headings[0];
}

/** `2026-09-01` of a cell as people write a day, or undefined. */
export function dayOf(cell: string): string | undefined {
  const iso = cell
    .replace(/^(\d{1,2})[./](\d{1,2})[./](\d{4})$/, (_, d: string, m: string, y: string) => {
      return `${y}-${m.padStart(2, "0")}-${d.padStart(2, "0")}`;
    })
    .replace(/^(\d{4}-\d\d-\d\d)T.*$/, "$1");
  if (!/^(19|20)\d\d-\d\d-\d\d$/.test(iso)) return undefined;
  const day = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(+day) && day.toISOString().startsWith(iso) ? iso : undefined;
}

async function linesOf<Key extends string>(bytes: Buffer, columns: Record<Key, Column>): Promise<Line[]> {
  if (bytes.length > MOST_MB * 1024 * 1024)
    throw new BadInput(`Таблица больше ${MOST_MB} МБ. Оставьте в файле один лист с таблицей.`);
  if (bytes.subarray(0, 4).equals(OLD_EXCEL))
    throw new BadInput("Это старая книга Excel (xls) или книга с паролем. Сохраните её как xlsx без пароля.");
  if (bytes.subarray(0, 4).equals(ZIP)) return readWorkbook(bytes);
  const text = textOf(bytes);
  return /^\s*[[{]/.test(text) ? readJson(text) : readCsv(text, columns);
}

/** Excel of a Russian Windows saves CSV in windows-1251, which is never by chance valid UTF-8. */
function textOf(bytes: Buffer): string {
  if (bytes.includes(0))
    throw new BadInput(
      "Это не таблица: нужен файл xlsx, CSV или JSON. Сохраните таблицу в одном из этих видов.",
    );
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1251").decode(bytes);
  }
}

function readCsv<Key extends string>(text: string, columns: Record<Key, Column>): Line[] {
  const tries = [";", ",", "\t"].map((delimiter) => {
    const head = Papa.parse<string[]>(text, { delimiter, preview: HEADINGS_WITHIN }).data;
    const known = Math.max(0, ...head.map((cells) => Object.keys(placesOf(cells, columns)).length));
    return { delimiter, known };
  });
  const { delimiter } = tries.reduce((best, next) => (next.known > best.known ? next : best));
  const { data, errors } = Papa.parse<string[]>(text, { delimiter, preview: MOST_ROWS + 1 });
  const quotes = errors.find(({ type }) => type === "Quotes");
  if (quotes)
    throw new BadInput(
      `Строка ${(quotes.row ?? 0) + 1} таблицы: кавычки открыты и не закрыты. Исправьте её и повторите.`,
    );
  if (data.length > MOST_ROWS || data.some((cells) => cells.length > MOST_COLUMNS))
    throw new BadInput(
      `В таблице больше ${MOST_ROWS} строк или ${MOST_COLUMNS} столбцов: похоже, это другой файл. Проверьте его.`,
    );
  return data.map((cells, index) => ({
    row: index + 1,
    cells: cells.map((cell) => cell.trim().slice(0, MOST_IN_CELL)),
  }));
}

/** As a table: its keys are row 1, the first object row 2. */
function readJson(text: string): Line[] {
  const wanted = new BadInput("JSON таблицы не читается: нужен список объектов, [{…}, {…}]. Проверьте файл.");
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    throw wanted;
  }
  if (!Array.isArray(list) || !list.every(isFlat)) throw wanted;
  const headings = [...new Set(list.flatMap((object) => Object.keys(object)))];
  if (list.length > MOST_ROWS || headings.length > MOST_COLUMNS) throw wanted;
  const rows = list.map((object) =>
    headings.map((key) =>
      String(object[key] ?? "")
        .trim()
        .slice(0, MOST_IN_CELL),
    ),
  );
  return [headings, ...rows].map((cells, index) => ({ row: index + 1, cells }));
}

type Flat = Record<string, string | number | boolean | null>;

function isFlat(value: unknown): value is Flat {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((cell) => typeof cell !== "object" || cell === null);
}

function keysOf<Key extends string>(columns: Record<Key, Column>): Key[] {
  return Object.keys(columns) as Key[];
}

function isHeading<Key extends string>(cells: string[], columns: Record<Key, Column>): boolean {
  const places = placesOf(cells, columns);
  return keysOf(columns).every((key) => columns[key].optional || places[key] !== undefined);
}

/** Where each known column stands. */
function placesOf<Key extends string>(
  cells: string[],
  columns: Record<Key, Column>,
): Partial<Record<Key, number>> {
  const written = cells.map(plainly);
  const places: Partial<Record<Key, number>> = {};
  for (const key of keysOf(columns)) {
    const at = written.findIndex((heading) => columns[key].headings.some((own) => plainly(own) === heading));
    if (at >= 0) places[key] = at;
  }
  return places;
}

function under<Key extends string>(
  places: Partial<Record<Key, number>>,
  cells: string[],
): Record<Key, string> {
  const all = Object.entries(places) as [Key, number][];
  return Object.fromEntries(all.map(([key, at]) => [key, cells[at] ?? ""])) as Record<Key, string>;
}

function plainly(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll("ё", "е")
    .replace(/[^\p{L}\p{N}№]+/gu, " ")
    .trim();
}

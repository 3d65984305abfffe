import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import Papa from "papaparse";
import { BadInput } from "../errors.ts";
import { plural } from "./plural.ts";
import type { Wrong } from "./wrong.ts";

// A school of 3,000 pupils is about half a megabyte: beyond these it is another file.
const SIZE_LIMIT_MB = 20;
const ROW_LIMIT = 50_000;
const COLUMN_LIMIT = 500;

/** The first bytes of files that people call .csv by mistake. */
const DISGUISES: [magic: number[], name: string][] = [
  [[0x50, 0x4b, 0x03, 0x04], "книга Excel (xlsx) или архив zip"],
  [[0xd0, 0xcf, 0x11, 0xe0], "книга Excel (xls)"],
  [[0x25, 0x50, 0x44, 0x46], "документ PDF"],
  [[0x89, 0x50, 0x4e, 0x47], "картинка PNG"],
  [[0xff, 0xd8, 0xff], "картинка JPEG"],
  [[0x1f, 0x8b], "архив gzip"],
  [[0x52, 0x61, 0x72, 0x21], "архив rar"],
  [[0xff, 0xfe], "таблица в кодировке UTF-16"],
  [[0xfe, 0xff], "таблица в кодировке UTF-16"],
];

export interface Row {
  /** As a spreadsheet counts: the header is row 1. */
  row: number;
  cells: Map<string, string>;
}

export interface Table {
  name: string;
  columns: string[];
  rows: Row[];
  /** Rows that do not fit under the header. */
  wrong: Wrong[];
  checksum: string;
}

interface Expected {
  delimiter: "auto" | "," | ";" | "tab";
  encoding: "utf-8" | "windows-1251";
  mapped: Set<string>;
  ignored: Set<string>;
}

/** Reads a table strictly. @throws BadInput one sentence, when the file as a whole is not what was expected */
export async function readTable(path: string, expected: Expected): Promise<Table> {
  const name = basename(path);
  const bytes = await readBytes(path, name);
  const text = decode(bytes, name, expected.encoding).replace(/\r\n?/g, "\n");
  if (text.trim() === "") throw new BadInput(`Файл «${name}» пуст.`);
  const records = parse(text, name, expected);
  const columns = (records[0] ?? []).map((cell) => cell.trim());
  checkHeader(columns, name, expected);
  while (records.length > 1 && isBlank(records.at(-1)!)) records.pop();
  if (records.length === 1)
    throw new BadInput(`В файле «${name}» только заголовок и ни одной строки под ним.`);

  const table: Table = { name, columns, rows: [], wrong: [], checksum: checksumOf(bytes) };
  for (const [index, record] of records.entries()) {
    if (index === 0) continue;
    const row = index + 1;
    if (isBlank(record))
      table.wrong.push({ row, column: null, value: "", expected: "заполнить её или убрать" });
    else if (record.length !== columns.length)
      table.wrong.push({
        row,
        column: null,
        value: plural(record.length, "значение", "значения", "значений"),
        expected: `${columns.length}, по числу столбцов`,
      });
    else table.rows.push({ row, cells: new Map(columns.map((column, at) => [column, record[at]!.trim()])) });
  }
  return table;
}

async function readBytes(path: string, name: string): Promise<Buffer> {
  const found = await stat(path).catch(() => null);
  if (!found) throw new BadInput(`Файла «${name}» нет. Проверьте путь.`);
  if (!found.isFile()) throw new BadInput(`«${name}» не файл. Укажите таблицу CSV.`);
  if (found.size > SIZE_LIMIT_MB * 1024 * 1024) {
    const size = Math.ceil(found.size / 1024 / 1024);
    throw new BadInput(
      `Файл «${name}» весит ${size} МБ, а принимается не больше ${SIZE_LIMIT_MB} МБ: похоже, это не таблица школы.`,
    );
  }
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new BadInput(`Файл «${name}» не читается (${error.code}). Проверьте права.`);
  });
}

function decode(bytes: Buffer, name: string, encoding: Expected["encoding"]): string {
  const disguise = DISGUISES.find(([magic]) => magic.every((byte, at) => bytes[at] === byte))?.[1];
  if (disguise)
    throw new BadInput(`Файл «${name}» не CSV, а ${disguise}. Сохраните таблицу как «CSV UTF-8».`);
  const nul = bytes.indexOf(0);
  if (nul >= 0)
    throw new BadInput(
      `Файл «${name}» не текст: байт ${nul + 1} нулевой. Сохраните таблицу как «CSV UTF-8».`,
    );

  const utf8 = bytes.toString("utf8");
  const broken = firstDifference(bytes, Buffer.from(utf8, "utf8"));
  if (encoding === "utf-8") {
    if (broken === null) return utf8.replace(/^\uFEFF/, "");
    const line = bytes.subarray(0, broken).filter((byte) => byte === 0x0a).length + 1;
    const byte = bytes[broken]?.toString(16).toUpperCase() ?? "";
    throw new BadInput(
      `Файл «${name}» не в кодировке UTF-8: строка ${line}, байт 0x${byte}. Сохраните его как «CSV UTF-8» или назовите кодировку в описании: "source": { "encoding": "windows-1251" }.`,
    );
  }
  // A Russian text of one byte a letter is never by chance a valid UTF-8 one; reading it anyway would garble every name.
  if (broken === null && bytes.some((byte) => byte > 0x7f))
    throw new BadInput(
      `Описание называет кодировку windows-1251, а файл «${name}» в UTF-8. Уберите encoding из описания.`,
    );
  return new TextDecoder("windows-1251").decode(bytes);
}

function firstDifference(one: Buffer, other: Buffer): number | null {
  if (one.equals(other)) return null;
  for (let at = 0; at < one.length; at += 1) if (one[at] !== other[at]) return at;
  return one.length;
}

function parse(text: string, name: string, expected: Expected): string[][] {
  let lines = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines += 1;
  if (lines > ROW_LIMIT + 1)
    throw new BadInput(`В файле «${name}» больше ${ROW_LIMIT} строк: похоже, это не таблица школы.`);
  const delimiter = expected.delimiter === "tab" ? "\t" : expected.delimiter;
  const { data, errors } = Papa.parse<string[]>(text, {
    delimiter: delimiter === "auto" ? findDelimiter(text, expected.mapped) : delimiter,
    newline: "\n",
  });
  const quotes = errors.find((error) => error.type === "Quotes");
  if (quotes)
    throw new BadInput(
      `В файле «${name}» строка ${(quotes.row ?? 0) + 1}: кавычки открыты и не закрыты как следует.`,
    );
  return data;
}

/** The one that finds most of the columns we need. */
function findDelimiter(text: string, mapped: Set<string>): string {
  const counted = [",", ";", "\t"].map((delimiter) => {
    const header = Papa.parse<string[]>(text, { delimiter, newline: "\n", preview: 1 }).data[0] ?? [];
    return { delimiter, known: header.filter((cell) => mapped.has(cell.trim())).length };
  });
  return counted.reduce((best, next) => (next.known > best.known ? next : best)).delimiter;
}

function checkHeader(columns: string[], name: string, { mapped, ignored }: Expected): void {
  if (columns.length > COLUMN_LIMIT)
    throw new BadInput(
      `В файле «${name}» ${columns.length} столбцов, а принимается не больше ${COLUMN_LIMIT}.`,
    );
  const missing = [...mapped].filter((column) => !columns.includes(column));
  if (missing.length > 0)
    throw new BadInput(`В первой строке файла «${name}» нет того, что называет описание: ${list(missing)}.`);
  const nameless = columns.indexOf("");
  if (nameless >= 0)
    throw new BadInput(`В файле «${name}» столбец ${nameless + 1} без названия. Назовите его.`);
  const twice = columns.filter((column, at) => columns.indexOf(column) !== at);
  if (twice.length > 0)
    throw new BadInput(`В файле «${name}» дважды есть столбец ${list([...new Set(twice)])}. Оставьте один.`);
  const unknown = columns.filter((column) => !mapped.has(column) && !ignored.has(column));
  if (unknown.length > 0)
    throw new BadInput(
      `В файле «${name}» есть столбец, о котором описание молчит: ${list(unknown)}. Опишите его или внесите в ignore с причиной.`,
    );
}

function list(columns: string[]): string {
  const shown = columns
    .slice(0, 10)
    .map((column) => `«${column.replace(/\p{Cc}/gu, "�").slice(0, 40)}»`)
    .join(", ");
  return columns.length > 10 ? `${shown} и ещё ${columns.length - 10}` : shown;
}

function isBlank(record: string[]): boolean {
  return record.every((cell) => cell.trim() === "");
}

function checksumOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

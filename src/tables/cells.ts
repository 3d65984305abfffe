import type { Sex } from "../db.ts";
import { type Column, headingOf, readTable, type TableRow, type WrongCell } from "./tables.ts";

/** How cells of the tables people give us are understood. */

/** No name and no number is longer. */
const LONGEST = 100;

const SEXES: Record<string, Sex> = {
  ж: "female",
  жен: "female",
  female: "female",
  м: "male",
  муж: "male",
  male: "male",
};

export const SEX_EXPECTED = "м, ж или пусто";
export const CLASS_EXPECTED = "класс вида 7А";

export function sexOf(cell: string): Sex | undefined {
  return SEXES[cell.toLowerCase().replace(".", "")];
}

export function classOf(cell: string): { level: number; letter: string } | undefined {
  const [, level, letter] = /^(\d{1,2})\s*[-«"]?\s*(\p{L})[»"]?$/u.exec(cell) ?? [];
  if (!level || !letter || Number(level) < 1 || Number(level) > 11) return undefined;
  return { level: Number(level), letter: letter.toUpperCase() };
}

/** A row that is being understood cell by cell. */
export interface Reading<Key extends string> extends TableRow<Key> {
  /** What was made of the cell; undefined is collected as wrong, with what was expected there. */
  need<Value>(key: Key, value: Value | undefined, expected: string): Value;
  /** A name or a number that may not be empty. */
  text(key: Key): string;
}

/**
 * Every row of a table by the columns, and what is wrong cell by cell: a row that is named there holds holes.
 * @throws BadInput the file as a whole is no such table
 */
export async function readRows<Key extends string, Row>(
  bytes: Buffer,
  columns: Record<Key, Column>,
  rowOf: (reading: Reading<Key>) => Row,
): Promise<{ rows: Row[]; wrong: WrongCell[] }> {
  const wrong: WrongCell[] = [];
  const rows = (await readTable(bytes, columns)).map(({ row, cells }) => {
    const need = <Value>(key: Key, value: Value | undefined, expected: string): Value => {
      if (value === undefined)
        wrong.push({ row, column: headingOf(columns[key]), value: cells[key].slice(0, LONGEST), expected });
      return value as Value;
    };
    return rowOf({ row, cells, need, text: (key) => need(key, textIn(cells[key]), TEXT_EXPECTED) });
  });
  return { rows, wrong };
}

const TEXT_EXPECTED = `текст до ${LONGEST} знаков`;

function textIn(cell: string): string | undefined {
  return cell !== "" && cell.length <= LONGEST && !/\p{Cc}/u.test(cell) ? cell : undefined;
}

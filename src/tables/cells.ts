import type { Sex } from "../db.ts";
import { type Column, headingOf, type TableRow, type WrongCell } from "./tables.ts";

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
export const TEXT_EXPECTED = `текст до ${LONGEST} знаков`;

export function sexOf(cell: string): Sex | undefined {
  return SEXES[cell.toLowerCase().replace(".", "")];
}

export function classOf(cell: string): { level: number; letter: string } | undefined {
  const [, level, letter] = /^(\d{1,2})\s*[-«"]?\s*(\p{L})[»"]?$/u.exec(cell) ?? [];
  if (!level || !letter || Number(level) < 1 || Number(level) > 11) return undefined;
  return { level: Number(level), letter: letter.toUpperCase() };
}

export function textIn(cell: string): string | undefined {
  return cell !== "" && cell.length <= LONGEST && !/\p{Cc}/u.test(cell) ? cell : undefined;
}

/** Reads one row cell by cell: what is not understood is collected with what was expected there. */
export function readerOf<Key extends string>(
  { row, cells }: TableRow<Key>,
  columns: Record<Key, Column>,
  wrong: WrongCell[],
): <Value>(key: Key, value: Value | undefined, expected: string) => Value {
  return (key, value, expected) => {
    if (value === undefined) wrong.push(wrongCell({ row, cells }, columns[key], { key, expected }));
    return value as never;
  };
}

export function wrongCell<Key extends string>(
  { row, cells }: TableRow<Key>,
  column: Column,
  { key, expected }: { key: Key; expected: string },
): WrongCell {
  return { row, column: headingOf(column), value: cells[key].slice(0, LONGEST), expected };
}

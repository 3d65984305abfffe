import type { Row } from "./csv.ts";
import type { Field } from "./mapping.ts";
import type { Wrong } from "./wrong.ts";

/** The row that is being read, and where what is wrong with it is collected. */
export interface Reading {
  row: Row;
  /** The row's key without the source's prefix. */
  key: string;
  keyColumn: string | null;
  /** The row's number among the pupils, from 1. */
  number: number;
  wrong: Wrong[];
  /** Columns of this row already named: one cell is wrong once, however many fields it feeds. */
  named: Set<string>;
}

/** How a cell that has no translation is understood. */
interface Kind<Value> {
  parse(cell: string): Value | undefined;
  expected: string;
}

const TEXT_LIMIT = 100;

export const aText: Kind<string> = {
  parse: (cell) => (cell !== "" && cell.length <= TEXT_LIMIT && !/\p{Cc}/u.test(cell) ? cell : undefined),
  expected: `непустой текст до ${TEXT_LIMIT} знаков`,
};

export const aLevel: Kind<number> = {
  parse: (cell) => (/^([1-9]|1[01])$/.test(cell) ? Number(cell) : undefined),
  expected: "параллель, целое число от 1 до 11",
};

export function oneOf<Value extends string>(values: readonly Value[]): Kind<Value> {
  return { parse: (cell) => values.find((value) => value === cell), expected: sayOneOf(values) };
}

/** Only what the description translates is understood. */
export const translated: Kind<never> = { parse: () => undefined, expected: "значение из описания" };

/** The value of a field in this row; undefined when it is wrong, which is then collected. */
export function readField<Value>(
  field: Field<Value>,
  kind: Kind<Value>,
  reading: Reading,
): Value | undefined {
  if (field.value !== undefined) return field.value;
  // Only text fields have templates: the schema of the description sees to that.
  if (field.template !== undefined) return fill(field.template, reading) as Value;
  const column = field.column!;
  const cell = cellOf(reading, column);
  const { values } = field;
  if (values && Object.hasOwn(values, cell)) return values[cell];
  if (cell === "" && field.whenEmpty !== undefined) return field.whenEmpty;
  const found = values || cell === "" ? undefined : kind.parse(cell);
  if (found !== undefined) return found;
  if (cell !== "" && field.otherwise !== undefined) return field.otherwise;
  collect(reading, column, values ? sayOneOf(Object.keys(values)) : kind.expected);
  return undefined;
}

export function fill(template: string, { key, number }: Reading): string {
  return template.replaceAll("{key}", key).replaceAll("{row}", String(number));
}

export function cellOf({ row }: Reading, column: string): string {
  return row.cells.get(column) ?? "";
}

export function collect(reading: Reading, column: string, expected: string): void {
  if (reading.named.has(column)) return;
  reading.named.add(column);
  reading.wrong.push({ row: reading.row.row, column, value: cellOf(reading, column), expected });
}

export function sayOneOf(values: readonly string[]): string {
  const shown = values.slice(0, 15).map((value) => (value === "" ? "пусто" : `«${value}»`));
  if (shown.length === 1) return shown[0]!;
  return `одно из: ${shown.join(", ")}${values.length > shown.length ? "…" : ""}`;
}

/** `2026-09-01` of a cell, or undefined when there is no such day. */
export function parseDay(cell: string, format: "yyyy-mm-dd" | "dd.mm.yyyy"): string | undefined {
  const iso = format === "yyyy-mm-dd" ? cell : cell.replace(/^(\d\d)\.(\d\d)\.(\d{4})$/, "$3-$2-$1");
  if (!/^\d{4}-\d\d-\d\d$/.test(iso)) return undefined;
  const day = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(iso) ? iso : undefined;
}

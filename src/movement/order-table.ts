import type { OrderKind, Sex } from "../db.ts";
import { BadInput } from "../errors.ts";
import { CLASS_EXPECTED, classOf, type Reading, readRows, SEX_EXPECTED, sexOf } from "../tables/cells.ts";
import { type Column, dayOf, type WrongCell } from "../tables/tables.ts";

/** One order about one pupil, as the outside register says it. Days are ISO. */
export interface OrderRow {
  row: number;
  outsideId: string;
  kind: OrderKind;
  number: string;
  signedOn: string;
  /** The first day on which it is so: in the class, or no more in the school. */
  from: string;
  pupilKey: string;
  surname: string;
  givenName: string;
  patronymic: string | null;
  sex: Sex | null;
  birthDate: string | null;
  /** Null: out of the school. */
  className: { level: number; letter: string } | null;
}

export const ORDER_COLUMNS = {
  outsideId: { headings: ["Код записи", "id", "outsideId"] },
  kind: { headings: ["Вид приказа", "Вид", "kind"] },
  number: { headings: ["Номер приказа", "Номер", "number"] },
  signedOn: { headings: ["Дата приказа", "signedOn"] },
  from: { headings: ["С какого дня", "Дата вступления в силу", "from"] },
  pupilKey: { headings: ["Код ученика", "pupilKey"] },
  surname: { headings: ["Фамилия", "surname"] },
  givenName: { headings: ["Имя", "givenName"] },
  patronymic: { headings: ["Отчество", "patronymic"], optional: true },
  birthDate: { headings: ["Дата рождения", "birthDate"], optional: true },
  sex: { headings: ["Пол", "sex"], optional: true },
  className: { headings: ["Класс", "class", "className"], optional: true },
} as const satisfies Record<string, Column>;
export type OrderColumn = keyof typeof ORDER_COLUMNS;

const MOST_ORDERS = 500;
const KINDS: Record<string, OrderKind> = {
  зачисление: "enrolment",
  зачислить: "enrolment",
  enrolment: "enrolment",
  перевод: "transfer",
  перевести: "transfer",
  transfer: "transfer",
  отчисление: "expulsion",
  отчислить: "expulsion",
  выбытие: "expulsion",
  expulsion: "expulsion",
};

/**
 * The orders of a table (XLSX, CSV, or JSON: a list of objects), those that can be understood, and what is wrong with the
 * others cell by cell.
 * @throws BadInput the file as a whole is no such table
 */
export async function readOrders(bytes: Buffer): Promise<{ orders: OrderRow[]; wrong: WrongCell[] }> {
  const seen = new Set<string>();
  const { rows, wrong } = await readRows(bytes, ORDER_COLUMNS, (row) => orderOf(row, seen));
  if (rows.length > MOST_ORDERS)
    throw new BadInput(`За один раз принимается не больше ${MOST_ORDERS} приказов. Разделите файл.`, [
      "file",
    ]);
  const inWrong = new Set(wrong.map(({ row }) => row));
  return { orders: rows.filter(({ row }) => !inWrong.has(row)), wrong };
}

function orderOf({ row, cells, need, text }: Reading<OrderColumn>, seen: Set<string>): OrderRow {
  const day = (key: OrderColumn) => need(key, dayOf(cells[key]), "дата вида 01.12.2026");
  const kind = need("kind", KINDS[cells.kind.toLowerCase()], "зачисление, перевод или отчисление");
  const isLeaving = kind === "expulsion";
  const outsideId = text("outsideId");
  if (seen.has(outsideId)) need("outsideId", undefined, "код, которого выше в файле нет");
  else if (outsideId) seen.add(outsideId);
  return {
    row,
    outsideId,
    kind,
    number: text("number"),
    signedOn: day("signedOn"),
    from: day("from"),
    pupilKey: text("pupilKey"),
    surname: text("surname"),
    givenName: text("givenName"),
    patronymic: cells.patronymic === "" ? null : text("patronymic"),
    sex: cells.sex === "" ? null : need("sex", sexOf(cells.sex), SEX_EXPECTED),
    birthDate: cells.birthDate === "" ? null : day("birthDate"),
    className: isLeaving ? null : need("className", classOf(cells.className), CLASS_EXPECTED),
  };
}

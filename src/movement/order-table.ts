import type { OrderKind, Sex } from "../db.ts";
import { BadInput } from "../errors.ts";
import {
  CLASS_EXPECTED,
  classOf,
  readerOf,
  SEX_EXPECTED,
  sexOf,
  TEXT_EXPECTED,
  textIn,
  wrongCell,
} from "../tables/cells.ts";
import { type Column, dayOf, readTable, type TableRow, type WrongCell } from "../tables/tables.ts";

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
  const rows = await readTable<OrderColumn>(bytes, ORDER_COLUMNS);
  if (rows.length > MOST_ORDERS)
    throw new BadInput(`За один раз принимается не больше ${MOST_ORDERS} приказов. Разделите файл.`, [
      "file",
    ]);
  const wrong: WrongCell[] = [];
  const seen = new Set<string>();
  const orders = rows.flatMap((row) => {
    const before = wrong.length;
    const order = orderOf(row, wrong);
    if (seen.has(order.outsideId))
      wrong.push(
        wrongCell(row, ORDER_COLUMNS.outsideId, {
          key: "outsideId",
          expected: "код, которого выше в файле нет",
        }),
      );
    seen.add(order.outsideId);
    return wrong.length > before ? [] : [order];
  });
  return { orders, wrong };
}

function orderOf(row: TableRow<OrderColumn>, wrong: WrongCell[]): OrderRow {
  const { cells } = row;
  const need = readerOf(row, ORDER_COLUMNS, wrong);
  const text = (key: OrderColumn) => need(key, textIn(cells[key]), TEXT_EXPECTED);
  const day = (key: OrderColumn) => need(key, dayOf(cells[key]), "дата вида 01.12.2026");
  const kind = need("kind", KINDS[cells.kind.toLowerCase()], "зачисление, перевод или отчисление");
  const isLeaving = kind === "expulsion";
  return {
    row: row.row,
    outsideId: text("outsideId"),
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

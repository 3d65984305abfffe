import { audit } from "../audit.ts";
import { isoDay, now } from "../clock.ts";
import type { Db, Tx } from "../db.ts";
import { BadInput, NotFound, RuleBroken } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { headingOf, type WrongCell } from "../tables/tables.ts";
import { tryOut } from "../trying.ts";
import { carryOut, orderWords } from "./carrying-out.ts";
import { ORDER_COLUMNS, type OrderColumn, type OrderRow, readOrders } from "./order-table.ts";

/** What a table of orders changes, or has changed (R46). */
export interface Movement {
  /** `words`: «Зачислить в 7А с 01.12.2026: Иванов Пётр»; same: it was carried out before. */
  orders: { row: number; outsideId: string; state: "fresh" | "same"; words: string }[];
  wrong: WrongCell[];
}

/** What importOrders would do: it does it, and takes it back. @throws BadInput the file as a whole is no such table */
export async function previewOrders(db: Db, bytes: Buffer, by: By): Promise<Movement> {
  const read = await readOrders(bytes);
  return tryOut(db, (tx) => carryOutAll(tx, read, by));
}

/**
 * Carries out the orders of a table, each whole or not at all; a wrong row holds up no other. The same table again changes
 * nothing.
 * @throws BadInput the file as a whole is no such table
 */
export async function importOrders(db: Db, bytes: Buffer, by: By): Promise<Movement> {
  return carryOutAll(db, await readOrders(bytes), by);
}

/** Somebody has compared the order with the paper (R46). A second time changes nothing. @throws NotFound */
export async function checkOrder(db: Db, id: string, by: By): Promise<void> {
  await db.$transaction(async (tx) => {
    const order = await tx.movementOrder.findUnique({ where: { id } });
    if (!order) throw new NotFound("Такого приказа нет. Обновите список.");
    const data = { checkedAt: by.at ?? now(), checkedBy: by.actorId };
    const { count } = await tx.movementOrder.updateMany({ where: { id, checkedAt: null }, data });
    if (count > 0) await audit(tx, by, { action: "order.checked", objectId: id, pupilId: order.pupilId });
  });
}

/** Orders depend on each other: who is enrolled by one is moved by the next. So they go one after another. */
async function carryOutAll(
  db: Db | Tx,
  { orders, wrong }: { orders: OrderRow[]; wrong: WrongCell[] },
  by: By,
): Promise<Movement> {
  const movement: Movement = { orders: [], wrong: [...wrong] };
  for (const order of inTime(orders)) {
    try {
      const state = await db.$transaction((tx) => carryOut(tx, order, by));
      const { row, outsideId } = order;
      movement.orders.push({ row, outsideId, state, words: orderWords(order) });
    } catch (error) {
      if (!(error instanceof RuleBroken)) throw error;
      movement.wrong.push(wrongOf(order, error));
    }
  }
  movement.orders.sort((a, b) => a.row - b.row);
  movement.wrong.sort((a, b) => a.row - b.row);
  return movement;
}

function inTime(orders: OrderRow[]): OrderRow[] {
  return orders.toSorted((a, b) => a.from.localeCompare(b.from) || a.row - b.row);
}

/** What the verbs call otherwise. */
const COLUMN_OF: Record<string, OrderColumn> = { documentOn: "signedOn", classId: "className", to: "from" };

function wrongOf(order: OrderRow, error: RuleBroken): WrongCell {
  const said = error instanceof BadInput ? String(error.path[0] ?? "") : "";
  const key = (Object.hasOwn(COLUMN_OF, said) ? COLUMN_OF[said] : said) as OrderColumn;
  const known = Object.hasOwn(ORDER_COLUMNS, key);
  return {
    row: order.row,
    column: known ? headingOf(ORDER_COLUMNS[key]) : null,
    value: known ? shown(order[key]) : order.outsideId,
    expected: error.message,
  };
}

function shown(value: OrderRow[OrderColumn]): string {
  if (value === null) return "";
  return typeof value === "string" ? value : `${value.level}${value.letter}`;
}

/** Orders as they were carried out, the latest first; `unchecked`: which nobody has compared with the paper yet. */
export async function listOrders(
  db: Db,
  { unchecked }: { unchecked: boolean },
  page: { take: number; cursor?: { id: string }; skip?: number },
) {
  const orders = await db.movementOrder.findMany({
    where: unchecked ? { checkedAt: null } : {},
    include: { pupil: true, class: true },
    orderBy: [{ importedAt: "desc" }, { id: "asc" }],
    ...page,
  });
  return orders.map(({ pupil, class: to, signedOn, from, ...order }) => ({
    ...order,
    signedOn: isoDay(signedOn),
    from: isoDay(from),
    pupil: [pupil.surname, pupil.givenName, pupil.patronymic].filter(Boolean).join(" "),
    className: to && `${to.level}${to.letter}`,
  }));
}

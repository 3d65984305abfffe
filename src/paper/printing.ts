import { audit } from "../audit.ts";
import { now } from "../clock.ts";
import type { Db } from "../db.ts";
import { Closed, NotFound } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { inListOrder } from "../people/list-order.ts";
import { type Basis, basisOf, WITH_BASIS } from "./basis.ts";
import { lockRounds, type SheetContent } from "./putting.ts";

/** A closed round as it goes to the printer, in the order of the class list. */
export interface PrintedRound {
  number: number;
  openedAt: Date;
  sheets: {
    pupil: { surname: string; givenName: string; className: string };
    basis: Basis;
    content: SheetContent;
  }[];
}

/**
 * Closes a round for printing: what comes after goes to the next one. Closing twice changes nothing.
 * @throws NotFound · Closed there is nothing on it
 */
export async function closeRound(db: Db, id: string, by: By): Promise<void> {
  await db.$transaction(async (tx) => {
    const round = await tx.paperRound.findUnique({ where: { id } });
    if (!round) throw new NotFound("Такого обхода нет. Обновите список.");
    await lockRounds(tx, [round.classId]);
    if ((await tx.paperSheet.count({ where: { roundId: id } })) === 0)
      throw new Closed("В этом обходе ещё нет листов. Печатать пока нечего.");
    const printedAt = by.at ?? now();
    const { count } = await tx.paperRound.updateMany({
      where: { id, printedAt: null },
      data: { printedAt },
    });
    if (count > 0) await audit(tx, by, { action: "paperRound.printed", objectId: id });
  });
}

/** The same pages every time. @throws NotFound · Closed the round still gathers sheets */
export async function readPrint(db: Db, id: string): Promise<PrintedRound> {
  const round = await db.paperRound.findUnique({
    where: { id },
    include: { class: true, sheets: { include: { pupil: true, delivery: WITH_BASIS } } },
  });
  if (!round) throw new NotFound("Такого обхода нет. Обновите список.");
  if (!round.printedAt) throw new Closed("Этот обход ещё собирается. Сначала закройте его для печати.");
  const className = round.class ? `${round.class.level}${round.class.letter}` : "";
  const sheets = round.sheets.map(({ pupil, delivery, deliveryId, content }) => {
    const { surname, givenName } = pupil;
    const named = { pupil: { surname, givenName, className }, basis: basisOf(delivery.contact) };
    return { ...named, surname, givenName, deliveryId, content: content as unknown as SheetContent };
  });
  sheets.sort((a, b) => a.deliveryId.localeCompare(b.deliveryId));
  return {
    number: round.number,
    openedAt: round.openedAt,
    sheets: inListOrder(sheets).map(({ pupil, basis, content }) => ({ pupil, basis, content })),
  };
}

import { audit } from "../audit.ts";
import { dotted } from "../calendar/days.ts";
import { todayOf } from "../calendar/year-door.ts";
import { dateOf } from "../clock.ts";
import type { Db, Prisma, Tx } from "../db.ts";
import { BadInput, NotFound } from "../errors.ts";
import { dropFiles, keepScanned, readKept } from "../files.ts";
import type { By } from "../outbox/events.ts";
import { lockPerson } from "../people/people.ts";
import { declarePaper } from "./paper.ts";

export type Statement = Prisma.StatementGetPayload<object>;

export interface StatementFacts {
  number: string;
  /** ISO day */
  date: string;
  /** The family names its addresses, or declares that it wants paper (R44). */
  about: "contacts" | "paper";
}

/**
 * Records what a family declared in writing. One about paper is followed at once: the sheet goes first (R44).
 * @throws NotFound · BadInput a day that has not come
 */
export async function recordStatement(
  db: Db,
  { personId, number, date, about }: StatementFacts & { personId: string },
  by: By,
): Promise<Statement> {
  return db.$transaction(async (tx) => {
    await lockPerson(tx, personId);
    await checkWritten(tx, date, by);
    const statement = await tx.statement.create({
      data: { personId, number, date: dateOf(date), about, receivedById: by.actorId },
    });
    await audit(tx, by, {
      action: "statement.recorded",
      objectId: personId,
      details: { statementId: statement.id, about },
    });
    if (about === "paper") {
      const origin = { origin: "statement", statementId: statement.id, signedDocumentId: null } as const;
      await declarePaper(tx, { personId, origin }, by);
    }
    return statement;
  });
}

/** A document is dated by the day it was signed on. @throws BadInput that day has not come yet */
export async function checkWritten(tx: Tx, date: string, by: By): Promise<void> {
  const today = await todayOf(tx, by);
  if (date > today)
    throw new BadInput(
      `Документ подписан не позже сегодняшнего дня, ${dotted(today)}. Проверьте дату по нему.`,
      ["date"],
    );
}

export interface OfPerson {
  personId: string;
  id: string;
}

/**
 * Keeps the scan of a statement; another one takes its place.
 * @throws NotFound no such statement of this person · BadInput no PDF, JPEG or PNG by its content
 */
export async function keepScan(
  db: Db,
  { personId, id, dataDir, bytes }: OfPerson & { dataDir: string; bytes: Uint8Array },
  by: By,
): Promise<Statement> {
  const scan = await keepScanned(dataDir, bytes, "file");
  const dropped: string[] = [];
  try {
    return await db.$transaction(async (tx) => {
      await lockPerson(tx, personId);
      const before = await findStatement(tx, { personId, id });
      const statement = await tx.statement.update({ where: { id }, data: { scan } });
      await audit(tx, by, {
        action: "statement.scanned",
        objectId: personId,
        details: { statementId: id, again: before.scan !== null },
      });
      if (before.scan) dropped.push(before.scan);
      return statement;
    });
  } catch (error) {
    dropped.splice(0, dropped.length, scan);
    throw error;
  } finally {
    await dropFiles(dataDir, dropped);
  }
}

/** @throws NotFound no such statement of this person, or no scan of it */
export async function readScan(db: Db, dataDir: string, which: OfPerson) {
  const { scan } = await findStatement(db, which);
  if (!scan) throw new NotFound("Скана этого заявления нет. Отсканируйте его и приложите.");
  return readKept(dataDir, scan);
}

async function findStatement(db: Db | Tx, where: OfPerson): Promise<Statement> {
  const statement = await db.statement.findFirst({ where });
  if (!statement) throw new NotFound("У этого человека такого заявления нет. Обновите список.");
  return statement;
}

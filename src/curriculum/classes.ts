import { audit } from "../audit.ts";
import { openYear } from "../calendar/year-door.ts";
import type { Db, Prisma, Tx } from "../db.ts";
import { Conflict, NotFound } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { inTurn } from "./turns.ts";

export type SchoolClass = Prisma.SchoolClassGetPayload<object>;

export interface NewClass {
  yearId: string;
  /** 1 to 11. */
  level: number;
  letter: string;
}

/** A class of one school year. @throws NotFound no such year · Closed it is over · Conflict the class is there already */
export async function createClass(db: Db, { yearId, level, letter }: NewClass, by: By): Promise<SchoolClass> {
  return inTurn(db, async (tx) => {
    await openYear(tx, yearId);
    await checkLetter(tx, { yearId, level, letter });
    const created = await tx.schoolClass.create({ data: { yearId, level, letter } });
    await audit(tx, by, { action: "class.created", objectId: created.id });
    return created;
  });
}

/** Another letter; the level stays, for next year's class is another one. @throws as createClass */
export async function renameClass(
  db: Db,
  { id, letter }: { id: string; letter: string },
  by: By,
): Promise<SchoolClass> {
  return inTurn(db, async (tx) => {
    const known = await tx.schoolClass.findUnique({ where: { id } });
    if (!known) throw new NotFound("Такого класса нет. Обновите список классов.");
    await openYear(tx, known.yearId);
    await checkLetter(tx, { ...known, letter });
    await audit(tx, by, { action: "class.renamed", objectId: id });
    return tx.schoolClass.update({ where: { id }, data: { letter } });
  });
}

async function checkLetter(tx: Tx, { id, yearId, level, letter }: NewClass & { id?: string }): Promise<void> {
  const same = await tx.schoolClass.findFirst({
    where: {
      yearId,
      level,
      letter: { equals: letter, mode: "insensitive" },
      ...(id ? { id: { not: id } } : {}),
    },
  });
  if (!same) return;
  throw new Conflict(
    `Класс ${same.level}${same.letter} в этом году уже есть. Возьмите его или дайте другую букву.`,
    same,
  );
}

/** The classes of the school year that runs on that day, in the order of levels. */
export function listClassesOn(db: Db, day: Date): Promise<SchoolClass[]> {
  return db.schoolClass.findMany({
    where: { year: { startsOn: { lte: day }, endsOn: { gte: day } } },
    orderBy: [{ level: "asc" }, { letter: "asc" }],
  });
}

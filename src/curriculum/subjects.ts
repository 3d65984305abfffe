import { audit } from "../audit.ts";
import type { Db, Prisma, Tx } from "../db.ts";
import { Conflict, NotFound } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { inTurn } from "./turns.ts";

export type Subject = Prisma.SubjectGetPayload<object>;

/** R35. @throws Conflict a subject with this name, in whatever letters, is there already */
export async function createSubject(db: Db, name: string, by: By): Promise<Subject> {
  return inTurn(db, async (tx) => {
    await checkName(tx, { name });
    const subject = await tx.subject.create({ data: { name } });
    await audit(tx, by, { action: "subject.created", objectId: subject.id });
    return subject;
  });
}

/** @throws NotFound · Conflict another subject has this name */
export async function renameSubject(
  db: Db,
  { id, name }: { id: string; name: string },
  by: By,
): Promise<Subject> {
  return inTurn(db, async (tx) => {
    if (!(await tx.subject.findUnique({ where: { id } })))
      throw new NotFound("Такого предмета нет. Обновите список предметов.");
    await checkName(tx, { id, name });
    await audit(tx, by, { action: "subject.renamed", objectId: id });
    return tx.subject.update({ where: { id }, data: { name } });
  });
}

async function checkName(tx: Tx, { id, name }: { id?: string; name: string }): Promise<void> {
  const same = await tx.subject.findFirst({
    where: { name: { equals: name, mode: "insensitive" }, ...(id ? { id: { not: id } } : {}) },
  });
  if (same) throw new Conflict(`Предмет «${same.name}» уже есть. Возьмите его или назовите иначе.`, same);
}

import { audit } from "../audit.ts";
import { openYear } from "../calendar/year-door.ts";
import type { Db, Prisma, Tx } from "../db.ts";
import { BadInput, Conflict, NotFound } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { editVersion } from "../versions.ts";
import { inTurn } from "./turns.ts";

export type Subgroup = Prisma.SubgroupGetPayload<object>;

export interface NewSubgroup {
  yearId: string;
  subjectId: string;
  name: string;
  /** One or several classes of the year, all in the same year. */
  classIds: string[];
}

/**
 * A subgroup without members yet (R35).
 * @throws NotFound no such year · Closed it is over · BadInput the subject or one of the classes is not there · Conflict the
 *   subject has a subgroup with this name
 */
export async function createSubgroup(
  db: Db,
  { yearId, subjectId, name, classIds }: NewSubgroup,
  by: By,
): Promise<Subgroup> {
  return inTurn(db, async (tx) => {
    await openYear(tx, yearId);
    if (!(await tx.subject.findUnique({ where: { id: subjectId } })))
      throw new BadInput("Такого предмета нет. Обновите список предметов.", ["subjectId"]);
    await checkClasses(tx, yearId, classIds);
    await checkName(tx, { yearId, subjectId, name });
    const subgroup = await tx.subgroup.create({ data: { yearId, subjectId, name } });
    await tx.subgroupClass.createMany({
      data: classIds.map((classId) => ({ subgroupId: subgroup.id, classId })),
    });
    await audit(tx, by, { action: "subgroup.created", objectId: subgroup.id });
    return subgroup;
  });
}

/** @throws NotFound · Closed the year is over · Conflict another version (versions.ts), or another subgroup has this name */
export async function renameSubgroup(
  db: Db,
  { id, version, name }: { id: string; version: number; name: string },
  by: By,
): Promise<Subgroup> {
  return inTurn(db, async (tx) => {
    const known = await getSubgroup(tx, id);
    await checkName(tx, { ...known, name });
    const { after } = await editVersion(tx.subgroup, { id, version }, { name });
    await audit(tx, by, { action: "subgroup.renamed", objectId: id });
    return after;
  });
}

/** @throws NotFound · Closed its year is over */
export async function getSubgroup(tx: Tx, id: string) {
  const subgroup = await tx.subgroup.findUnique({ where: { id }, include: { classes: true } });
  if (!subgroup) throw new NotFound("Такой подгруппы нет. Обновите список подгрупп.");
  await openYear(tx, subgroup.yearId);
  return subgroup;
}

async function checkClasses(tx: Tx, yearId: string, classIds: string[]): Promise<void> {
  if (classIds.length === 0)
    throw new BadInput("Подгруппа собирается хотя бы из одного класса. Укажите его.", ["classIds"]);
  const known = await tx.schoolClass.findMany({ where: { yearId, id: { in: classIds } } });
  const ids = new Set(known.map(({ id }) => id));
  const wrong = classIds.findIndex((id, index) => !ids.has(id) || classIds.indexOf(id) !== index);
  if (wrong >= 0)
    throw new BadInput("Такого класса в этом учебном году нет, или он указан дважды. Выберите другой.", [
      "classIds",
      wrong,
    ]);
}

async function checkName(
  tx: Tx,
  { id, yearId, subjectId, name }: Pick<NewSubgroup, "yearId" | "subjectId" | "name"> & { id?: string },
): Promise<void> {
  const same = await tx.subgroup.findFirst({
    where: {
      yearId,
      subjectId,
      name: { equals: name, mode: "insensitive" },
      ...(id ? { id: { not: id } } : {}),
    },
  });
  if (same)
    throw new Conflict("У этого предмета уже есть подгруппа с таким названием. Назовите иначе.", same);
}

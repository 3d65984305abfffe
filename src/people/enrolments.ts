import { audit } from "../audit.ts";
import { dateOf } from "../clock.ts";
import type { Db, Prisma, Tx } from "../db.ts";
import { BadInput, Closed, NotFound } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { editVersion } from "../versions.ts";
import { checkDocument, checkEnd, checkFree, dateColumns, dayBefore } from "./dated.ts";
import { type Changes, type Edited, lockPerson } from "./people.ts";

export type Enrolment = Prisma.EnrolmentGetPayload<object>;

/** ISO days; `to` is the last day in the class, `documentOn` dates the enrolment document (R48 counts from it). */
export interface EnrolmentDays {
  to: string | null;
  documentOn: string | null;
}

interface NewEnrolment extends EnrolmentDays {
  pupilId: string;
  classId: string;
  from: string;
}

/** @throws NotFound · BadInput the days · Closed the class's year · Conflict the pupil is in a class on these days */
export async function enrolPupil(
  db: Db | Tx,
  { pupilId, classId, from, ...days }: NewEnrolment,
  by: By,
): Promise<Enrolment> {
  const { to = null, documentOn = null } = dateColumns(days);
  return db.$transaction((tx) =>
    enrolIn(
      tx,
      { pupilId, classId, from: dateOf(from), to, documentOn },
      { action: "enrolment.created", by },
    ),
  );
}

/**
 * Moves a pupil to another class: the enrolment ends with the day before, and another one begins.
 * @throws as enrolPupil · Conflict (see versions.ts)
 */
export async function movePupil(
  db: Db | Tx,
  { id, version, pupilId, classId, ...days }: Edited & Omit<NewEnrolment, "to">,
  by: By,
): Promise<Enrolment> {
  const from = dateOf(days.from);
  const { documentOn = null } = dateColumns({ documentOn: days.documentOn });
  return db.$transaction(async (tx) => {
    const { before } = await editVersion(tx.enrolment, { id, version }, { to: dayBefore(from) });
    const { to } = before;
    if (before.pupilId !== pupilId) throw new NotFound("У этого ученика такой записи нет. Обновите список.");
    if (from < before.from || (to !== null && to < from))
      throw new BadInput("В этот день ученик не в том классе, из которого его переводят. Проверьте день.", [
        "from",
      ]);
    if (classId === before.classId)
      throw new BadInput("Ученик уже в этом классе. Выберите другой.", ["classId"]);
    return enrolIn(tx, { pupilId, classId, from, to, documentOn }, { action: "enrolment.moved", by });
  });
}

/**
 * Ends an enrolment, lets it last longer, corrects the date of its document.
 * @throws as enrolPupil · Conflict (see versions.ts)
 */
export async function changeEnrolment(
  db: Db | Tx,
  { id, version, ...days }: Edited & Changes<EnrolmentDays>,
  by: By,
): Promise<Enrolment> {
  return db.$transaction(async (tx) => {
    const { after } = await editVersion(tx.enrolment, { id, version }, dateColumns(days));
    const { pupilId } = after;
    await lockPerson(tx, pupilId);
    await checkEnrolment(tx, after, await tx.enrolment.findMany({ where: { pupilId, id: { not: id } } }));
    await audit(tx, by, { action: "enrolment.changed", objectId: id, pupilId, details: { ...days } });
    return after;
  });
}

type Wanted = Omit<Enrolment, "id" | "version">;

async function enrolIn(
  tx: Tx,
  wanted: Wanted,
  { action, by }: { action: string; by: By },
): Promise<Enrolment> {
  const { pupilId, classId } = wanted;
  await lockPerson(tx, pupilId);
  await checkYear(tx, wanted);
  const others = await tx.enrolment.findMany({ where: { pupilId } });
  await checkEnrolment(tx, wanted, others);
  const enrolment = await tx.enrolment.create({ data: wanted });
  await audit(tx, by, { action, objectId: enrolment.id, pupilId, details: { classId } });
  return enrolment;
}

async function checkYear(tx: Tx, { classId, from }: Wanted): Promise<void> {
  const found = await tx.schoolClass.findUnique({ where: { id: classId }, select: { year: true } });
  if (!found) throw new NotFound("Такого класса нет. Обновите список классов.");
  const { startsOn, endsOn, closedAt } = found.year;
  if (closedAt) throw new Closed("Учебный год этого класса закрыт. Зачислите в класс идущего года.");
  if (from < startsOn || from > endsOn)
    throw new BadInput("В этот день класса нет: у него другой учебный год. Проверьте день или класс.", [
      "from",
    ]);
}

/** A pupil is in one class at a time. */
async function checkEnrolment(tx: Tx, wanted: Wanted, others: Enrolment[]): Promise<void> {
  checkEnd(wanted);
  await checkDocument(tx, wanted.documentOn);
  checkFree(others, wanted, "В эти дни ученик уже в классе. Переведите его или сначала отчислите.");
}

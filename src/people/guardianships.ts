import { audit } from "../audit.ts";
import { dateOf } from "../clock.ts";
import type { Db, Kinship, Prisma, Tx } from "../db.ts";
import { BadInput } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { editVersion } from "../versions.ts";
import { checkEnd, checkFree, type Dated, dateColumns, dayBefore } from "./dated.ts";
import { type Changes, type Edited, getPerson, given, lockPerson } from "./people.ts";

export type Guardianship = Prisma.GuardianshipGetPayload<object>;

interface NewGuardianship {
  guardianId: string;
  pupilId: string;
  kinship: Kinship;
  /** ISO days, the first and the last. */
  from: string;
  to: string | null;
}

const LONGEST_DOCUMENT = 200;

/** @throws NotFound · BadInput · Conflict the person is a guardian of this pupil on some of these days */
export async function addGuardian(db: Db, wanted: NewGuardianship, by: By): Promise<Guardianship> {
  const { guardianId, pupilId, kinship } = wanted;
  if (guardianId === pupilId)
    throw new BadInput("Человек не бывает представителем самого себя. Выберите другого.", ["guardianId"]);
  const { to = null } = dateColumns({ to: wanted.to });
  const data = { guardianId, pupilId, kinship, from: dateOf(wanted.from), to };
  return db.$transaction(async (tx) => {
    await lockPerson(tx, pupilId);
    await getPerson(tx, guardianId);
    const others = await tx.guardianship.findMany({ where: { guardianId, pupilId } });
    checkDays(data, others);
    const guardianship = await tx.guardianship.create({ data });
    await record(tx, guardianship, { action: "guardianship.created", by });
    return guardianship;
  });
}

/**
 * Ends a guardianship, lets it last longer, corrects the kinship.
 * @throws NotFound · BadInput · Conflict (see versions.ts; or as addGuardian)
 */
export async function changeGuardianship(
  db: Db,
  { id, version, kinship, to }: Edited & Changes<{ kinship: Kinship; to: string | null }>,
  by: By,
): Promise<Guardianship> {
  return db.$transaction(async (tx) => {
    const changes = { ...given({ kinship }), ...dateColumns({ to }) };
    const { after } = await editVersion(tx.guardianship, { id, version }, changes);
    const { guardianId, pupilId } = after;
    await lockPerson(tx, pupilId);
    checkDays(after, await tx.guardianship.findMany({ where: { guardianId, pupilId, id: { not: id } } }));
    await record(tx, after, { action: "guardianship.changed", by });
    return after;
  });
}

/**
 * A court bars the guardian from the pupil: from that day on they see and hear nothing of the pupil.
 * `document` names the decision by its number and date.
 * @throws NotFound · Conflict (see versions.ts) · BadInput no document
 */
export async function barGuardian(
  db: Db,
  { id, version, from, document }: Edited & { from: string; document: string },
  by: By,
): Promise<Guardianship> {
  const barredBy = document.trim();
  if (barredBy === "" || barredBy.length > LONGEST_DOCUMENT)
    throw new BadInput("Назовите решение суда: его номер и дату, до двухсот знаков.", ["document"]);
  return db.$transaction(async (tx) => {
    const { after } = await editVersion(
      tx.guardianship,
      { id, version },
      { barredFrom: dateOf(from), barredBy },
    );
    await record(tx, after, { action: "guardianship.barred", by });
    return after;
  });
}

/**
 * Lifts the court's bar from that day on. That the guardian was barred until then stays true: what was barred ends, and
 * a guardianship without a bar follows it; this one is returned. A bar that has not held for a day is taken back.
 * @throws NotFound · Conflict (see versions.ts) · BadInput the guardian is not barred
 */
export async function unbarGuardian(
  db: Db,
  { id, version, from }: Edited & { from: string },
  by: By,
): Promise<Guardianship> {
  const first = dateOf(from);
  return db.$transaction(async (tx) => {
    const barred = await tx.guardianship.findUnique({ where: { id } });
    if (barred && barred.barredFrom === null)
      throw new BadInput("Суд не ограничивал этого представителя. Обновите страницу.");
    const held = barred !== null && first > barred.from && first > barred.barredFrom!;
    const lifted = held
      ? await follow(tx, barred, { version, first })
      : (await editVersion(tx.guardianship, { id, version }, { barredFrom: null, barredBy: null })).after;
    await record(tx, lifted, { action: "guardianship.unbarred", by });
    return lifted;
  });
}

async function follow(
  tx: Tx,
  { id, guardianId, pupilId, kinship, to }: Guardianship,
  { version, first }: { version: number; first: Date },
): Promise<Guardianship> {
  if (to !== null && to < first)
    throw new BadInput("К этому дню представительство уже закончилось. Проверьте день.", ["from"]);
  await editVersion(tx.guardianship, { id, version }, { to: dayBefore(first) });
  await lockPerson(tx, pupilId);
  const data = { guardianId, pupilId, kinship, from: first, to };
  const others = await tx.guardianship.findMany({ where: { guardianId, pupilId, id: { not: id } } });
  checkDays(data, others);
  return tx.guardianship.create({ data });
}

function checkDays(wanted: Dated, others: Guardianship[]): void {
  checkEnd(wanted);
  checkFree(
    others,
    wanted,
    "В эти дни человек уже представитель этого ученика. Измените дни прежней записи.",
  );
}

async function record(
  tx: Tx,
  { id, guardianId, pupilId }: Guardianship,
  { action, by }: { action: string; by: By },
): Promise<void> {
  await audit(tx, by, { action, objectId: guardianId, pupilId, details: { guardianshipId: id } });
}

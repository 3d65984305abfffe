import { audit } from "../audit.ts";
import { dateOf } from "../clock.ts";
import type { Db, Prisma, Tx } from "../db.ts";
import { BadInput, NotFound } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { editVersion } from "../versions.ts";
import { checkEnd, checkFree, dateColumns, heldOn } from "./dated.ts";
import type { Edited } from "./people.ts";

export type Leadership = Prisma.ClassLeadershipGetPayload<object>;

interface NewLeadership {
  classId: string;
  teacherId: string;
  /** ISO days, the first and the last. */
  from: string;
  to: string | null;
}

/**
 * Gives a class its class teacher; a class has one at a time.
 * @throws NotFound · BadInput the days, or no teacher · Conflict the class has a class teacher on some of these days
 */
export async function appointLeader(db: Db, wanted: NewLeadership, by: By): Promise<Leadership> {
  const { classId, teacherId } = wanted;
  const { to = null } = dateColumns({ to: wanted.to });
  const data = { classId, teacherId, from: dateOf(wanted.from), to };
  return db.$transaction(async (tx) => {
    await lockClass(tx, classId);
    await checkTeacher(tx, data);
    const others = await tx.classLeadership.findMany({ where: { classId } });
    checkDays(data, others);
    const leadership = await tx.classLeadership.create({ data });
    await record(tx, leadership, { action: "leadership.created", by });
    return leadership;
  });
}

/** Ends a leadership or lets it last longer. @throws as appointLeader · Conflict (see versions.ts) */
export async function changeLeadership(
  db: Db,
  { id, version, to }: Edited & { to: string | null },
  by: By,
): Promise<Leadership> {
  return db.$transaction(async (tx) => {
    const { after } = await editVersion(tx.classLeadership, { id, version }, dateColumns({ to }));
    const { classId } = after;
    await lockClass(tx, classId);
    checkDays(after, await tx.classLeadership.findMany({ where: { classId, id: { not: id } } }));
    await record(tx, after, { action: "leadership.changed", by });
    return after;
  });
}

async function lockClass(tx: Tx, id: string): Promise<void> {
  const [locked] = await tx.$queryRaw<
    unknown[]
  >`select 1 from "SchoolClass" where id = ${id}::uuid for update`;
  if (!locked) throw new NotFound("Такого класса нет. Обновите список классов.");
}

async function checkTeacher(tx: Tx, { teacherId, from }: { teacherId: string; from: Date }): Promise<void> {
  const isTeacher = await tx.roleGrant.count({
    where: { personId: teacherId, role: "teacher", ...heldOn(from) },
  });
  if (isTeacher === 0)
    throw new BadInput("Классным руководителем бывает учитель. Сначала дайте человеку роль учителя.", [
      "teacherId",
    ]);
}

function checkDays(wanted: Pick<Leadership, "from" | "to">, others: Leadership[]): void {
  checkEnd(wanted);
  checkFree(
    others,
    wanted,
    "В эти дни у класса уже есть классный руководитель. Сначала закончите его руководство.",
  );
}

async function record(
  tx: Tx,
  { id, classId, teacherId }: Leadership,
  { action, by }: { action: string; by: By },
): Promise<void> {
  await audit(tx, by, { action, objectId: teacherId, details: { leadershipId: id, classId } });
}

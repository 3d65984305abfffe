import { audit } from "../audit.ts";
import { dotted } from "../calendar/days.ts";
import { todayOf } from "../calendar/year-door.ts";
import { dateOf } from "../clock.ts";
import type { Db, Tx } from "../db.ts";
import { BadInput, Closed, Conflict } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { editVersion } from "../versions.ts";
import { checkClashes } from "./clashes.ts";
import { getSubgroup, type Subgroup } from "./subgroups.ts";
import { inTurn } from "./turns.ts";

export interface NewMembers {
  id: string;
  version: number;
  pupilIds: string[];
  /** From this day on they, and nobody else, are in the subgroup; before it everything stays. */
  from: string;
}

/**
 * Who is in a subgroup from a day on (R35).
 * @throws NotFound · Closed the year is over, or lessons of these days were held · BadInput a pupil who is in none of its
 *   classes on that day · Conflict another version; a pupil is in another subgroup of the subject (`current`: which), or
 *   would have two lessons at once
 */
export async function setMembers(db: Db, wanted: NewMembers, by: By): Promise<Subgroup> {
  return inTurn(db, async (tx) => {
    const subgroup = await getSubgroup(tx, wanted.id);
    await checkPast(tx, wanted, await todayOf(tx, by));
    await checkEnrolled(tx, wanted);
    await checkOnlyHere(tx, subgroup, wanted);
    const { after } = await editVersion(tx.subgroup, wanted, {});
    const left = await endOthers(tx, wanted);
    const joined = await letIn(tx, wanted);
    const entries = await tx.timetableEntry.findMany({ where: { teaching: { subgroupId: wanted.id } } });
    await checkClashes(
      tx,
      entries.map(({ id }) => id),
    );
    const details = { from: wanted.from, joined, left };
    await audit(tx, by, { action: "subgroup.members", objectId: wanted.id, details });
    return after;
  });
}

/** Whom a lesson was held for stands: who belonged into it is asked on its day. */
async function checkPast(tx: Tx, { id, from }: NewMembers, today: string): Promise<void> {
  const held = await tx.lesson.findFirst({
    where: { subgroupId: id, cancelledFor: null, date: { gte: dateOf(from), lt: dateOf(today) } },
  });
  if (held)
    throw new Closed(
      `Начиная с ${dotted(from)} уроки подгруппы уже прошли. Измените состав с ${dotted(today)} или позже.`,
    );
}

async function checkEnrolled(tx: Tx, { id, pupilIds, from }: NewMembers): Promise<void> {
  const here = await tx.$queryRaw<{ pupilId: string }[]>`
    select distinct e."pupilId" from "Enrolment" e join "SubgroupClass" c on c."classId" = e."classId"
    where c."subgroupId" = ${id}::uuid and e."pupilId" = any(${pupilIds}::uuid[])
      and e."from" <= ${from}::date and (e."to" is null or e."to" >= ${from}::date)`;
  const known = new Set(here.map(({ pupilId }) => pupilId));
  const wrong = pupilIds.findIndex((pupilId, at) => !known.has(pupilId) || pupilIds.indexOf(pupilId) !== at);
  if (wrong < 0) return;
  throw new BadInput(
    `${dotted(from)} этот ученик не учится в классах подгруппы, или он указан дважды. Уберите его из списка.`,
    ["pupilIds", wrong],
  );
}

async function checkOnlyHere(tx: Tx, { id, yearId, subjectId }: Subgroup, wanted: NewMembers): Promise<void> {
  const elsewhere = await tx.$queryRaw<{ pupilId: string; subgroupId: string }[]>`
    select m."pupilId", m."subgroupId" from "SubgroupMember" m join "Subgroup" g on g.id = m."subgroupId"
    where g."yearId" = ${yearId}::uuid and g."subjectId" = ${subjectId}::uuid and g.id <> ${id}::uuid
      and m."pupilId" = any(${wanted.pupilIds}::uuid[])
      and (m."to" is null or m."to" >= greatest(m."from", ${wanted.from}::date))
      and exists (select 1 from "SubgroupClass" c join "Enrolment" e on e."classId" = c."classId"
        where c."subgroupId" = g.id and e."pupilId" = m."pupilId" and (e."to" is null or e."to" >= ${wanted.from}::date))`;
  if (elsewhere.length === 0) return;
  throw new Conflict(
    "Эти ученики уже в другой подгруппе по этому предмету. Сначала выведите их оттуда с этого же дня.",
    elsewhere,
  );
}

/** Who is not wanted leaves the day before; who would have come later never does. */
async function endOthers(tx: Tx, { id, pupilIds, from }: NewMembers): Promise<number> {
  return tx.$executeRaw`
    update "SubgroupMember" set "to" = greatest("from", ${from}::date) - 1
    where "subgroupId" = ${id}::uuid and ("to" is null or "to" >= greatest("from", ${from}::date))
      and not ("pupilId" = any(${pupilIds}::uuid[]) and "from" <= ${from}::date)`;
}

/** Who is in already stays, without an end. */
async function letIn(tx: Tx, { id, pupilIds, from }: NewMembers): Promise<number> {
  await tx.$executeRaw`
    update "SubgroupMember" set "to" = null
    where "subgroupId" = ${id}::uuid and "pupilId" = any(${pupilIds}::uuid[])
      and "from" <= ${from}::date and "to" >= ${from}::date`;
  return tx.$executeRaw`
    insert into "SubgroupMember" ("subgroupId", "pupilId", "from")
    select ${id}::uuid, p, ${from}::date from unnest(${pupilIds}::uuid[]) p
    where not exists (
      select 1 from "SubgroupMember" m
      where m."subgroupId" = ${id}::uuid and m."pupilId" = p and m."from" <= ${from}::date and m."to" is null)
    on conflict ("subgroupId", "pupilId", "from") do update set "to" = null`;
}

import type { Tx } from "../db.ts";

/** Subgroups and class teachers move on with their classes (R31). What the next year has already is left as it is. */

/** The two school years, and the days around the summer between them. */
export interface Years {
  old: string;
  next: string;
  lastDay: Date;
  /** The day before the first one. */
  summerEnds: Date;
  firstDay: Date;
}

/** How many subgroups, and how many pupils in them; whoever is in no class of the next year stays out. */
export async function moveSubgroups(tx: Tx, years: Years): Promise<{ subgroups: number; members: number }> {
  const { old, next, lastDay, firstDay } = years;
  const made = await tx.$queryRaw<{ id: string }[]>`
    insert into "Subgroup" ("yearId", "subjectId", name)
    select ${next}::uuid, g."subjectId", g.name from "Subgroup" g
    where g."yearId" = ${old}::uuid and exists (select 1 from "SubgroupClass" s
      join "SchoolClass" c on c.id = s."classId"
      join "SchoolClass" n on n."yearId" = ${next}::uuid and n.level = c.level + 1 and n.letter = c.letter
      where s."subgroupId" = g.id)
    on conflict do nothing returning id`;
  const ids = made.map(({ id }) => id);
  await tx.$executeRaw`
    insert into "SubgroupClass" ("subgroupId", "classId")
    select m.id, n.id from "Subgroup" m
    join "Subgroup" g on g."yearId" = ${old}::uuid and g."subjectId" = m."subjectId" and g.name = m.name
    join "SubgroupClass" s on s."subgroupId" = g.id join "SchoolClass" c on c.id = s."classId"
    join "SchoolClass" n on n."yearId" = ${next}::uuid and n.level = c.level + 1 and n.letter = c.letter
    where m.id = any(${ids}::uuid[])`;
  const members = await tx.$executeRaw`
    insert into "SubgroupMember" ("subgroupId", "pupilId", "from")
    select distinct m.id, p."pupilId", ${firstDay}::date from "Subgroup" m
    join "Subgroup" g on g."yearId" = ${old}::uuid and g."subjectId" = m."subjectId" and g.name = m.name
    join "SubgroupMember" p on p."subgroupId" = g.id and p."from" <= ${lastDay}::date
      and (p."to" is null or p."to" >= ${lastDay}::date)
    join "SubgroupClass" s on s."subgroupId" = m.id
    join "Enrolment" e on e."classId" = s."classId" and e."pupilId" = p."pupilId"
      and e."from" <= ${firstDay}::date and (e."to" is null or e."to" >= ${firstDay}::date)
    where m.id = any(${ids}::uuid[])`;
  await tx.$executeRaw`
    update "SubgroupMember" p set "to" = ${lastDay}::date from "Subgroup" g
    where g.id = p."subgroupId" and g."yearId" = ${old}::uuid and p."to" is null and p."from" <= ${lastDay}::date`;
  return { subgroups: ids.length, members };
}

/** «8А: Громова Татьяна Ильинична»: who led a class on its last day leads it on, as long as they are a teacher here. */
export async function moveLeaders(tx: Tx, years: Years): Promise<string[]> {
  const { old, next, lastDay, summerEnds, firstDay } = years;
  const moved = await tx.$queryRaw<{ said: string }[]>`
    with led as (
      insert into "ClassLeadership" ("teacherId", "classId", "from")
      select l."teacherId", n.id, ${firstDay}::date from "ClassLeadership" l join "SchoolClass" c on c.id = l."classId"
      join "SchoolClass" n on n."yearId" = ${next}::uuid and n.level = c.level + 1 and n.letter = c.letter
      where c."yearId" = ${old}::uuid and l."from" <= ${lastDay}::date and (l."to" is null or l."to" >= ${lastDay}::date)
        and exists (select 1 from "RoleGrant" r where r."personId" = l."teacherId" and r.role = 'teacher'
          and r."from" <= ${firstDay}::date and (r."to" is null or r."to" >= ${firstDay}::date))
        and not exists (select 1 from "ClassLeadership" o where o."classId" = n.id)
      returning "teacherId", "classId"
    )
    select concat(c.level, c.letter, ': ', concat_ws(' ', p.surname, p."givenName", p.patronymic)) as said
    from led join "SchoolClass" c on c.id = led."classId" join "Person" p on p.id = led."teacherId"
    order by c.level, c.letter`;
  await tx.$executeRaw`
    update "ClassLeadership" l set "to" = ${summerEnds}::date, version = l.version + 1 from "SchoolClass" c
    where c.id = l."classId" and c."yearId" = ${old}::uuid and l."to" is null`;
  return moved.map(({ said }) => said);
}

import { type Db, Prisma, type Tx } from "../db.ts";

/**
 * The timetable's entries with what they are about, cut to the days on which they hold: their own, those of their
 * teaching and of its school year. Those that never hold are left out.
 */
export const ENTRIES_IN_FORCE = Prisma.sql`(
  select *, (select min(c.level) from "SchoolClass" c where c.id = any(e."classIds")) as level
  from (
    select e.id, e.weekday, e.number, e."roomId", t."teacherId", t."subjectId", t."classId", t."subgroupId",
      y.id as "yearId", greatest(e."from", t."from", y."startsOn") as "from", least(e."to", t."to", y."endsOn") as "to",
      case when t."classId" is not null then array[t."classId"]
        else array(select s."classId" from "SubgroupClass" s where s."subgroupId" = t."subgroupId") end as "classIds"
    from "TimetableEntry" e
    join "Teaching" t on t.id = e."teachingId"
    left join "SchoolClass" c on c.id = t."classId"
    left join "Subgroup" g on g.id = t."subgroupId"
    join "SchoolYear" y on y.id = coalesce(c."yearId", g."yearId")
  ) e
  where e."from" <= e."to"
)`;

export interface EntryInForce {
  id: string;
  weekday: number;
  number: number;
  roomId: string | null;
  teacherId: string;
  subjectId: string;
  classId: string | null;
  subgroupId: string | null;
  /** Its class, or the classes of its subgroup. */
  classIds: string[];
  yearId: string;
  /** Of several classes the lowest. */
  level: number;
  /** ISO days, both included. */
  from: string;
  to: string;
}

/** Which entries; all, if nothing is said. */
export interface WhoseEntries {
  /** Of these classes, and of the subgroups that take pupils of them. */
  classIds?: string[];
  /** This teacher's, and those in which the teacher is a substitute on one of the days. */
  teacherId?: string;
}

/** The entries that hold on some day of a span. */
export async function readEntriesInForce(
  db: Db | Tx,
  { from, to, classIds, teacherId }: WhoseEntries & { from: string; to: string },
): Promise<EntryInForce[]> {
  const ofClasses = classIds ? Prisma.sql`and "classIds" && ${classIds}::uuid[]` : Prisma.empty;
  const ofTeacher = teacherId
    ? Prisma.sql`and ("teacherId" = ${teacherId}::uuid or id in (select s."entryId" from "Substitution" s
        where s."substituteId" = ${teacherId}::uuid and s.date between ${from}::date and ${to}::date))`
    : Prisma.empty;
  return db.$queryRaw<EntryInForce[]>`
    select id, weekday, number, "roomId", "teacherId", "subjectId", "classId", "subgroupId", "classIds", "yearId", level,
      to_char("from", 'YYYY-MM-DD') as "from", to_char("to", 'YYYY-MM-DD') as "to"
    from ${ENTRIES_IN_FORCE} e
    where "from" <= ${to}::date and "to" >= ${from}::date ${ofClasses} ${ofTeacher}
    order by id`;
}

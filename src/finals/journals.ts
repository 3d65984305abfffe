import type { Db } from "../db.ts";
import { YOUNGEST } from "../lessons/classes.ts";

/** A class in a subject, as its journal has a page. */
export interface OwnJournal {
  classId: string;
  /** `7А` */
  className: string;
  subjectId: string;
  subject: string;
}

/**
 * The journals with final marks in which somebody writes them on that day (ISO): those of what they teach, and every
 * subject of a class they lead (R40, R41). After the year is over, those of its last day.
 */
export function readOwnJournals(db: Db, teacherId: string, day: string): Promise<OwnJournal[]> {
  return db.$queryRaw<OwnJournal[]>`
    with year as (
      select id, least("endsOn", ${day}::date) as day from "SchoolYear" where "startsOn" <= ${day}::date
      order by "startsOn" desc limit 1
    )
    select distinct c.id as "classId", c.level || c.letter as "className", s.id as "subjectId", s.name as subject,
      c.level, c.letter
    from year y join "SchoolClass" c on c."yearId" = y.id and c.level > ${YOUNGEST}
    join "Teaching" t on (t."classId" = c.id
        or t."subgroupId" in (select k."subgroupId" from "SubgroupClass" k where k."classId" = c.id))
      and t."from" <= y.day and (t."to" is null or t."to" >= y.day)
    join "Subject" s on s.id = t."subjectId"
    where t."teacherId" = ${teacherId}::uuid or exists (
      select 1 from "ClassLeadership" l where l."classId" = c.id and l."teacherId" = ${teacherId}::uuid
        and l."from" <= y.day and (l."to" is null or l."to" >= y.day))
    order by c.level, c.letter, s.name`;
}

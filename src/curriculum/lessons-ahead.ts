import type { Raw } from "../raw.ts";

/** A day to come on which classes of a level have lessons. Days are ISO. */
export interface DayAhead {
  yearId: string;
  level: number;
  /** The day from which one looks ahead. */
  asOf: string;
  day: string;
  /** Whose weekday's timetable that day follows. */
  weekday: number;
  /** The lessons there are bells for. */
  numbers: number[];
  /** Up to the end of the running term. */
  inTerm: boolean;
}

/** A subject as a class or a subgroup has it before it. */
export interface TaughtAhead {
  asOf: string;
  classId: string | null;
  subgroupId: string | null;
  subjectId: string;
  hoursAWeek: number;
  /** Lessons left in the term; null: it stands in no timetable. */
  left: number | null;
  /** The next day with a lesson of it, and its first lesson that day. */
  next: string | null;
  number: number | null;
}

/** What these classes and subgroups have on those days by timetable and substitutions. One query, however many. */
export function readLessonsAhead(
  db: Raw,
  { classIds, subgroupIds, days }: { classIds: string[]; subgroupIds: string[]; days: DayAhead[] },
): Promise<TaughtAhead[]> {
  return db.$queryRaw<TaughtAhead[]>`
    with days as (
      select * from jsonb_to_recordset(${JSON.stringify(days)}::jsonb)
        as x("yearId" uuid, level int, "asOf" date, day date, weekday int, numbers int[], "inTerm" boolean)
    ), taught as (
      select t.*, c."yearId", c.level from "Teaching" t join "SchoolClass" c on c.id = t."classId"
      where t."classId" = any(${classIds}::uuid[])
      union all
      select t.*, g."yearId", (select min(c.level) from "SubgroupClass" s join "SchoolClass" c on c.id = s."classId"
        where s."subgroupId" = g.id)
      from "Teaching" t join "Subgroup" g on g.id = t."subgroupId" where t."subgroupId" = any(${subgroupIds}::uuid[])
    )
    select to_char(o."asOf", 'YYYY-MM-DD') as "asOf", t."classId", t."subgroupId", t."subjectId", t."hoursAWeek",
      case when count(e.id) > 0 then (count(d.day) filter (where d."inTerm"))::int end as left,
      to_char(min(d.day), 'YYYY-MM-DD') as next,
      (array_agg(e.number order by d.day, e.number) filter (where d.day is not null))[1] as number
    from taught t
    join (select distinct "yearId", level, "asOf" from days) o on o."yearId" = t."yearId" and o.level = t.level
      and (t."to" is null or t."to" > o."asOf")
    left join "TimetableEntry" e on e."teachingId" = t.id and (e."to" is null or e."to" > o."asOf")
    left join days d on d."yearId" = t."yearId" and d.level = t.level and d."asOf" = o."asOf" and d.weekday = e.weekday
      and e.number = any(d.numbers) and d.day >= greatest(t."from", e."from")
      and d.day <= coalesce(least(t."to", e."to"), d.day)
      and not exists (select 1 from "Substitution" s where s."entryId" = e.id and s.date = d.day and s.cancelled)
    group by o."asOf", t.id, t."classId", t."subgroupId", t."subjectId", t."hoursAWeek"`;
}

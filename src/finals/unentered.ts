import { Temporal } from "temporal-polyfill";
import { plusDays } from "../calendar/days.ts";
import { dayIn, isoDay, now } from "../clock.ts";
import { type Db, type FinalKind, Prisma, type Tx } from "../db.ts";
import { getSettings } from "../settings.ts";

/** Finals whose results are known and that nobody entered (R63). */
export interface Unentered {
  classId: string;
  /** `7А` */
  className: string;
  subjectId: string;
  subject: string;
  /** Whose work it is to enter them; null: asked of the whole school. */
  teacherId: string | null;
  kind: FinalKind;
  termId: string | null;
  /** How many pupils lack the mark. */
  pupils: number;
  knownAt: Date;
  /** By then the families are to know. */
  dueAt: Date;
  isOverdue: boolean;
}

const DAY_MS = 24 * 3_600_000;

/**
 * What is known at that moment and not entered, the oldest first: of the school year that began last, for every pupil
 * who was taught the subject and was in the class when the period ended. Released everywhere, «осв», nothing is owed.
 * One query, however large the school. `teacherIds`: of what these people teach to the end of the period, each apart.
 */
export async function unenteredFinals(
  db: Db | Tx,
  at: Date = now(),
  teacherIds: string[] | null = null,
): Promise<Unentered[]> {
  const isOwn = Prisma.sql`(${teacherIds}::uuid[] is null
    or t."teacherId" = any(${teacherIds}::uuid[]) and (t."to" is null or t."to" >= p."endsOn"))`;
  const teacher = Prisma.sql`case when ${teacherIds}::uuid[] is not null then t."teacherId" end as "teacherId"`;
  const { timeZone } = await getSettings(db);
  const rows = await db.$queryRaw<Omit<Unentered, "dueAt" | "isOverdue">[]>`
    with year as (
      select id, name, "startsOn", "endsOn", ("endsOn" + time '23:59') at time zone ${timeZone} as "knownAt"
      from "SchoolYear" where "startsOn" <= ${dayIn(timeZone, at)} order by "startsOn" desc limit 1
    ), period as (
      select c.id as "classId", null::uuid as "subjectId", 'term'::"FinalKind" as kind, t.id::text as period, t."startsOn",
        t."endsOn", ("endsOn" + time '23:59') at time zone ${timeZone} as "knownAt"
      from "Term" t join "SchoolClass" c on c."yearId" = t."yearId" and c.level between t."levelFrom" and t."levelTo"
      where t."yearId" = (select id from year)
      union all
      select c.id, null, 'year', y.name, y."startsOn", y."endsOn", y."knownAt"
      from year y join "SchoolClass" c on c."yearId" = y.id
      union all
      select x."classId", x."subjectId", kind::"FinalKind", y.name, y."startsOn",
        case kind when 'exam' then least(x."heldOn", y."endsOn") else y."endsOn" end,
        case kind when 'exam' then x."resultsKnownAt" else greatest(x."resultsKnownAt", y."knownAt") end
      from year y join "Exam" x on x."yearId" = y.id cross join (values ('exam'), ('final')) as k(kind)
      where x."resultsKnownAt" is not null
    ), owed as (
      select p."classId", t."subjectId", ${teacher}, p.kind, p.period, p."knownAt", e."pupilId"
      from period p
      join "Teaching" t on t."classId" = p."classId" and t."subjectId" = coalesce(p."subjectId", t."subjectId")
        and t."from" <= p."endsOn" and (t."to" is null or t."to" >= p."startsOn")
      join "Enrolment" e on e."classId" = p."classId" and e."from" <= p."endsOn" and (e."to" is null or e."to" >= p."endsOn")
      where p."knownAt" <= ${at} and ${isOwn}
      union
      select p."classId", t."subjectId", ${teacher}, p.kind, p.period, p."knownAt", e."pupilId"
      from period p
      join "SubgroupClass" sc on sc."classId" = p."classId"
      join "Teaching" t on t."subgroupId" = sc."subgroupId" and t."subjectId" = coalesce(p."subjectId", t."subjectId")
        and t."from" <= p."endsOn" and (t."to" is null or t."to" >= p."startsOn")
      join "SubgroupMember" m on m."subgroupId" = sc."subgroupId" and m."from" <= p."endsOn"
        and (m."to" is null or m."to" >= p."endsOn")
      join "Enrolment" e on e."classId" = p."classId" and e."pupilId" = m."pupilId" and e."from" <= p."endsOn"
        and (e."to" is null or e."to" >= p."endsOn")
      where p."knownAt" <= ${at} and ${isOwn}
    ), released as (
      select f."pupilId", f."subjectId" from "FinalMark" f join "ScaleValue" v on v.id = f."valueId"
      where f.period in (select name from year union all select t.id::text from "Term" t where t."yearId" = (select id from year))
      group by 1, 2 having bool_and(v.code = 'осв')
    )
    select o."classId", c.level || c.letter as "className", o."subjectId", s.name as subject, o."teacherId", o.kind,
      case o.kind when 'term' then o.period::uuid end as "termId", count(*)::int as pupils, o."knownAt"
    from owed o join "SchoolClass" c on c.id = o."classId" and c.level > 1 join "Subject" s on s.id = o."subjectId"
    where not exists (select 1 from "FinalMark" f where f."pupilId" = o."pupilId" and f."subjectId" = o."subjectId"
        and f.kind = o.kind and f.period = o.period)
      and not exists (select 1 from released r where r."pupilId" = o."pupilId" and r."subjectId" = o."subjectId")
    group by o."classId", c.level, c.letter, o."subjectId", s.name, o."teacherId", o.kind, o.period, o."knownAt"
    order by o."knownAt", c.level, c.letter, s.name, o.kind`;
  return rows.map((row) => {
    const dueAt = new Date(row.knownAt.getTime() + DAY_MS);
    return { ...row, dueAt, isOverdue: dueAt <= at };
  });
}

/** What these people have not entered and still may on that day (ISO): its results are known when the day is over (R40, R41). */
export async function finalsToEnter(
  db: Db | Tx,
  { teacherIds, day }: { teacherIds: string[]; day: string },
): Promise<Unentered[]> {
  const { timeZone, finalGraceDays } = await getSettings(db);
  const midnight = Temporal.PlainDate.from(plusDays(day, 1)).toZonedDateTime(timeZone);
  const owed = await unenteredFinals(db, new Date(midnight.epochMilliseconds), teacherIds);
  const lastDay = (knownAt: Date) => plusDays(isoDay(dayIn(timeZone, knownAt)), finalGraceDays);
  return owed.filter(({ knownAt }) => lastDay(knownAt) >= day);
}

/** How many pupils' finals are owed to families, and how many of them for longer than a day. */
export async function countUnentered(db: Db | Tx): Promise<{ finalsOwed: number; finalsOverdue: number }> {
  const unentered = await unenteredFinals(db);
  const sum = (some: Unentered[]) => some.reduce((total, { pupils }) => total + pupils, 0);
  return { finalsOwed: sum(unentered), finalsOverdue: sum(unentered.filter(({ isOverdue }) => isOverdue)) };
}

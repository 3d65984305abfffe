import type { Db } from "../db.ts";
import type { Sum } from "../marks/average.ts";
import type { AttestationFacts } from "./rules.ts";

/** What of a pupil's term in a subject proposals and hints follow from. */
export interface TermFacts extends AttestationFacts {
  /** null: no mark weighs anything. */
  sum: Sum | null;
}

interface Row extends AttestationFacts {
  pupilId: string;
  termId: string;
  points: number;
  weight: number;
}

/**
 * Marks, lessons given up to that day (ISO), lessons missed and hours a week, of these pupils in these terms; keyed by
 * `pupil term`. One query.
 */
export async function readTermFacts(
  db: Db,
  {
    pupilIds,
    termIds,
    subjectId,
    today,
  }: { pupilIds: string[]; termIds: string[]; subjectId: string; today: string },
): Promise<Map<string, TermFacts>> {
  const rows = await db.$queryRaw<Row[]>`
    with place as (
      select p.id as "pupilId", t.id as "termId", t."startsOn", least(t."endsOn", ${today}::date) as "upTo"
      from unnest(${pupilIds}::uuid[]) as p(id) cross join "Term" t where t.id = any(${termIds}::uuid[])
    ), lesson as (
      select p."pupilId", p."termId", count(distinct l.id)::int as lessons, count(distinct a."lessonId")::int as missed
      from place p join "Lesson" l on l."subjectId" = ${subjectId}::uuid and l.date between p."startsOn" and p."upTo"
        and l."cancelledFor" is null
      join lesson_pupil lp on lp."lessonId" = l.id and lp."pupilId" = p."pupilId"
      left join "Absence" a on a."lessonId" = l.id and a."pupilId" = p."pupilId" and a.kind = 'absent'
      group by 1, 2
    ), mark as (
      select p."pupilId", p."termId", sum(v.points * w.weight)::int as points, sum(w.weight)::int as weight,
        count(*)::int as marks
      from place p join "Mark" m on m."pupilId" = p."pupilId" join "ScaleValue" v on v.id = m."valueId" and v.points is not null
      join "Work" w on w.id = m."workId"
      join "Lesson" l on l.id = w."lessonId" and l."subjectId" = ${subjectId}::uuid and l.date between p."startsOn" and p."upTo"
      group by 1, 2
    ), load as (
      select p."pupilId", p."termId", sum(t."hoursAWeek")::int as "hoursAWeek"
      from place p join "Teaching" t on t."subjectId" = ${subjectId}::uuid
        and t."from" <= p."upTo" and (t."to" is null or t."to" >= p."upTo")
        and (exists (select 1 from "Enrolment" e where e."classId" = t."classId" and e."pupilId" = p."pupilId"
            and e."from" <= p."upTo" and (e."to" is null or e."to" >= p."upTo"))
          or exists (select 1 from "SubgroupMember" m where m."subgroupId" = t."subgroupId" and m."pupilId" = p."pupilId"
            and m."from" <= p."upTo" and (m."to" is null or m."to" >= p."upTo")))
      group by 1, 2
    )
    select p."pupilId", p."termId", coalesce(l.lessons, 0) as lessons, coalesce(l.missed, 0) as missed,
      coalesce(m.points, 0) as points, coalesce(m.weight, 0) as weight, coalesce(m.marks, 0) as marks,
      coalesce(h."hoursAWeek", 0) as "hoursAWeek"
    from place p left join lesson l using ("pupilId", "termId") left join mark m using ("pupilId", "termId")
    left join load h using ("pupilId", "termId")`;
  return new Map(
    rows.map(({ pupilId, termId, points, weight, ...facts }) => [
      `${pupilId} ${termId}`,
      { ...facts, sum: weight > 0 ? { points, weight, marks: facts.marks } : null },
    ]),
  );
}

/** A final mark as it stands. */
export interface SetFinal {
  value: string;
  points: number | null;
  version: number;
  setAt: Date;
  /** The act, where the newest version is an amendment. */
  act: string | null;
}

/** What is set in these periods; keyed by `pupil kind period`. */
export async function readSetFinals(
  db: Db,
  { pupilIds, subjectId, periods }: { pupilIds: string[]; subjectId: string; periods: string[] },
): Promise<Map<string, SetFinal>> {
  const finals = await db.finalMark.findMany({
    where: { pupilId: { in: pupilIds }, subjectId, period: { in: periods } },
    include: {
      value: true,
      versions: { where: { act: { not: null } }, orderBy: { version: "desc" }, take: 1 },
    },
  });
  return new Map(
    finals.map(({ pupilId, kind, period, value, version, setAt, versions: [amended] }) => [
      `${pupilId} ${kind} ${period}`,
      {
        value: value.code,
        points: value.points,
        version,
        setAt,
        act: amended?.version === version ? amended.act : null,
      },
    ]),
  );
}

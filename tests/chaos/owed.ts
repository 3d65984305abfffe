import type { Db } from "../../src/db.ts";

/**
 * What is owed, by the journal and the families' papers alone: nothing here asks what the post office planned.
 * A fact is named by its subject, which is written once a pupil in this school.
 */
export interface Owed {
  personId: string;
  pupilId: string;
  pupil: string;
  fact: string;
  /** Every value it has had, in order; null: withdrawn. The last one stands. */
  history: (string | null)[];
  rule: Rule;
}

/** all: whatever changes; low: nothing of a mark that has never needed attention; nothing: not a word. */
type Rule = "all" | "low" | "nothing";

/** Two statements, however large the school. */
export async function readOwed(db: Db): Promise<Owed[]> {
  const marks = await db.$queryRaw<Owed[]>`
    select g."guardianId" as "personId", g."pupilId", p."givenName" as pupil, s.name as fact,
      json_agg(v.code order by mv.version) as history,
      case when g."to" is not null or c.frequency = 'off' or not exists (select 1 from "Consent" k where k."personId" = g."guardianId")
        then 'nothing' when c."onlyLow" then 'low' else 'all' end as rule
    from "Mark" m join "MarkVersion" mv on mv."markId" = m.id left join "ScaleValue" v on v.id = mv."valueId"
    join "Work" w on w.id = m."workId" join "Lesson" l on l.id = w."lessonId" join "Subject" s on s.id = l."subjectId"
    join "Person" p on p.id = m."pupilId" join "Guardianship" g on g."pupilId" = p.id
    left join "Choice" c on c."personId" = g."guardianId" and c.topic = 'marks'
    group by g."guardianId", g."pupilId", p."givenName", s.name, g."to", c.frequency, c."onlyLow"`;
  const finals = await db.$queryRaw<Owed[]>`
    select g."guardianId" as "personId", g."pupilId", p."givenName" as pupil, s.name as fact, json_build_array(v.code) as history,
      case when g."to" is not null or not exists (select 1 from "Consent" k where k."personId" = g."guardianId")
        then 'nothing' else 'all' end as rule
    from "FinalMark" f join "ScaleValue" v on v.id = f."valueId" join "Subject" s on s.id = f."subjectId"
    join "Person" p on p.id = f."pupilId" join "Guardianship" g on g."pupilId" = p.id
    where f."announcedVersion" > 0`;
  return [...marks, ...finals];
}

/** Facts without their event, and events without their fact: a process killed in between must leave neither. */
export async function countHalves(db: Db): Promise<number> {
  const [row] = await db.$queryRaw<{ halves: number }[]>`
    select ((select count(*) from "MarkVersion" v where not exists
        (select 1 from "Event" e where e."factId" = v."markId" and e."factVersion" = v.version))
      + (select count(*) from "Event" e where e.kind like 'mark.%' and not exists
        (select 1 from "MarkVersion" v where v."markId" = e."factId" and v.version = e."factVersion")))::int as halves`;
  return row!.halves;
}

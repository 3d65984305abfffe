import { now } from "../clock.ts";
import { Prisma } from "../db.ts";
import type { Sum } from "../marks/average.ts";
import type { Raw } from "../raw.ts";
import type { Slot } from "./slots.ts";

/** A pupil's marks of a subject, or of a week of the term, summed up. */
export interface MarkSums {
  slot: number;
  /** Of a week: null. */
  subjectId: string | null;
  /** Its Monday; of a subject: null. */
  week: Date | null;
  /** Marks of the time looked back on, lesson by lesson. */
  fresh: string[];
  /** Of the term so far; weight 0: there is no average. */
  points: number;
  weight: number;
  marks: number;
  /** Of the term as it was before that time. */
  pointsBefore: number;
  weightBefore: number;
  marksBefore: number;
  /** Of the five-point scale, which alone has thresholds. */
  isFive: boolean;
}

/** Sums by subject and by week, in one query: marks themselves do not leave the database. */
export function readMarkSums(tx: Raw, slots: Slot[], holdSeconds: number): Promise<MarkSums[]> {
  return tx.$queryRaw<MarkSums[]>`
    with ${seenMarks(slots, holdSeconds)}, valued as (
      select s.slot, l."subjectId", l.date - (extract(isodow from l.date)::int - 1) as week, l.date, l.number, s."workId",
        k.weight, l.date between s."termFrom" and s."termTo" as "inTerm", v.code, v.points, b.points as "pointsBefore",
        s."wasId" is null as "isFresh", coalesce(c.code = 'five', true) as "isFive"
      from seen s join "Work" k on k.id = s."workId" join "Lesson" l on l.id = k."lessonId"
      left join "ScaleValue" v on v.id = s."valueId" left join "Scale" c on c.id = v."scaleId"
      left join "ScaleValue" b on b.id = s."wasId"
    )
    select slot, "subjectId", week,
      coalesce(array_agg(code order by date, number, "workId") filter (where "isFresh" and code is not null), '{}') as fresh,
      coalesce(sum(points * weight) filter (where "inTerm"), 0)::int as points,
      coalesce(sum(weight) filter (where "inTerm" and points is not null), 0)::int as weight,
      (count(points) filter (where "inTerm"))::int as marks,
      coalesce(sum("pointsBefore" * weight) filter (where "inTerm"), 0)::int as "pointsBefore",
      coalesce(sum(weight) filter (where "inTerm" and "pointsBefore" is not null), 0)::int as "weightBefore",
      (count("pointsBefore") filter (where "inTerm"))::int as "marksBefore",
      bool_and("isFive") as "isFive"
    from valued group by grouping sets ((slot, "subjectId"), (slot, week)) order by slot, week`;
}

/**
 * The marks a family may see (see journal/pupil-marks.ts) at the end of the time looked back on, however late it is told,
 * with what it could see before: what came after the end is the next one's to tell. A mark that was written once, as nearly
 * all are, needs no look at its other versions. What came by import or seed was
 * told to nobody: it counts from its lesson on, so that a school which begins in November reports no autumn as news.
 */
export function seenMarks(slots: Slot[], holdSeconds: number): Prisma.Sql {
  const wanted = slots.flatMap(({ slot, pupilId, from, until, days, place }) => {
    const term = place?.term;
    const oldest = term && term.startsOn < days.from ? term.startsOn : days.from;
    return { slot, pupilId, from, until, termFrom: term?.startsOn, termTo: term?.endsOn, oldest };
  });
  const hold = Prisma.sql`make_interval(secs => ${holdSeconds})`;
  return Prisma.sql`wanted as (
      select * from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as x(slot int, "pupilId" uuid, "from" timestamptz,
        until timestamptz, "termFrom" date, "termTo" date, oldest date)
    ), own as (
      select w.slot, w."from", w.until, w."termFrom", w."termTo", m.id, m."workId", m.version, m."valueId", f.at,
        case when f.source in ('import', 'seed') then (select l."endsAt" from "Work" k join "Lesson" l on l.id = k."lessonId"
          where k.id = m."workId") else f.at + ${hold} end as told
      from wanted w join "Mark" m on m."pupilId" = w."pupilId" and m."enteredOn" >= w.oldest
      join "MarkVersion" f on f."markId" = m.id and f.version = 1
    ), seen as (
      select o.*, o.version as "seenVersion", case when o.told <= o."from" then o."valueId" end as "wasId"
      from own o where o.version = 1 and o.told <= o.until and o.at + ${hold} <= ${now()}
      union all
      select o.slot, o."from", o.until, o."termFrom", o."termTo", o.id, o."workId", o.version, x."valueId", o.at, o.told,
        x.version, x."wasId"
      from own o cross join lateral (
        select (array_agg(s."valueId" order by s.version desc))[1] as "valueId", max(s.version) as version,
          (array_agg(s."valueId" order by s.version desc)
            filter (where case when s.version = 1 then o.told else s.at + ${hold} end <= o."from"))[1] as "wasId",
          min(case when s.version = 1 then o.told else s.at + ${hold} end) as told
        from (select x.version, x."valueId", x.at,
            least(lead(x.at) over (order by x.version), o.until) - x.at >= ${hold} as stood
          from "MarkVersion" x where x."markId" = o.id) s
        where s.stood) x
      where o.version > 1 and x.told <= o.until
    )`;
}

export function sumNow({ points, weight, marks }: MarkSums): Sum | null {
  return weight > 0 ? { points, weight, marks } : null;
}

export function sumBefore(sums: MarkSums): Sum | null {
  const { pointsBefore: points, weightBefore: weight, marksBefore: marks } = sums;
  return weight > 0 ? { points, weight, marks } : null;
}

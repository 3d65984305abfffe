import { isoDay } from "../clock.ts";
import type { AbsenceKind, AbsenceReason } from "../db.ts";
import { groupBy } from "../grouping.ts";
import type { Raw } from "../raw.ts";
import type { Digest } from "./digest.ts";
import type { Slot } from "./slots.ts";

interface AbsenceRow {
  slot: number;
  kind: AbsenceKind;
  reason: AbsenceReason | null;
  /** Set: missed before that time and explained in it. */
  explainedOf: Date | null;
  fresh: number;
  inTerm: number;
}

const ORDER = ["illness", "valid", "released", "invalid", "unknown"] as const;

/** Lessons missed, by slot. One query. As with marks, what was imported or seeded counts from its lesson on. */
export async function readAttendance(tx: Raw, slots: Slot[]): Promise<Map<number, Digest["attendance"]>> {
  const wanted = slots.map(({ slot, pupilId, from, until, place }) => {
    return { slot, pupilId, from, until, termFrom: place?.term?.startsOn, termTo: place?.term?.endsOn };
  });
  const rows = await tx.$queryRaw<AbsenceRow[]>`
    with own as (
      select w.*, a.id, a.kind, a.reason, l.date, case when f.source in ('import', 'seed') then l."endsAt" else f.at end as told
      from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w(slot int, "pupilId" uuid, "from" timestamptz,
        until timestamptz, "termFrom" date, "termTo" date)
      join "Absence" a on a."pupilId" = w."pupilId" and a.kind is not null
      join "Lesson" l on l.id = a."lessonId"
      join "AbsenceVersion" f on f."absenceId" = a.id and f.version = 1
    ), seen as (
      select o.*, case when o.told <= o."from" and o.reason is not null and o.reason is distinct from
        (select x.reason from "AbsenceVersion" x where x."absenceId" = o.id and x.at <= o."from" order by x.version desc limit 1)
        then o.date end as "explainedOf"
      from own o where o.told <= o.until and (o.told > o."from" or o.date between o."termFrom" and o."termTo")
    )
    select slot, kind, reason, "explainedOf", (count(*) filter (where told > "from"))::int as fresh,
      (count(*) filter (where date between "termFrom" and "termTo"))::int as "inTerm"
    from seen group by slot, kind, reason, "explainedOf" order by slot, "explainedOf"`;
  const bySlot = groupBy(rows, (row) => row.slot);
  return new Map(slots.map(({ slot }) => [slot, summed(bySlot.get(slot) ?? [])]));
}

function summed(rows: AbsenceRow[]): Digest["attendance"] {
  const absent = rows.filter(({ kind }) => kind === "absent");
  const missed = ORDER.flatMap((reason) => {
    const lessons = count(absent.filter((row) => (row.reason ?? "unknown") === reason));
    return lessons > 0 ? [{ reason, lessons }] : [];
  });
  return {
    missed,
    late: count(rows.filter(({ kind }) => kind === "late")),
    missedInTerm: absent.reduce((sum, { inTerm }) => sum + inTerm, 0),
    explained: absent.flatMap(({ explainedOf, reason, inTerm }) =>
      explainedOf && reason ? [{ date: isoDay(explainedOf), reason, lessons: inTerm }] : [],
    ),
  };
}

function count(rows: AbsenceRow[]): number {
  return rows.reduce((sum, { fresh }) => sum + fresh, 0);
}

import type { Db } from "../../src/db.ts";
import type { Verdict } from "./verdict.ts";

const MOST_FACTS = 4;

/** Every row about the facts that a verdict complains of, in the order of time: the database is gone when somebody asks why. */
export async function gatherEvidence(
  db: Db,
  { lost, repeatsUnexplained, outOfOrder }: Verdict,
): Promise<string[]> {
  const cells = [...lost, ...repeatsUnexplained, ...outOfOrder].flatMap((complaint) => {
    const [, pupil, fact] = /^(К\d{4}) (Ф\d{3}):/u.exec(complaint) ?? [];
    return pupil && fact ? [{ pupil, fact }] : [];
  });
  const rows = await db.$queryRaw<{ pupil: string; fact: string; at: string; what: string; row: unknown }[]>`
    with cell as (
      select distinct x.pupil, x.fact, m.id from jsonb_to_recordset(${JSON.stringify(cells.slice(0, MOST_FACTS))}::jsonb) as x(pupil text, fact text)
      join "Subject" s on s.name = x.fact join "Lesson" l on l."subjectId" = s.id join "Work" w on w."lessonId" = l.id
      join "Mark" m on m."workId" = w.id join "Person" p on p.id = m."pupilId" and p."givenName" = x.pupil
    ), notice as (select c.pupil, c.fact, n.* from cell c join "Notice" n on n."factId" = c.id
    ), delivery as (
      select distinct n.pupil, n.fact, d.id from notice n join "Delivery" d on d."personId" = n."personId"
    )
    select pupil, fact, e."occurredAt" as at, 'event' as what, to_jsonb(e) as row from cell join "Event" e on e."factId" = cell.id
    union all select pupil, fact, coalesce(n."toldAt", n."dueAt"), 'notice', to_jsonb(n) - 'pupil' - 'fact' from notice n
    union all select v.pupil, v.fact, d."createdAt", 'delivery', to_jsonb(d) from delivery v join "Delivery" d using (id)
    union all select v.pupil, v.fact, a."startedAt", 'attempt', to_jsonb(a) from delivery v join "Attempt" a on a."deliveryId" = v.id
    union all select v.pupil, v.fact, d."createdAt", 'said', to_jsonb(x) from delivery v join "Delivery" d using (id)
      join "DeliveryNotice" x on x."deliveryId" = d.id
    order by pupil, fact, at`;
  return rows.map(({ pupil, fact, what, row }) => `${pupil} ${fact} ${what} ${JSON.stringify(row)}`);
}

import { Prisma } from "../db.ts";

/**
 * Condition on a notice `n`: open, and waiting for a digest of this person and pupil. `row` names what holds both,
 * `series` is its "daily" or "weekly". That it is none of "now" goes without saying, but not for the index.
 */
export function isCarriedBy(row: Prisma.Sql, series: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`n."personId" = ${row}."personId" and n."pupilId" = ${row}."pupilId" and n.state = 'open'
    and n."deliveryId" is null and n.frequency <> 'now'
    and n.frequency = (case ${series} when 'daily' then 'evening' else 'weekly' end)::"Frequency"`;
}

import { audit } from "../audit.ts";
import { isoDay } from "../clock.ts";
import type { Db, Tx } from "../db.ts";
import type { By } from "../outbox/events.ts";

export interface Move {
  /** Null: the whole school. */
  classId: string | null;
  /** Paper is no wish of the school's: the family declares it (R44). */
  channel: "telegram" | "email";
  /** Who is a guardian of whom on it. */
  day: Date;
}

/** How many people {@link moveToChannel} would put another address first for. */
export async function countMovable(db: Db, move: Move): Promise<number> {
  return (await findMovable(db, move)).length;
}

/**
 * Puts the confirmed address on this channel first for every guardian of the circle who has one further down; nobody gets a new
 * address by it, and who declared paper stays on paper (R44). Returns for how many.
 */
export function moveToChannel(db: Db, move: Move, by: By): Promise<number> {
  return db.$transaction(async (tx) => {
    const found = await findMovable(tx, move);
    const ids = found.map(({ personId }) => personId);
    await tx.$queryRaw`select id from "Person" where id = any(${ids}::uuid[]) order by id for update`;
    await tx.$executeRaw`
      update "Contact" c set rank = x.rank, version = c.version + 1
      from (select id, row_number() over (partition by "personId"
              order by (state = 'confirmed' and channel = ${move.channel}::"Channel") desc, rank, "createdAt", id)::int - 1 as rank
            from "Contact" where "personId" = any(${ids}::uuid[]) and state <> 'revoked' and origin <> 'lastResort') x
      where c.id = x.id and c.rank <> x.rank`;
    const details = { channel: move.channel };
    await audit(
      tx,
      by,
      ids.map((objectId) => ({ action: "contacts.ordered", objectId, details })),
    );
    return ids.length;
  });
}

function findMovable(db: Db | Tx, { classId, channel, day }: Move): Promise<{ personId: string }[]> {
  const on = isoDay(day);
  return db.$queryRaw<{ personId: string }[]>`
    with circle as (
      select distinct g."guardianId" as id
      from "Guardianship" g join "Enrolment" e on e."pupilId" = g."pupilId"
      where g."from" <= ${on}::date and (g."to" is null or g."to" >= ${on}::date)
        and e."from" <= ${on}::date and (e."to" is null or e."to" >= ${on}::date)
        and (${classId}::uuid is null or e."classId" = ${classId}::uuid)
    ), first as (
      select distinct on (c."personId") c."personId", c.channel
      from "Contact" c join circle on circle.id = c."personId"
      where c.state <> 'revoked' and c.origin <> 'lastResort'
      order by c."personId", c.rank, c."createdAt", c.id
    )
    select f."personId" from first f
    where f.channel <> ${channel}::"Channel" and f.channel <> 'paper'
      and exists (select 1 from "Contact" c where c."personId" = f."personId"
        and c.channel = ${channel}::"Channel" and c.state = 'confirmed' and c.origin <> 'lastResort')
    order by f."personId"`;
}

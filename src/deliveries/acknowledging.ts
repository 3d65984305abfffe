import { audit } from "../audit.ts";
import { now } from "../clock.ts";
import type { Db } from "../db.ts";
import { NotFound } from "../errors.ts";
import type { By } from "../outbox/events.ts";

/**
 * The receiver of finals says that they have seen them, as the message told them; a final that is corrected afterwards
 * wants to be seen anew. Saying it again changes nothing.
 * @throws NotFound the message was not theirs, or tells of no finals
 */
export function acknowledgeFinals(db: Db, deliveryId: string, by: By & { actorId: string }): Promise<void> {
  return db.$transaction(async (tx) => {
    const { actorId, source } = by;
    const said = await tx.deliveryNotice.count({ where: saidTo(deliveryId, actorId) });
    if (said === 0) throw new NotFound("В этом сообщении нет итоговых отметок для вас. Откройте дневник.");
    const written = await tx.$executeRaw`
      insert into "FinalAcknowledgement" as a ("finalId", "personId", version, at, source)
      select n."factId", n."personId", s."factVersion", ${by.at ?? now()}, ${source}::"Source"
      from "DeliveryNotice" s join "Notice" n on n.id = s."noticeId"
      where s."deliveryId" = ${deliveryId}::uuid and n."factKind" = 'final' and n."personId" = ${actorId}::uuid
      order by n."factId"
      on conflict ("finalId", "personId") do update
        set version = excluded.version, at = excluded.at, source = excluded.source where a.version < excluded.version`;
    if (written > 0)
      await audit(tx, by, {
        action: "finals.acknowledged",
        objectId: deliveryId,
        details: { finals: written },
      });
  });
}

/** The newest message that tells this person of finals of the pupil which they have not said to have seen; null: none. */
export async function findUnseen(db: Db, pupilId: string, personId: string): Promise<string | null> {
  const [row] = await db.$queryRaw<{ id: string }[]>`
    select d.id from "Delivery" d join "DeliveryNotice" s on s."deliveryId" = d.id join "Notice" n on n.id = s."noticeId"
    left join "FinalAcknowledgement" a on a."finalId" = n."factId" and a."personId" = n."personId" and a.version >= s."factVersion"
    where n."personId" = ${personId}::uuid and n."pupilId" = ${pupilId}::uuid and n."factKind" = 'final' and a."finalId" is null
    order by d."dueAt" desc, d.id limit 1`;
  return row?.id ?? null;
}

/** Whether a message asks this person to have seen its finals, and since when they have; null: it does not ask them. */
export async function readSeen(
  db: Db,
  deliveryId: string,
  personId: string,
): Promise<{ at: Date | null } | null> {
  const [row] = await db.$queryRaw<{ said: number; seen: number; at: Date | null }[]>`
    select count(*)::int as said, count(a."finalId")::int as seen, max(a.at) as at
    from "DeliveryNotice" s join "Notice" n on n.id = s."noticeId"
    left join "FinalAcknowledgement" a on a."finalId" = n."factId" and a."personId" = n."personId" and a.version >= s."factVersion"
    where s."deliveryId" = ${deliveryId}::uuid and n."factKind" = 'final' and n."personId" = ${personId}::uuid
      and n."pupilId" <> n."personId"`;
  if (!row || row.said === 0) return null;
  return { at: row.seen === row.said ? row.at : null };
}

function saidTo(deliveryId: string, personId: string) {
  return { deliveryId, notice: { factKind: "final", personId, pupilId: { not: personId } } };
}

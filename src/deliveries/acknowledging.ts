import { audit } from "../audit.ts";
import { now } from "../clock.ts";
import type { Db } from "../db.ts";
import { NotFound } from "../errors.ts";
import type { By } from "../outbox/events.ts";

/**
 * A guardian says that they have seen the finals of a message, as it told them, or the announcements that ask for it; a
 * final that is corrected afterwards wants to be seen anew. Saying it again changes nothing.
 * @throws NotFound the message was not theirs, or asks for nothing
 */
export function acknowledge(db: Db, deliveryId: string, by: By & { actorId: string }): Promise<void> {
  return db.$transaction(async (tx) => {
    const { actorId, source } = by;
    const at = by.at ?? now();
    const [asked] = await tx.$queryRaw<{ finals: string[]; announcements: string[] }[]>`
      select coalesce(array_agg(n."factId") filter (where n."factKind" = 'final'), '{}') as finals,
        coalesce(array_agg(a.id) filter (where a.id is not null), '{}') as announcements
      from "DeliveryNotice" s join "Notice" n on n.id = s."noticeId"
      left join "Announcement" a on a.id = n."factId" and n."factKind" = 'announcement' and a."asksSeen"
      where s."deliveryId" = ${deliveryId}::uuid and n."personId" = ${actorId}::uuid and n."pupilId" <> n."personId"`;
    if (!asked || asked.finals.length + asked.announcements.length === 0)
      throw new NotFound("В этом сообщении вас не просят отметить, что вы ознакомлены. Откройте дневник.");
    const finals = await tx.$executeRaw`
      insert into "FinalAcknowledgement" as a ("finalId", "personId", version, at, source)
      select n."factId", n."personId", s."factVersion", ${at}, ${source}::"Source"
      from "DeliveryNotice" s join "Notice" n on n.id = s."noticeId"
      where s."deliveryId" = ${deliveryId}::uuid and n."factKind" = 'final' and n."personId" = ${actorId}::uuid
      order by n."factId"
      on conflict ("finalId", "personId") do update
        set version = excluded.version, at = excluded.at, source = excluded.source where a.version < excluded.version`;
    const { count: announcements } = await tx.announcementAcknowledgement.createMany({
      data: asked.announcements.map((announcementId) => ({ announcementId, personId: actorId, at, source })),
      skipDuplicates: true,
    });
    const written = { objectId: deliveryId };
    if (finals > 0) await audit(tx, by, { action: "finals.acknowledged", ...written, details: { finals } });
    if (announcements > 0)
      await audit(tx, by, { action: "announcement.acknowledged", ...written, details: { announcements } });
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

/** Whether a message asks this person to have seen it, and since when they have; null: it does not ask them. */
export async function readSeen(
  db: Db,
  deliveryId: string,
  personId: string,
): Promise<{ at: Date | null } | null> {
  const [row] = await db.$queryRaw<{ asked: number; seen: number; at: Date | null }[]>`
    select count(*)::int as asked, count(coalesce(f.at, r.at))::int as seen, max(coalesce(f.at, r.at)) as at
    from "DeliveryNotice" s join "Notice" n on n.id = s."noticeId"
    left join "FinalAcknowledgement" f on f."finalId" = n."factId" and f."personId" = n."personId" and f.version >= s."factVersion"
    left join "AnnouncementAcknowledgement" r on r."announcementId" = n."factId" and r."personId" = n."personId"
    where s."deliveryId" = ${deliveryId}::uuid and n."personId" = ${personId}::uuid and n."pupilId" <> n."personId"
      and (n."factKind" = 'final' or n."factKind" = 'announcement'
        and exists (select 1 from "Announcement" a where a.id = n."factId" and a."asksSeen"))`;
  if (!row || row.asked === 0) return null;
  return { at: row.seen === row.asked ? row.at : null };
}

export interface Unseen {
  id: string;
  surname: string;
  givenName: string;
  patronymic: string | null;
  /** The pupil who makes the announcement theirs. */
  pupil: { id: string; surname: string; givenName: string };
  /** The message has reached them. */
  isTold: boolean;
}

/** Guardians an announcement asks and who have not said that they have seen it, by surname. One query. */
export function listUnseen(db: Db, announcementId: string): Promise<Unseen[]> {
  return db.$queryRaw<Unseen[]>`
    select g.id, g.surname, g."givenName", g.patronymic, n."toldAt" is not null as "isTold",
      jsonb_build_object('id', p.id, 'surname', p.surname, 'givenName', p."givenName") as pupil
    from "Notice" n join "Announcement" a on a.id = n."factId" and a."asksSeen"
    join "Person" g on g.id = n."personId" join "Person" p on p.id = n."pupilId"
    where n."factKind" = 'announcement' and n."factId" = ${announcementId}::uuid and n."pupilId" <> n."personId"
      and not exists (select 1 from "AnnouncementAcknowledgement" r
        where r."announcementId" = n."factId" and r."personId" = n."personId")
    order by g.surname, g."givenName", g.id`;
}

/** How many guardians an announcement asks, and how many of them have seen it. */
export async function countSeen(db: Db, announcementId: string): Promise<{ asked: number; seen: number }> {
  const [row] = await db.$queryRaw<{ asked: number; seen: number }[]>`
    select count(*)::int as asked, count(r."personId")::int as seen
    from "Notice" n join "Announcement" a on a.id = n."factId" and a."asksSeen"
    left join "AnnouncementAcknowledgement" r on r."announcementId" = n."factId" and r."personId" = n."personId"
    where n."factKind" = 'announcement' and n."factId" = ${announcementId}::uuid and n."pupilId" <> n."personId"`;
  return row ?? { asked: 0, seen: 0 };
}

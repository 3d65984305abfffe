import type { Db } from "../db.ts";

/** An announcement this person was told of, or is about to be. */
export interface Heard {
  id: string;
  title: string;
  text: string;
  announcedAt: Date;
  /** They are asked to say that they have seen it, and when they did; null: they are not. */
  seen: { at: Date | null } | null;
  /** The message that told it; null: none has left yet. */
  deliveryId: string | null;
}

/** What the school told this person in its own words, the latest first. One query. */
export function listHeard(db: Db, personId: string, { take }: { take: number }): Promise<Heard[]> {
  return db.$queryRaw<Heard[]>`
    select a.id, a.title, a.text, a."announcedAt", d.id as "deliveryId",
      case when a."asksSeen" and n."pupilId" <> n."personId" then jsonb_build_object('at', r.at) end as seen
    from "Notice" n join "Announcement" a on a.id = n."factId" and a."announcedAt" is not null
    left join "AnnouncementAcknowledgement" r on r."announcementId" = a.id and r."personId" = n."personId"
    left join lateral (select s."deliveryId" as id from "DeliveryNotice" s join "Delivery" x on x.id = s."deliveryId"
      where s."noticeId" = n.id order by x."createdAt" desc limit 1) d on true
    where n."personId" = ${personId}::uuid and n."factKind" = 'announcement'
    order by a."announcedAt" desc, a.id limit ${take}`;
}

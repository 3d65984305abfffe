import { audit } from "../audit.ts";
import { now } from "../clock.ts";
import { type Db, type DeliveryState, Prisma, type Tx } from "../db.ts";
import { WAKE_FEEDER } from "../deliveries/notices.ts";
import { patienceOf } from "../deliveries/patience.ts";
import { Conflict, NotFound } from "../errors.ts";
import type { By } from "../outbox/events.ts";

const DEAD: readonly DeliveryState[] = ["failed", "dropped", "unknown"];
const BROKEN = { state: "failed", reason: "broken" } as const;
/** What one act takes; asked again it takes the next. */
const MOST_AT_ONCE = 500;

/**
 * Lets a message that did not get through wait again, with fresh patience. At the claim it is compared with the journal as
 * it is then, so what has become pointless drops by itself, and a contact that is lost gives way to the next.
 * @throws NotFound · Conflict it was sent or waits; what it carried was told by another message
 */
export function replayDelivery(db: Db, id: string, by: By): Promise<void> {
  return db.$transaction(async (tx) => {
    const delivery = await tx.delivery.findUnique({ where: { id }, select: { state: true, reason: true } });
    if (!delivery) throw new NotFound("Такого отправления нет. Обновите список.");
    if (!DEAD.includes(delivery.state))
      throw new Conflict("Это сообщение уже отправлено или ждёт отправки. Повторять его не нужно.", delivery);
    if ((await reopen(tx, [id], by)).length === 0)
      throw new Conflict(
        "Повторять нечего: о том же семье сказало или скажет другое сообщение. Посмотрите её отправления.",
        delivery,
      );
  });
}

/** How many deliveries a bug of ours broke. */
export function countBroken(db: Db): Promise<number> {
  return db.delivery.count({ where: BROKEN });
}

/** Replays what a bug of ours broke, the oldest first; `kind` narrows it. Returns how many wait again, at most 500 at once. */
export function replayBroken(db: Db, { kind }: { kind?: string | undefined }, by: By): Promise<number> {
  return db.$transaction(async (tx) => {
    const dead = await tx.delivery.findMany({
      where: { ...BROKEN, ...(kind ? { kind } : {}) },
      orderBy: { settledAt: "asc" },
      take: MOST_AT_ONCE,
      select: { id: true },
    });
    const reopened = await reopen(
      tx,
      dead.map(({ id }) => id),
      by,
    );
    return reopened.length;
  });
}

/**
 * By compare-and-set: only what is dead, and of what it carried only what nobody has told or is telling. What an unknown
 * attempt may have told counts as untold again; the row stays the same, so its next attempt is known as a repeat.
 */
async function reopen(tx: Tx, ids: string[], by: By): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string; was: string }[]>`
    with dead as materialized (
      select *, ${now()}::timestamptz + ${patienceOf(Prisma.sql`urgency`)} as "newPatience"
      from "Delivery" where id = any(${ids}::uuid[]) and state in ('failed', 'dropped', 'unknown') for update
    ), carried as (
      select distinct on (n.id) n.id, d.id as "deliveryId", d."newPatience", s."factVersion", s.was, n.state = 'told' as heard
      from dead d join "DeliveryNotice" s on s."deliveryId" = d.id join "Notice" n on n.id = s."noticeId"
      where (n."deliveryId" is null or n."deliveryId" = d.id) and (n.state <> 'told' or (d.state = 'unknown'
        and n."toldVersion" = s."factVersion" and not exists (
          select 1 from "DeliveryNotice" o join "Delivery" e on e.id = o."deliveryId" and e.state = 'sent'
          where o."noticeId" = n.id and o."factVersion" = s."factVersion")))
      order by n.id, d."createdAt" desc
    ), unsaid as (
      select * from carried
      union all
      select n.id, d.id, d."newPatience", null, null, false from dead d join "Notice" n on n."deliveryId" = d.id
      where n.id not in (select id from carried)
    ), again as (
      select d.id, d.state::text as was, d."newPatience" from dead d
      where case when d.kind = 'confirm' then true
        when d.kind in ('daily', 'weekly') then not exists (
          select 1 from "Delivery" o where o."personId" = d."personId" and o."pupilId" = d."pupilId" and o.kind = d.kind
            and o.id <> d.id and o."windowUntil" >= d."windowUntil"
            and (o.state in ('waiting', 'sending', 'sent', 'unknown')
              or (o.id = any(${ids}::uuid[]) and (o."windowUntil", o.id) > (d."windowUntil", d.id))))
        else exists (select 1 from unsaid u where u."deliveryId" = d.id) end
    ), opened as (
      update "Notice" n set state = 'open', reason = null, "deliveryId" = u."deliveryId", "triedContacts" = '{}',
        "patienceUntil" = u."newPatience",
        "toldValue" = case when u.heard then u.was else n."toldValue" end,
        "toldVersion" = case when not u.heard then n."toldVersion" when u.was is not null then u."factVersion" - 1 end
      from unsaid u join again a on a.id = u."deliveryId" where n.id = u.id
    )
    update "Delivery" d set state = 'waiting', reason = null, "notBefore" = null, "queuedUntil" = null, "settledAt" = null,
      "patienceUntil" = a."newPatience", "triedContacts" = '{}'
    from again a where d.id = a.id
    returning d.id, a.was`;
  await audit(
    tx,
    by,
    rows.map(({ id, was }) => ({ action: "delivery.replayed", objectId: id, details: { was } })),
  );
  if (rows.length > 0) await tx.$executeRaw`select pg_notify(${WAKE_FEEDER}, '')`;
  return rows.map(({ id }) => id);
}

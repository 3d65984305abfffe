import { now } from "../clock.ts";
import type { Channel, Urgency } from "../db.ts";
import type { Raw, RawDb } from "../raw.ts";

/** How many due notices one step takes; the next step follows at once while there are more. */
export const GATHER_BATCH = 2000;
/** Transaction-scoped lock: one process gathers at a time, the others have nothing to wait for. */
const GATHER_LOCK = 7_101;

interface DueNotice {
  id: string;
  personId: string;
  urgency: Urgency;
  /** Of the delivery: what somebody says in their own words leaves apart from what is of a pupil. */
  kind: string;
  dueAt: Date;
  patienceUntil: Date;
  deadlineAt: Date | null;
  contactId: string | null;
  channel: Channel | null;
  /** Somebody else of the family can be reached about the same fact. */
  familyHears: boolean;
  /** Not even paper carried it. */
  paperTried: boolean;
}

/**
 * Gathers what is due into deliveries: everything of one urgency for the same contact leaves together.
 * The contact is the first confirmed one in the person's own order that has not failed for this notice; without consent
 * (R34) only paper is left. Returns how many notices were settled this way.
 */
export function gatherDue(db: RawDb): Promise<number> {
  return db.$transaction(async (tx) => {
    const [lock] = await tx.$queryRaw<
      { mine: boolean }[]
    >`select pg_try_advisory_xact_lock(${GATHER_LOCK}::int) as mine`;
    if (!lock?.mine) return 0;
    const due = await tx.$queryRaw<DueNotice[]>`
      select n.id, n."personId", n.urgency, n."dueAt", n."patienceUntil", n."deadlineAt", c.id as "contactId", c.channel,
        case n."factKind" when 'announcement' then 'announcements' when 'message' then 'messages'
          else case n.urgency when 'final' then 'finals' when 'urgent' then 'absences' else 'marks' end end as kind,
        c.id is null and exists (select 1 from "Notice" o join "Contact" oc on oc."personId" = o."personId"
          where o."factId" = n."factId" and o."personId" <> n."personId" and oc.state = 'confirmed') as "familyHears",
        exists (select 1 from "Contact" pc where pc.id = any(n."triedContacts") and pc.channel = 'paper') as "paperTried"
      from "Notice" n
      left join lateral (
        select c.id, c.channel from usable_contact c
        where c."personId" = n."personId" and c.id <> all(n."triedContacts")
        order by c.rank, c."createdAt", c.id limit 1) c on true
      where n.state = 'open' and n."deliveryId" is null and n.frequency = 'now' and n."dueAt" <= ${now()}
      order by n."dueAt" limit ${GATHER_BATCH}
      for update of n skip locked`;
    const reachable = due.filter((notice) => notice.contactId !== null);
    await attach(tx, reachable);
    await settleUnreachable(
      tx,
      due.filter((notice) => notice.contactId === null),
    );
    return due.length;
  });
}

async function attach(tx: Raw, notices: DueNotice[]): Promise<void> {
  if (notices.length === 0) return;
  const rows = JSON.stringify(notices);
  await tx.$executeRaw`
    with due as (
      select * from jsonb_to_recordset(${rows}::jsonb) as x(id uuid, "personId" uuid, urgency "Urgency", kind text, "dueAt" timestamptz,
        "patienceUntil" timestamptz, "deadlineAt" timestamptz, "contactId" uuid, channel "Channel")
    ), groups as (
      select "contactId", urgency, kind, min("personId"::text)::uuid as "personId", min(channel) as channel, min("dueAt") as "dueAt",
        min("patienceUntil") as "patienceUntil", min("deadlineAt") as "deadlineAt"
      from due group by "contactId", urgency, kind
    ), joined as (
      select g."contactId", g.urgency, g.kind, d.id from groups g
      cross join lateral (select id from "Delivery" d
        where d."contactId" = g."contactId" and d.urgency = g.urgency and d.state = 'waiting' and d.kind = g.kind
        order by d."createdAt" limit 1 for update skip locked) d
    ), made as (
      insert into "Delivery" ("personId", "contactId", channel, kind, urgency, "dueAt", "patienceUntil", "deadlineAt")
      select g."personId", g."contactId", g.channel, g.kind, g.urgency, g."dueAt", g."patienceUntil", g."deadlineAt"
      from groups g where not exists (
        select 1 from joined j where j."contactId" = g."contactId" and j.urgency = g.urgency and j.kind = g.kind)
      returning "contactId", urgency, kind, id
    )
    update "Notice" n set "deliveryId" = target.id
    from due, (select * from joined union all select * from made) target
    where n.id = due.id and target."contactId" = due."contactId" and target.urgency = due.urgency
      and target.kind = due.kind`;
}

/**
 * Nobody is forgotten in silence: finals and urgent news of an unreachable family go to the print round (R44),
 * other notices end with their reason.
 */
async function settleUnreachable(tx: Raw, notices: DueNotice[]): Promise<void> {
  const onPaper = notices.filter(
    ({ urgency, familyHears, paperTried }) =>
      !familyHears && !paperTried && (urgency === "final" || urgency === "urgent"),
  );
  const personIds = [...new Set(onPaper.map((notice) => notice.personId))];
  if (personIds.length > 0)
    await tx.$executeRaw`
      insert into "Contact" ("personId", channel, address, rank, state, origin, "confirmedAt", "confirmedHow")
      select id, 'paper', id::text, 1000, 'confirmed', 'lastResort', now(), 'no other contact can be reached'
      from "Person" where id = any(${personIds}::uuid[])
      on conflict ("personId", channel, address) do update
        set state = 'confirmed', origin = 'lastResort', "suspendedReason" = null, version = "Contact".version + 1
        where "Contact".state <> 'confirmed'`;
  const ended = notices.filter((notice) => !onPaper.includes(notice)).map((notice) => notice.id);
  if (ended.length > 0)
    await tx.$executeRaw`
      update "Notice" set state = 'dropped', reason = 'noContact' where id = any(${ended}::uuid[])`;
}

export interface DueDelivery {
  id: string;
  urgency: Urgency;
  attempt: number;
}

/**
 * Picks what may leave by a channel now, most urgent first and then what has to be there first, and notes it as queued
 * until the database's clock says otherwise: a job lost with the queue is picked again then. At most one delivery a contact,
 * and no more than the queue has room for: `capacity`, less what is believed to lie in it.
 */
export async function takeForQueue(
  db: Raw,
  channel: Channel,
  { capacity, most, seconds }: { capacity: number; most: number; seconds: number },
): Promise<{ due: DueDelivery[]; hasRoom: boolean }> {
  const due = await db.$queryRaw<(DueDelivery & { free: number })[]>`
    with queue as (
      select ${capacity}::int - count(*)::int as free from "Delivery"
      where state = 'waiting' and channel = ${channel}::"Channel" and "queuedUntil" >= now()
    ), due as (
      select d.id, d."contactId", d.urgency, d."dueAt" from "Delivery" d
      where d.state = 'waiting' and d.channel = ${channel}::"Channel"
        and (d."notBefore" is null or d."notBefore" <= ${now()}) and (d."queuedUntil" is null or d."queuedUntil" < now())
        and not exists (select 1 from "Delivery" s where s."contactId" = d."contactId" and s.state = 'sending')
      order by d.urgency, coalesce(d."deadlineAt", d."dueAt"), d.id
      limit (select least(${most}::int, greatest(0, free)) from queue)
      for update skip locked
    ), first as (select distinct on ("contactId") id from due order by "contactId", urgency, "dueAt")
    update "Delivery" d set "queuedUntil" = now() + make_interval(secs => ${seconds})
    from first, queue where d.id = first.id
    returning d.id, d.urgency, d.attempt, queue.free`;
  return { due, hasRoom: due.length > 0 && due[0]!.free > most };
}

/** The jobs did not reach the queue: they may be taken again at once. */
export async function returnFromQueue(db: Raw, ids: string[]): Promise<void> {
  await db.$executeRaw`update "Delivery" set "queuedUntil" = null where id = any(${ids}::uuid[]) and state = 'waiting'`;
}

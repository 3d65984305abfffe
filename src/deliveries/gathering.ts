import { now } from "../clock.ts";
import { type Channel, Prisma, type Urgency } from "../db.ts";
import type { Raw } from "../raw.ts";
import { hasUnknownAttempt } from "./unknown.ts";

/** How many due notices one step takes; the next step follows at once while there are more. */
export const GATHER_BATCH = 2000;
/** Transaction-scoped lock: one process gathers at a time, the others have nothing to wait for. */
const GATHER_LOCK = 7_101;

/** What is due to somebody who has no contact left for it. */
interface Unreachable {
  id: string;
  personId: string;
  urgency: Urgency;
  /** Somebody else of the family can be reached about the same fact. */
  familyHears: boolean;
  /** Not even paper carried it. */
  paperTried: boolean;
}

/**
 * Gathers what is due into deliveries: everything of one urgency for the same contact leaves together; what somebody says
 * in their own words leaves apart from what is of a pupil. One of which nobody knows whether it was heard takes nothing more:
 * its answer may still come, and ends it as it was. The contact is the first confirmed one in the person's own order
 * that has not failed for this notice; without consent (R34) only paper is left. Asked in a transaction. Returns how many
 * notices were settled this way.
 */
export async function gatherDue(tx: Raw): Promise<number> {
  // A wave finds tables whose statistics still speak of the quiet before it. So groups are not joined with each other, and
  // "state::text" keeps the planner from reading every waiting row for each contact: both took seconds of 20,000 notices.
  const [gathered] = await tx.$queryRaw<{ notices: number; unreachable: Unreachable[] }[]>`
    with due as (
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
      where (select pg_try_advisory_xact_lock(${GATHER_LOCK}::int))
        and n.state = 'open' and n."deliveryId" is null and n.frequency = 'now' and n."dueAt" <= ${now()}
      order by n."dueAt" limit ${GATHER_BATCH}
      for update of n skip locked
    ), placed as (
      select due.*, d.id as joined,
        min(gen_random_uuid()::text) over (partition by due."contactId", due.urgency, due.kind)::uuid as made
      from due left join lateral (select id from "Delivery" d
        where d."contactId" = due."contactId" and d.urgency = due.urgency and d.state::text = 'waiting' and d.kind = due.kind
          and not ${hasUnknownAttempt(Prisma.sql`d.id`)}
        order by d."createdAt" limit 1 for update skip locked) d on true
      where due."contactId" is not null
    ), new as (
      insert into "Delivery" (id, "personId", "contactId", channel, kind, urgency, "dueAt", "patienceUntil", "deadlineAt")
      select made, "personId", "contactId", channel, kind, urgency, min("dueAt"), min("patienceUntil"), min("deadlineAt")
      from placed where joined is null group by made, "personId", "contactId", channel, kind, urgency
    ), attached as (
      update "Notice" n set "deliveryId" = coalesce(p.joined, p.made) from placed p where n.id = p.id
    )
    select count(*)::int as notices, coalesce(jsonb_agg(due) filter (where "contactId" is null), '[]') as unreachable from due`;
  const { notices, unreachable } = gathered!;
  if (unreachable.length > 0) await settleUnreachable(tx, unreachable);
  return notices;
}

/**
 * Nobody is forgotten in silence: finals and urgent news of an unreachable family go to the print round (R44),
 * other notices end with their reason.
 */
async function settleUnreachable(tx: Raw, notices: Unreachable[]): Promise<void> {
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

/** A channel's queue: `capacity` is what it may hold. */
export interface QueueRoom {
  channel: Channel;
  capacity: number;
}

export interface DueDelivery {
  id: string;
  channel: Channel;
  urgency: Urgency;
  attempt: number;
}

/**
 * Picks what may leave by these channels now, most urgent first and then what has to be there first, and notes it as queued
 * until the database's clock says otherwise: a job lost with the queue is picked again then. In a channel's queue lies what
 * is among the first `capacity` that may leave; what is already believed to lie there is left alone. At most one delivery a
 * contact and `most` a channel. `hasMore`: a channel has room for more than was picked now.
 */
export async function takeForQueue(
  db: Raw,
  rooms: QueueRoom[],
  { most, seconds }: { most: number; seconds: number },
): Promise<{ due: DueDelivery[]; hasMore: boolean }> {
  // "= any(array(…))": a plan made while nothing waited yet looks rows up by their ids then, too, when thousands wait.
  const due = await db.$queryRaw<(DueDelivery & { free: number })[]>`
    with front as (
      select d.*, row_number() over by_turn as place, count(*) over (partition by d.channel)::int as free
      from jsonb_to_recordset(${JSON.stringify(rooms)}::jsonb) as x(channel "Channel", capacity int) cross join lateral (
        select d.id, d.channel, d.urgency, coalesce(d."deadlineAt", d."dueAt") as by, d."queuedUntil" from "Delivery" d
        where d.state = 'waiting' and d.channel = x.channel and (d."notBefore" is null or d."notBefore" <= ${now()})
        order by d.urgency, coalesce(d."deadlineAt", d."dueAt"), d.id limit x.capacity) d
      where d."queuedUntil" is null or d."queuedUntil" < now()
      window by_turn as (partition by d.channel order by d.urgency, d.by, d.id)
    ), due as (
      select d.id, d."contactId", d.urgency, d."dueAt" from "Delivery" d
      where d.id = any(array(select id from front where place <= ${most}::int))
        and d.state::text = 'waiting' and (d."queuedUntil" is null or d."queuedUntil" < now())
        and not exists (select 1 from "Delivery" s where s."contactId" = d."contactId" and s.state = 'sending')
      for update of d skip locked
    ), first as (select distinct on ("contactId") id from due order by "contactId", urgency, "dueAt")
    update "Delivery" d set "queuedUntil" = now() + make_interval(secs => ${seconds})
    from (select distinct channel, free from front) q where d.id = any(array(select id from first)) and q.channel = d.channel
    returning d.id, d.channel, d.urgency, d.attempt, q.free`;
  return { due, hasMore: due.some(({ free }) => free > most) };
}

/** The jobs did not reach the queue: they may be taken again at once. */
export async function returnFromQueue(db: Raw, ids: string[]): Promise<void> {
  await db.$executeRaw`update "Delivery" set "queuedUntil" = null where id = any(${ids}::uuid[]) and state = 'waiting'`;
}

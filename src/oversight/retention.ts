import { now } from "../clock.ts";
import type { Db, Tx } from "../db.ts";
import { IS_ON_TIME } from "../deliveries/promptness.ts";
import { getSettings } from "../settings.ts";

/** What one transaction takes away. */
const BATCH = 1000;
const DAY_MS = 86_400_000;
/** What was typed into the chat: its lesson's day is over, and so is its undo. */
const DRAFT_DAYS = 2;

export interface Trimmed {
  texts: number;
  deliveries: number;
  events: number;
  chats: number;
  drafts: number;
}

/**
 * Takes away what has been kept long enough: texts first, later whole deliveries, which live on as counts of their day
 * (DeliveryDay), and the events that were routed. What a person was told stays with the notice; a sheet that nobody has
 * handed over stays. Stopped half-way it goes on the next time.
 */
export async function trimOld(db: Db): Promise<Trimmed> {
  const { keepTextDays, keepDeliveryDays, timeZone } = await getSettings(db);
  const before = (days: number) => new Date(now().getTime() - days * DAY_MS);
  const old = before(keepDeliveryDays);
  return {
    texts: await inBatches(() => trimTexts(db, before(keepTextDays))),
    deliveries: await inBatches(() => db.$transaction((tx) => trimDeliveries(tx, old, timeZone))),
    events: await inBatches(() => trimEvents(db, old)),
    chats: await inBatches(() => trimChats(db, before(keepTextDays))),
    drafts: await inBatches(() => trimDrafts(db, before(DRAFT_DAYS))),
  };
}

async function inBatches(trim: () => Promise<number>): Promise<number> {
  let total = 0;
  for (let count = BATCH; count === BATCH; total += count) count = await trim();
  return total;
}

async function trimTexts(db: Db, before: Date): Promise<number> {
  const [row] = await db.$queryRaw<{ texts: number }[]>`
    with old as (
      select id from "Delivery" where text is not null and "dueAt" < ${before} and "settledAt" is not null
      order by "dueAt" limit ${BATCH} for update skip locked
    ), posted as (
      delete from "PostboxMessage" p using old where p."deliveryId" = old.id
    ), trimmed as (
      update "Delivery" d set text = null, subject = null from old where d.id = old.id returning 1
    )
    select count(*)::int as texts from trimmed`;
  return row!.texts;
}

/** Counts exactly what it deletes, in the same transaction: so a day may be trimmed in any number of steps. */
async function trimDeliveries(tx: Tx, before: Date, timeZone: string): Promise<number> {
  const old = await tx.$queryRaw<{ id: string }[]>`
    select id from "Delivery" d
    where "dueAt" < ${before} and state in ('sent', 'unknown', 'failed', 'dropped')
      and not exists (select 1 from "PaperSheet" s where s."deliveryId" = d.id and s."handedOverAt" is null)
    order by "dueAt" limit ${BATCH} for update skip locked`;
  if (old.length === 0) return 0;
  const ids = old.map(({ id }) => id);
  // Without its delivery an open notice would be gathered again, a year late.
  await tx.$executeRaw`
    update "Notice" n set state = case n.state when 'open' then 'dropped' else n.state end, reason = d.reason, "deliveryId" = null
    from "Delivery" d where d.id = n."deliveryId" and d.id = any(${ids}::uuid[])`;
  const ofThem = { where: { deliveryId: { in: ids } } };
  await tx.attempt.deleteMany(ofThem);
  await tx.deliveryNotice.deleteMany(ofThem);
  await tx.paperSheet.deleteMany(ofThem);
  await tx.postboxMessage.deleteMany(ofThem);
  await tx.$executeRaw`
    with d as (delete from "Delivery" where id = any(${ids}::uuid[]) returning *)
    insert into "DeliveryDay" (day, channel, kind, urgency, state, reason, count, "onTime")
    select (d."dueAt" at time zone ${timeZone})::date, d.channel, d.kind, d.urgency, d.state, coalesce(d.reason, ''),
      count(*), count(*) filter (where ${IS_ON_TIME})
    from d group by 1, 2, 3, 4, 5, 6
    on conflict (day, channel, kind, urgency, state, reason) do update
      set count = "DeliveryDay".count + excluded.count, "onTime" = "DeliveryDay"."onTime" + excluded."onTime"`;
  return ids.length;
}

/** Where nobody has written for long and whose nobody's it is: strangers, and those who have left. */
function trimChats(db: Db, before: Date): Promise<number> {
  return db.$executeRaw`
    delete from "BotChat" where "chatId" in (
      select b."chatId" from "BotChat" b
      where b."updatedAt" < ${before} and not exists (select 1 from "Contact" c
        where c.channel = 'telegram' and c.address = b."chatId" and c.state in ('confirmed', 'suspended'))
      limit ${BATCH} for update skip locked)`;
}

function trimDrafts(db: Db, before: Date): Promise<number> {
  return db.$executeRaw`
    delete from "BotDraft" where ("chatId", "updateId") in (
      select "chatId", "updateId" from "BotDraft" where "createdAt" < ${before} limit ${BATCH} for update skip locked)`;
}

/** Only what was routed: the others are still owed. */
function trimEvents(db: Db, before: Date): Promise<number> {
  return db.$executeRaw`
    delete from "Event" where id in (
      select id from "Event" where "occurredAt" < ${before} and "routedAt" < ${before} limit ${BATCH} for update skip locked)`;
}

import { type Db, Prisma } from "../db.ts";
import { type Raw, shortList } from "../raw.ts";

/** How fast a provider's account may be called. */
export interface Pace {
  /** The account: a bot token, an SMTP server. Permits of one gate are shared by every process on every machine. */
  gate: string;
  /** Calls at once, and so calls per cooldown. */
  permits: number;
  /** How long a permit rests after the answer: a window slides from the moment the provider has counted the call. */
  cooldownMs: number;
  /** How long one chat rests after a call to it; 0: not at all. */
  contactCooldownMs: number;
  /** Kept for what cannot wait (replies of the bot, urgent news) as long as there is such. */
  reserved: number;
}

export interface Permit {
  gate: string;
  slot: number;
  /** The permit may be used when this much has passed. */
  waitMs: number;
  /** The gate is stopped: the call tries whether it has been mended. */
  probes: boolean;
}

/** A permit that nobody gave back is free again after this; the sweeper is quicker where the holder is gone. */
const HELD_SECONDS = 60;
/** The reserve is kept for this long after something could not wait. */
const RESERVE_KEPT_SECONDS = 60;
/** So often is it noted that there is such. */
const NOTED_EVERY_SECONDS = 5;

/** Makes the permits of a gate; more or fewer of them later is only a different `permits`. */
export async function openGate(db: Raw, { gate, permits }: Pace): Promise<void> {
  await db.$executeRaw`
    insert into "Permit" (gate, slot, "freeAt") select ${gate}, slot, now() from generate_series(0, ${permits - 1}::int) slot
    on conflict do nothing`;
  await db.$executeRaw`insert into "Gate" (name) values (${gate}) on conflict do nothing`;
}

export interface Taking {
  /** Deliveries whose chats are taken too, where those rest and nobody is writing to them. */
  deliveryIds: string[];
  /** Permits beside one for each chat that was taken. */
  count: number;
  /** A permit may be free this much later: the caller waits the rest of its time alone instead of asking again. */
  aheadMs: number;
  holder: number;
  /** It cannot wait: the reserve is open to it, and is kept for the next of its kind. */
  isUrgent: boolean;
}

export interface Taken {
  /** By delivery; one that is missing has to wait. */
  chats: Map<string, Permit>;
  /** Those that are free first; fewer than asked where the others are all in use. */
  permits: Permit[];
}

/** Takes permits of a gate and of its chats. A stopped gate gives one at a time: a single call tries whether it is mended. */
export async function takePermits(
  db: Raw,
  { gate, permits, reserved }: Pace,
  { deliveryIds, count, aheadMs, holder, isUrgent }: Taking,
): Promise<Taken> {
  const held = Prisma.sql`clock_timestamp() + make_interval(secs => ${HELD_SECONDS})`;
  // Left out where it would do nothing: to be a part of the statement alone took it a millisecond.
  const noted = isUrgent
    ? Prisma.sql`, noted as (
      update "Gate" set "urgentAt" = now() where name = ${gate}
        and ("urgentAt" is null or "urgentAt" < now() - make_interval(secs => ${NOTED_EVERY_SECONDS})))`
    : Prisma.empty;
  // Chats in the order of their names, so that two who take the same ones wait for each other instead of both.
  const taken = await db.$queryRaw<(Permit & { deliveryId: string | null })[]>`
    with wanted as (
      select distinct on (c.address) d.id, ${`${gate}/`} || c.address as chat
      from "Delivery" d join "Contact" c on c.id = d."contactId" where d.id = any(${deliveryIds}::uuid[])
      order by c.address, d.urgency, d."dueAt"
    ), chats as (
      insert into "Permit" (gate, slot, "freeAt", holder)
      select chat, 0, ${held}, ${holder}::int from wanted order by chat
      on conflict (gate, slot) do update set "freeAt" = excluded."freeAt", holder = excluded.holder
        where "Permit"."freeAt" <= clock_timestamp()
      returning gate, slot
    ), usable as (
      select g.stopped is not null as stopped, case when g.stopped is not null then 1
        when not ${isUrgent}::bool and g."urgentAt" > now() - make_interval(secs => ${RESERVE_KEPT_SECONDS})
          then ${permits}::int - ${reserved}::int
        else ${permits}::int end as slots
      from "Gate" g where g.name = ${gate} and (g."pausedUntil" is null or g."pausedUntil" <= now())
    ), first as (
      select p.slot, p."freeAt", u.stopped from "Permit" p, usable u
      where p.gate = ${gate} and p.slot < u.slots
        and p."freeAt" <= clock_timestamp() + make_interval(secs => ${aheadMs / 1000}::float8)
      order by p."freeAt" limit ${count}::int + (select count(*) from chats) for update of p skip locked
    ), permits as (
      update "Permit" p set "freeAt" = ${held}, holder = ${holder}::int
      from first where p.gate = ${gate} and p.slot = first.slot
      returning p.gate, p.slot, first.stopped as probes,
        greatest(0, extract(epoch from first."freeAt" - clock_timestamp()) * 1000)::float8 as "waitMs"
    )${noted}
    select gate, slot, probes, "waitMs", null as "deliveryId" from permits
    union all select c.gate, c.slot, false, 0, w.id from chats c join wanted w on w.chat = c.gate
    order by "waitMs"`;
  const chats = taken.flatMap((permit) => (permit.deliveryId ? [[permit.deliveryId, permit] as const] : []));
  return { chats: new Map(chats), permits: taken.filter(({ deliveryId }) => deliveryId === null) };
}

/**
 * Frees what `holder` took of a gate and its chats and knows nothing of: the database gave it, and the answer was lost with
 * the connection. To be asked while no taking is under way.
 */
export async function freeLost(
  db: Raw,
  gate: string,
  { holder, known }: { holder: number; known: Permit[] },
): Promise<void> {
  await db.$executeRaw`
    update "Permit" p set holder = null, "freeAt" = clock_timestamp()
    where p.holder = ${holder}::int and (p.gate = ${gate} or starts_with(p.gate, ${`${gate}/`})) and not exists (
      select 1 from jsonb_to_recordset(${JSON.stringify(known)}::jsonb) as k(gate text, slot int)
      where k.gate = p.gate and k.slot = p.slot)`;
}

/** Gives permits back: free again `cooldownMs` from now, less what has passed since the answer. */
export async function returnPermits(db: Raw, permits: { permit: Permit; restMs: number }[]): Promise<void> {
  const rows = permits.map(({ permit: { gate, slot }, restMs }) => ({ gate, slot, restMs }));
  await db.$executeRaw`
    update "Permit" p set holder = null, "freeAt" = clock_timestamp() + make_interval(secs => x."restMs" / 1000)
    from ${shortList(rows, Prisma.sql`gate text, slot int, "restMs" float8`)} x
    where p.gate = x.gate and p.slot = x.slot`;
}

/** Everybody's "later": no process calls through this gate until then; `stopped`: why only one at a time may try after it. */
export async function pauseGate(
  db: Raw,
  gate: string,
  pauseMs: number,
  stopped: string | null,
): Promise<void> {
  await db.$executeRaw`
    update "Gate" set stopped = ${stopped},
      "pausedUntil" = greatest("pausedUntil", now() + make_interval(secs => ${pauseMs / 1000}::float8))
    where name = ${gate}`;
}

/** Which of these gates are stopped: their provider refuses whatever we send until somebody mends a setting. */
export async function findStopped(db: Db, gates: string[]): Promise<string[]> {
  const stopped = await db.gate.findMany({ where: { name: { in: gates }, stopped: { not: null } } });
  return stopped.map(({ name }) => name);
}

/** Until when the gate is paused and why it is stopped, if it is. */
export async function findPause(
  db: Raw,
  gate: string,
): Promise<{ pausedMs: number; stopped: string | null } | null> {
  const [row] = await db.$queryRaw<{ pausedMs: number; stopped: string | null }[]>`
    select (extract(epoch from "pausedUntil" - now()) * 1000)::float8 as "pausedMs", stopped
    from "Gate" where name = ${gate} and "pausedUntil" > now()`;
  return row ?? null;
}

import { type Db, Prisma } from "../db.ts";
import type { Raw } from "../raw.ts";

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
  /** Kept free while somebody is talking to the bot. */
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
/** While the bot has answered somebody within this time, its reserve is kept. */
const CONVERSATION_SECONDS = 60;

/** Makes the permits of a gate; more or fewer of them later is only a different `permits`. */
export async function openGate(db: Raw, { gate, permits }: Pace): Promise<void> {
  await db.$executeRaw`
    insert into "Permit" (gate, slot, "freeAt") select ${gate}, slot, now() from generate_series(0, ${permits - 1}::int) slot
    on conflict do nothing`;
  await db.$executeRaw`insert into "Gate" (name) values (${gate}) on conflict do nothing`;
}

/**
 * Takes up to `count` permits, those that are free first, if they are free within `aheadMs`: the caller waits the rest of
 * their time alone instead of asking again. A stopped gate gives one at a time: a single call tries whether it is mended.
 */
export function takePermits(
  db: Raw,
  { gate, permits, reserved }: Pace,
  { count, aheadMs, holder }: { count: number; aheadMs: number; holder: number },
): Promise<Permit[]> {
  return db.$queryRaw<Permit[]>`
    with usable as (
      select g.stopped is not null as stopped, case when g.stopped is not null then 1
        when g."repliedAt" > now() - make_interval(secs => ${CONVERSATION_SECONDS}) then ${permits}::int - ${reserved}::int
        else ${permits}::int end as slots
      from "Gate" g where g.name = ${gate} and (g."pausedUntil" is null or g."pausedUntil" <= now())
    ), first as (
      select p.slot, p."freeAt", u.stopped from "Permit" p, usable u
      where p.gate = ${gate} and p.slot < u.slots
        and p."freeAt" <= clock_timestamp() + make_interval(secs => ${aheadMs / 1000}::float8)
      order by p."freeAt" limit ${count}::int for update of p skip locked
    )
    update "Permit" p set "freeAt" = clock_timestamp() + make_interval(secs => ${HELD_SECONDS}), holder = ${holder}::int
    from first where p.gate = ${gate} and p.slot = first.slot
    returning p.gate, p.slot, first.stopped as probes,
      greatest(0, extract(epoch from first."freeAt" - clock_timestamp()) * 1000)::float8 as "waitMs"`;
}

export interface ChatPermit extends Permit {
  deliveryId: string;
}

/**
 * Takes the one permit of each chat that these deliveries go to. A delivery that is missing in the answer has to wait:
 * its chat rests, or somebody is writing to it just now.
 */
export function takeChats(
  db: Raw,
  { gate }: Pace,
  { deliveryIds, holder }: { deliveryIds: string[]; holder: number },
): Promise<ChatPermit[]> {
  // In the order of their names, so that two who take the same chats wait for each other instead of both.
  return db.$queryRaw<ChatPermit[]>`
    with wanted as (
      select distinct on (c.address) d.id, ${`${gate}/`} || c.address as chat
      from "Delivery" d join "Contact" c on c.id = d."contactId" where d.id = any(${deliveryIds}::uuid[])
      order by c.address, d.urgency, d."dueAt"
    ), taken as (
      insert into "Permit" (gate, slot, "freeAt", holder)
      select chat, 0, clock_timestamp() + make_interval(secs => ${HELD_SECONDS}), ${holder}::int from wanted order by chat
      on conflict (gate, slot) do update set "freeAt" = excluded."freeAt", holder = excluded.holder
        where "Permit"."freeAt" <= clock_timestamp()
      returning gate, slot
    )
    select w.id as "deliveryId", t.gate, t.slot, 0::float8 as "waitMs", false as probes from taken t join wanted w on w.chat = t.gate`;
}

/**
 * Frees what `holder` took, of a gate or of its chats, and knows nothing of: the database gave it, and the answer was lost
 * with the connection. To be asked while no taking of the same kind is under way.
 */
export async function freeLost(
  db: Raw,
  { gate, of }: { gate: string; of: "gate" | "chats" },
  { holder, known }: { holder: number; known: Permit[] },
): Promise<void> {
  const theirs =
    of === "gate" ? Prisma.sql`p.gate = ${gate}` : Prisma.sql`starts_with(p.gate, ${`${gate}/`})`;
  await db.$executeRaw`
    update "Permit" p set holder = null, "freeAt" = clock_timestamp()
    where p.holder = ${holder}::int and ${theirs} and not exists (
      select 1 from jsonb_to_recordset(${JSON.stringify(known)}::jsonb) as k(gate text, slot int)
      where k.gate = p.gate and k.slot = p.slot)`;
}

/** Gives permits back: free again `cooldownMs` from now, less what has passed since the answer. */
export async function returnPermits(db: Raw, permits: { permit: Permit; restMs: number }[]): Promise<void> {
  await db.$executeRaw`
    update "Permit" p set holder = null, "freeAt" = clock_timestamp() + make_interval(secs => x."restMs" / 1000)
    from jsonb_to_recordset(${JSON.stringify(permits.map(({ permit, restMs }) => ({ ...permit, restMs })))}::jsonb)
      as x(gate text, slot int, "restMs" float8)
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

import type { Db } from "../db.ts";

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
}

/** A permit that nobody gave back is free again after this; the sweeper is quicker where the holder is gone. */
const HELD_SECONDS = 60;
/** While the bot has answered somebody within this time, its reserve is kept. */
const CONVERSATION_SECONDS = 60;

/** Makes the permits of a gate; more or fewer of them later is only a different `permits`. */
export async function openGate(db: Db, { gate, permits }: Pace): Promise<void> {
  await db.$executeRaw`
    insert into "Permit" (gate, slot, "freeAt") select ${gate}, slot, now() from generate_series(0, ${permits - 1}::int) slot
    on conflict do nothing`;
  await db.$executeRaw`insert into "Gate" (name) values (${gate}) on conflict do nothing`;
}

/**
 * Takes the permit that is free first, if it is free within `aheadMs`: the caller waits the rest of its time alone
 * instead of asking again. Null with the time to ask again when there is none.
 */
export async function takePermit(
  db: Db,
  { gate, permits, reserved }: Pace,
  { aheadMs, holder }: { aheadMs: number; holder: number },
): Promise<Permit | { askAgainMs: number }> {
  const [taken] = await db.$queryRaw<Permit[]>`
    with usable as (
      select ${permits}::int - case when g."repliedAt" > now() - make_interval(secs => ${CONVERSATION_SECONDS})
        then ${reserved}::int else 0 end as slots
      from "Gate" g where g.name = ${gate} and (g."pausedUntil" is null or g."pausedUntil" <= now())
    ), first as (
      select p.slot, p."freeAt" from "Permit" p, usable u
      where p.gate = ${gate} and p.slot < u.slots
        and p."freeAt" <= clock_timestamp() + make_interval(secs => ${aheadMs / 1000}::float8)
      order by p."freeAt" limit 1 for update of p skip locked
    )
    update "Permit" p set "freeAt" = clock_timestamp() + make_interval(secs => ${HELD_SECONDS}), holder = ${holder}::int
    from first where p.gate = ${gate} and p.slot = first.slot
    returning p.gate, p.slot,
      greatest(0, extract(epoch from first."freeAt" - clock_timestamp()) * 1000)::float8 as "waitMs"`;
  return taken ?? { askAgainMs: aheadMs / 10 };
}

/** Takes the one permit of the chat a delivery goes to. Null: the chat rests, or somebody is writing to it just now. */
export async function takeContact(
  db: Db,
  { gate, contactCooldownMs }: Pace,
  { deliveryId, holder }: { deliveryId: string; holder: number },
): Promise<Permit[] | null> {
  if (contactCooldownMs === 0) return [];
  const taken = await db.$queryRaw<Permit[]>`
    insert into "Permit" (gate, slot, "freeAt", holder)
    select ${`${gate}/`} || c.address, 0, clock_timestamp() + make_interval(secs => ${HELD_SECONDS}), ${holder}::int
    from "Delivery" d join "Contact" c on c.id = d."contactId" where d.id = ${deliveryId}::uuid
    on conflict (gate, slot) do update set "freeAt" = excluded."freeAt", holder = excluded.holder where "Permit"."freeAt" <= clock_timestamp()
    returning gate, slot, 0::float8 as "waitMs"`;
  return taken.length > 0 ? taken : null;
}

/** Gives permits back: free again `cooldownMs` from now, less what has passed since the answer. */
export async function returnPermits(db: Db, permits: { permit: Permit; restMs: number }[]): Promise<void> {
  await db.$executeRaw`
    update "Permit" p set holder = null, "freeAt" = clock_timestamp() + make_interval(secs => x."restMs" / 1000)
    from jsonb_to_recordset(${JSON.stringify(permits.map(({ permit, restMs }) => ({ ...permit, restMs })))}::jsonb)
      as x(gate text, slot int, "restMs" float8)
    where p.gate = x.gate and p.slot = x.slot`;
}

/** Everybody's "later": no process calls through this gate until then. It outlives a restart. */
export async function pauseGate(
  db: Db,
  gate: string,
  pauseMs: number,
  stopped: string | null,
): Promise<void> {
  await db.$executeRaw`
    update "Gate" set stopped = ${stopped},
      "pausedUntil" = greatest("pausedUntil", now() + make_interval(secs => ${pauseMs / 1000}::float8))
    where name = ${gate}`;
}

/** Until when the gate is paused and why it is stopped, if it is. */
export async function findPause(
  db: Db,
  gate: string,
): Promise<{ pausedMs: number; stopped: string | null } | null> {
  const [row] = await db.$queryRaw<{ pausedMs: number; stopped: string | null }[]>`
    select (extract(epoch from "pausedUntil" - now()) * 1000)::float8 as "pausedMs", stopped
    from "Gate" where name = ${gate} and "pausedUntil" > now()`;
  return row ?? null;
}

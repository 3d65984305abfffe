import { now } from "../clock.ts";
import type { Channel, Db } from "../db.ts";
import { type Attempted, type Outcome, passOn, settleAttempts } from "./settling.ts";

const GONE: Outcome = {
  kind: "unknown",
  reason: "workerGone",
  words: "the worker died while the call was under way",
};

/**
 * Ends the attempts whose lease has passed and whose worker is gone, or has been stopped for longer than the delivery's
 * patience: nobody knows whether they were heard. Returns how many there were; at most what was in flight.
 */
export async function sweepAbandoned(db: Db): Promise<number> {
  const abandoned = await db.$queryRaw<Attempted[]>`
    select d.id as "deliveryId", d."attemptId", d.channel, d.urgency, d."patienceUntil", d."contactId"
    from "Delivery" d
    where d.state = 'sending' and d."leaseUntil" < now()
      and (d."patienceUntil" < ${now()} or d."workerNumber" not in (select number from living_worker))`;
  await settleAttempts(
    db,
    abandoned.map((claimed) => ({ claimed, outcome: GONE, kept: null })),
  );
  return abandoned.length;
}

/**
 * Claims of this very worker that it knows nothing of: the database took them while the connection broke, so nobody was
 * called. They wait again.
 */
export function sweepOwn(db: Db, workerNumber: number, inHand: Iterable<string>): Promise<number> {
  return db.$executeRaw`
    with released as (
      update "Delivery" set state = 'waiting', "leaseUntil" = null
      where state = 'sending' and "workerNumber" = ${workerNumber}::int and "leaseUntil" < now()
        and id <> all(${[...inHand]}::uuid[])
      returning "attemptId")
    update "Attempt" a set outcome = 'released', "endedAt" = now() from released where a.id = released."attemptId"`;
}

/** Permits of workers that are gone rest as if their call had just been answered, then they are free. */
export function sweepPermits(db: Db): Promise<number> {
  return db.$executeRaw`
    update "Permit" set holder = null, "freeAt" = least("freeAt", clock_timestamp() + interval '1 second')
    where holder is not null and holder not in (select number from living_worker)`;
}

/**
 * A channel that is stopped or not configured uses up patience too: what has waited past it on one of these channels
 * goes to the person's next contact, by compare-and-set. Returns how many.
 */
export function sweepImpatient(db: Db, channels: Channel[]): Promise<number> {
  return db.$transaction(async (tx) => {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      update "Delivery" set state = 'dropped', reason = 'patienceEnded', "settledAt" = now()
      where state = 'waiting' and channel::text = any(${channels}) and "patienceUntil" < ${now()}
      returning id`;
    await passOn(
      tx,
      rows.map((row) => row.id),
    );
    return rows.length;
  });
}

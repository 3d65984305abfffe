import { now } from "../clock.ts";
import type { Channel, Db, DeliveryState, Tx, Urgency } from "../db.ts";
import { PATIENCE_MS } from "./timing.ts";

/** What a channel's call came to; only workers/deliver.ts turns it into the row's fate. */
export type Outcome =
  | { kind: "sent"; providerId: string | null; words: string }
  /** Refused for now, or no connection was made: spends patience. `gate`: how far the refusal reaches. */
  | { kind: "later"; reason: string; words: string; afterMs: number; gate: "open" | "paused" | "stopped" }
  /** The request was written and no answer came: it may have been heard. */
  | { kind: "unknown"; reason: string; words: string }
  /** The provider says it will never work; `suspend`: this address is no good any more. */
  | { kind: "never"; reason: string; words: string; suspend: boolean }
  /** A bug of ours; `words` name the error, never its contents. */
  | { kind: "broken"; words: string };

/** What was said, kept as it was said. */
export interface Kept {
  subject: string | null;
  text: string;
  wording: string;
}

/** How the row of a delivery ends this attempt. */
interface Fate {
  state: DeliveryState;
  reason: string | null;
  notBefore?: Date;
}

const SENT: Fate = { state: "sent", reason: null };

/** A provider's words are for an administrator to read, not to keep a page of. */
const LONGEST_WORDS = 500;

/** Kinds whose unknown outcome is worth one repeat: better twice than never. E-mail repeats with the same Message-ID. */
const WORTH_REPEATING: readonly Urgency[] = ["urgent", "final"];

/** The attempt an outcome belongs to. */
export interface Attempted {
  deliveryId: string;
  attemptId: string;
  channel: Channel;
  urgency: Urgency;
  patienceUntil: Date;
  contactId: string;
}

/**
 * Writes an outcome where the attempt still is the delivery's own, with what was told, and opens the way for the next
 * contact where this one failed. A late "sent" still counts after the sweeper gave the attempt up, if nobody has
 * repeated it yet. False: the delivery has gone on without this attempt.
 */
export function settleAttempt(
  db: Db,
  claimed: Attempted,
  outcome: Outcome,
  kept: Kept | null,
): Promise<boolean> {
  // The usual outcome is one statement, which is a transaction of its own.
  if (outcome.kind === "sent") return writeFate(db, claimed, { outcome, fate: SENT, kept });
  return db.$transaction(async (tx) => {
    const fate = await decide(tx, claimed, outcome);
    if (!(await writeFate(tx, claimed, { outcome, fate, kept }))) return false;
    if (outcome.kind === "never" && outcome.suspend)
      await tx.$executeRaw`
        update "Contact" set state = 'suspended', "suspendedReason" = ${outcome.reason}, "suspensionToldAt" = null
        where id = ${claimed.contactId}::uuid and state = 'confirmed'`;
    if (outcome.kind === "never" || fate.reason === "patienceEnded") await passOn(tx, [claimed.deliveryId]);
    return true;
  });
}

async function decide(
  tx: Tx,
  claimed: Attempted,
  outcome: Exclude<Outcome, { kind: "sent" }>,
): Promise<Fate> {
  switch (outcome.kind) {
    case "broken":
      return { state: "failed", reason: "broken" };
    case "never":
      return { state: "failed", reason: outcome.reason };
    case "later":
      return now() < claimed.patienceUntil
        ? { state: "waiting", reason: outcome.reason, notBefore: new Date(now().getTime() + outcome.afterMs) }
        : { state: "dropped", reason: "patienceEnded" };
    case "unknown": {
      const before = await tx.attempt.count({
        where: { deliveryId: claimed.deliveryId, outcome: "unknown" },
      });
      const again =
        before === 0 && (claimed.channel === "email" || WORTH_REPEATING.includes(claimed.urgency));
      return { state: again ? "waiting" : "unknown", reason: outcome.reason };
    }
  }
}

/**
 * Writes how the attempt ended and what was told by it, in one statement. The attempt always learns its outcome; the rest
 * changes only while the row is the attempt's own. True: it was.
 */
async function writeFate(
  tx: Db | Tx,
  { deliveryId, attemptId }: Attempted,
  { outcome, fate, kept }: { outcome: Outcome; fate: Fate; kept: Kept | null },
): Promise<boolean> {
  const words = outcome.words.slice(0, LONGEST_WORDS);
  const providerId = outcome.kind === "sent" ? outcome.providerId : null;
  // What may have been heard counts as told: a later change must be told as a change.
  const heard = fate.state === "sent" || fate.state === "unknown";
  const [row] = await tx.$queryRaw<{ settled: number }[]>`
    with attempt as (
      update "Attempt" set "endedAt" = now(), outcome = ${outcome.kind}, reason = ${fate.reason},
        "providerId" = ${providerId}, "providerWords" = ${words}
      where id = ${attemptId}::uuid
    ), settled as (
      update "Delivery" set state = ${fate.state}::"DeliveryState", reason = ${fate.reason},
        "notBefore" = ${fate.notBefore ?? null}, "leaseUntil" = null,
        "settledAt" = case when ${fate.state} = 'waiting' then null else now() end,
        repeats = (select count(*) from "Attempt" where "deliveryId" = ${deliveryId}::uuid and repeat),
        "providerId" = coalesce(${providerId}, "providerId"), "providerWords" = ${words},
        subject = coalesce(${kept?.subject ?? null}, subject), text = coalesce(${kept?.text ?? null}, text),
        wording = coalesce(${kept?.wording ?? null}, wording)
      where id = ${deliveryId}::uuid and "attemptId" = ${attemptId}::uuid
        and (state = 'sending' or (${outcome.kind} = 'sent' and state in ('waiting', 'unknown')))
      returning id, "personId"
    ), told as (
      update "Notice" n set "toldValue" = s.value, "toldVersion" = s."factVersion", "toldAt" = ${now()}, "deliveryId" = null,
        reason = null, "triedContacts" = '{}',
        state = case when n."factVersion" > s."factVersion" then 'open' else 'told' end::"NoticeState"
      from "DeliveryNotice" s, settled
      where ${heard} and s."deliveryId" = settled.id and s."noticeId" = n.id
    ), suspension as (
      update "Contact" c set "suspensionToldAt" = now() from settled
      where ${heard} and c."personId" = settled."personId" and c.state = 'suspended' and c."suspensionToldAt" is null
    )
    select count(*)::int as settled from settled`;
  return row?.settled === 1;
}

/** Lets the notices of these deliveries go to the person's next contact, with fresh patience. */
export async function passOn(tx: Tx, deliveryIds: string[]): Promise<void> {
  await tx.$executeRaw`
    update "Notice" n set "deliveryId" = null, "triedContacts" = array_append(n."triedContacts", d."contactId"),
      "patienceUntil" = ${now()}::timestamptz + make_interval(secs => (${JSON.stringify(PATIENCE_MS)}::jsonb->>(d.urgency::text))::float8 / 1000)
    from "Delivery" d where d.id = n."deliveryId" and d.id = any(${deliveryIds}::uuid[])`;
}

/** Gives a claim back untouched: nothing was called. `notBefore` says when it is worth trying again. */
export async function putBack(db: Db, deliveryId: string, notBefore: Date | null): Promise<void> {
  await db.$executeRaw`
    update "Delivery" set "notBefore" = ${notBefore}, "queuedUntil" = null
    where id = ${deliveryId}::uuid and state = 'waiting'`;
}

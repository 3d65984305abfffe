import { now } from "../clock.ts";
import { stopAddress } from "../contacts/contacts.ts";
import { type Channel, type Db, type DeliveryState, Prisma, type Tx, type Urgency } from "../db.ts";
import { type Raw, shortList } from "../raw.ts";
import { patienceOf } from "./patience.ts";

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

/** How one attempt ended. */
export interface Settlement {
  claimed: Attempted;
  outcome: Outcome;
  kept: Kept | null;
}

/**
 * Writes outcomes where the attempt still is the delivery's own, with what was told, and opens the way for the next
 * contact where this one failed. A late "sent" still counts after the sweeper gave the attempt up, if nobody has
 * repeated it yet. The usual outcome is written on `line`.
 */
export async function settleAttempts(db: Db, settlements: Settlement[], line: Raw = db): Promise<void> {
  const sent = settlements.filter(({ outcome }) => outcome.kind === "sent");
  // The usual outcome is one statement, which is a transaction of its own.
  await writeFates(
    line,
    sent.map((settlement) => ({ ...settlement, fate: SENT })),
  );
  for (const settlement of settlements)
    if (settlement.outcome.kind !== "sent") await settleUnsent(db, settlement);
}

function settleUnsent(db: Db, { claimed, outcome, kept }: Settlement): Promise<void> {
  return db.$transaction(async (tx) => {
    const fate = await decide(tx, claimed, outcome);
    if ((await writeFates(tx, [{ claimed, outcome, kept, fate }])) === 0) return;
    if (outcome.kind === "never" && outcome.suspend) await stopAddress(tx, claimed.contactId, outcome.reason);
    if (outcome.kind === "never" || fate.reason === "patienceEnded") await passOn(tx, [claimed.deliveryId]);
  });
}

async function decide(tx: Tx, claimed: Attempted, outcome: Outcome): Promise<Fate> {
  switch (outcome.kind) {
    case "sent":
      return SENT;
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

const FATE_COLUMNS = Prisma.sql`"deliveryId" uuid, "attemptId" uuid, outcome text, state "DeliveryState", reason text,
  "notBefore" timestamptz, heard boolean, "providerId" text, words text, subject text, text text, wording text`;

/**
 * Writes how attempts ended and what was told by them, in one statement. An attempt always learns its outcome; the rest
 * changes only while the row is the attempt's own. Returns how many were.
 */
async function writeFates(db: Raw, fates: (Settlement & { fate: Fate })[]): Promise<number> {
  if (fates.length === 0) return 0;
  const rows = fates.map(({ claimed, outcome, fate, kept }) => ({
    deliveryId: claimed.deliveryId,
    attemptId: claimed.attemptId,
    outcome: outcome.kind,
    state: fate.state,
    reason: fate.reason,
    notBefore: fate.notBefore ?? null,
    // What may have been heard counts as told: a later change must be told as a change.
    heard: fate.state === "sent" || fate.state === "unknown",
    providerId: outcome.kind === "sent" ? outcome.providerId : null,
    words: keptWords(outcome.words),
    subject: kept?.subject ? plain(kept.subject) : null,
    text: kept ? plain(kept.text) : null,
    wording: kept?.wording ?? null,
  }));
  const [row] = await db.$queryRaw<{ settled: number }[]>`
    with fates as ${shortList(rows, FATE_COLUMNS)}, attempt as (
      update "Attempt" a set "endedAt" = now(), outcome = f.outcome, reason = f.reason,
        "providerId" = f."providerId", "providerWords" = f.words
      from fates f where a.id = f."attemptId"
    ), settled as (
      update "Delivery" d set state = f.state, reason = f.reason, "notBefore" = f."notBefore", "leaseUntil" = null,
        "settledAt" = case when f.state = 'waiting' then null else now() end,
        repeats = (select count(*) from "Attempt" a where a."deliveryId" = d.id and a.repeat),
        "providerId" = coalesce(f."providerId", d."providerId"), "providerWords" = f.words,
        subject = coalesce(f.subject, d.subject), text = coalesce(f.text, d.text), wording = coalesce(f.wording, d.wording)
      from fates f where d.id = f."deliveryId" and d."attemptId" = f."attemptId"
        and (d.state = 'sending' or (f.outcome = 'sent' and d.state in ('waiting', 'unknown', 'dropped')))
      returning d.id, d."personId", d."pupilId", d.kind, d."windowUntil", f.heard
    ), told as (
      update "Notice" n set "toldValue" = s.value, "toldVersion" = s."factVersion", "toldAt" = ${now()}, "deliveryId" = null,
        reason = null, "triedContacts" = '{}',
        state = case when n."factVersion" > s."factVersion" then 'open' else 'told' end::"NoticeState"
      from "DeliveryNotice" s, settled
      where settled.heard and s."deliveryId" = settled.id and s."noticeId" = n.id
        and coalesce(n."toldVersion", 0) <= s."factVersion" -- a late answer says nothing of what was told since
    ), carried as (
      update "Series" s set "carriedUntil" = settled."windowUntil" from settled
      where settled.heard and settled.kind = s.frequency::text and s."personId" = settled."personId" and s."pupilId" = settled."pupilId"
    ), suspension as (
      update "Contact" c set "suspensionToldAt" = now() from settled
      where settled.heard and c."personId" = settled."personId" and c.state = 'suspended' and c."suspensionToldAt" is null
    )
    select count(*)::int as settled from settled`;
  return row?.settled ?? 0;
}

/** A provider's words as the row keeps them. */
export function keptWords(words: string): string {
  return plain(words).slice(0, LONGEST_WORDS);
}

/** One character that PostgreSQL does not keep must not hold up the outcomes beside it. */
function plain(text: string): string {
  return text.replaceAll("\u0000", "");
}

/**
 * Lets what these deliveries carried go to the person's next contact, with fresh patience: notices are gathered again, a
 * digest is written anew for that contact.
 */
export async function passOn(tx: Raw, deliveryIds: string[]): Promise<void> {
  const freshPatience = Prisma.sql`${now()}::timestamptz + ${patienceOf(Prisma.sql`d.urgency`)}`;
  await tx.$executeRaw`
    update "Notice" n set "deliveryId" = null, "triedContacts" = array_append(n."triedContacts", d."contactId"),
      "patienceUntil" = ${freshPatience}
    from "Delivery" d where d.id = n."deliveryId" and d.id = any(${deliveryIds}::uuid[])`;
  await tx.$executeRaw`
    insert into "Delivery" ("personId", "contactId", channel, kind, urgency, "pupilId", "windowFrom", "windowUntil", "dueAt",
      "patienceUntil", "deadlineAt", "triedContacts")
    select d."personId", c.id, c.channel, d.kind, d.urgency, d."pupilId", d."windowFrom", d."windowUntil", d."dueAt",
      ${freshPatience}, d."deadlineAt", array_append(d."triedContacts", d."contactId")
    from "Delivery" d join usable_contact c on c."personId" = d."personId" and c.id = (
      select u.id from usable_contact u where u."personId" = d."personId" and u.id <> all(array_append(d."triedContacts", d."contactId"))
      order by u.rank, u."createdAt", u.id limit 1)
    where d.id = any(${deliveryIds}::uuid[]) and d.kind in ('daily', 'weekly')`;
}

/** Gives a delivery back that nobody was called for, if it waits: not before this moment, nor before what it waits for. */
export async function putBack(db: Raw, deliveryId: string, notBefore: Date): Promise<void> {
  await db.$executeRaw`
    update "Delivery" set "notBefore" = greatest("notBefore", ${notBefore}::timestamptz), "queuedUntil" = null
    where id = ${deliveryId}::uuid and state = 'waiting'`;
}

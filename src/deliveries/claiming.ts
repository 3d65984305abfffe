import type { CalendarOf } from "../calendar/calendar.ts";
import { now } from "../clock.ts";
import { readChoices } from "../contacts/choices.ts";
import type { PersonClock } from "../contacts/preferences.ts";
import { type Channel, type Db, Prisma, type Urgency } from "../db.ts";
import { endWith, type Raw, type RawDb, shortList } from "../raw.ts";
import type { Settings } from "../settings.ts";
import { type Contents, readContents } from "./contents.ts";
import { readCarried } from "./deciding.ts";
import type { ContentLevel, Language, Message } from "./message.ts";
import { type Attempted, passOn } from "./settling.ts";
import { afterQuiet, afterQuietBefore } from "./timing.ts";
import { hasUnknownAttempt } from "./unknown.ts";

/** A delivery that is this worker's alone until its lease ends, with everything that is to be said. */
export interface Claimed extends Attempted {
  address: string;
  /** The receiver's own name. */
  receiver: string;
  level: ContentLevel;
  message: Message;
  /** Pupils of the message, in its order. */
  pupilIds: string[];
}

export interface ClaimContext {
  /** For what is read with its models: what staff are told, and links to sign in. */
  db: Db;
  workerNumber: number;
  settings: Settings;
  calendarOf: CalendarOf;
  publicUrl: string;
  secret: string;
}

/** A row that has just become this worker's, with what the journal knows of its receiver. */
export interface ClaimedRow {
  deliveryId: string;
  kind: string;
  attemptId: string;
  attempt: number;
  channel: Channel;
  urgency: Urgency;
  dueAt: Date;
  deadlineAt: Date | null;
  patienceUntil: Date;
  personId: string;
  contactId: string;
  address: string;
  receiver: string;
  language: Language;
  /** Of a digest. */
  pupilId: string | null;
  windowFrom: Date | null;
  windowUntil: Date | null;
  /** Confirmed still, and with consent where the channel needs one. */
  usable: boolean;
  suspended: Channel | null;
}

/**
 * Claims waiting deliveries by compare-and-set and settles what they say by the journal as it is now: contact, consent
 * and right to know are checked again, and what has become pointless is dropped with its reason. "sending" is committed
 * before the caller may call anybody. A fixed number of queries, however many there are. What is missing in the answer
 * has another owner, has to wait, or had nothing left to say.
 */
export async function claimDeliveries(
  db: RawDb,
  deliveryIds: string[],
  context: ClaimContext,
): Promise<Claimed[]> {
  try {
    return await db.$transaction((tx) => claimIn(tx, deliveryIds, context));
  } catch (error) {
    if (!isContested(error)) throw error;
    if (deliveryIds.length <= 1) return [];
    // Somebody claims for the same contact at this very moment: one by one, so that only that one has to wait.
    const claimed: Claimed[] = [];
    for (const id of deliveryIds) claimed.push(...(await claimDeliveries(db, [id], context)));
    return claimed;
  }
}

/** The partial unique index (another delivery of this contact is being sent), or two who locked in each other's way. */
function isContested(error: unknown): boolean {
  return (
    error instanceof Error &&
    /23505|P2002|40P01|P2034/.test(`${(error as { code?: string }).code} ${error.message}`)
  );
}

async function claimIn(tx: Raw, deliveryIds: string[], context: ClaimContext): Promise<Claimed[]> {
  const receivers = Prisma.sql`select "personId" from "Delivery" where id = any(${deliveryIds}::uuid[])`;
  const [all, choices, carried] = await Promise.all([
    compareAndSet(tx, deliveryIds, context),
    readChoices(tx, receivers, context.settings),
    readCarried(tx, deliveryIds),
  ]);
  if (all.length === 0) return [];
  const lost = all.filter((row) => !row.usable).map((row) => row.deliveryId);
  if (lost.length > 0) {
    await dropDeliveries(
      tx,
      lost.map((deliveryId) => ({ deliveryId, reason: "contactLost" })),
    );
    await passOn(tx, lost);
  }
  const usable = all.filter((row) => row.usable);
  const resting = new Map(
    usable.flatMap((row) => {
      const until = whenQuietEnds(row, choices.get(row.personId)!.clock);
      return until ? [[row.deliveryId, until] as const] : [];
    }),
  );
  await letRest(tx, resting);
  const rows = usable.filter((row) => !resting.has(row.deliveryId));

  const { contents, pointless } = await readContents(tx, rows, { ...context, choices, carried });
  await dropDeliveries(tx, pointless);
  await endWith(tx, writeSaid(tx, rows, contents));
  return rows.flatMap((row) => {
    const content = contents.get(row.deliveryId);
    return content ? [claimedAs(row, content, context)] : [];
  });
}

/** One delivery a contact: of several the first that is due. */
function compareAndSet(tx: Raw, deliveryIds: string[], context: ClaimContext): Promise<ClaimedRow[]> {
  return tx.$queryRaw<ClaimedRow[]>`
    with wanted as (
      select distinct on (d."contactId") d.id from "Delivery" d
      where d.id = any(${deliveryIds}::uuid[]) and d.state = 'waiting' and (d."notBefore" is null or d."notBefore" <= ${now()})
        and not exists (select 1 from "Delivery" s where s."contactId" = d."contactId" and s.state = 'sending')
      order by d."contactId", d.urgency, d."dueAt", d.id
    )
    update "Delivery" d
    set state = 'sending', reason = null, attempt = d.attempt + 1, "attemptId" = gen_random_uuid(), "queuedUntil" = null,
        "workerNumber" = ${context.workerNumber}::int, "leaseUntil" = now() + make_interval(secs => ${context.settings.leaseSeconds})
    from wanted w, "Contact" c join "Person" p on p.id = c."personId"
    where d.id = w.id and d.state = 'waiting' and c.id = d."contactId"
    returning d.id as "deliveryId", d.kind, d."attemptId", d.attempt, d.channel, d.urgency, d."dueAt", d."deadlineAt",
      d."patienceUntil", d."personId", d."contactId", d."pupilId", d."windowFrom", d."windowUntil", c.address, p.language,
      concat_ws(' ', p.surname, p."givenName", p.patronymic) as receiver,
      case when d.kind = 'confirm' then c.state in ('unconfirmed', 'confirmed')
        when d.kind in ('reminder', 'newcomers', 'trial', 'entry') then c.state = 'confirmed' else
        exists (select 1 from usable_contact u where u.id = c.id) end as usable,
      (select s.channel from "Contact" s where s."personId" = p.id and s.id <> c.id and s.state = 'suspended'
        and s."suspensionToldAt" is null limit 1) as suspended`;
}

/** What was put off or came back at night waits for the morning. A digest whose hour lies in the night was asked for. */
function whenQuietEnds({ urgency, channel, deadlineAt, dueAt }: ClaimedRow, clock: PersonClock): Date | null {
  if (channel === "paper" || urgency === "urgent" || urgency === "service") return null;
  if (urgency === "digest" && afterQuiet(dueAt, clock) > dueAt) return null;
  const until = deadlineAt ? afterQuietBefore(now(), deadlineAt, clock) : afterQuiet(now(), clock);
  return until > now() ? until : null;
}

/** Nobody is called after all: the attempt before, whose answer may still come, is the delivery's own again. */
const UNATTEMPTED = Prisma.sql`attempt = d.attempt - 1, "leaseUntil" = null,
  "attemptId" = (select a.id from "Attempt" a where a."deliveryId" = d.id order by a.number desc limit 1)`;

async function letRest(tx: Raw, resting: Map<string, Date>): Promise<void> {
  if (resting.size === 0) return;
  const rows = [...resting].map(([deliveryId, until]) => ({ deliveryId, until }));
  await tx.$executeRaw`
    update "Delivery" d set state = 'waiting', reason = 'quietHours', ${UNATTEMPTED},
      "notBefore" = x.until, "patienceUntil" = greatest(d."patienceUntil", x.until + (d."patienceUntil" - d."dueAt"))
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x("deliveryId" uuid, until timestamptz)
    where d.id = x."deliveryId"`;
}

async function dropDeliveries(tx: Raw, dropped: { deliveryId: string; reason: string }[]): Promise<void> {
  if (dropped.length === 0) return;
  await tx.$executeRaw`
    update "Delivery" d set state = 'dropped', reason = x.reason, ${UNATTEMPTED}, "settledAt" = now()
    from jsonb_to_recordset(${JSON.stringify(dropped)}::jsonb) as x("deliveryId" uuid, reason text)
    where d.id = x."deliveryId"`;
}

/** What an earlier attempt was going to say is replaced: this one may find the journal changed. */
async function writeSaid(tx: Raw, rows: ClaimedRow[], contents: Map<string, Contents>): Promise<void> {
  const attempts = rows
    .filter(({ deliveryId }) => contents.has(deliveryId))
    .map(({ deliveryId, attemptId, attempt }) => ({ deliveryId, attemptId, attempt }));
  if (attempts.length === 0) return;
  const said = attempts.flatMap(({ deliveryId }) =>
    contents.get(deliveryId)!.said.map(({ notice, fact, was }) => ({
      deliveryId,
      noticeId: notice.id,
      factVersion: fact.version,
      value: fact.value,
      was,
    })),
  );
  await tx.$executeRaw`
    with attempts as ${shortList(attempts, Prisma.sql`"deliveryId" uuid, "attemptId" uuid, attempt int`)},
    said as ${shortList(said, Prisma.sql`"deliveryId" uuid, "noticeId" uuid, "factVersion" int, value text, was text`)},
    attempt as (
      insert into "Attempt" (id, "deliveryId", number, repeat)
      select a."attemptId", a."deliveryId", a.attempt,
        ${hasUnknownAttempt(Prisma.sql`a."deliveryId"`)}
      from attempts a
    ), gone as (
      delete from "DeliveryNotice" o using attempts a where o."deliveryId" = a."deliveryId"
        and not exists (select 1 from said s where s."deliveryId" = o."deliveryId" and s."noticeId" = o."noticeId")
    )
    insert into "DeliveryNotice" ("deliveryId", "noticeId", "factVersion", value, was)
    select "deliveryId", "noticeId", "factVersion", value, was from said
    on conflict ("deliveryId", "noticeId") do update
      set "factVersion" = excluded."factVersion", value = excluded.value, was = excluded.was`;
}

function claimedAs(row: ClaimedRow, contents: Contents, { settings }: ClaimContext): Claimed {
  const { deliveryId, attemptId, channel, urgency, patienceUntil, contactId, address, receiver } = row;
  return {
    deliveryId,
    attemptId,
    channel,
    urgency,
    patienceUntil,
    contactId,
    address,
    receiver,
    level: channel === "telegram" ? settings.telegramLevel : "full",
    pupilIds: contents.pupilIds,
    message: contents.message,
  };
}

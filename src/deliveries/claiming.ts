import { signStop } from "../access/links.ts";
import { dayIn, isoDay, now } from "../clock.ts";
import { type Channel, type Db, Prisma, type Tx, type Urgency } from "../db.ts";
import type { Settings } from "../settings.ts";
import { findHearers } from "./audience.ts";
import { type Fact, readFacts, readPupils, readStandings } from "./facts.ts";
import type { ContentLevel, Language, Message, Story } from "./message.ts";
import { type Attempted, passOn } from "./settling.ts";

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
  workerNumber: number;
  settings: Settings;
  publicUrl: string;
  secret: string;
}

interface ClaimedRow {
  attemptId: string;
  attempt: number;
  channel: Channel;
  urgency: Urgency;
  patienceUntil: Date;
  personId: string;
  contactId: string;
  address: string;
  receiver: string;
  language: Language;
  /** Confirmed still, and with consent where the channel needs one. */
  usable: boolean;
  suspended: Channel | null;
}

interface Carried {
  id: string;
  factKind: string;
  factId: string;
  factVersion: number;
  pupilId: string;
  dueAt: Date;
  toldValue: string | null;
  toldVersion: number | null;
}

interface Said {
  notice: Carried;
  fact: Fact;
  was: string | null;
}

/**
 * Claims a waiting delivery by compare-and-set and settles what it says by the journal as it is now: contact, consent
 * and right to know are checked again, and what has become pointless is dropped with its reason. "sending" is committed
 * before the caller may call anybody. Null: somebody else has it, or there was nothing left to say.
 */
export async function claimDelivery(
  db: Db,
  deliveryId: string,
  context: ClaimContext,
): Promise<Claimed | null> {
  try {
    return await db.$transaction((tx) => claimIn(tx, deliveryId, context));
  } catch (error) {
    if (isContactBusy(error)) return null;
    throw error;
  }
}

/** The partial unique index: another delivery of this contact is being sent at this very moment. */
function isContactBusy(error: unknown): boolean {
  return (
    error instanceof Prisma.PrismaClientKnownRequestError &&
    /23505|P2002/.test(`${error.code} ${error.message}`)
  );
}

async function claimIn(tx: Tx, deliveryId: string, context: ClaimContext): Promise<Claimed | null> {
  const { settings } = context;
  const row = await compareAndSet(tx, deliveryId, context);
  if (!row) return null;
  if (!row.usable) {
    await dropDelivery(tx, deliveryId, "contactLost");
    await passOn(tx, [deliveryId]);
    return null;
  }
  const said = await settleNotices(tx, deliveryId, { row, settings });
  if (said.length === 0) return null;

  await writeSaid(tx, { deliveryId, row, said });
  const { pupils, pupilIds } = await tellByPupil(tx, said, settings);
  return {
    deliveryId,
    attemptId: row.attemptId,
    channel: row.channel,
    urgency: row.urgency,
    patienceUntil: row.patienceUntil,
    contactId: row.contactId,
    address: row.address,
    receiver: row.receiver,
    level: row.channel === "telegram" ? settings.telegramLevel : "full",
    pupilIds,
    message: {
      deliveryId,
      language: row.language === "en" ? "en" : "ru",
      school: { name: settings.schoolName, city: settings.schoolCity },
      pupils,
      links: {
        open: `${context.publicUrl}/o/${deliveryId}`,
        unsubscribe: `${context.publicUrl}/stop/${signStop(context.secret, row.personId)}`,
      },
      suspended: row.suspended,
    },
  };
}

async function compareAndSet(
  tx: Tx,
  deliveryId: string,
  context: ClaimContext,
): Promise<ClaimedRow | undefined> {
  const [row] = await tx.$queryRaw<ClaimedRow[]>`
    update "Delivery" d
    set state = 'sending', reason = null, attempt = d.attempt + 1, "attemptId" = gen_random_uuid(), "queuedUntil" = null,
        "workerNumber" = ${context.workerNumber}::int, "leaseUntil" = now() + make_interval(secs => ${context.settings.leaseSeconds})
    from "Contact" c join "Person" p on p.id = c."personId"
    where d.id = ${deliveryId}::uuid and d.state = 'waiting' and c.id = d."contactId"
      and (d."notBefore" is null or d."notBefore" <= ${now()})
    returning d."attemptId", d.attempt, d.channel, d.urgency, d."patienceUntil", d."personId", d."contactId", c.address, p.language,
      concat_ws(' ', p.surname, p."givenName", p.patronymic) as receiver,
      c.state = 'confirmed' and (c.channel = 'paper' or exists (select 1 from "Consent" k
        where k."personId" = p.id and k.purpose = 'messages' and k."withdrawnAt" is null)) as usable,
      (select s.channel from "Contact" s where s."personId" = p.id and s.id <> c.id and s.state = 'suspended'
        and s."suspensionToldAt" is null limit 1) as suspended`;
  return row;
}

async function settleNotices(
  tx: Tx,
  deliveryId: string,
  { row, settings }: { row: ClaimedRow; settings: Settings },
): Promise<Said[]> {
  const carried = await tx.$queryRaw<Carried[]>`
    select id, "factKind", "factId", "factVersion", "pupilId", "dueAt", "toldValue", "toldVersion"
    from "Notice" where "deliveryId" = ${deliveryId}::uuid order by id for update`;
  const facts = await readFacts(tx, carried, settings.timeZone);
  const today = isoDay(dayIn(settings.timeZone));
  const pupilIds = [...new Set(carried.map((notice) => notice.pupilId))];
  const hearers = await findHearers(tx, pupilIds, today, row.personId);
  const mayHear = new Set(hearers.map((hearer) => hearer.pupilId));

  const said: Said[] = [];
  const notYet: string[] = [];
  const dropped = new Map<string, string[]>();
  for (const notice of carried) {
    const fact = facts.get(notice.factId);
    const reason = !fact || !mayHear.has(notice.pupilId) ? "noRight" : whyPointless(notice, fact.value);
    if (notice.dueAt > now()) notYet.push(notice.id);
    else if (reason) dropped.set(reason, [...(dropped.get(reason) ?? []), notice.id]);
    else said.push({ notice, fact: fact!, was: notice.toldValue });
  }
  for (const [reason, ids] of dropped)
    await tx.$executeRaw`
      update "Notice" set state = ${reason === "asTold" ? "told" : "dropped"}::"NoticeState", reason = ${reason}, "deliveryId" = null
      where id = any(${ids}::uuid[])`;
  if (notYet.length > 0)
    await tx.$executeRaw`update "Notice" set "deliveryId" = null where id = any(${notYet}::uuid[])`;
  if (said.length === 0)
    await dropDelivery(
      tx,
      deliveryId,
      [...dropped.keys()][0] ?? (notYet.length > 0 ? "heldAgain" : "nothingToSay"),
    );
  return said;
}

/** What an earlier attempt was going to say is replaced: this one may find the journal changed. */
async function writeSaid(
  tx: Tx,
  { deliveryId, row, said }: { deliveryId: string; row: ClaimedRow; said: Said[] },
): Promise<void> {
  const rows = said.map(({ notice, fact, was }) => ({
    noticeId: notice.id,
    factVersion: fact.version,
    value: fact.value,
    was,
  }));
  await tx.$executeRaw`
    with attempt as (
      insert into "Attempt" (id, "deliveryId", number, repeat)
      select ${row.attemptId}::uuid, ${deliveryId}::uuid, ${row.attempt}::int,
        exists (select 1 from "Attempt" where "deliveryId" = ${deliveryId}::uuid and outcome = 'unknown')
    ), gone as (
      delete from "DeliveryNotice" where "deliveryId" = ${deliveryId}::uuid
        and "noticeId" <> all(${rows.map((entry) => entry.noticeId)}::uuid[])
    )
    insert into "DeliveryNotice" ("deliveryId", "noticeId", "factVersion", value, was)
    select ${deliveryId}::uuid, x."noticeId", x."factVersion", x.value, x.was
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x("noticeId" uuid, "factVersion" int, value text, was text)
    on conflict ("deliveryId", "noticeId") do update
      set "factVersion" = excluded."factVersion", value = excluded.value, was = excluded.was`;
}

/** Equal to what this person was told, or gone before they heard of it. */
function whyPointless(notice: Carried, value: string | null): string | null {
  if (notice.toldVersion === null) return value === null ? "withdrawnBeforeTold" : null;
  return notice.toldValue === value ? "asTold" : null;
}

async function dropDelivery(tx: Tx, deliveryId: string, reason: string): Promise<void> {
  await tx.$executeRaw`
    update "Delivery" set state = 'dropped', reason = ${reason}, attempt = attempt - 1, "settledAt" = now()
    where id = ${deliveryId}::uuid`;
}

async function tellByPupil(
  tx: Tx,
  said: Said[],
  settings: Settings,
): Promise<{ pupils: Message["pupils"]; pupilIds: string[] }> {
  const day = isoDay(dayIn(settings.timeZone));
  const pupilIds = [...new Set(said.map(({ fact }) => fact.pupilId))];
  const pairs = said.flatMap(({ fact }) =>
    fact.subjectId ? [{ pupilId: fact.pupilId, subjectId: fact.subjectId }] : [],
  );
  const standings = await readStandings(tx, uniquePairs(pairs), { day, settings });
  const people = await readPupils(tx, pupilIds, day);
  const tell = ({ fact, was }: Said): Story =>
    fact.story(was, standings.get(`${fact.pupilId} ${fact.subjectId}`) ?? null);
  return {
    pupilIds,
    pupils: pupilIds.map((pupilId) => {
      const { surname, givenName, className } = people.find((person) => person.id === pupilId)!;
      const own = said.filter(({ fact }) => fact.pupilId === pupilId);
      own.sort((a, b) => a.fact.at.getTime() - b.fact.at.getTime());
      return { pupil: { surname, givenName, className }, stories: own.map(tell) };
    }),
  };
}

function uniquePairs(
  pairs: { pupilId: string; subjectId: string }[],
): { pupilId: string; subjectId: string }[] {
  return [...new Map(pairs.map((pair) => [`${pair.pupilId} ${pair.subjectId}`, pair])).values()];
}

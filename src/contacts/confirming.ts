import { readConfirm, signConfirm } from "../access/links.ts";
import { now } from "../clock.ts";
import type { Channel, Db, Tx } from "../db.ts";
import { NotFound } from "../errors.ts";
import { confirmFromAddress } from "./contacts.ts";

/** An address nobody answers from is not asked more often, whoever claims that it is theirs. */
const MOST_QUESTIONS_A_DAY = 3;
const DAY_MS = 86_400_000;
const LINK_DAYS = 7;
/** Of urgency `service`, as deliveries/timing.ts has it. */
const PATIENCE_MS = 12 * 3_600_000;

/**
 * Asks at these addresses whether they are theirs: one delivery of kind `confirm` each, the only kind an unconfirmed
 * address is ever sent. Paper, contacts that stopped, a question that still waits and the fourth one of a day are left out.
 * @returns the contacts that are asked
 */
export async function askToConfirm(tx: Tx, contactIds: string[], { at }: { at: Date }): Promise<string[]> {
  if (contactIds.length === 0) return [];
  // Whoever else has the same address waits here, so the count of the day is right.
  await tx.$queryRaw`
    select id from "Contact" where (channel, address) in (select channel, address from "Contact" where id = any(${contactIds}::uuid[]))
    order by id for update`;
  const asked = await tx.$queryRaw<{ contactId: string }[]>`
    insert into "Delivery" ("personId", "contactId", channel, kind, urgency, "dueAt", "patienceUntil")
    select c."personId", c.id, c.channel, 'confirm', 'service', ${at}, ${new Date(at.getTime() + PATIENCE_MS)}
    from "Contact" c
    where c.id = any(${contactIds}::uuid[]) and c.channel <> 'paper' and c.state in ('unconfirmed', 'confirmed')
      and not exists (select 1 from "Delivery" d where d."contactId" = c.id and d.kind = 'confirm' and d.state in ('waiting', 'sending'))
      and (select count(*) from "Delivery" d join "Contact" o on o.id = d."contactId"
        where o.channel = c.channel and o.address = c.address and d.kind = 'confirm'
          and d."dueAt" > ${new Date(at.getTime() - DAY_MS)}) < ${MOST_QUESTIONS_A_DAY}::int
    returning "contactId"`;
  return asked.map(({ contactId }) => contactId);
}

/** What the question leads to; good for a week. */
export function confirmLink(
  { publicUrl, secret }: { publicUrl: string; secret: string },
  contactId: string,
  at: Date,
): string {
  return `${publicUrl}/c/${signConfirm(secret, contactId, new Date(at.getTime() + LINK_DAYS * DAY_MS))}`;
}

export interface AskedContact {
  id: string;
  personId: string;
  channel: Channel;
  address: string;
  /** The question is answered already. */
  isAnswered: boolean;
}

/** The contact a link asks about. @throws NotFound not signed by us, over, or the contact is revoked */
export async function getAsked(db: Db, secret: string, token: string): Promise<AskedContact> {
  const id = readConfirm(secret, token, now());
  const contact = id && (await db.contact.findUnique({ where: { id } }));
  if (!contact || contact.state === "revoked")
    throw new NotFound("Эта ссылка больше не действует. Попросите классного руководителя прислать новую.");
  const { personId, channel, address, state, recheckAskedAt } = contact;
  const isAnswered = state === "confirmed" && recheckAskedAt === null;
  return { id: contact.id, personId, channel, address, isAnswered };
}

/** The answer «yes, this address is mine», given from it. The same answer again changes nothing. @throws NotFound, as above */
export async function confirmByLink(db: Db, secret: string, token: string): Promise<void> {
  const { id, personId, isAnswered } = await getAsked(db, secret, token);
  if (isAnswered) return;
  const by = { actorId: personId, source: "web", silent: false, at: now() } as const;
  await db.$transaction((tx) => confirmFromAddress(tx, id, "link", by));
}

import { now } from "../clock.ts";
import type { Channel, Db, Prisma, Tx } from "../db.ts";
import { BadInput, Conflict } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { lockPerson } from "../people/people.ts";
import { tidyAddress } from "./addresses.ts";
import { askToConfirm } from "./confirming.ts";
import { type Contact, type Document, originOf, record } from "./contacts.ts";
import { declarePaper } from "./paper.ts";

interface Entered {
  personId: string;
  channel: Channel;
  /** Null on paper. */
  address: string | null;
}

/**
 * Staff enter what the family gave in writing (R64). An electronic address waits until it is confirmed: a mistyped one
 * belongs to a stranger. Paper is in force at once and goes first (R44).
 * @throws NotFound · BadInput the address, or the document is not this person's · Conflict the person has this contact
 */
export function addContact(db: Db, { document, ...entered }: Entered & { document: Document }, by: By) {
  return db.$transaction(async (tx) => {
    await lockPerson(tx, entered.personId);
    const origin = await originOf(tx, entered.personId, document);
    if (entered.channel !== "paper") return ask(tx, await enter(tx, { ...entered, ...origin }, by), by);
    tidyAddress("paper", entered.address, entered.personId);
    return declarePaper(tx, { personId: entered.personId, origin }, by);
  });
}

/**
 * A person who has signed in enters an address of their own; it waits until somebody answers from it.
 * @throws NotFound · BadInput the address, or paper, which is declared in writing (R44) · Conflict they have this contact
 */
export function addOwnContact(db: Db, entered: Entered, by: By): Promise<Contact> {
  if (entered.channel === "paper")
    throw new BadInput("О листах на бумаге пишут заявление. Отдайте его классному руководителю.", [
      "channel",
    ]);
  return db.$transaction(async (tx) => {
    await lockPerson(tx, entered.personId);
    const origin = { origin: "ownEntry", statementId: null, signedDocumentId: null } as const;
    return ask(tx, await enter(tx, { ...entered, ...origin }, by), by);
  });
}

async function ask(tx: Tx, contact: Contact, by: By): Promise<Contact> {
  await askToConfirm(tx, [contact.id], { at: by.at ?? now() });
  return contact;
}

/** The contact as it stands, or entered by themselves; unconfirmed then. The caller holds the person's lock. @throws BadInput */
export async function findOrEnter(
  tx: Tx,
  { personId, channel, address: typed }: { personId: string; channel: Channel; address: string },
  by: By,
): Promise<Contact> {
  const address = tidyAddress(channel, typed, personId);
  const known = await tx.contact.findUnique({
    where: { personId_channel_address: { personId, channel, address } },
  });
  if (known && known.state !== "revoked") return known;
  return enter(tx, { personId, channel, address, origin: "ownEntry" }, by);
}

type Origin = Awaited<ReturnType<typeof originOf>> | { origin: "ownEntry" };

/** Unconfirmed, and nobody is asked yet. The caller holds the person's lock. @throws BadInput · Conflict */
async function enter(tx: Tx, { personId, channel, ...rest }: Entered & Origin, by: By): Promise<Contact> {
  const at = by.at ?? now();
  const address = tidyAddress(channel, rest.address, personId);
  const known = await tx.contact.findUnique({
    where: { personId_channel_address: { personId, channel, address } },
  });
  if (known && known.state !== "revoked")
    throw new Conflict("Такой контакт у этого человека уже есть. Подтвердите его или возобновите.", known);
  const data = { ...rest, personId, channel, address, rank: await nextRank(tx, personId) };
  const contact = known
    ? await tx.contact.update({ where: { id: known.id }, data: { ...data, ...ANEW } })
    : await tx.contact.create({ data: { ...data, createdAt: at } });
  await record(tx, contact, { action: "contact.added", by, details: { origin: contact.origin } });
  return contact;
}

/** Entered again after it was revoked: nothing of its former passport holds. */
const ANEW = {
  state: "unconfirmed",
  confirmedAt: null,
  confirmedById: null,
  confirmedHow: null,
  recheckAskedAt: null,
  suspendedReason: null,
  suspendedAt: null,
  suspensionToldAt: null,
  revokedAt: null,
  version: { increment: 1 },
} satisfies Prisma.ContactUncheckedUpdateInput;

/** After all that the person has; the sheet of last resort stays behind everything. */
async function nextRank(tx: Tx, personId: string): Promise<number> {
  const { _max } = await tx.contact.aggregate({
    where: { personId, state: { not: "revoked" }, origin: { not: "lastResort" } },
    _max: { rank: true },
  });
  return (_max.rank ?? -1) + 1;
}

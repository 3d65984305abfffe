import { audit } from "../audit.ts";
import { now } from "../clock.ts";
import type { Channel, ContactState, Db, Prisma, Tx } from "../db.ts";
import { BadInput, NotFound } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import type { Edited } from "../people/people.ts";
import { editVersion } from "../versions.ts";
import { tellOfJoining } from "./joining.ts";
import { checkMove, MOVES, type Move } from "./states.ts";

export type Contact = Prisma.ContactGetPayload<object>;

/** Why staff may stop an address; the providers add their own words (workers/channels). */
export const STAFF_REASONS = ["addressRefused", "askedToPause", "doubtful"] as const;
export type StaffReason = (typeof STAFF_REASONS)[number];

/**
 * Staff vouch that the address is the person's own, and say how they know. R64: only with the family's statement behind
 * it, or a signed document whose signature somebody has checked; what a person entered themselves they confirm themselves.
 * @throws NotFound · Conflict (see versions.ts) · Closed it is revoked · BadInput nothing stands behind it
 */
export function confirmContact(
  db: Db,
  { id, version, how }: Edited & { how: string },
  by: By,
): Promise<Contact> {
  return db.$transaction(async (tx) => {
    const contact = await tx.contact.findUnique({ where: { id }, include: { signedDocument: true } });
    if (contact && !contact.statementId && !contact.signedDocument?.verifiedAt)
      throw new BadInput(
        "За контактом нет ни заявления, ни документа с проверенной подписью. Внесите документ и повторите.",
      );
    return move(tx, { id, version, move: "confirm", data: confirmation({ how, byId: by.actorId, by }) }, by);
  });
}

/**
 * Whoever holds the address has answered from it: by a link, a slip with its PIN, the bot. It also answers the yearly
 * question and revives what had been suspended. `how` names the way: «slip», «link».
 * @throws NotFound · Closed it is revoked
 */
export async function confirmFromAddress(tx: Tx, id: string, how: string, by: By): Promise<Contact> {
  const [seen] = await tx.$queryRaw<{ version: number; personId: string; state: ContactState }[]>`
    select version, "personId", state from "Contact" where id = ${id}::uuid for update`;
  if (!seen) throw new NotFound("Такого контакта нет.");
  const { version, personId, state } = seen;
  if (state === "unconfirmed") await tellOfJoining(tx, { id, personId, at: by.at ?? now() });
  return move(tx, { id, version, move: "confirm", data: confirmation({ how, byId: personId, by }) }, by);
}

/** @throws NotFound · Conflict (see versions.ts) · Closed it is not confirmed */
export function suspendContact(
  db: Db,
  { id, version, reason }: Edited & { reason: StaffReason },
  by: By,
): Promise<Contact> {
  const data = { suspendedReason: reason, suspendedAt: by.at ?? now(), suspensionToldAt: null };
  return db.$transaction((tx) => move(tx, { id, version, move: "suspend", data, details: { reason } }, by));
}

/** A provider refuses the address: it is suspended if it is in use. Returns whether it was. */
export async function stopAddress(tx: Tx, id: string, suspendedReason: string): Promise<boolean> {
  return (await stop(tx, { id }, suspendedReason)) > 0;
}

/** The same of everybody who has this address: its reader blocked us, as the provider itself says. */
export function stopEverywhere(
  db: Db,
  address: { channel: Channel; address: string },
  suspendedReason: string,
): Promise<number> {
  return stop(db, address, suspendedReason);
}

async function stop(db: Db | Tx, where: Prisma.ContactWhereInput, suspendedReason: string): Promise<number> {
  const { count } = await db.contact.updateMany({
    where: { ...where, state: "confirmed" },
    data: {
      state: "suspended",
      suspendedReason,
      suspendedAt: now(),
      suspensionToldAt: null,
      version: { increment: 1 },
    },
  });
  return count;
}

/** Staff know that the address works again. @throws NotFound · Conflict (see versions.ts) · Closed see states.ts */
export function resumeContact(db: Db, { id, version }: Edited, by: By): Promise<Contact> {
  const data = { suspendedReason: null, suspendedAt: null };
  return db.$transaction((tx) => move(tx, { id, version, move: "revive", data }, by));
}

/** Nothing is written there any more; what was is kept with its passport. @throws NotFound · Conflict · Closed */
export function revokeContact(db: Db, { id, version }: Edited, by: By): Promise<Contact> {
  const data = { suspendedReason: null, suspendedAt: null, revokedAt: by.at ?? now() };
  return db.$transaction((tx) => move(tx, { id, version, move: "revoke", data }, by));
}

/**
 * Gives a contact the document it rests on, such as an imported one whose statement was found.
 * @throws NotFound · Conflict (see versions.ts) · BadInput the document is not this person's
 */
export function documentContact(
  db: Db,
  { id, version, ...document }: Edited & Document,
  by: By,
): Promise<Contact> {
  return db.$transaction(async (tx) => {
    const { personId } = await getContact(tx, id);
    const data = await originOf(tx, personId, document);
    const { after } = await editVersion(tx.contact, { id, version }, data);
    await record(tx, after, { action: "contact.documented", by });
    return after;
  });
}

/** Exactly one of the two. */
export type Document = { statementId: string } | { signedDocumentId: string };

/** What makes a contact rest on this document. @throws BadInput it is not this person's */
export async function originOf(tx: Tx, personId: string, document: Document) {
  const where = { personId };
  if ("statementId" in document) {
    const { statementId } = document;
    if ((await tx.statement.count({ where: { ...where, id: statementId } })) === 0)
      throw new BadInput("У этого человека такого заявления нет. Внесите его.", ["statementId"]);
    return { origin: "statement", statementId, signedDocumentId: null } as const;
  }
  const { signedDocumentId } = document;
  if ((await tx.signedDocument.count({ where: { ...where, id: signedDocumentId } })) === 0)
    throw new BadInput("У этого человека такого документа нет. Внесите его.", ["signedDocumentId"]);
  return { origin: "signedDocument", statementId: null, signedDocumentId } as const;
}

/** @throws NotFound */
async function getContact(tx: Tx, id: string): Promise<Contact> {
  const contact = await tx.contact.findUnique({ where: { id } });
  if (!contact) throw new NotFound("Такого контакта нет. Обновите список.");
  return contact;
}

/** Everything that says "theirs, and in use". */
export function confirmation({ how, byId, by }: { how: string; byId: string | null; by: By }) {
  return {
    confirmedAt: by.at ?? now(),
    confirmedById: byId,
    confirmedHow: how,
    recheckAskedAt: null,
    suspendedReason: null,
    suspendedAt: null,
    suspensionToldAt: null,
  };
}

interface Moved extends Edited {
  move: Move;
  data: Prisma.ContactUpdateManyMutationInput;
  details?: Prisma.InputJsonObject;
}

const ACTIONS: Record<Move, string> = {
  confirm: "contact.confirmed",
  suspend: "contact.suspended",
  revive: "contact.revived",
  revoke: "contact.revoked",
};

async function move(tx: Tx, { id, version, move, data, details }: Moved, by: By): Promise<Contact> {
  const seen = await getContact(tx, id);
  // Who comes second is told what the first one did, not that it cannot be done.
  if (seen.version === version) checkMove(move, seen);
  const { after } = await editVersion(tx.contact, { id, version }, { ...data, state: MOVES[move].to });
  await record(tx, after, { action: ACTIONS[move], by, ...(details ? { details } : {}) });
  return after;
}

/** About whom and which contact; never the address. */
export async function record(
  tx: Tx,
  { id, personId, channel }: Pick<Contact, "id" | "personId" | "channel">,
  { action, by, details = {} }: { action: string; by: By; details?: Prisma.InputJsonObject },
): Promise<void> {
  await audit(tx, by, { action, objectId: personId, details: { ...details, contactId: id, channel } });
}

import { hashOf } from "../access/secrets.ts";
import { audit } from "../audit.ts";
import { dayIn, now } from "../clock.ts";
import type { Channel, Db, Tx } from "../db.ts";
import { BadInput, Closed, NotFound } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { lockPerson } from "../people/people.ts";
import { getSettings } from "../settings.ts";
import { askToConfirm } from "./confirming.ts";
import { type Contact, confirmFromAddress } from "./contacts.ts";
import { findOrEnter } from "./entering.ts";
import { pinKey } from "./invitations.ts";
import { type Entitled, readInvited } from "./invited.ts";

/** Wrong PINs in a row before the slip rests, and all in all before it is cancelled. */
const TRIES_BEFORE_REST = 5;
const MOST_TRIES = 20;
const REST_MINUTES = 15;

/** What whoever holds the slip knows. */
export interface SlipKey {
  code: string;
  pin: string;
}

/** What a link alone opens: the question for the PIN. It names nobody. @throws NotFound used, over, cancelled, or no such slip */
export async function checkCode(db: Db | Tx, code: string): Promise<void> {
  const [found] = await findOpen(db, code);
  if (!found) throw new NotFound(OVER);
}

/**
 * The PIN shows who is asked and about which pupil. One try after the other, so that a hundred at once are counted too.
 * @throws NotFound as checkCode, or they may not hear of the pupil any more · Closed the slip
 * rests · BadInput the PIN is wrong
 */
export async function openInvitation(db: Db, { code, pin }: SlipKey): Promise<Entitled> {
  const { personId, pupilId } = await proveKey(db, { code, pin });
  const { timeZone } = await getSettings(db);
  const invited = [{ personId, pupilId }];
  const [entitled] = await readInvited(db, { invited, day: dayIn(timeZone) });
  if (!entitled) throw new NotFound(OVER);
  return entitled;
}

/**
 * «Yes, this is me»: the chat the answer came from is confirmed by it; an address of email gets the question first,
 * and until that is answered the slip serves for another one. @throws as openInvitation · BadInput the address
 */
export async function acceptInvitation(
  db: Db,
  { channel, address, ...key }: SlipKey & { channel: Exclude<Channel, "paper">; address: string },
  by: Pick<By, "source"> = { source: "web" },
): Promise<Contact> {
  const { personId } = await openInvitation(db, key);
  const at = now();
  const self: By = { actorId: personId, source: by.source, silent: false, at };
  return db.$transaction(async (tx) => {
    await lockPerson(tx, personId);
    const slip = await takeOpen(tx, key.code);
    const entered = await findOrEnter(tx, { personId, channel, address }, self);
    if (slip.contactId !== null && slip.contactId !== entered.id) await dropMistyped(tx, slip.contactId, at);
    const how = `slip № ${slip.number}`;
    const contact = channel === "telegram" ? await confirmFromAddress(tx, entered.id, how, self) : entered;
    if (channel === "email" && contact.state !== "confirmed") await askToConfirm(tx, [contact.id], { at });
    await tx.invitation.update({ where: { id: slip.id }, data: { usedAt: at, contactId: contact.id } });
    await audit(tx, self, {
      action: "invitation.accepted",
      objectId: personId,
      pupilId: slip.pupilId,
      details: { invitationId: slip.id, contactId: contact.id, channel },
    });
    return contact;
  });
}

/** «No, this is not me»: the slip went to somebody else; it opens nothing more, and the class teacher sees it. @throws as openInvitation */
export async function declineInvitation(
  db: Db,
  key: SlipKey,
  by: Pick<By, "source"> = { source: "web" },
): Promise<void> {
  await proveKey(db, key);
  const at = now();
  await db.$transaction(async (tx) => {
    const { id, personId, pupilId } = await takeOpen(tx, key.code);
    await tx.invitation.update({ where: { id }, data: { declinedAt: at, cancelledAt: at } });
    const nobody = { actorId: null, source: by.source, at };
    await audit(tx, nobody, {
      action: "invitation.declined",
      objectId: personId,
      pupilId,
      details: { invitationId: id },
    });
  });
}

const OVER = "Этот листок больше не действует. Попросите у классного руководителя новый.";
const RESTS = "ПИН-код слишком часто вводили неверно. Подождите четверть часа и введите его снова.";
const WRONG = "ПИН-код не подошёл. Он напечатан в нижней части листка, шесть цифр.";

interface Open {
  id: string;
  number: number;
  personId: string;
  pupilId: string;
  pinHash: string;
  failedTries: number;
  lockedUntil: Date | null;
  contactId: string | null;
}

function findOpen(db: Db | Tx, code: string): Promise<Open[]> {
  return db.$queryRaw<Open[]>`
    select i.id, i.number, i."personId", i."pupilId", i."pinHash", i."failedTries", i."lockedUntil", i."contactId"
    from "Invitation" i left join "Contact" c on c.id = i."contactId"
    where i."codeHash" = ${hashOf(code)} and i."cancelledAt" is null and i."expiresAt" > ${now()}
      and (i."usedAt" is null or c.state = 'unconfirmed') and i."failedTries" < ${MOST_TRIES}::int`;
}

/** The slip for this transaction alone. @throws NotFound somebody was faster */
async function takeOpen(tx: Tx, code: string): Promise<Open> {
  await tx.$queryRaw`select id from "Invitation" where "codeHash" = ${hashOf(code)} for update`;
  const [slip] = await findOpen(tx, code);
  if (!slip) throw new NotFound(OVER);
  return slip;
}

async function proveKey(db: Db, { code, pin }: SlipKey): Promise<Open> {
  const { slip, isRight } = await db.$transaction(async (tx) => {
    const slip = await takeOpen(tx, code);
    if (slip.lockedUntil && slip.lockedUntil > now()) throw new Closed(RESTS);
    const isRight = slip.pinHash === hashOf(pinKey(code, pin));
    if (!isRight) await countWrong(tx, slip);
    return { slip, isRight };
  });
  if (!isRight) throw new BadInput(WRONG, ["pin"]);
  return slip;
}

async function countWrong(tx: Tx, { id, personId, pupilId, failedTries }: Open): Promise<void> {
  const at = now();
  const tries = failedTries + 1;
  const rests = tries % TRIES_BEFORE_REST === 0;
  const isOver = tries >= MOST_TRIES;
  await tx.invitation.update({
    where: { id },
    data: {
      failedTries: tries,
      lockedUntil: rests ? new Date(at.getTime() + REST_MINUTES * 60_000) : null,
      ...(isOver ? { cancelledAt: at } : {}),
    },
  });
  if (!rests) return;
  const action = isOver ? "invitation.cancelled" : "invitation.locked";
  const nobody = { actorId: null, source: "web", at } as const;
  await audit(tx, nobody, { action, objectId: personId, pupilId, details: { invitationId: id, tries } });
}

/** The address before was typed wrong: nobody has answered from it, and nobody will be asked there again. */
async function dropMistyped(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.contact.updateMany({
    where: { id, state: "unconfirmed", origin: "ownEntry" },
    data: { state: "revoked", revokedAt: at, version: { increment: 1 } },
  });
}

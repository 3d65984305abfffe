import { readChatLink } from "../access/links.ts";
import { hashOf } from "../access/secrets.ts";
import { now } from "../clock.ts";
import type { Db } from "../db.ts";
import { NotFound } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { lockPerson } from "../people/people.ts";
import { type Contact, confirmFromAddress } from "./contacts.ts";
import { findOrEnter } from "./entering.ts";

interface Chat {
  personId: string;
  /** The chat's id. */
  address: string;
}

/**
 * Somebody who has signed in opened the bot by the link made for them: their own entry (R64), confirmed by the chat.
 * The link serves for as long as it lives: whoever opens it twice has one contact.
 * @throws NotFound not signed by us, or over
 */
export function joinByLink(
  db: Db,
  { secret, token, address }: { secret: string; token: string; address: string },
): Promise<Contact> {
  const personId = readChatLink(secret, token, now());
  if (!personId)
    throw new NotFound(
      "Эта ссылка больше не действует. Откройте бота с сайта школы ещё раз: войдите и нажмите «Telegram».",
    );
  return join(db, { personId, address }, "link after sign-in");
}

/** Who joined this chat by that slip; null: nobody. A tap that comes again after we died has done its work already. */
export async function findJoined(db: Db, code: string, address: string): Promise<string | null> {
  const slip = await db.invitation.findUnique({
    where: { codeHash: hashOf(code), contact: { channel: "telegram", address, state: "confirmed" } },
    select: { personId: true },
  });
  return slip?.personId ?? null;
}

/**
 * Who left this chat by themselves, from this very chat, or has not answered the yearly question; whom staff took out of
 * it does not come back by it.
 */
export function listLeft(db: Db, address: string): Promise<{ personId: string }[]> {
  return db.$queryRaw<{ personId: string }[]>`
    select c."personId" from "Contact" c
    where c.channel = 'telegram' and c.address = ${address}
      and (c.state = 'suspended' and c."suspendedReason" = 'recheckDue' or c.state = 'revoked' and (select e.via = 'bot' and e."actorId" = c."personId" from "AuditEntry" e
        where e."objectId" = c."personId" and e.action = 'contact.revoked' and e.details ->> 'contactId' = c.id::text
        order by e.at desc limit 1))`;
}

/** They come back. Returns who is there again. */
export async function comeBack(db: Db, address: string): Promise<string[]> {
  const left = await listLeft(db, address);
  for (const { personId } of left) await join(db, { personId, address }, "came back");
  return left.map(({ personId }) => personId);
}

function join(db: Db, { personId, address }: Chat, how: string): Promise<Contact> {
  const by: By = { actorId: personId, source: "bot", silent: false, at: now() };
  return db.$transaction(async (tx) => {
    await lockPerson(tx, personId);
    const { id } = await findOrEnter(tx, { personId, channel: "telegram", address }, by);
    return confirmFromAddress(tx, id, how, by);
  });
}

import { audit } from "../audit.ts";
import type { Channel, Db } from "../db.ts";
import type { By } from "../outbox/events.ts";

/**
 * Somebody unblocked the bot, or opened it at last: whoever has that chat among their contacts is reached there again, by
 * itself. Other reasons of a suspension are not answered by that. Returns how many contacts revived.
 */
export function reviveContact(
  db: Db,
  { channel, address }: { channel: Channel; address: string },
  by: By,
): Promise<number> {
  return db.$transaction(async (tx) => {
    const revived = await tx.$queryRaw<{ id: string; personId: string }[]>`
      update "Contact" set state = 'confirmed', "suspendedReason" = null, "suspendedAt" = null,
        "suspensionToldAt" = null, version = version + 1
      where channel = ${channel}::"Channel" and address = ${address} and state = 'suspended'
        and "suspendedReason" in ('botBlocked', 'neverStarted')
      returning id, "personId"`;
    await audit(
      tx,
      by,
      revived.map(({ id, personId }) => ({
        action: "contact.revived",
        objectId: personId,
        details: { contactId: id, channel, reason: "unblocked" },
      })),
    );
    return revived.length;
  });
}

import type { Tx } from "../db.ts";
import type { By } from "../outbox/events.ts";
import { type Contact, confirmation, type originOf, record } from "./contacts.ts";

/**
 * A family that declared in writing that it wants paper gets it before anything else (R44); its other contacts stay
 * behind it, in their order. The caller holds the person's lock (people.ts).
 */
export async function declarePaper(
  tx: Tx,
  { personId, origin }: { personId: string; origin: Awaited<ReturnType<typeof originOf>> },
  by: By,
): Promise<Contact> {
  await tx.$executeRaw`
    update "Contact" set rank = rank + 1
    where "personId" = ${personId}::uuid and origin <> 'lastResort' and channel <> 'paper'`;
  const data = {
    ...origin,
    ...confirmation({ how: origin.origin, byId: by.actorId, by }),
    state: "confirmed",
    rank: 0,
    revokedAt: null,
  } as const;
  const contact = await tx.contact.upsert({
    where: { personId_channel_address: { personId, channel: "paper", address: personId } },
    create: { ...data, personId, channel: "paper", address: personId },
    update: { ...data, version: { increment: 1 } },
  });
  await record(tx, contact, { action: "contact.paperDeclared", by });
  return contact;
}

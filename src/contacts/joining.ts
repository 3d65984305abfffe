import type { Tx } from "../db.ts";

/** Of urgency `service`, as deliveries/timing.ts has it. */
const PATIENCE_MS = 12 * 3_600_000;

/**
 * Tells every other usable address of a person that this one is confirmed now: whoever holds a slip by mistake does not
 * stay unnoticed. One delivery of kind `joined` each; paper is not told.
 */
export async function tellOtherAddresses(
  tx: Tx,
  { id, personId, at }: { id: string; personId: string; at: Date },
): Promise<void> {
  await tx.$executeRaw`
    insert into "Delivery" ("personId", "contactId", channel, kind, urgency, "dueAt", "patienceUntil")
    select u."personId", u.id, u.channel, 'joined', 'service', ${at}, ${new Date(at.getTime() + PATIENCE_MS)}
    from usable_contact u where u."personId" = ${personId}::uuid and u.id <> ${id}::uuid and u.channel <> 'paper'`;
}

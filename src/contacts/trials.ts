import { now } from "../clock.ts";
import type { Db } from "../db.ts";
import { BadInput } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { lockPerson } from "../people/people.ts";
import { record } from "./contacts.ts";

const MOST_AN_HOUR = 3;
const HOUR_MS = 3_600_000;
/** Of urgency `service`, as deliveries/timing.ts has it. */
const PATIENCE_MS = 12 * HOUR_MS;

/**
 * Sends a test to a confirmed address: one delivery of kind `trial` that says nothing but that it arrived.
 * @throws BadInput the address is not confirmed, is paper, or was tried often within the hour
 */
export function sendTrial(db: Db, contactId: string, by: By): Promise<void> {
  const at = by.at ?? now();
  return db.$transaction(async (tx) => {
    const contact = await tx.contact.findUnique({ where: { id: contactId } });
    if (contact?.state !== "confirmed" || contact.channel === "paper")
      throw new BadInput(
        "Пробное сообщение приходит только на подтверждённый адрес. Сначала подтвердите его.",
      );
    await lockPerson(tx, contact.personId);
    const { channel, personId } = contact;
    const since = { gt: new Date(at.getTime() - HOUR_MS) };
    if ((await tx.delivery.count({ where: { contactId, kind: "trial", dueAt: since } })) >= MOST_AN_HOUR)
      throw new BadInput("Три пробных сообщения за час на этот адрес уже ушли. Подождите час.");
    const patienceUntil = new Date(at.getTime() + PATIENCE_MS);
    const kind = { kind: "trial", urgency: "service" } as const;
    await tx.delivery.create({ data: { personId, contactId, channel, ...kind, dueAt: at, patienceUntil } });
    await record(tx, contact, { action: "contact.tried", by });
  });
}

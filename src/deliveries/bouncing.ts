import { audit } from "../audit.ts";
import { now } from "../clock.ts";
import { stopAddress } from "../contacts/contacts.ts";
import type { Db, Tx } from "../db.ts";
import type { By } from "../outbox/events.ts";
import { keptWords, passOn } from "./settling.ts";

/** What came back about a letter that had been taken. */
export interface Bounce {
  deliveryId: string;
  /** The server gave up; otherwise it still tries, and this is only noted. */
  permanent: boolean;
  /** Why the address is no good any more; null: it was this letter. */
  suspend: string | null;
  /** The server's own. */
  words: string;
}

/**
 * `bounced`: undone · `noted` · `known`: nothing is left to undo · `early`: another attempt of it is under way, ask again
 * · `unknown`: no letter of ours.
 */
export type BounceFate = "bounced" | "noted" | "known" | "early" | "unknown";

/** Nobody's act: a mail server said so. */
const BY_RULE = { actorId: null, source: "import" } as const satisfies Omit<By, "silent">;

/**
 * A letter that came back was not heard: what it told is untold, so that each notice knows again what was told before it,
 * and goes to the person's next contact. The same report twice changes nothing.
 */
export function bounceDelivery(db: Db, bounce: Bounce): Promise<BounceFate> {
  const { deliveryId, permanent, suspend } = bounce;
  const words = keptWords(bounce.words);
  return db.$transaction(async (tx) => {
    const [delivery] = await tx.$queryRaw<BouncedRow[]>`
      select id, "personId", "contactId", state, attempt, "bouncedAt" from "Delivery"
      where id = ${deliveryId}::uuid and channel = 'email' for update`;
    if (!delivery) return "unknown";
    if (delivery.state === "sending") return "early";
    // Waiting for its repeat: the attempt that got no answer was taken after all.
    const isOut = ["sent", "unknown"].includes(delivery.state);
    if (delivery.bouncedAt || !(isOut || (delivery.state === "waiting" && delivery.attempt > 0)))
      return "known";
    if (!permanent) {
      await tx.delivery.update({ where: { id: deliveryId }, data: { providerWords: words } });
      return "noted";
    }
    await untell(tx, deliveryId);
    await tx.delivery.update({
      where: { id: deliveryId },
      data: { state: "failed", reason: "bounced", bouncedAt: now(), settledAt: now(), providerWords: words },
    });
    if (suspend) await suspendAddress(tx, delivery, suspend);
    await passOn(tx, [deliveryId]);
    return "bounced";
  });
}

interface BouncedRow {
  id: string;
  personId: string;
  contactId: string;
  state: string;
  attempt: number;
  bouncedAt: Date | null;
}

/**
 * Each notice gets back what the person was told by the last other message that arrived. What has been told anew since
 * then stays told, and what another message carries by now stays with that one.
 */
async function untell(tx: Tx, deliveryId: string): Promise<void> {
  await tx.$executeRaw`
    update "Notice" n set state = 'open', reason = null, "deliveryId" = coalesce(n."deliveryId", s."deliveryId"),
      "toldValue" = b.value, "toldVersion" = b."factVersion", "toldAt" = b."settledAt"
    from "DeliveryNotice" s left join lateral (
      select o.value, o."factVersion", d."settledAt" from "DeliveryNotice" o join "Delivery" d on d.id = o."deliveryId"
      where o."noticeId" = s."noticeId" and d.id <> s."deliveryId" and d.state in ('sent', 'unknown')
      order by d."settledAt" desc limit 1) b on true
    where s."deliveryId" = ${deliveryId}::uuid and n.id = s."noticeId" and n."toldVersion" = s."factVersion"`;
}

async function suspendAddress(
  tx: Tx,
  { contactId, personId }: BouncedRow,
  suspendedReason: string,
): Promise<void> {
  if (!(await stopAddress(tx, contactId, suspendedReason))) return;
  const details = { contactId, channel: "email", reason: suspendedReason };
  await audit(tx, BY_RULE, { action: "contact.suspended", objectId: personId, details });
}

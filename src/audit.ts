import { now } from "./clock.ts";
import type { Prisma, Tx } from "./db.ts";
import type { By } from "./outbox/events.ts";

/** What was done to what. Ids and words for actions; never a mark, a name or an address, so `details` hold no personal data. */
export interface Audited {
  action: string;
  objectId?: string;
  pupilId?: string;
  details?: Prisma.InputJsonObject;
}

/** Writes who did it into the audit trail (R51), in the transaction of what was done. */
export async function audit(
  tx: Pick<Tx, "$executeRaw">,
  by: Pick<By, "actorId" | "source" | "at">,
  done: Audited | Audited[],
): Promise<void> {
  const entries = Array.isArray(done) ? done : [done];
  if (entries.length === 0) return;
  const { actorId, source: via, at = now() } = by;
  // Every write passes here: one plain statement costs a third of what the client would make of it.
  await tx.$executeRaw`
    insert into "AuditEntry" (at, "actorId", via, action, "objectId", "pupilId", details)
    select ${at}, ${actorId}::uuid, ${via}, x.action, x."objectId", x."pupilId", x.details
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb)
      as x(action text, "objectId" uuid, "pupilId" uuid, details jsonb)`;
}

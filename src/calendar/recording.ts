import { audit } from "../audit.ts";
import { now } from "../clock.ts";
import type { Prisma, Tx } from "../db.ts";
import type { By } from "../outbox/events.ts";
import { recordEvents } from "../outbox/outbox.ts";

interface Change {
  action: string;
  id: string;
  version: number;
  /** What it was and is: a row that was removed stands nowhere else. */
  details: Prisma.InputJsonObject;
}

/** A day off or a moved day concerns everybody: beside the audit trail it is told (R37). */
export async function recordChange(tx: Tx, by: By, { action, id, version, details }: Change): Promise<void> {
  await audit(tx, by, { action, objectId: id, details });
  await recordEvents(tx, [
    {
      kind: "calendar.changed",
      factId: id,
      factVersion: version,
      pupilId: null,
      actorId: by.actorId,
      occurredAt: by.at ?? now(),
      silent: by.silent,
    },
  ]);
}

import { audit } from "../audit.ts";
import type { AbsenceKind, AbsenceReason, Tx } from "../db.ts";
import type { By, EventKind } from "../outbox/events.ts";
import { recordEvents } from "../outbox/outbox.ts";

/** An absence as its row has it. */
export interface Absence {
  id: string;
  pupilId: string;
  /** Null: present after all. */
  kind: AbsenceKind | null;
  lateMinutes: number | null;
  reason: AbsenceReason | null;
  documentId: string | null;
  version: number;
}

/** Who wrote, and the one moment of the whole write. */
export type Done = By & { at: Date };

/** Keeps what was just written: how it came to that is never lost. */
export async function keepVersions(tx: Tx, written: Absence[], { actorId, at, source }: Done): Promise<void> {
  await tx.$executeRaw`
    insert into "AbsenceVersion" ("absenceId", version, kind, "lateMinutes", reason, "documentId", "byId", at, source)
    select id, version, kind, "lateMinutes", reason, "documentId", ${actorId}::uuid, ${at}, ${source}::"Source"
    from "Absence" where id = any(${written.map(({ id }) => id)}::uuid[])`;
}

/** A fact about a pupil, and what happened to it. */
export interface Told {
  kind: EventKind;
  id: string;
  version: number;
  pupilId: string;
}

/** The audit and the events of a write. */
export async function tell(tx: Tx, told: Told[], by: Done): Promise<void> {
  const { actorId, silent, at: occurredAt } = by;
  await audit(
    tx,
    by,
    told.map(({ kind, id, pupilId }) => ({ action: kind, objectId: id, pupilId })),
  );
  await recordEvents(
    tx,
    told.map(({ kind, id, version, pupilId }) => ({
      kind,
      factId: id,
      factVersion: version,
      pupilId,
      actorId,
      occurredAt,
      silent,
    })),
  );
}

import { audit } from "../audit.ts";
import { dayIn } from "../clock.ts";
import type { Tx } from "../db.ts";
import type { By, EventKind } from "../outbox/events.ts";
import { recordEvents } from "../outbox/outbox.ts";
import { getSettings } from "../settings.ts";

/** What comes into a cell, and what stood there; the work is locked, so that it still does. */
export interface CellChange {
  workId: string;
  pupilId: string;
  wasId: string | null;
  valueId: string | null;
}

export interface Recording extends By {
  at: Date;
  /** Entered by the teacher: what comes into an emptied cell then is entered anew (R14), unlike what is put back. */
  enters?: true;
  /** The act behind a correction after the door was closed. */
  act?: string;
}

export interface RecordedMark {
  id: string;
  workId: string;
  pupilId: string;
  version: number;
  kind: EventKind;
}

/** Writes marks with their versions, audit and events, whatever the day: who calls has asked the door. */
export async function recordMarks(tx: Tx, changes: CellChange[], by: Recording): Promise<RecordedMark[]> {
  if (changes.length === 0) return [];
  const { actorId, source, silent, at, enters = false, act = null } = by;
  const { timeZone } = await getSettings(tx);
  const rows = await tx.$queryRaw<Omit<RecordedMark, "kind">[]>`
    with written as (
      insert into "Mark" ("workId", "pupilId", "valueId", "setAt", "enteredOn")
      select x."workId", x."pupilId", x."valueId", ${at}, ${dayIn(timeZone, at)}::date
      from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as x("workId" uuid, "pupilId" uuid, "valueId" uuid)
      order by x."workId", x."pupilId"
      on conflict ("workId", "pupilId") do update
        set "valueId" = excluded."valueId", version = "Mark".version + 1, "setAt" = excluded."setAt",
          "enteredOn" = case when ${enters} and "Mark"."valueId" is null then excluded."enteredOn" else "Mark"."enteredOn" end
      returning id, "workId", "pupilId", "valueId", version
    ), kept as (
      insert into "MarkVersion" ("markId", version, "valueId", "byId", at, source, act)
      select id, version, "valueId", ${actorId}::uuid, ${at}, ${source}::"Source", ${act} from written
    )
    select id, "workId", "pupilId", version from written`;
  const changeOf = new Map(changes.map((change) => [`${change.workId} ${change.pupilId}`, change]));
  const marks = rows.map((row): RecordedMark => {
    const { wasId, valueId } = changeOf.get(`${row.workId} ${row.pupilId}`)!;
    return { ...row, kind: kindOf(wasId, valueId) };
  });
  await recordEvents(
    tx,
    marks.map(({ kind, id: factId, version: factVersion, pupilId }) => ({
      kind,
      factId,
      factVersion,
      pupilId,
      actorId,
      occurredAt: at,
      silent,
    })),
  );
  await audit(
    tx,
    by,
    marks.map(({ kind, id: objectId, pupilId }) => ({ action: kind, objectId, pupilId })),
  );
  return marks;
}

function kindOf(was: string | null, now: string | null): EventKind {
  if (now === null) return "mark.withdrawn";
  return was === null ? "mark.set" : "mark.changed";
}

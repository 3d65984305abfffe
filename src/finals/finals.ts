import { audit } from "../audit.ts";
import { now } from "../clock.ts";
import type { Db, FinalKind, Source, Tx } from "../db.ts";
import type { By, NewEvent } from "../outbox/events.ts";
import { recordEvents } from "../outbox/outbox.ts";

export interface FinalEntry {
  pupilId: string;
  subjectId: string;
  kind: FinalKind;
  /** The term's id for a term mark, else the name of the school year. */
  period: string;
  termId: string | null;
  valueId: string;
  resultsKnownAt: Date | null;
}

/** Who writes finals; `act` names the act behind an amendment after the day was closed. */
export type FinalsBy = By & { act?: string };

export interface FinalsWritten {
  set: number;
  changed: number;
  same: number;
}

interface Written {
  id: string;
  pupilId: string;
  version: number;
}

/** How many finals are written by one statement: keeps memory flat for a whole school. */
const CHUNK = 1000;

/**
 * Sets final marks with their versions, audit and events; the same again changes nothing.
 * Inside the caller's transaction, so that an import is all or nothing.
 */
export async function writeFinals(tx: Tx, entries: FinalEntry[], by: FinalsBy): Promise<FinalsWritten> {
  const total: FinalsWritten = { set: 0, changed: 0, same: 0 };
  for (let start = 0; start < entries.length; start += CHUNK) {
    const chunk = entries.slice(start, start + CHUNK);
    const written = await writeChunk(tx, chunk, by);
    total.set += written.filter((final) => final.version === 1).length;
    total.changed += written.filter((final) => final.version > 1).length;
    total.same += chunk.length - written.length;
  }
  return total;
}

async function writeChunk(tx: Tx, entries: FinalEntry[], by: FinalsBy): Promise<Written[]> {
  const at = by.at ?? now();
  const written = await tx.$queryRaw<Written[]>`
    insert into "FinalMark" ("pupilId", "subjectId", kind, period, "termId", "valueId", "resultsKnownAt", "setAt", "announcedVersion")
    select x."pupilId", x."subjectId", x.kind::"FinalKind", x.period, x."termId", x."valueId", x."resultsKnownAt", ${at},
           ${by.silent ? 0 : 1}
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as x("pupilId" uuid, "subjectId" uuid, kind text, period text,
      "termId" uuid, "valueId" uuid, "resultsKnownAt" timestamptz)
    order by x."pupilId"
    on conflict ("pupilId", "subjectId", kind, period) do update
      set "valueId" = excluded."valueId", version = "FinalMark".version + 1, "setAt" = excluded."setAt",
          "resultsKnownAt" = coalesce("FinalMark"."resultsKnownAt", excluded."resultsKnownAt"),
          "announcedVersion" = case when ${by.silent} then "FinalMark"."announcedVersion" else "FinalMark".version + 1 end
      where "FinalMark"."valueId" <> excluded."valueId"
    returning id, "pupilId", version, "valueId"`;
  await tx.$executeRaw`
    insert into "FinalVersion" ("finalId", version, "valueId", "byId", at, source, act)
    select id, version, "valueId", ${by.actorId}::uuid, ${at}, ${by.source}::"Source", ${by.act ?? null}
    from "FinalMark" where id = any(${written.map((final) => final.id)}::uuid[])`;
  await recordFinals(tx, written, { ...by, at });
  return written;
}

async function recordFinals(tx: Tx, finals: Written[], by: By & { at: Date }): Promise<void> {
  const events = finals.map(
    (final): NewEvent => ({
      kind: kindOf(final.version),
      factId: final.id,
      factVersion: final.version,
      pupilId: final.pupilId,
      actorId: by.actorId,
      occurredAt: by.at,
      silent: by.silent,
    }),
  );
  await recordEvents(tx, events);
  await audit(
    tx,
    by,
    finals.map(({ id, pupilId, version }) => ({
      action: by.silent ? `${kindOf(version)}.silently` : kindOf(version),
      objectId: id,
      pupilId,
    })),
  );
}

function kindOf(version: number): "final.set" | "final.changed" {
  return version === 1 ? "final.set" : "final.changed";
}

/** How many finals of this kind the families do not know yet. */
export function countUnannounced(db: Db | Tx, kind: FinalKind): Promise<number> {
  return db.finalMark.count({ where: { kind, announcedVersion: { lt: db.finalMark.fields.version } } });
}

/**
 * Announces what was recorded silently: one event per final the family does not know in its newest version.
 * Results nobody dated before are known from this moment on (R63). Announcing twice announces nothing new.
 */
export async function publishFinals(
  db: Db,
  kind: FinalKind,
  by: { actorId: string | null; source: Source },
): Promise<number> {
  return db.$transaction(async (tx) => {
    const at = now();
    const finals = await tx.$queryRaw<Written[]>`
      update "FinalMark" set "announcedVersion" = version, "resultsKnownAt" = coalesce("resultsKnownAt", ${at})
      where kind = ${kind}::"FinalKind" and "announcedVersion" < version
      returning id, "pupilId", version`;
    await recordFinals(tx, finals, { ...by, silent: false, at });
    return finals.length;
  });
}

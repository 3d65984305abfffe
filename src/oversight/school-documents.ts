import { audit } from "../audit.ts";
import { dateOf, isoDay, now } from "../clock.ts";
import type { Db, SchoolDocumentKind } from "../db.ts";
import { BadInput } from "../errors.ts";
import type { By } from "../outbox/events.ts";

/** Licence or accreditation (R32). Days are ISO; `validTo` is the last one, null: without a term. */
export interface SchoolDocumentFacts {
  kind: SchoolDocumentKind;
  number: string;
  issuedBy: string;
  issuedOn: string;
  validTo: string | null;
}

export type KnownDocument = SchoolDocumentFacts & { id: string };

/** Records a document beside the earlier ones; the same one again changes nothing. @throws BadInput it ends before it begins */
export async function recordSchoolDocument(
  db: Db,
  facts: SchoolDocumentFacts,
  by: By,
): Promise<KnownDocument> {
  const { kind, number, issuedBy, issuedOn, validTo } = facts;
  if (validTo !== null && validTo < issuedOn)
    throw new BadInput("Документ кончается раньше, чем выдан. Исправьте одну из дат.", ["validTo"]);
  const columns = { issuedBy, validTo: validTo === null ? null : dateOf(validTo) };
  const key = { kind, number, issuedOn: dateOf(issuedOn) };
  return db.$transaction(async (tx) => {
    const known = await tx.schoolDocument.findUnique({ where: { kind_number_issuedOn: key } });
    if (known) {
      if (known.issuedBy === issuedBy && (known.validTo && isoDay(known.validTo)) === validTo)
        return shown(known);
      throw new BadInput("Документ с этим номером и датой уже внесён иначе. Проверьте номер и дату.", [
        "number",
      ]);
    }
    const recorded = { recordedAt: by.at ?? now(), recordedBy: by.actorId };
    const document = await tx.schoolDocument.create({ data: { ...key, ...columns, ...recorded } });
    await audit(tx, by, { action: "schoolDocument.recorded", objectId: document.id, details: { kind } });
    return shown(document);
  });
}

/** All of them, the newest first. */
export async function listSchoolDocuments(db: Db): Promise<KnownDocument[]> {
  return (await db.schoolDocument.findMany({ orderBy: [{ issuedOn: "desc" }, { id: "asc" }] })).map(shown);
}

function shown({ id, kind, number, issuedBy, issuedOn, validTo }: Row): KnownDocument {
  return { id, kind, number, issuedBy, issuedOn: isoDay(issuedOn), validTo: validTo && isoDay(validTo) };
}

type Row = Omit<KnownDocument, "issuedOn" | "validTo"> & { issuedOn: Date; validTo: Date | null };

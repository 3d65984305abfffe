import { createHash } from "node:crypto";
import { audit } from "../audit.ts";
import { dateOf, now } from "../clock.ts";
import type { Db, Prisma, Tx } from "../db.ts";
import { Closed, NotFound } from "../errors.ts";
import { dropFiles, keepFile, keepScanned, readKept } from "../files.ts";
import type { By } from "../outbox/events.ts";
import { lockPerson } from "../people/people.ts";
import { declarePaper } from "./paper.ts";
import { checkWritten, type OfPerson } from "./statements.ts";

export type SignedDocument = Prisma.SignedDocumentGetPayload<object>;

export interface SignedDocumentFacts {
  number: string | null;
  /** ISO day */
  date: string;
  about: "contacts" | "paper";
}

interface Given extends SignedDocumentFacts {
  personId: string;
  dataDir: string;
  file: Uint8Array;
  signature: Uint8Array;
}

/**
 * Keeps an electronic document and its electronic signature as they were given (R64). That says nothing about whether
 * the signature is good: somebody checks it and says so (verifySignedDocument).
 * @throws NotFound · BadInput a day that has not come, or a document that is no PDF, JPEG or PNG
 */
export async function addSignedDocument(db: Db, given: Given, by: By): Promise<SignedDocument> {
  const { personId, number, date, about, dataDir } = given;
  const file = await keepScanned(dataDir, given.file, "file");
  const kept = [file];
  try {
    const signatureFile = await keepFile(dataDir, given.signature, "sig");
    kept.push(signatureFile);
    return await db.$transaction(async (tx) => {
      await lockPerson(tx, personId);
      await checkWritten(tx, date, by);
      const document = await tx.signedDocument.create({
        data: {
          ...{ personId, number, about, file, signatureFile },
          date: dateOf(date),
          fileSha256: createHash("sha256").update(given.file).digest("hex"),
          receivedAt: by.at ?? now(),
          receivedById: by.actorId,
        },
      });
      await record(tx, document, { action: "signedDocument.added", by });
      return document;
    });
  } catch (error) {
    await dropFiles(dataDir, kept);
    throw error;
  }
}

/**
 * Somebody has checked the signature, and says how; a document about paper is followed from then on (R44).
 * @throws NotFound · Closed it was checked before
 */
export async function verifySignedDocument(
  db: Db,
  { personId, id, how }: OfPerson & { how: string },
  by: By,
): Promise<SignedDocument> {
  return db.$transaction(async (tx) => {
    await lockPerson(tx, personId);
    const { verifiedAt } = await findDocument(tx, { personId, id });
    if (verifiedAt) throw new Closed("Подпись этого документа уже проверена. Обновите список.");
    const document = await tx.signedDocument.update({
      where: { id },
      data: { verifiedAt: by.at ?? now(), verifiedHow: how, verifiedById: by.actorId },
    });
    await record(tx, document, { action: "signedDocument.verified", by });
    if (document.about === "paper") {
      const origin = { origin: "signedDocument", statementId: null, signedDocumentId: id } as const;
      await declarePaper(tx, { personId, origin }, by);
    }
    return document;
  });
}

/** @throws NotFound no such document of this person */
export async function readSignedFile(
  db: Db,
  { dataDir, part, ...which }: OfPerson & { dataDir: string; part: "file" | "signature" },
) {
  const { file, signatureFile } = await findDocument(db, which);
  return readKept(dataDir, part === "file" ? file : signatureFile);
}

async function findDocument(db: Db | Tx, where: OfPerson): Promise<SignedDocument> {
  const document = await db.signedDocument.findFirst({ where });
  if (!document) throw new NotFound("У этого человека такого документа нет. Обновите список.");
  return document;
}

async function record(
  tx: Tx,
  { id, personId, about }: SignedDocument,
  { action, by }: { action: string; by: By },
): Promise<void> {
  await audit(tx, by, { action, objectId: personId, details: { signedDocumentId: id, about } });
}

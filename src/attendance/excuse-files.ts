import { createHash } from "node:crypto";
import { audit } from "../audit.ts";
import { now } from "../clock.ts";
import type { Db } from "../db.ts";
import { Closed, NotFound } from "../errors.ts";
import { dropFiles, type KeptFile, keepScanned, readKept } from "../files.ts";
import type { By } from "../outbox/events.ts";

/** Both sides of a certificate, and a second one. */
const MOST_FILES = 3;

export interface ListedFile {
  id: string;
  addedAt: Date;
}

/**
 * Lays a photo or a scan of the document beside a note; the same one again is kept once. Returns all of the note's.
 * @throws NotFound · BadInput neither PDF nor JPEG nor PNG · Closed the note was taken back, or has three already
 */
export async function attachFile(
  db: Db,
  { excuseId, dataDir, bytes }: { excuseId: string; dataDir: string; bytes: Uint8Array },
  by: By,
): Promise<ListedFile[]> {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const file = await keepScanned(dataDir, bytes, "file");
  let isKept = false;
  try {
    const files = await db.$transaction(async (tx) => {
      const [excuse] = await tx.$queryRaw<{ pupilId: string; state: string }[]>`
        select "pupilId", state from "Excuse" where id = ${excuseId}::uuid for update`;
      if (!excuse) throw new NotFound("Такой записки нет. Обновите список.");
      if (excuse.state === "withdrawn")
        throw new Closed("Записку забрали. Напишите новую и приложите к ней.");
      const before = await tx.excuseFile.findMany({ where: { excuseId } });
      if (before.some((kept) => kept.sha256 === sha256)) return before;
      if (before.length >= MOST_FILES)
        throw new Closed(
          `К записке уже приложено ${MOST_FILES} файла, больше не нужно. Остальное отдайте в школе.`,
        );
      const added = await tx.excuseFile.create({
        data: { excuseId, file, sha256, addedAt: by.at ?? now() },
      });
      await audit(tx, by, { action: "excuse.fileAdded", objectId: excuseId, pupilId: excuse.pupilId });
      return [...before, added];
    });
    isKept = files.some((kept) => kept.file === file);
    return files;
  } finally {
    if (!isKept) await dropFiles(dataDir, [file]);
  }
}

/** The documents of a note in the order they came. */
export function listFiles(db: Db, excuseId: string): Promise<ListedFile[]> {
  return db.excuseFile.findMany({
    where: { excuseId },
    select: { id: true, addedAt: true },
    orderBy: [{ addedAt: "asc" }, { id: "asc" }],
  });
}

/** @throws NotFound the note has no such file, or it was erased */
export async function readExcuseFile(
  db: Db,
  { excuseId, id, dataDir }: { excuseId: string; id: string; dataDir: string },
): Promise<KeptFile> {
  const found = await db.excuseFile.findFirst({ where: { id, excuseId } });
  if (!found) throw new NotFound("У этой записки такого файла нет. Обновите её.");
  return readKept(dataDir, found.file);
}

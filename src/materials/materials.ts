import { createHash } from "node:crypto";
import { audit } from "../audit.ts";
import { now } from "../clock.ts";
import type { Db, MaterialKind, Prisma, Tx } from "../db.ts";
import { BadInput, Closed, NotFound } from "../errors.ts";
import { dropFiles, type KeptFile, keepFile, materialKindOf, readKept } from "../files.ts";
import type { By } from "../outbox/events.ts";

/** Files of the educational process: teachers' on lessons and homework, pupils' work on it (R49). */

export const LARGEST_MATERIAL_MB = 20;
/** What one person may have kept here, and how many files one lesson, or one pupil's work on it, may have. */
const QUOTA_BYTES = 1024 * 1024 * 1024;
const MOST_FILES = 10;
const LONGEST_NAME = 80;

export type Material = Prisma.MaterialGetPayload<object>;

export interface NewMaterial {
  lessonId: string;
  kind: MaterialKind;
  /** Of a work: whose it is. */
  pupilId: string | null;
  name: string;
  bytes: Uint8Array;
  dataDir: string;
}

/**
 * Keeps a file beside a lesson; the same one again is kept once. It is what its content says, whatever its name says.
 * @throws NotFound no such lesson, or it is not the pupil's · BadInput no kind we keep · Closed too many, or too much
 */
export async function addMaterial(
  db: Db | Tx,
  { lessonId, kind, pupilId, name, bytes, dataDir }: NewMaterial,
  by: By & { actorId: string },
): Promise<Material> {
  if (bytes.length > LARGEST_MATERIAL_MB * 1024 * 1024)
    throw new BadInput(`Файл больше ${LARGEST_MATERIAL_MB} МБ. Уменьшите его.`, ["file"]);
  const type = await materialKindOf(bytes);
  if (!type)
    throw new BadInput(
      "Такие файлы не хранятся. Пришлите PDF, картинку (JPEG, PNG), документ (DOCX, XLSX, PPTX, ODT, ODS, ODP) или простой текст.",
      ["file"],
    );
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const file = await keepFile(dataDir, bytes, type);
  let isKept = false;
  try {
    const material = await db.$transaction(async (tx) => {
      // One after the other per person, so that two at once cannot pass the quota together.
      await tx.$queryRaw`select 1 as held from "Person" where id = ${by.actorId}::uuid for update`;
      const lesson = await tx.$queryRaw<{ id: string }[]>`
        select l.id from "Lesson" l where l.id = ${lessonId}::uuid and (${pupilId}::uuid is null
          or exists (select 1 from lesson_pupil p where p."lessonId" = l.id and p."pupilId" = ${pupilId}::uuid))`;
      if (lesson.length === 0) throw new NotFound("Такого урока у этого ученика нет.");
      const there = await tx.material.findMany({ where: { lessonId, kind, pupilId } });
      const same = there.find((kept) => kept.sha256 === sha256);
      if (same) return same;
      if (there.length >= MOST_FILES)
        throw new Closed(`Здесь уже ${MOST_FILES} файлов, больше не нужно. Уберите лишний.`);
      const { _sum } = await tx.material.aggregate({
        where: { addedById: by.actorId },
        _sum: { bytes: true },
      });
      if ((_sum.bytes ?? 0) + bytes.length > QUOTA_BYTES)
        throw new Closed("Ваши файлы заняли 1 ГБ, больше не хранится. Уберите старые.");
      const added = await tx.material.create({
        data: {
          lessonId,
          kind,
          pupilId,
          name: `${cleanName(name)}.${type}`,
          file,
          bytes: bytes.length,
          sha256,
          addedById: by.actorId,
          addedAt: by.at ?? now(),
        },
      });
      const about = pupilId ? { pupilId } : {};
      await audit(tx, by, { action: "material.added", objectId: added.id, ...about });
      return added;
    });
    isKept = material.file === file;
    return material;
  } finally {
    if (!isKept) await dropFiles(dataDir, [file]);
  }
}

/** What teachers laid beside a lesson, and everybody's work on it. */
export function listOfLesson(db: Db, lessonId: string): Promise<Material[]> {
  return db.material.findMany({ where: { lessonId }, orderBy: [{ addedAt: "asc" }, { id: "asc" }] });
}

/** What a pupil's family sees of lessons of theirs: the teachers' files and the pupil's own work. One query. */
export function listForPupil(
  db: Db,
  { lessonIds, pupilId }: { lessonIds: string[]; pupilId: string },
): Promise<Material[]> {
  return db.$queryRaw<Material[]>`
    select m.* from "Material" m
    join lesson_pupil p on p."lessonId" = m."lessonId" and p."pupilId" = ${pupilId}::uuid
    where m."lessonId" = any(${lessonIds}::uuid[]) and (m."pupilId" is null or m."pupilId" = ${pupilId}::uuid)
    order by m."addedAt", m.id`;
}

/** @throws NotFound there is no such file of teachers, or no such work of a pupil */
export async function readMaterial(
  db: Db,
  { id, dataDir, of }: { id: string; dataDir: string; of: "teachers" | "work" },
): Promise<KeptFile & { name: string }> {
  const material = await db.material.findUnique({ where: { id } });
  if (!material || (material.kind === "work") !== (of === "work"))
    throw new NotFound("Такого файла нет. Обновите список.");
  return { ...(await readKept(dataDir, material.file)), name: material.name.replace(/\.[^.]*$/, "") };
}

/** Takes a file away for good. @throws NotFound */
export async function removeMaterial(
  db: Db,
  { id, dataDir }: { id: string; dataDir: string },
  by: By,
): Promise<void> {
  const file = await db.$transaction(async (tx) => {
    const material = await tx.material.findUnique({ where: { id } });
    if (!material) throw new NotFound("Такого файла нет. Обновите список.");
    const { pupilId } = material;
    await tx.material.delete({ where: { id } });
    await audit(tx, by, { action: "material.removed", objectId: id, ...(pupilId ? { pupilId } : {}) });
    return material.file;
  });
  await dropFiles(dataDir, [file]);
}

/** Letters, digits and a few signs of the name without its ending: nothing that a disk or a header could stumble over. */
export function cleanName(name: string): string {
  const clean = name
    .replace(/\.[^.]*$/, "")
    .replace(/[^\p{L}\p{N} _().-]+/gu, " ")
    .replace(/\s+/g, " ")
    .replace(/^[. ]+|[. ]+$/g, "")
    .slice(0, LONGEST_NAME)
    .trim();
  return clean || "файл";
}

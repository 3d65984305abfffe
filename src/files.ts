import { randomUUID } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileTypeFromBuffer } from "file-type";
import { BadInput, NotFound } from "./errors.ts";

/**
 * Files that people gave us, below DATA_DIR/files: named at random and readable by our own user alone. Rows keep the
 * names; what a file is called elsewhere is never used.
 */

/** What a file is by its own first bytes, whatever it calls itself. */
const BEGINS = {
  pdf: Buffer.from("%PDF-"),
  jpg: Buffer.from([0xff, 0xd8, 0xff]),
  png: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
};

/** `sig`: an electronic signature, kept exactly as it was given and shown to nobody as a page. */
export type FileKind = keyof typeof BEGINS | "sig" | OfficeKind | "txt";
type OfficeKind = "docx" | "xlsx" | "pptx" | "odt" | "ods" | "odp";

const MIME: Record<FileKind, string> = {
  pdf: "application/pdf",
  jpg: "image/jpeg",
  png: "image/png",
  sig: "application/octet-stream",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  odt: "application/vnd.oasis.opendocument.text",
  ods: "application/vnd.oasis.opendocument.spreadsheet",
  odp: "application/vnd.oasis.opendocument.presentation",
  txt: "text/plain; charset=utf-8",
};

/** What a kept file is called. */
export const KEPT_NAME = /^[0-9a-f-]{36}\.(pdf|jpg|png|sig|docx|xlsx|pptx|odt|ods|odp|txt)$/;

/** Null: none of the kinds a scan may be. */
export function scanKindOf(bytes: Uint8Array): Exclude<FileKind, "sig"> | null {
  const kinds = Object.entries(BEGINS) as [keyof typeof BEGINS, Buffer][];
  return kinds.find(([, begins]) => begins.equals(bytes.subarray(0, begins.length)))?.[0] ?? null;
}

/** What materials may be: scans, office documents, and text in UTF-8. Null: anything else. */
export async function materialKindOf(bytes: Uint8Array): Promise<Exclude<FileKind, "sig"> | null> {
  const scan = scanKindOf(bytes);
  if (scan) return scan;
  const type = await fileTypeFromBuffer(bytes);
  if (type) return type.ext in MIME ? (type.ext as OfficeKind) : null;
  return isText(bytes) ? "txt" : null;
}

function isText(bytes: Uint8Array): boolean {
  if (bytes.length === 0 || bytes.includes(0)) return false;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Returns the name to keep in the row. */
export async function keepFile(dataDir: string, bytes: Uint8Array, kind: FileKind): Promise<string> {
  const folder = join(dataDir, "files");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const name = `${randomUUID()}.${kind}`;
  await writeFile(join(folder, name), bytes, { mode: 0o600, flag: "wx" });
  return name;
}

/**
 * Keeps a scan, which is one by its content and not by its name; returns the name to keep in the row.
 * @throws BadInput neither PDF nor JPEG nor PNG; it names this field
 */
export async function keepScanned(dataDir: string, bytes: Uint8Array, field: string): Promise<string> {
  const kind = scanKindOf(bytes);
  if (!kind)
    throw new BadInput("Это не PDF, не JPEG и не PNG, как бы файл ни назывался. Отсканируйте документ.", [
      field,
    ]);
  return keepFile(dataDir, bytes, kind);
}

export interface KeptFile {
  bytes: Buffer;
  mime: string;
  /** The ending of its name. */
  kind: FileKind;
}

/** @throws NotFound it is not there: a backup without DATA_DIR/files, or it was erased */
export async function readKept(dataDir: string, name: string): Promise<KeptFile> {
  const kind = KEPT_NAME.exec(name)?.[1] as FileKind | undefined;
  const bytes = kind && (await readFile(join(dataDir, "files", name)).catch(nullIfMissing));
  if (!bytes) throw new NotFound("Файла больше нет. Попросите принести документ ещё раз.");
  return { bytes, mime: MIME[kind], kind };
}

/** What is gone already is no mistake. */
export async function dropFiles(dataDir: string, names: string[]): Promise<void> {
  const ours = names.filter((name) => KEPT_NAME.test(name));
  await Promise.all(ours.map((name) => rm(join(dataDir, "files", name), { force: true })));
}

function nullIfMissing(error: NodeJS.ErrnoException): null {
  if (error.code === "ENOENT") return null;
  throw error;
}

import { createCipheriv, createDecipheriv, createHash, randomBytes, scryptSync } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { open, rename, rm, stat } from "node:fs/promises";
import { pipeline as pipe, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { RuleBroken } from "../errors.ts";

/**
 * The file of a backup: a head of one line, gzip of lines of text, and a SHA-256 of everything before it. With a
 * passphrase the gzip is sealed by AES-256-GCM under a key of scrypt, the head authenticated with it.
 */

/** What stands in the file is not to be trusted, or cannot be read, or it cannot be written. */
export class BadBackup extends RuleBroken {
  override name = "BadBackup";
}

const NAME = "vestnik-backup";
const VERSION = 1;
const HEAD = /^vestnik-backup (\d+) (?:plain|sealed ([\w-]{22}) ([\w-]{16}))$/;
const MOST_HEAD_BYTES = 128;
const TAG_BYTES = 16;
const SUM_BYTES = 32;
/** About 0.1 s and 64 MB a try. */
const SCRYPT = { N: 65_536, r: 8, p: 1, maxmem: 128 * 1024 * 1024 };
const DAMAGED =
  "Файл копии повреждён: контрольная сумма не сходится. Возьмите другую копию, ничего не изменено.";

/**
 * Writes the lines, and gives the file its name only when all of it is on the disk. Returns its size in bytes.
 * @throws BadBackup it is there already, or the disk is full, or the folder is closed to us
 */
export async function writeSealed(
  file: string,
  lines: AsyncIterable<string>,
  passphrase: string | undefined,
): Promise<number> {
  const draft = `${file}.part`;
  try {
    await refuseExisting(file);
    // On the disk before it is renamed, so that a power cut leaves no half either.
    const out = createWriteStream(draft, { mode: 0o600, flush: true });
    await pipeline(Readable.from(lines), createGzip(), (zipped) => seal(zipped, passphrase), out);
    const { size } = await stat(draft);
    await rename(draft, file);
    return size;
  } catch (error) {
    if (!(error instanceof BadBackup)) await rm(draft, { force: true }).catch(() => {});
    throw worded(error);
  }
}

async function refuseExisting(file: string): Promise<void> {
  const there = await open(file, "r").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  await there?.close();
  if (there) throw new BadBackup("Такой файл уже есть. Назовите другой: копия ничего не перезаписывает.");
}

async function* seal(zipped: AsyncIterable<Buffer>, passphrase: string | undefined): AsyncGenerator<Buffer> {
  const [salt, nonce] = [randomBytes(16), randomBytes(12)];
  const kind = passphrase ? `sealed ${salt.toString("base64url")} ${nonce.toString("base64url")}` : "plain";
  const head = Buffer.from(`${NAME} ${VERSION} ${kind}\n`);
  const cipher = passphrase
    ? createCipheriv("aes-256-gcm", scryptSync(passphrase, salt, 32, SCRYPT), nonce).setAAD(head)
    : null;
  const sum = createHash("sha256");
  const summed = (bytes: Buffer) => {
    sum.update(bytes);
    return bytes;
  };
  yield summed(head);
  for await (const bytes of zipped) yield summed(cipher ? cipher.update(bytes) : bytes);
  if (cipher) yield summed(Buffer.concat([cipher.final(), cipher.getAuthTag()]));
  yield sum.digest();
}

export interface SealedFile {
  isSealed: boolean;
  /** From the beginning, each time it is called. @throws BadBackup the passphrase is another one */
  lines(): AsyncGenerator<string>;
}

/** @throws BadBackup not there, not ours, of a newer version, damaged, or its passphrase is missing */
export async function openSealed(file: string, passphrase: string | undefined): Promise<SealedFile> {
  try {
    const { head, size } = await readHead(file);
    const [, version, salt, nonce] = HEAD.exec(head.toString("utf8").trimEnd()) ?? [];
    if (Number(version) > VERSION)
      throw new BadBackup("Копию сделал более новый Вестник. Обновите программу, ничего не изменено.");
    if (!version)
      throw new BadBackup("Это не резервная копия Вестника. Проверьте имя файла, ничего не изменено.");
    const end = size - SUM_BYTES - (salt ? TAG_BYTES : 0);
    if (end <= head.length) throw new BadBackup(DAMAGED);
    await checkSum(file, size);
    if (!salt) return { isSealed: false, lines: () => readLines(file, { start: head.length, end }) };
    if (!passphrase) throw new BadBackup("Копия зашифрована. Задайте BACKUP_PASSPHRASE, ничего не изменено.");
    const key = scryptSync(passphrase, Buffer.from(salt, "base64url"), 32, SCRYPT);
    const tag = await readBytes(file, { start: end, length: TAG_BYTES });
    const decipher = () =>
      createDecipheriv("aes-256-gcm", key, Buffer.from(nonce!, "base64url")).setAAD(head).setAuthTag(tag);
    return { isSealed: true, lines: () => readLines(file, { start: head.length, end, decipher }) };
  } catch (error) {
    throw worded(error);
  }
}

async function readHead(file: string): Promise<{ head: Buffer; size: number }> {
  const handle = await open(file, "r");
  const { size } = await handle.stat().finally(() => handle.close());
  const begin = await readBytes(file, { start: 0, length: MOST_HEAD_BYTES });
  return { head: begin.subarray(0, begin.indexOf(10) + 1), size };
}

async function readBytes(
  file: string,
  { start, length }: { start: number; length: number },
): Promise<Buffer> {
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, start);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function checkSum(file: string, size: number): Promise<void> {
  const sum = createHash("sha256");
  for await (const bytes of createReadStream(file, { end: size - SUM_BYTES - 1 })) sum.update(bytes);
  const written = await readBytes(file, { start: size - SUM_BYTES, length: SUM_BYTES });
  if (!sum.digest().equals(written)) throw new BadBackup(DAMAGED);
}

interface Part {
  start: number;
  /** The first byte behind it. */
  end: number;
  decipher?: () => NodeJS.ReadWriteStream;
}

async function* readLines(file: string, { start, end, decipher }: Part): AsyncGenerator<string> {
  const source = createReadStream(file, { start, end: end - 1 });
  const stages = decipher ? [source, decipher(), createGunzip()] : [source, createGunzip()];
  const unzipped = pipe(stages, () => {}) as unknown as AsyncIterable<Buffer>;
  try {
    yield* splitLines(unzipped);
  } catch (error) {
    // The sum was right, so the bytes are those that were written: only the key can be another.
    const { code = "", message } = error as NodeJS.ErrnoException;
    if (decipher && (code.startsWith("Z_") || /authenticate/.test(message)))
      throw new BadBackup("Пароль копии другой. Проверьте BACKUP_PASSPHRASE, ничего не изменено.");
    if (code.startsWith("Z_")) throw new BadBackup(DAMAGED);
    throw error;
  }
}

/** By the line feed alone: what people typed may hold every other separator. */
async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let pending: Buffer[] = [];
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, from)) {
      yield Buffer.concat([...pending, chunk.subarray(from, at)]).toString("utf8");
      pending = [];
      from = at + 1;
    }
    pending.push(chunk.subarray(from));
  }
  if (Buffer.concat(pending).length > 0) throw new BadBackup(DAMAGED);
}

const MACHINE: Record<string, string> = {
  ENOSPC: "На диске не хватает места. Освободите его или возьмите другую папку.",
  EDQUOT: "На диске не хватает места. Освободите его или возьмите другую папку.",
  EACCES: "К этой папке или файлу нет прав. Дайте их пользователю, от имени которого работает Вестник.",
  EPERM: "К этой папке или файлу нет прав. Дайте их пользователю, от имени которого работает Вестник.",
  EROFS: "Эта папка только для чтения. Возьмите другую.",
  ENOENT: "Такого файла или папки нет. Проверьте имя.",
  ENOTDIR: "Такого файла или папки нет. Проверьте имя.",
  EISDIR: "Это папка, а нужен файл. Проверьте имя.",
};

function worded(error: unknown): unknown {
  const words = MACHINE[(error as NodeJS.ErrnoException).code ?? ""];
  return words ? new BadBackup(words, { cause: error }) : error;
}

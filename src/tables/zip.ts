import { promisify } from "node:util";
import { inflateRaw } from "node:zlib";
import { BadInput } from "../errors.ts";

const inflate = promisify(inflateRaw);
const MOST_BYTES = 30 * 1024 * 1024;
const MOST_ENTRIES = 200;
const END_SIGNATURE = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
const END_LENGTH = 22;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_LENGTH = 46;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_LENGTH = 30;
const STORED = 0;
const DEFLATED = 8;

const damaged = () => new BadInput("Книга Excel не читается: файл повреждён. Сохраните таблицу заново.");

/**
 * Unpacks everything an archive holds, within bounds, and throws it away: what it says of its own sizes proves nothing.
 * Formats: PKWARE APPNOTE 4.3.
 * @throws BadInput no such archive, or too much comes out of it
 */
export async function checkUnpacked(bytes: Buffer): Promise<void> {
  let left = MOST_BYTES;
  for (const entry of entriesOf(bytes)) {
    left -= await sizeOf(entry, left);
    if (left < 0) throw tooMuch();
  }
}

interface Entry {
  method: number;
  data: Buffer;
}

function entriesOf(bytes: Buffer): Entry[] {
  const end = bytes.lastIndexOf(END_SIGNATURE);
  if (end < 0 || end + END_LENGTH > bytes.length) throw damaged();
  if (end + END_LENGTH + bytes.readUInt16LE(end + 20) !== bytes.length) throw damaged();
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  // Anything before, between or behind could be read in two ways.
  if (at + bytes.readUInt32LE(end + 12) !== end) throw damaged();
  if (count > MOST_ENTRIES) throw tooMuch();
  const entries: Entry[] = [];
  for (let n = 0; n < count; n++) {
    if (at + ENTRY_LENGTH > end || bytes.readUInt32LE(at) !== ENTRY_SIGNATURE) throw damaged();
    const local = bytes.readUInt32LE(at + 42);
    if (local + LOCAL_LENGTH > end || bytes.readUInt32LE(local) !== LOCAL_SIGNATURE) throw damaged();
    const from = local + LOCAL_LENGTH + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const to = from + bytes.readUInt32LE(at + 20);
    if (to > end) throw damaged();
    entries.push({ method: bytes.readUInt16LE(at + 10), data: bytes.subarray(from, to) });
    at +=
      ENTRY_LENGTH + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  if (at !== end) throw damaged();
  return entries;
}

async function sizeOf({ method, data }: Entry, most: number): Promise<number> {
  if (method === STORED || data.length === 0) return data.length;
  if (method !== DEFLATED) throw damaged();
  try {
    return (await inflate(data, { maxOutputLength: Math.max(most, 1) })).length;
  } catch (error) {
    throw (error as { code?: string }).code === "ERR_BUFFER_TOO_LARGE" ? tooMuch() : damaged();
  }
}

function tooMuch(): BadInput {
  return new BadInput(
    "Книга Excel распаковывается больше чем в 30 МБ, таблицы школы такими не бывают. Оставьте в ней один лист с таблицей.",
  );
}

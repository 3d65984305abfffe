import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/**
 * What a button of the bot carries: its act and its arguments, signed for the one chat it stands in. Telegram gives it 64
 * bytes; the post office makes buttons too, so it stands where both may look.
 */

/** Telegram's limit is 64 characters of base64url. */
const MOST_BYTES = 48;
const SIGNATURE_BYTES = 8;
const ACT_BYTES = 3;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** First byte of an argument; below it is the length of a text. */
const KINDS = { number: 0xf0, day: 0xfd, uuid: 0xff } as const;
const MOST_NUMBER_BYTES = 6;
const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2000, 0, 1);

export interface Tapped {
  /** See `actKey`. */
  key: string;
  args: string[];
}

/** @throws RangeError it does not fit: two ids and a short word do */
export function packButton(
  secret: string,
  chatId: string,
  { act, args = [] }: { act: string; args?: string[] },
): string {
  const body = Buffer.concat([keyBytes(act), ...args.map(packArg)]);
  if (SIGNATURE_BYTES + body.length > MOST_BYTES)
    throw new RangeError(`The button of ${act} carries ${body.length} bytes: too many arguments.`);
  return Buffer.concat([sign(secret, chatId, body), body]).toString("base64url");
}

/** Null: not signed by us for this chat. */
export function readButton(secret: string, chatId: string, data: string): Tapped | null {
  const bytes = Buffer.from(data, "base64url");
  const [signature, body] = [bytes.subarray(0, SIGNATURE_BYTES), bytes.subarray(SIGNATURE_BYTES)];
  if (body.length < ACT_BYTES || !timingSafeEqual(signature, sign(secret, chatId, body))) return null;
  return { key: body.subarray(0, ACT_BYTES).toString("base64url"), args: readArgs(body.subarray(ACT_BYTES)) };
}

/** What stands for the act's name in a button: it stays the same when acts are added or moved. */
export function actKey(act: string): string {
  return keyBytes(act).toString("base64url");
}

function keyBytes(act: string): Buffer {
  return createHash("sha256").update(act).digest().subarray(0, ACT_BYTES);
}

function sign(secret: string, chatId: string, body: Buffer): Buffer {
  return createHmac("sha256", secret)
    .update(`button:${chatId}:`)
    .update(body)
    .digest()
    .subarray(0, SIGNATURE_BYTES);
}

function packArg(arg: string): Buffer {
  if (UUID.test(arg)) return Buffer.from([KINDS.uuid, ...Buffer.from(arg.replaceAll("-", ""), "hex")]);
  if (isDay(arg)) {
    const days = (Date.parse(`${arg}T00:00:00Z`) - FIRST_DAY) / DAY_MS;
    return Buffer.from([KINDS.day, days >> 8, days & 0xff]);
  }
  if (/^(0|[1-9]\d{0,13})$/.test(arg)) {
    const hex = Number(arg).toString(16);
    const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), "0"), "hex");
    return Buffer.from([KINDS.number + bytes.length, ...bytes]);
  }
  const text = Buffer.from(arg);
  if (text.length > MOST_BYTES) throw new RangeError("An argument of a button is longer than a button.");
  return Buffer.from([text.length, ...text]);
}

/** A day that the two bytes hold: until 2179. */
function isDay(arg: string): boolean {
  if (!/^2[01]\d\d-\d\d-\d\d$/.test(arg)) return false;
  const at = Date.parse(`${arg}T00:00:00Z`);
  return new Date(at || 0).toISOString().slice(0, 10) === arg && (at - FIRST_DAY) / DAY_MS <= 0xffff;
}

function readArgs(bytes: Buffer): string[] {
  const args: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const kind = bytes[at]!;
    const length = lengthOf(kind);
    args.push(readArg(kind, bytes.subarray(at + 1, at + 1 + length)));
    at += 1 + length;
  }
  return args;
}

function lengthOf(kind: number): number {
  if (kind === KINDS.uuid) return 16;
  if (kind === KINDS.day) return 2;
  return kind > KINDS.number && kind <= KINDS.number + MOST_NUMBER_BYTES ? kind - KINDS.number : kind;
}

function readArg(kind: number, bytes: Buffer): string {
  if (kind === KINDS.uuid)
    return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  if (kind === KINDS.day)
    return new Date(FIRST_DAY + bytes.readUInt16BE(0) * DAY_MS).toISOString().slice(0, 10);
  return kind > KINDS.number ? String(bytes.readUIntBE(0, bytes.length)) : bytes.toString("utf8");
}

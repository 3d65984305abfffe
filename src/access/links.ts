import { createHmac, timingSafeEqual } from "node:crypto";

/** Signed links that outlive a session. Each purpose signs for itself, so a link of one never opens the door of another. */

/** The token of the letter's "stop" link (RFC 8058): who wants to stop, signed. It never expires: old letters must work. */
export function signStop(secret: string, personId: string): string {
  return `${pack(personId)}.${sign(secret, "stop", personId)}`;
}

/** The person behind a "stop" token; null: not signed by us. */
export function readStop(secret: string, token: string): string | null {
  const [packed = "", signature = ""] = token.split(".");
  const personId = unpack(packed);
  return personId && isSame(signature, sign(secret, "stop", personId)) ? personId : null;
}

/** The token of the question whether an address is theirs: the contact and the second it ends at, signed. */
export function signConfirm(secret: string, contactId: string, until: Date): string {
  const ends = Math.floor(until.getTime() / 1000).toString(36);
  return `${pack(contactId)}.${ends}.${sign(secret, "confirm", `${contactId}:${ends}`)}`;
}

/** The contact behind a "confirm" token; null: not signed by us, or over. */
export function readConfirm(secret: string, token: string, at: Date): string | null {
  const [packed = "", ends = "", signature = ""] = token.split(".");
  const contactId = unpack(packed);
  if (!contactId || !isSame(signature, sign(secret, "confirm", `${contactId}:${ends}`))) return null;
  return Number.parseInt(ends, 36) * 1000 > at.getTime() ? contactId : null;
}

/** The secret of a link that signs in once; the link's row knows its hash and when it ends. */
export function signEntry(secret: string, linkId: string): string {
  return `${pack(linkId)}.${sign(secret, "entry", linkId)}`;
}

/** Of a half-size signature: Telegram takes 64 characters in a link, and this one lives for minutes. */
const SHORT_SIGNATURE = 22;
const CHAT_LINK = /^([\w-]{22})([0-9a-z]{6})([\w-]{22})$/;

/** What the bot is started with by somebody who has signed in: who they are, signed. Without dots, as Telegram has it. */
export function signChat(secret: string, personId: string, until: Date): string {
  const ends = Math.floor(until.getTime() / 1000)
    .toString(36)
    .padStart(6, "0");
  return `${pack(personId)}${ends}${sign(secret, "chat", `${personId}:${ends}`).slice(0, SHORT_SIGNATURE)}`;
}

/** The person behind it; null: not signed by us, or over. */
export function readChatLink(secret: string, token: string, at: Date): string | null {
  const [, packed = "", ends = "", signature = ""] = CHAT_LINK.exec(token) ?? [];
  const personId = unpack(packed);
  if (!personId) return null;
  const right = sign(secret, "chat", `${personId}:${ends}`).slice(0, SHORT_SIGNATURE);
  return isSame(signature, right) && Number.parseInt(ends, 36) * 1000 > at.getTime() ? personId : null;
}

function pack(id: string): string {
  return Buffer.from(id.replaceAll("-", ""), "hex").toString("base64url");
}

function unpack(packed: string): string | null {
  const hex = Buffer.from(packed, "base64url").toString("hex");
  if (hex.length !== 32) return null;
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function sign(secret: string, purpose: string, text: string): string {
  return createHmac("sha256", secret).update(`${purpose}:${text}`).digest("base64url");
}

function isSame(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

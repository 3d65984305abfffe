import { createHmac, timingSafeEqual } from "node:crypto";

/** Signed links that outlive a session. Each purpose signs for itself, so a link of one never opens the door of another. */

/** The token of the letter's "stop" link (RFC 8058): who wants to stop, signed. It never expires: old letters must work. */
export function signStop(secret: string, personId: string): string {
  return `${Buffer.from(personId.replaceAll("-", ""), "hex").toString("base64url")}.${sign(secret, "stop", personId)}`;
}

/** The person behind a "stop" token; null: not signed by us. */
export function readStop(secret: string, token: string): string | null {
  const [packed = "", signature = ""] = token.split(".");
  const hex = Buffer.from(packed, "base64url").toString("hex");
  if (hex.length !== 32) return null;
  const personId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return isSame(signature, sign(secret, "stop", personId)) ? personId : null;
}

function sign(secret: string, purpose: string, text: string): string {
  return createHmac("sha256", secret).update(`${purpose}:${text}`).digest("base64url");
}

function isSame(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

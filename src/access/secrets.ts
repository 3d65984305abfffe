import { createHash, randomBytes } from "node:crypto";

/** 256 bits for a cookie or a token; whoever has it is let in. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** What is kept of a secret. One round is enough: nobody guesses 256 bits. */
export function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}

import type { FastifyReply, FastifyRequest } from "fastify";
import type { Web } from "./web.ts";

/** What somebody reads who has not signed in; a person has it in their card. */
const COOKIE = "language";
const DAYS = 365;

export type Reads = "ru" | "en";

export function languageOf({ actor, cookies }: FastifyRequest): Reads {
  if (actor) return actor.language;
  return cookies[COOKIE] === "en" ? "en" : "ru";
}

export function keepLanguage(reply: FastifyReply, language: Reads, { config }: Web): void {
  const secure = config.publicUrl.startsWith("https:");
  const options = { path: "/", httpOnly: true, sameSite: "lax", secure, maxAge: DAYS * 86_400 } as const;
  void reply.setCookie(COOKIE, language, options);
}

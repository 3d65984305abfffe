import type { FastifyRequest } from "fastify";
import { brokenIn } from "../../templates/pages/lesson-frame.tsx";
import { refusalIn } from "../../templates/refusals.ts";
import { Closed, ConfirmFirst, Conflict, RuleBroken } from "../errors.ts";
import { logBroken } from "./problems.ts";

/** Where a form is shown again with what was typed, and beside it why it was not written. */

export function statusFor(error: unknown): number {
  if ([Closed, Conflict, ConfirmFirst].some((kind) => error instanceof kind)) return 409;
  return error instanceof RuleBroken ? 422 : 500;
}

/** In the reader's language; nothing of an unforeseen error. */
export function wordsFor(error: unknown, request: FastifyRequest): string {
  const language = request.actor?.language ?? "ru";
  if (error instanceof RuleBroken) return refusalIn(language, error.message);
  logBroken(error, request);
  return brokenIn(language);
}

import type { FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import type { Refusal } from "../../templates/pages/fields.tsx";
import { BadInput, Forbidden, NotFound, RuleBroken } from "../errors.ts";
import { faultOf } from "./api/faults.ts";

/** What was sent as a schema wants it. @throws BadInput its first fault, with the way to the field */
export function typed<Shape extends z.ZodType>(schema: Shape, body: unknown): z.infer<Shape> {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const { path, message, code } = issue!;
  const params = issue as unknown as Record<string, unknown>;
  const { detail } = faultOf({ keyword: code, instancePath: "", message, params }, "body");
  throw new BadInput(detail, path as (string | number)[]);
}

/**
 * Does what a form asks for and goes on to `next`; a broken rule is shown at the field it speaks of, on the page that `again`
 * shows, with everything as it was typed. @throws NotFound, Forbidden: those have no form to come back to
 */
export async function answerForm(
  reply: FastifyReply,
  form: string,
  { act, next, again }: Answer,
): Promise<FastifyReply> {
  try {
    await act();
    return reply.redirect(typeof next === "string" ? next : next(), 303);
  } catch (error) {
    if (!(error instanceof RuleBroken) || error instanceof NotFound || error instanceof Forbidden)
      throw error;
    return again(reply.status(error instanceof BadInput ? 422 : 409), refusalOf(reply.request, form, error));
  }
}

interface Answer {
  act: () => Promise<void>;
  /** A function where the act says where to. */
  next: string | (() => string);
  again: (reply: FastifyReply, refusal: Refusal) => Promise<FastifyReply>;
}

/** The field is the last name on the way to it that the form has. */
function refusalOf({ body }: FastifyRequest, form: string, error: RuleBroken): Refusal {
  const fields = Object.entries((body ?? {}) as Record<string, unknown>).flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value] as const] : [],
  );
  const names = new Set(fields.map(([name]) => name));
  const path = error instanceof BadInput ? error.path.map(String) : [];
  const field = path.findLast((name) => names.has(name)) ?? null;
  return { form, sentence: error.message, field, typed: Object.fromEntries(fields) };
}

import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { ProblemPage, type ProblemProps } from "../../templates/pages/problem.tsx";
import { BadInput, Closed, Forbidden, NotFound, RuleBroken } from "../errors.ts";
import { log } from "../log.ts";
import { ChangePasswordFirst, ForeignForm, SignInFirst } from "./gate.ts";
import { homeOf, showPage } from "./page.ts";
import type { Web } from "./web.ts";

interface Problem extends Pick<ProblemProps, "kind" | "said"> {
  status: number;
}

/** Where not even the masthead can be filled in. */
const WITHOUT_A_PAGE = "Мы сломались, не вы. Откройте страницу ещё раз через минуту.";

/** The one place where what went wrong becomes a page. Nothing of an unforeseen error reaches it. */
export async function showProblem(
  web: Web,
  error: unknown,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): Promise<FastifyReply> {
  if (error instanceof SignInFirst && request.method === "GET")
    return reply.redirect(`/?next=${encodeURIComponent(request.url)}`, 303);
  if (error instanceof ChangePasswordFirst && request.method === "GET")
    return reply.redirect("/password", 303);
  const { status, ...words } = problemOf(error, request);
  if (status >= 500) logBroken(error, request);
  const home = request.actor ? homeOf(request.actor.standings) : "/";
  const props = { ...words, home, code: status >= 500 ? request.id : null };
  reply.status(status);
  try {
    return await showPage(web, reply, ProblemPage, props);
  } catch {
    // The database is away.
    return reply.type("text/plain; charset=utf-8").send(words.said ?? WITHOUT_A_PAGE);
  }
}

function problemOf(error: unknown, request: FastifyRequest): Problem {
  const status = (error as Partial<FastifyError>).statusCode ?? 500;
  if (error instanceof SignInFirst) return { status: 401, kind: "signedOut", said: null };
  if (error instanceof ForeignForm) return { status: 403, kind: "foreignForm", said: error.message };
  if (error instanceof ChangePasswordFirst)
    return { status: 403, kind: "passwordFirst", said: error.message };
  // What is not theirs looks to families exactly like what does not exist.
  if (error instanceof Forbidden && request.actor?.isStaff)
    return { status: 403, kind: "forbidden", said: error.message };
  if (error instanceof NotFound || error instanceof Forbidden || status === 404 || isBadAddress(error))
    return { status: 404, kind: "nothing", said: null };
  if (error instanceof Closed) return { status: 409, kind: "closed", said: error.message };
  if (error instanceof BadInput) return { status: 422, kind: "refused", said: error.message };
  // Somebody else was quicker, or it has to be meant: the page did not ask itself.
  if (error instanceof RuleBroken) return { status: 409, kind: "refused", said: error.message };
  if (status === 429) return { status, kind: "often", said: null };
  if (status >= 400 && status < 500) return { status, kind: "refused", said: null };
  return { status: 500, kind: "broken", said: null };
}

function isBadAddress(error: unknown): boolean {
  return (error as Partial<FastifyError>).validationContext === "params";
}

/** The message of an error may carry what somebody typed; where it happened and its kind never do. */
export function logBroken(error: unknown, request: FastifyRequest): void {
  const { name, code, stack } = (error ?? {}) as { name?: string; code?: string; stack?: string };
  const at = stack
    ?.split("\n")
    .filter((line) => line.trimStart().startsWith("at "))
    .slice(0, 8);
  log.error({ request: request.id, route: request.routeOptions.url, error: name, code, at }, "request broke");
}

import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { ProblemPage, type ProblemProps } from "../../templates/pages/problem.tsx";
import { BadInput, Closed, Forbidden, NotFound } from "../errors.ts";
import { log } from "../log.ts";
import { ChangePasswordFirst, ForeignForm, SignInFirst } from "./gate.ts";
import { homeOf, showPage } from "./page.ts";
import type { Web } from "./web.ts";

const NOTHING_HERE = "Такой страницы нет, или она не про вашего ребёнка.";
const SIGNED_OUT =
  "Вход закончился. Войдите в другой вкладке, вернитесь сюда кнопкой «Назад» и отправьте ещё раз: введённое осталось.";

interface Problem extends Pick<ProblemProps, "title" | "sentence"> {
  status: number;
}

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
  const props = { ...words, way: { href: home, text: "К началу" }, code: status >= 500 ? request.id : null };
  reply.status(status);
  try {
    return await showPage(web, reply, ProblemPage, props);
  } catch {
    // The database is away: even the masthead cannot be filled in.
    return reply.type("text/plain; charset=utf-8").send(words.sentence);
  }
}

function problemOf(error: unknown, request: FastifyRequest): Problem {
  const status = (error as Partial<FastifyError>).statusCode ?? 500;
  if (error instanceof SignInFirst) return { status: 401, title: "Вход закончился", sentence: SIGNED_OUT };
  if (error instanceof ForeignForm) return { status: 403, title: "Чужая форма", sentence: error.message };
  if (error instanceof ChangePasswordFirst)
    return { status: 403, title: "Сначала пароль", sentence: error.message };
  // What is not theirs looks to families exactly like what does not exist.
  if (error instanceof Forbidden && request.actor?.isStaff)
    return { status: 403, title: "Не ваша страница", sentence: error.message };
  if (error instanceof NotFound || error instanceof Forbidden || status === 404 || isBadAddress(error))
    return { status: 404, title: "Ничего нет", sentence: NOTHING_HERE };
  if (error instanceof Closed) return { status: 409, title: "Закрыто", sentence: error.message };
  if (error instanceof BadInput) return { status: 422, title: "Не понимаем", sentence: error.message };
  if (status === 429)
    return {
      status,
      title: "Слишком часто",
      sentence: "Слишком много попыток подряд. Подождите минуту и повторите.",
    };
  if (status >= 400 && status < 500)
    return {
      status,
      title: "Не понимаем",
      sentence: "Не понимаем, что прислано. Откройте страницу заново и повторите.",
    };
  return { status: 500, title: "Поломка", sentence: "Мы сломались, не вы. Введённое сохранено." };
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

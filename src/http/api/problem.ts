import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { BadInput, Closed, ConfirmFirst, Conflict, Forbidden, NotFound, RuleBroken } from "../../errors.ts";
import { ChangePasswordFirst, ForeignForm, SignInFirst } from "../gate.ts";
import { logBroken } from "../problems.ts";
import { type Fault, faultOf, type Invalid } from "./faults.ts";

/** Every kind of problem there is; GET /api/problems lists them, and `type` leads there. */
const KINDS = {
  "sign-in": { status: 401, title: "Sign in first", means: "a session or a token is needed" },
  forbidden: { status: 403, title: "Not yours to do", means: "the policy table gives it to others" },
  foreign: { status: 403, title: "Sent from a foreign page", means: "the Origin is not ours" },
  nothing: {
    status: 404,
    title: "Nothing here",
    means: "or nothing that is yours: families are not told which",
  },
  closed: { status: 409, title: "Closed", means: "the day or the state does not allow it any more (R11)" },
  conflict: { status: 409, title: "Changed meanwhile", means: "`current` is what stands there now" },
  confirm: {
    status: 409,
    title: "Confirm first",
    means: "unusual: send the codes of `questions` in `confirm`",
  },
  there: { status: 409, title: "There already", means: "two came at once, or it was there before" },
  invalid: { status: 422, title: "Not understood", means: "`errors` lead to the fields" },
  unreadable: { status: 400, title: "Cannot be read", means: "no JSON, too large (413), another type (415)" },
  rate: { status: 429, title: "Too many requests", means: "wait as long as Retry-After says" },
  broken: { status: 500, title: "Broken on our side", means: "nothing was written" },
  busy: { status: 503, title: "Busy", means: "too many write the same: try again" },
} as const;
const TYPES = "/api/problems#";

/** The kinds as data, in their own order. */
export const PROBLEM_KINDS = Object.entries(KINDS).map(([kind, words]) => ({
  type: `${TYPES}${kind}`,
  ...words,
}));

interface Problem {
  kind: keyof typeof KINDS;
  detail: string;
  /** Where the library says it more exactly: 413, 415. */
  status?: number;
  more?: Record<string, unknown>;
}

/** The one place where what went wrong becomes problem+json (RFC 9457): titles for programs, `detail` for people. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { kind, detail, more, status = KINDS[kind].status } = problemOf(error, request);
  if (status >= 500) logBroken(error, request);
  const { title } = KINDS[kind];
  return reply
    .status(status)
    .type("application/problem+json; charset=utf-8")
    .header("cache-control", "no-store")
    .serializer((problem: object) => JSON.stringify(problem, withDays))
    .send({ type: `${TYPES}${kind}`, title, status, detail, ...more });
}

/** `current` is a row as the database has it; its dates leave as days, like everywhere else. */
const DAYS = /On$|^(?:date|from|to|barredFrom|birthDate)$/;

function withDays(key: string, value: unknown): unknown {
  return typeof value === "string" && DAYS.test(key) && value.endsWith("T00:00:00.000Z")
    ? value.slice(0, "2026-11-26".length)
    : value;
}

function problemOf(error: unknown, request: FastifyRequest): Problem {
  if (error instanceof RuleBroken) return ofRule(error, request);
  const { validation, validationContext = "body", statusCode = 500 } = error as Partial<FastifyError>;
  if (validation)
    return ofFaults((validation as unknown as Invalid[]).map((one) => faultOf(one, validationContext)));
  if (statusCode === 429)
    return {
      kind: "rate",
      detail: "Слишком много запросов подряд. Подождите, сколько сказано в Retry-After, и повторите.",
    };
  if (statusCode >= 400 && statusCode < 500) return unreadable(statusCode);
  return (
    ofDatabase(error) ?? {
      kind: "broken",
      detail: "Мы сломались, не вы. Ничего не записано; повторите позже.",
      more: { request: request.id },
    }
  );
}

function ofRule(error: RuleBroken, request: FastifyRequest): Problem {
  const detail = error.message;
  if (error instanceof SignInFirst)
    return {
      kind: "sign-in",
      detail: "Войдите: POST /api/session, или пришлите ключ в заголовке Authorization: Bearer.",
    };
  if (error instanceof ForeignForm) return { kind: "foreign", detail };
  // What is not theirs looks to families exactly like what does not exist.
  if (error instanceof ChangePasswordFirst || (error instanceof Forbidden && request.actor?.isStaff))
    return { kind: "forbidden", detail };
  if (error instanceof Forbidden || error instanceof NotFound) return nothingHere(error, request);
  if (error instanceof Conflict)
    return {
      kind: "conflict",
      detail,
      more: { current: error.current },
    };
  if (error instanceof ConfirmFirst)
    return {
      kind: "confirm",
      detail,
      more: { questions: error.questions },
    };
  if (error instanceof Closed) return { kind: "closed", detail };
  if (error instanceof BadInput && error.path.length > 0)
    return ofFaults([{ detail, pointer: pointerTo(error.path) }]);
  return { kind: "invalid", detail };
}

/** RFC 6901 §6: in an address, so percents too. */
function pointerTo(path: readonly (string | number)[]): string {
  const escaped = path.map((part) => String(part).replaceAll("~", "~0").replaceAll("/", "~1"));
  return `#/${escaped.map(encodeURIComponent).join("/")}`;
}

function nothingHere(error: RuleBroken, { actor }: FastifyRequest): Problem {
  const detail = actor?.isStaff
    ? error.message
    : "Здесь ничего нет, или это не про вас и не про вашего ребёнка.";
  return { kind: "nothing", detail };
}

function ofFaults(errors: Fault[]): Problem {
  const [first] = errors;
  return {
    kind: "invalid",
    detail: errors.length === 1 ? first!.detail : `Ошибок: ${errors.length}. Первая: ${first?.detail ?? ""}`,
    more: { errors },
  };
}

function unreadable(status: number): Problem {
  const detail =
    status === 413
      ? "Прислано слишком много за раз. Разделите на части."
      : status === 415
        ? "Понимаем только application/json. Поставьте такой Content-Type."
        : "Тело запроса не читается как JSON. Проверьте запись и повторите.";
  return { kind: "unreadable", status, detail };
}

/** The database's own word where two came at once, or where an id of the request names nothing. */
function ofDatabase(error: unknown): Problem | null {
  const { code, message = "" } = (error ?? {}) as { code?: string; message?: string };
  const is = (prisma: string, postgres: string) =>
    code === prisma || (code === "P2010" && message.includes(postgres));
  if (is("P2002", "23505"))
    return {
      kind: "there",
      detail: "Такая запись уже есть. Обновите список и измените её.",
    };
  if (is("P2003", "23503"))
    return {
      kind: "invalid",
      detail: "Один из указанных идентификаторов ни на что не указывает. Проверьте его.",
    };
  if (is("P2034", "40P01") || is("P2028", "40001"))
    return {
      kind: "busy",
      detail: "Слишком многие пишут одно и то же. Повторите.",
    };
  return null;
}

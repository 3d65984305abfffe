import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Gate } from "./gate.ts";
import type { Refusal } from "./telegram-message.ts";

/** Anything but `accept…`, `delayMs` and `hold` leaves the call untaken. */
export type TelegramAnswer =
  | { status: number; description?: string; retryAfter?: number; parameters?: Refusal["parameters"] }
  /** What a gateway before the server shows: HTML where JSON is expected. */
  | { status: number; page: string }
  | "silence"
  | "drop"
  | "accept-then-silence"
  | "accept-then-drop"
  | { delayMs: number; next?: TelegramAnswer }
  | { hold: Gate; next?: TelegramAnswer };

export interface Conversation {
  response: ServerResponse;
  /** Takes the call in; answers its result or why not. */
  accept(): unknown;
  /** False once the server was reset: what was held before must not turn up in the ledger after it. */
  current(): boolean;
  latencyMs: number;
}

const WORDS: Record<number, string> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  500: "Internal Server Error",
  502: "Bad Gateway",
};

/** Answers as scripted, or as an untroubled server where nothing is. */
export async function answerCall(answer: TelegramAnswer | undefined, call: Conversation): Promise<void> {
  const { response, accept } = call;
  if (answer === undefined) {
    const result = await accept();
    if (call.latencyMs > 0) await sleep(call.latencyMs);
    if (isRefusal(result)) refuse(response, result);
    else reply(response, 200, { ok: true, result });
  } else if (answer === "drop") {
    response.destroy();
  } else if (answer === "accept-then-silence") {
    await accept();
  } else if (answer === "accept-then-drop") {
    await accept();
    response.destroy();
  } else if (answer !== "silence" && ("delayMs" in answer || "hold" in answer)) {
    await ("hold" in answer ? answer.hold.pass() : sleep(answer.delayMs));
    if (call.current()) await answerCall(answer.next, call);
  } else if (answer !== "silence" && "page" in answer) {
    response.writeHead(answer.status, { "content-type": "text/html" }).end(answer.page);
  } else if (answer !== "silence") {
    refuse(response, answer.retryAfter === undefined ? answer : tooManyRequests(answer.retryAfter, answer));
  }
}

/** https://core.telegram.org/bots/api#making-requests: the HTTP status and error_code are the same number. */
export function refuse(response: ServerResponse, refusal: Refusal): void {
  const { status, description = WORDS[status] ?? "Error", parameters } = refusal;
  reply(response, status, { ok: false, error_code: status, description, ...(parameters && { parameters }) });
}

export function tooManyRequests(
  retryAfter: number,
  said: { status?: number; description?: string } = {},
): Refusal {
  return {
    status: said.status ?? 429,
    description: said.description ?? `Too Many Requests: retry after ${retryAfter}`,
    parameters: { retry_after: retryAfter },
  };
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  // Whoever hung up meanwhile gets nothing; what was accepted stays accepted.
  if (response.destroyed) return;
  const text = JSON.stringify(body);
  // As the real server does; in chunks, grammY's client takes an answer on a connection in use again for a broken one.
  const length = Buffer.byteLength(text);
  response.writeHead(status, { "content-type": "application/json", "content-length": length }).end(text);
}

function isRefusal(result: unknown): result is Refusal {
  return typeof result === "object" && result !== null && "status" in result;
}

import type { IncomingMessage } from "node:http";

/** One call of the Bot API as it was written on the wire. */
export interface TelegramCall {
  token: string;
  method: string;
  /** Values as sent: objects in JSON, strings in forms. */
  params: Record<string, unknown>;
}

/** `/bot<token>/<method>`; null for any other path. https://core.telegram.org/bots/api#making-requests */
export async function readCall(request: IncomingMessage): Promise<TelegramCall | null> {
  const url = new URL(request.url ?? "/", "http://telegram.invalid");
  const [, token, method] = /^\/bot([^/]+)\/([^/]+)$/.exec(decodeURI(url.pathname)) ?? [];
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  if (!token || !method) return null;
  const query = Object.fromEntries(url.searchParams);
  const body = readBody(Buffer.concat(chunks), request.headers["content-type"] ?? "");
  return { token, method, params: { ...query, ...body } };
}

function readBody(body: Buffer, type: string): Record<string, unknown> {
  if (body.length === 0) return {};
  if (type.startsWith("application/json")) return JSON.parse(body.toString("utf8"));
  if (type.startsWith("multipart/form-data")) return readMultipart(body, type);
  return Object.fromEntries(new URLSearchParams(body.toString("utf8")));
}

/** grammY writes parts without the optional spaces and quotes, which stricter parsers refuse. Files stay buffers. */
function readMultipart(body: Buffer, type: string): Record<string, unknown> {
  const boundary = /boundary="?([^";]+)"?/.exec(type)?.[1] ?? "";
  const fields: Record<string, unknown> = {};
  // latin1 keeps every byte a character, so that files survive the splitting.
  const parts = `\r\n${body.toString("latin1")}`.split(`\r\n--${boundary}`).slice(1, -1);
  for (const part of parts) {
    const end = part.indexOf("\r\n\r\n");
    const header = part.slice(0, end);
    const content = Buffer.from(part.slice(end + 4), "latin1");
    const name = /;\s*name="([^"]*)"/i.exec(header)?.[1];
    if (name) fields[name] = /;\s*filename=/i.test(header) ? content : content.toString("utf8");
  }
  return fields;
}

/** A parameter that is an object in JSON and JSON text in a form. */
export function readObject<T>(value: unknown): T | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  return typeof value === "string" ? JSON.parse(value) : (value as T);
}

import { createHash } from "node:crypto";
import multipart from "@fastify/multipart";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { BadInput } from "../errors.ts";
import type { KeptFile } from "../files.ts";
import type { App } from "./web.ts";

const MEGABYTE = 1024 * 1024;
const LARGEST_MB = 10;
const LONGEST_FIELD = 1000;
const MOST_FIELDS = 10;

/** A file among the fields of a form; what it is called and says it is counts for nothing. */
export const UploadedFile = z
  .custom<Buffer>(Buffer.isBuffer, "Приложите файл: форма multipart/form-data.")
  .refine((bytes) => bytes.length > 0, "Файл пуст. Приложите другой.")
  .meta({ type: "string", format: "binary" });

/**
 * Lets the routes of this scope take forms with files. Their schema speaks of the fields as of any body, and of the
 * files as UploadedFile. It stands behind the gate: of whoever may not enter, nothing is read.
 */
export async function takeUploads(
  scope: App,
  { files, largestMb = LARGEST_MB }: { files: number; largestMb?: number },
): Promise<void> {
  await scope.register(multipart, {
    limits: {
      fileSize: largestMb * MEGABYTE,
      files,
      fields: MOST_FIELDS,
      fieldSize: LONGEST_FIELD,
      parts: files + MOST_FIELDS,
    },
  });
  scope.addHook("preValidation", async (request) => {
    if (request.isMultipart()) request.body = await readParts(request, largestMb);
  });
}

async function readParts(request: FastifyRequest, largestMb: number): Promise<Record<string, unknown>> {
  const body = new Map<string, unknown>();
  try {
    for await (const part of request.parts()) {
      if (body.has(part.fieldname))
        throw new BadInput("Одно поле прислано дважды. Оставьте одно.", [part.fieldname]);
      body.set(part.fieldname, part.type === "file" ? fingerprinted(await part.toBuffer()) : textOf(part));
    }
  } catch (error) {
    throw inWords(error, largestMb);
  }
  return Object.fromEntries(body);
}

/** What is remembered of a body (api/idempotency.ts) is remembered of its fingerprint: ten megabytes are no text. */
function fingerprinted(bytes: Buffer): Buffer {
  return Object.assign(bytes, { toJSON: () => createHash("sha256").update(bytes).digest("base64url") });
}

function textOf({ fieldname, value }: { fieldname: string; value: unknown }): string {
  if (typeof value !== "string" || value.includes("\0"))
    throw new BadInput("В введённом есть то, чего не бывает в тексте. Введите заново.", [fieldname]);
  return value;
}

/** Whatever the reader of forms stumbles over was sent so. */
function inWords(error: unknown, largestMb: number): BadInput {
  if (error instanceof BadInput) return error;
  if ((error as { code?: string }).code === "FST_REQ_FILE_TOO_LARGE")
    return new BadInput(`Файл больше ${largestMb} МБ. Сохраните его с меньшей чёткостью.`, ["file"]);
  return new BadInput("Форма с файлом не читается. Соберите её заново и повторите.");
}

/** Sends a kept file to be saved, never to be opened as a page of ours. `name` is how it is called, without its ending. */
export function sendFile(reply: FastifyReply, { bytes, mime, kind }: KeptFile, name: string): FastifyReply {
  return reply
    .type(mime)
    .header("content-disposition", attachment(`${name}.${kind}`))
    .header("x-content-type-options", "nosniff")
    .header("content-security-policy", "sandbox; default-src 'none'; frame-ancestors 'none'")
    .header("cross-origin-resource-policy", "same-origin")
    .send(bytes);
}

/** A header holds ASCII alone; the whole name goes beside it (RFC 6266). */
function attachment(name: string): string {
  const plain = `attachment; filename="${name.replace(/[^\w .()-]/g, "_")}"`;
  if (/^[\w .()-]*$/.test(name)) return plain;
  const encoded = encodeURIComponent(name).replace(
    /[()*']/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `${plain}; filename*=UTF-8''${encoded}`;
}

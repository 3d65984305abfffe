import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { now } from "../../clock.ts";
import type { Db } from "../../db.ts";
import { BadInput, Conflict } from "../../errors.ts";

/** So long an answer is remembered; a program that repeats later than that begins anew. */
const KEPT_MS = 48 * 3_600_000;
/** Whoever died in the middle does not block its key for ever. */
const WORKED_ON_MS = 60_000;
const LONGEST_KEY = 100;
const WRITES = ["POST", "PUT", "PATCH", "DELETE"];

declare module "fastify" {
  interface FastifyRequest {
    /** Set while the answer to this key is still owed. */
    owedKey: string | null;
  }
}

/**
 * A write with `Idempotency-Key` is done once: the second arrival gets the first one's answer.
 * @throws BadInput the key was used for another request · Conflict the first one is still being worked on, or its answer
 *   held a secret and was not kept
 */
export async function replayAnswer(db: Db, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const key = request.headers["idempotency-key"];
  if (key === undefined || !WRITES.includes(request.method) || !request.actor) return;
  if (typeof key !== "string" || key === "" || key.length > LONGEST_KEY)
    throw new BadInput(`Idempotency-Key — от 1 до ${LONGEST_KEY} знаков. Возьмите, например, UUID.`);
  const { accountId } = request.actor;
  const fingerprint = fingerprintOf(request);
  if (await claimKey(db, { accountId, key, fingerprint })) {
    request.owedKey = key;
    return;
  }
  const known = await db.idempotencyKey.findUniqueOrThrow({ where: { accountId_key: { accountId, key } } });
  if (known.fingerprint !== fingerprint)
    throw new BadInput("Этот Idempotency-Key уже был у другого запроса. Возьмите новый.");
  if (known.status === null)
    throw new Conflict("Такой же запрос ещё выполняется. Повторите через несколько секунд.", null);
  const { type, body } = known.answer as { type: string; body: string | null };
  if (body === null)
    throw new Conflict("Этот запрос уже выполнен, а его ответ с паролем или ключом не хранится.", null);
  await reply.status(known.status).header("idempotent-replayed", "true").type(type).send(body);
}

/** Keeps the answer for the second arrival; after a breakdown of ours the key is free again. */
export async function keepAnswer(
  db: Db,
  request: FastifyRequest,
  { status, type, body }: { status: number; type: string; body: unknown },
): Promise<void> {
  const { owedKey: key, actor } = request;
  if (!key || !actor) return;
  const where = { accountId_key: { accountId: actor.accountId, key } };
  if (status >= 500) {
    await db.idempotencyKey.delete({ where });
    return;
  }
  const kept = typeof body === "string" ? body : "";
  const answer = { type, body: hasSecrets(request) ? null : kept };
  await db.idempotencyKey.update({ where, data: { status, answer } });
}

interface Claim {
  accountId: string;
  key: string;
  fingerprint: string;
}

async function claimKey(db: Db, { accountId, key, fingerprint }: Claim): Promise<boolean> {
  const at = now();
  const old = new Date(at.getTime() - KEPT_MS);
  const dead = new Date(at.getTime() - WORKED_ON_MS);
  await db.idempotencyKey.deleteMany({ where: { accountId, createdAt: { lt: old } } });
  const claimed = await db.$executeRaw`
    insert into "IdempotencyKey" ("accountId", key, fingerprint, "createdAt")
    values (${accountId}::uuid, ${key}, ${fingerprint}, ${at})
    on conflict ("accountId", key) do update set "createdAt" = excluded."createdAt"
      where "IdempotencyKey".status is null and "IdempotencyKey"."createdAt" < ${dead}
        and "IdempotencyKey".fingerprint = excluded.fingerprint`;
  return claimed === 1;
}

/** Of a password not even a quick hash is kept. */
function fingerprintOf(request: FastifyRequest): string {
  const { method, url, body } = request;
  return createHash("sha256")
    .update(JSON.stringify([method, url, hasSecrets(request) ? null : (body ?? null)]))
    .digest("base64url");
}

/** Passwords and tokens are told and typed once; nothing of them stays. */
function hasSecrets({ routeOptions }: FastifyRequest): boolean {
  return routeOptions.config.passwordOnly === true;
}

import { audit } from "../audit.ts";
import { now } from "../clock.ts";
import type { Db, Prisma } from "../db.ts";
import { NotFound } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { hashOf, newSecret } from "./secrets.ts";

export type ApiToken = Prisma.ApiTokenGetPayload<{ omit: { tokenHash: true } }>;

const DAY_MS = 86_400_000;
/** A token in use is written down at most so often. */
const USED_MS = 60_000;
/** Tells a token from everything else, also to programs that look for secrets left in files. */
const PREFIX = "vst_";

/** A personal token of the API with its owner's rights (1 to 365 days); `token` is known here and now only. */
export async function createToken(
  db: Db,
  { accountId, name, days }: { accountId: string; name: string; days: number },
  by: By,
): Promise<{ token: string; created: ApiToken }> {
  const token = PREFIX + newSecret();
  const createdAt = by.at ?? now();
  const expiresAt = new Date(createdAt.getTime() + days * DAY_MS);
  const created = await db.$transaction(async (tx) => {
    const data = { accountId, name, tokenHash: hashOf(token), createdAt, expiresAt };
    const row = await tx.apiToken.create({ data, omit: { tokenHash: true } });
    await audit(tx, by, { action: "token.created", objectId: row.id });
    return row;
  });
  return { token, created };
}

/** The tokens of an account that still open something, the newest first. */
export async function listTokens(db: Db, accountId: string): Promise<ApiToken[]> {
  return db.apiToken.findMany({
    where: { accountId, revokedAt: null, expiresAt: { gt: now() } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    omit: { tokenHash: true },
  });
}

/** @throws NotFound the account has no such token */
export async function revokeToken(
  db: Db,
  { accountId, tokenId }: { accountId: string; tokenId: string },
  by: By,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.apiToken.updateMany({
      where: { id: tokenId, accountId, revokedAt: null },
      data: { revokedAt: by.at ?? now() },
    });
    if (count === 0) throw new NotFound("Такого ключа нет, или он уже отозван.");
    await audit(tx, by, { action: "token.revoked", objectId: tokenId });
  });
}

/** Whose token it is; null: unknown, revoked, over, or the account is closed. */
export async function findToken(
  db: Db,
  token: string,
): Promise<{ accountId: string; personId: string } | null> {
  const at = now();
  const found = await db.apiToken.findUnique({
    where: {
      tokenHash: hashOf(token),
      revokedAt: null,
      expiresAt: { gt: at },
      account: { disabledAt: null },
    },
    select: { id: true, accountId: true, lastUsedAt: true, account: { select: { personId: true } } },
  });
  if (!found) return null;
  if (found.lastUsedAt === null || at.getTime() - found.lastUsedAt.getTime() > USED_MS)
    await db.apiToken.update({ where: { id: found.id }, data: { lastUsedAt: at } });
  return { accountId: found.accountId, personId: found.account.personId };
}

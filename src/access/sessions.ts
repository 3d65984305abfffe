import { createHash, randomBytes } from "node:crypto";
import { now } from "../clock.ts";
import type { Db } from "../db.ts";

const HOUR_MS = 3_600_000;
/** Staff work at shared computers, families on their own phones. */
const STAFF_HOURS = 12;
const FAMILY_HOURS = 30 * 24;

export interface OpenedSession {
  /** Known to the browser only. */
  token: string;
  expiresAt: Date;
}

/** Opens a session of an account; what is kept of the token is its hash. */
export async function openSession(db: Db, accountId: string): Promise<OpenedSession> {
  const at = now();
  const isStaff = await db.roleGrant.count({ where: { person: { account: { id: accountId } } } });
  const token = randomBytes(32).toString("base64url");
  const expiresAt = new Date(at.getTime() + (isStaff ? STAFF_HOURS : FAMILY_HOURS) * HOUR_MS);
  await db.session.deleteMany({ where: { expiresAt: { lte: at } } });
  await db.session.create({ data: { tokenHash: hashOf(token), accountId, createdAt: at, expiresAt } });
  return { token, expiresAt };
}

/** Whose session it is; null: unknown or over. */
export async function findSession(
  db: Db,
  token: string,
): Promise<{ accountId: string; personId: string } | null> {
  const session = await db.session.findUnique({
    where: { tokenHash: hashOf(token), expiresAt: { gt: now() } },
    select: { accountId: true, account: { select: { personId: true } } },
  });
  return session && { accountId: session.accountId, personId: session.account.personId };
}

export async function closeSession(db: Db, token: string): Promise<void> {
  await db.session.deleteMany({ where: { tokenHash: hashOf(token) } });
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

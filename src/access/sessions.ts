import { now } from "../clock.ts";
import type { Db, Tx } from "../db.ts";
import { hashOf, newSecret } from "./secrets.ts";

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
  const token = newSecret();
  const expiresAt = new Date(at.getTime() + (isStaff ? STAFF_HOURS : FAMILY_HOURS) * HOUR_MS);
  await db.session.deleteMany({ where: { expiresAt: { lte: at } } });
  await db.session.create({ data: { tokenHash: hashOf(token), accountId, createdAt: at, expiresAt } });
  return { token, expiresAt };
}

/** Whose session it is; null: unknown, over, or the account is closed. */
export async function findSession(
  db: Db,
  token: string,
): Promise<{ accountId: string; personId: string } | null> {
  const session = await db.session.findUnique({
    where: { tokenHash: hashOf(token), expiresAt: { gt: now() }, account: { disabledAt: null } },
    select: { accountId: true, account: { select: { personId: true } } },
  });
  return session && { accountId: session.accountId, personId: session.account.personId };
}

export async function closeSession(db: Db, token: string): Promise<void> {
  await db.session.deleteMany({ where: { tokenHash: hashOf(token) } });
}

/** Signs an account out everywhere, but for the session with the token that is kept. */
export async function endSessions(
  db: Db | Tx,
  accountId: string,
  kept?: string | undefined,
): Promise<number> {
  const tokenHash = kept === undefined ? {} : { tokenHash: { not: hashOf(kept) } };
  return (await db.session.deleteMany({ where: { accountId, ...tokenHash } })).count;
}

export interface ListedSession {
  createdAt: Date;
  expiresAt: Date;
  /** The one with this token. */
  isThis: boolean;
}

/** The running sessions of an account, the newest first. */
export async function listSessions(
  db: Db,
  accountId: string,
  token: string | undefined,
): Promise<ListedSession[]> {
  const sessions = await db.session.findMany({
    where: { accountId, expiresAt: { gt: now() } },
    orderBy: { createdAt: "desc" },
  });
  const own = token === undefined ? null : hashOf(token);
  return sessions.map(({ createdAt, expiresAt, tokenHash }) => ({
    createdAt,
    expiresAt,
    isThis: tokenHash === own,
  }));
}

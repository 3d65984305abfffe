import { audit } from "../audit.ts";
import { now } from "../clock.ts";
import type { Db, DeviceKind, Tx } from "../db.ts";
import { NotFound } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { hashOf, newSecret } from "./secrets.ts";

const HOUR_MS = 3_600_000;
/** When it was last seen is written no more often than this. */
const SEEN_MS = HOUR_MS / 4;
/** Staff work at shared computers, families on their own phones. */
const STAFF_HOURS = 12;
const FAMILY_HOURS = 30 * 24;

export interface OpenedSession {
  /** Known to the browser only. */
  token: string;
  expiresAt: Date;
}

/** Opens a session of an account; what is kept of the token is its hash, and of the browser what kind of device it is on. */
export async function openSession(
  db: Db,
  accountId: string,
  device: DeviceKind | null = null,
): Promise<OpenedSession> {
  const at = now();
  const isStaff = await db.roleGrant.count({ where: { person: { account: { id: accountId } } } });
  const token = newSecret();
  const expiresAt = new Date(at.getTime() + (isStaff ? STAFF_HOURS : FAMILY_HOURS) * HOUR_MS);
  await db.session.deleteMany({ where: { expiresAt: { lte: at } } });
  await db.session.create({
    data: { tokenHash: hashOf(token), accountId, device, createdAt: at, seenAt: at, expiresAt },
  });
  return { token, expiresAt };
}

/** Whose session it is; null: unknown, over, or the account is closed. */
export async function findSession(
  db: Db,
  token: string,
): Promise<{ accountId: string; personId: string } | null> {
  const at = now();
  const tokenHash = hashOf(token);
  const [session] = await db.$queryRaw<{ accountId: string; personId: string; seenAt: Date }[]>`
    select a.id as "accountId", a."personId", s."seenAt" from "Session" s join "Account" a on a.id = s."accountId"
    where s."tokenHash" = ${tokenHash} and s."expiresAt" > ${at} and a."disabledAt" is null`;
  if (!session) return null;
  const { accountId, personId, seenAt } = session;
  if (at.getTime() - seenAt.getTime() > SEEN_MS)
    await db.session.updateMany({ where: { tokenHash }, data: { seenAt: at } });
  return { accountId, personId };
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

/** Ends one session of the account, wherever it is. @throws NotFound it is over, or somebody else's */
export async function endSession(
  db: Db,
  { accountId, id }: { accountId: string; id: string },
  by: By,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.session.deleteMany({ where: { id, accountId } });
    if (count === 0) throw new NotFound("Этот вход уже закрыт. Откройте список заново.");
    await audit(tx, by, { action: "session.ended" });
  });
}

export interface ListedSession {
  id: string;
  device: DeviceKind | null;
  createdAt: Date;
  seenAt: Date;
  expiresAt: Date;
  /** The one with this token. */
  isThis: boolean;
}

/** The running sessions of an account, the one last seen first. */
export async function listSessions(
  db: Db,
  accountId: string,
  token: string | undefined,
): Promise<ListedSession[]> {
  const sessions = await db.session.findMany({
    where: { accountId, expiresAt: { gt: now() } },
    orderBy: [{ seenAt: "desc" }, { createdAt: "desc" }],
  });
  const own = token === undefined ? null : hashOf(token);
  return sessions.map(({ id, device, createdAt, seenAt, expiresAt, tokenHash }) => ({
    id,
    device,
    createdAt,
    seenAt,
    expiresAt,
    isThis: tokenHash === own,
  }));
}

import { audit } from "../audit.ts";
import { now } from "../clock.ts";
import type { Db, Prisma, Tx } from "../db.ts";
import { BadInput, Conflict, NotFound } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { getPerson, lockPerson } from "../people/people.ts";
import { takeLogin } from "./logins.ts";
import { hashPassword, oneTimePassword } from "./passwords.ts";
import { newSecret } from "./secrets.ts";
import { endSessions } from "./sessions.ts";

export type Account = Prisma.AccountGetPayload<object>;

/** The password is known here and now only; what is kept is its hash. */
export interface Issued {
  account: Account;
  password: string;
}

/**
 * Makes the account of a person with a password for one time (R48).
 * @throws NotFound · BadInput the login · Conflict the person has an account
 */
export async function createAccount(
  db: Db,
  { personId, login: wanted }: { personId: string; login?: string | undefined },
  by: By,
): Promise<Issued> {
  const password = oneTimePassword();
  const passwordHash = await hashPassword(password);
  const account = await db.$transaction(async (tx) => {
    await lockPerson(tx, personId);
    if (await tx.account.findUnique({ where: { personId } }))
      throw new Conflict("Учётная запись у человека уже есть. Если пароль забыт, выдайте новый.", null);
    const { surname } = await getPerson(tx, personId);
    const login = await takeLogin(tx, { surname, wanted });
    const data = { personId, login, passwordHash, mustChange: true, createdAt: by.at ?? now() };
    const created = await tx.account.create({ data });
    await audit(tx, by, { action: "account.created", objectId: personId });
    return created;
  });
  return { account, password };
}

/**
 * The account of somebody who comes by a link to an address of their own, made where there is none. A password that was
 * handed over for one time has had its time: nobody knows the one that takes its place until another is issued.
 */
export async function accountFor(tx: Tx, personId: string, by: By): Promise<string> {
  const at = by.at ?? now();
  await lockPerson(tx, personId);
  const known = await tx.account.findUnique({ where: { personId } });
  if (known && !known.mustChange) return known.id;
  const unknown = { passwordHash: await hashPassword(newSecret()), mustChange: false, handedOverAt: at };
  if (known) return (await tx.account.update({ where: { id: known.id }, data: unknown })).id;
  const login = await takeLogin(tx, { surname: (await getPerson(tx, personId)).surname, wanted: undefined });
  const created = await tx.account.create({ data: { personId, login, ...unknown, createdAt: at } });
  await audit(tx, by, { action: "account.created", objectId: personId });
  return created.id;
}

/** Records that the owner has received it (R48); the first time counts. @throws NotFound */
export async function handOver(db: Db, personId: string, by: By): Promise<Account> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.account.updateMany({
      where: { personId, handedOverAt: null },
      data: { handedOverAt: by.at ?? now() },
    });
    if (count > 0) await audit(tx, by, { action: "account.handedOver", objectId: personId });
    return getAccount(tx, personId);
  });
}

/** A new password for one time, instead of one forgotten or stolen: sessions and tokens end. @throws NotFound */
export async function resetPassword(db: Db, personId: string, by: By): Promise<Issued> {
  const password = oneTimePassword();
  const passwordHash = await hashPassword(password);
  const account = await db.$transaction(async (tx) => {
    const { id } = await getAccount(tx, personId);
    await endAll(tx, id, by);
    await audit(tx, by, { action: "password.reset", objectId: personId });
    const data = { passwordHash, mustChange: true, failedTries: 0, lockedUntil: null };
    return tx.account.update({ where: { id }, data });
  });
  return { account, password };
}

/** Closes an account at once: nobody signs in, sessions and tokens end. @throws NotFound · BadInput it is one's own */
export async function disableAccount(db: Db, personId: string, by: By): Promise<Account> {
  if (by.actorId === personId)
    throw new BadInput("Свою учётную запись не закрывают: вы не смогли бы открыть её снова.");
  return db.$transaction(async (tx) => {
    const { id, disabledAt } = await getAccount(tx, personId);
    await endAll(tx, id, by);
    await audit(tx, by, { action: "account.disabled", objectId: personId });
    return tx.account.update({ where: { id }, data: { disabledAt: disabledAt ?? by.at ?? now() } });
  });
}

/** Opens it again, with the password it had; what had ended stays ended. @throws NotFound */
export async function enableAccount(db: Db, personId: string, by: By): Promise<Account> {
  return db.$transaction(async (tx) => {
    const { id } = await getAccount(tx, personId);
    await audit(tx, by, { action: "account.enabled", objectId: personId });
    return tx.account.update({ where: { id }, data: { disabledAt: null } });
  });
}

async function endAll(tx: Tx, accountId: string, by: By): Promise<void> {
  await endSessions(tx, accountId);
  await tx.apiToken.updateMany({
    where: { accountId, revokedAt: null },
    data: { revokedAt: by.at ?? now() },
  });
}

async function getAccount(tx: Tx, personId: string): Promise<Account> {
  const account = await tx.account.findUnique({ where: { personId } });
  if (!account) throw new NotFound("У этого человека нет учётной записи. Сначала создайте её.");
  return account;
}

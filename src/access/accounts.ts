import { audit } from "../audit.ts";
import type { Db } from "../db.ts";
import { BadInput, NotFound } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { checkNewPassword, hashPassword, isRight } from "./passwords.ts";
import { endSessions } from "./sessions.ts";
import { MOST_TRIES, spendTry, type Tried } from "./tries.ts";

/**
 * One sentence for a wrong login, a wrong password, a locked and a closed account: a different one would tell a stranger
 * which logins exist, or that the password just tried while locked was right.
 */
const REFUSED =
  "Логин или пароль не подошли. После пяти неверных попыток вход закрывается на 15 минут, даже с верным паролем.";
const OLD_IS_WRONG =
  "Прежний пароль не подошёл. После пяти неверных попыток он не подойдёт 15 минут, даже верный.";

const AT_REST = { failedTries: 0, lockedUntil: null };

export interface SignedIn {
  accountId: string;
  personId: string;
  /** The password is the one that was handed over: it has to be changed first. */
  mustChange: boolean;
}

/** The account that this login, in any case, and password open. @throws BadInput with the sentence to show */
export async function signIn(db: Db, login: string, password: string): Promise<SignedIn> {
  const account = await tryPassword(db, login.trim().toLowerCase(), password);
  if (!account || account.isDisabled) throw new BadInput(REFUSED);
  const { id: accountId, personId, mustChange } = account;
  await db.account.update({ where: { id: accountId }, data: AT_REST });
  await audit(db, { actorId: personId, source: "web" }, { action: "session.opened" });
  return { accountId, personId, mustChange };
}

/**
 * The owner takes another password; every session but the one with the token `kept` ends.
 * @throws BadInput the old one is wrong, the new one is weak or the same
 */
export async function changePassword(
  db: Db,
  {
    accountId,
    kept,
    ...passwords
  }: { accountId: string; old: string; new: string; kept: string | undefined },
  by: By,
): Promise<void> {
  const account = await db.account.findUnique({ where: { id: accountId } });
  if (!account) throw new NotFound("Такой учётной записи нет.");
  checkNewPassword(passwords.new, account.login);
  if (passwords.new === passwords.old)
    throw new BadInput("Новый пароль тот же самый. Возьмите другой.", ["new"]);
  // A session somebody left open must not serve to guess the password: wrong ones count here as well.
  const tried = await tryPassword(db, account.login, passwords.old);
  if (!tried) throw new BadInput(OLD_IS_WRONG, ["old"]);
  const passwordHash = await hashPassword(passwords.new);
  await db.$transaction(async (tx) => {
    // Where the administrator reset it meanwhile, the password that was just tried is no longer the old one.
    const { count } = await tx.account.updateMany({
      where: { id: accountId, passwordHash: tried.passwordHash },
      data: { passwordHash, mustChange: false, ...AT_REST },
    });
    if (count === 0) throw new BadInput(OLD_IS_WRONG, ["old"]);
    await endSessions(tx, accountId, kept);
    await audit(tx, by, { action: "password.changed", objectId: account.personId });
  });
}

async function tryPassword(db: Db, login: string, password: string): Promise<Tried | null> {
  const tried = await spendTry(db, login);
  if (await isRight(password, tried?.passwordHash)) return tried!;
  if (tried && tried.failedTries >= MOST_TRIES)
    await audit(db, { actorId: tried.personId, source: "web" }, { action: "account.locked" });
  return null;
}

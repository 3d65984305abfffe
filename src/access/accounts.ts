import { hash, verify } from "@node-rs/argon2";
import { now } from "../clock.ts";
import type { Db } from "../db.ts";
import { BadInput } from "../errors.ts";

const MOST_TRIES = 5;
const LOCK_MINUTES = 15;

/**
 * One sentence for a wrong login, a wrong password and a locked account: a different one would tell a stranger which
 * logins exist, or that the password just tried while locked was right.
 */
const REFUSED =
  "Логин или пароль не подошли. После пяти неверных попыток вход закрывается на 15 минут, даже с верным паролем.";

/** The library's own cost is what OWASP asks of argon2id: 19 MiB, two passes. */
function hashPassword(password: string): Promise<string> {
  return hash(password);
}

/** The account that this login and password open. @throws BadInput with the sentence to show */
export async function signIn(
  db: Db,
  login: string,
  password: string,
): Promise<{ accountId: string; personId: string }> {
  const account = await spendTry(db, login.trim());
  const right = await verify(account?.passwordHash ?? (await strangersHash()), password);
  if (!account || !right) {
    if (account && account.failedTries >= MOST_TRIES) await audit(db, account.personId, "account.locked");
    throw new BadInput(REFUSED);
  }
  await db.account.update({ where: { id: account.id }, data: { failedTries: 0, lockedUntil: null } });
  await audit(db, account.personId, "session.opened");
  return { accountId: account.id, personId: account.personId };
}

interface Tried {
  id: string;
  personId: string;
  passwordHash: string;
  failedTries: number;
}

/** Counts the try before the password is looked at, so that a hundred tries at once are counted too. */
async function spendTry(db: Db, login: string): Promise<Tried | undefined> {
  const at = now();
  const lockedUntil = new Date(at.getTime() + LOCK_MINUTES * 60_000);
  const [tried] = await db.$queryRaw<Tried[]>`
    update "Account" a set "failedTries" = t.tries, "lockedUntil" = case when t.tries >= ${MOST_TRIES}::int then ${lockedUntil}::timestamptz end
    from (select id, case when "lockedUntil" is null then "failedTries" + 1 else 1 end as tries
      from "Account" where login = ${login} and ("lockedUntil" is null or "lockedUntil" <= ${at}) for update) t
    where a.id = t.id
    returning a.id, a."personId", a."passwordHash", a."failedTries"`;
  return tried;
}

let stranger: Promise<string> | undefined;

/** An unknown login takes as long as a known one. */
function strangersHash(): Promise<string> {
  stranger ??= hashPassword("nobody");
  return stranger;
}

async function audit(db: Db, actorId: string, action: string): Promise<void> {
  await db.auditEntry.create({ data: { at: now(), actorId, via: "web", action } });
}

import { now } from "../clock.ts";
import type { Db } from "../db.ts";

export const MOST_TRIES = 5;
const LOCK_MINUTES = 15;

export interface Tried {
  id: string;
  personId: string;
  login: string;
  passwordHash: string;
  failedTries: number;
  mustChange: boolean;
  isDisabled: boolean;
}

/**
 * The account of a login (in lower case) with one more try spent; undefined: there is none, or it is locked. The try is
 * counted before the password is looked at, so that a hundred at once are counted too.
 */
export async function spendTry(db: Db, login: string): Promise<Tried | undefined> {
  const at = now();
  const lockedUntil = new Date(at.getTime() + LOCK_MINUTES * 60_000);
  const [tried] = await db.$queryRaw<Tried[]>`
    update "Account" a set "failedTries" = t.tries, "lockedUntil" = case when t.tries >= ${MOST_TRIES}::int then ${lockedUntil}::timestamptz end
    from (select id, case when "lockedUntil" is null then "failedTries" + 1 else 1 end as tries
      from "Account" where login = ${login} and ("lockedUntil" is null or "lockedUntil" <= ${at}) for update) t
    where a.id = t.id
    returning a.id, a."personId", a.login, a."passwordHash", a."failedTries", a."mustChange",
      a."disabledAt" is not null as "isDisabled"`;
  return tried;
}

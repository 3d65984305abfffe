import { addWorkingDays, readWorkingDays } from "../calendar/working-days.ts";
import { dateOf } from "../clock.ts";
import type { Db, Tx } from "../db.ts";
import { type GuardianshipOnDay, guardianOn } from "./policy.ts";
import { ON_DAY } from "./wards.ts";

/** R48: created and handed over within so many working days of the document. */
const WORKING_DAYS = 3;

export interface OverdueAccount {
  id: string;
  surname: string;
  givenName: string;
  patronymic: string | null;
  why: "missing" | "notHandedOver";
  /** ISO days: of the document it counts from, and the last day on which it would have been in time. */
  documentOn: string;
  dueOn: string;
}

/**
 * Who belongs to the school on that day and should have received an account before it, and has not (R48). It counts from
 * the hiring document of staff, from the enrolment document of pupils and, with the guardianship, of their guardians; where
 * the document has no date, from the first day. The longest overdue first.
 */
export async function overdueAccounts(db: Db | Tx, day: string): Promise<OverdueAccount[]> {
  const waiting = (await findWaiting(db, day)).filter(isEntitled(day));
  const [first] = waiting;
  if (!first) return [];
  const workingDays = await readWorkingDays(db, { from: dateOf(first.documentOn), to: dateOf(day) });
  const overdue = new Map<string, OverdueAccount>();
  // By document, the oldest first: of several reasons to have an account the first one counts.
  for (const { guardianship: _, ...person } of waiting) {
    const dueOn = addWorkingDays(workingDays, person.documentOn, WORKING_DAYS);
    if (dueOn < day && !overdue.has(person.id)) overdue.set(person.id, { ...person, dueOn });
  }
  return [...overdue.values()];
}

interface Waiting extends Omit<OverdueAccount, "dueOn"> {
  /** Null: staff, or the pupil. */
  guardianship: GuardianshipOnDay | null;
}

function isEntitled(day: string): (waiting: Waiting) => boolean {
  return ({ guardianship }) => guardianship === null || guardianOn(day, guardianship);
}

/** By document, the oldest first. */
async function findWaiting(db: Db | Tx, day: string): Promise<Waiting[]> {
  return db.$queryRaw<Waiting[]>`
    with due as (
      select "personId", coalesce("documentOn", "from") as document, null::jsonb as guardianship
      from "RoleGrant" where "to" is null or "to" >= ${day}::date
      union all
      select "pupilId", coalesce("documentOn", "from"), null
      from "Enrolment" where "to" is null or "to" >= ${day}::date
      union all
      select g."guardianId", greatest(coalesce(e."documentOn", e."from"), g."from"), ${ON_DAY}
      from "Guardianship" g
      join "Enrolment" e on e."pupilId" = g."pupilId" and (e."to" is null or e."to" >= ${day}::date)
      join "Person" p on p.id = g."pupilId"
    )
    select p.id, p.surname, p."givenName", p.patronymic,
      case when a.id is null then 'missing' else 'notHandedOver' end as why,
      to_char(d.document, 'YYYY-MM-DD') as "documentOn", d.guardianship
    from due d join "Person" p on p.id = d."personId"
    left join "Account" a on a."personId" = p.id
    where d.document < ${day}::date and (a.id is null or (a."handedOverAt" is null and a."disabledAt" is null))
    order by d.document, p.surname, p."givenName", p.id`;
}

import { overdueAccounts } from "../access/overdue.ts";
import type { Db } from "../db.ts";
import { incompleteCards } from "../people/incomplete-cards.ts";

/** Whoever belongs to a school at once is far fewer. */
const ALL = 100_000;

/** R33: cards of staff without what it asks for are the administrator's. */
export async function countStaffCards(db: Db, day: string): Promise<number> {
  const cards = await incompleteCards(db, { on: day, limit: ALL });
  return cards.filter(({ isStaff }) => isStaff).length;
}

export interface ClassCards {
  level: number;
  letter: string;
  /** The class teacher of that day; null: it has none. */
  leaderId: string | null;
  cards: number;
}

/** R33, R6: cards of pupils and their guardians that lack something, by class. */
export async function countClassCards(db: Db, yearId: string, day: string): Promise<ClassCards[]> {
  const cards = await incompleteCards(db, { on: day, limit: ALL });
  const ids = cards.filter(({ isStaff }) => !isStaff).map(({ id }) => id);
  if (ids.length === 0) return [];
  return db.$queryRaw<ClassCards[]>`
    select c.level, c.letter, l."teacherId" as "leaderId", count(distinct x.id)::int as cards
    from "SchoolClass" c
    join "Enrolment" e on e."classId" = c.id and e."from" <= ${day}::date and (e."to" is null or e."to" >= ${day}::date)
    left join "Guardianship" g on g."pupilId" = e."pupilId"
      and g."from" <= ${day}::date and (g."to" is null or g."to" >= ${day}::date)
    join unnest(${ids}::uuid[]) x(id) on x.id in (e."pupilId", g."guardianId")
    left join "ClassLeadership" l on l."classId" = c.id
      and l."from" <= ${day}::date and (l."to" is null or l."to" >= ${day}::date)
    where c."yearId" = ${yearId}::uuid
    group by c.level, c.letter, l."teacherId" order by c.level, c.letter`;
}

/** R48: accounts that should have been created and handed over before that day, with the earliest of their days. */
export async function countAccounts(
  db: Db,
  day: string,
): Promise<{ why: "missing" | "notHandedOver"; accounts: number; due: string }[]> {
  const overdue = await overdueAccounts(db, day);
  return (["missing", "notHandedOver"] as const).flatMap((why) => {
    const days = overdue.filter((account) => account.why === why).map(({ dueOn }) => dueOn);
    return days.length === 0 ? [] : [{ why, accounts: days.length, due: days.sort()[0]! }];
  });
}

import { findYearOn } from "../calendar/calendar.ts";
import { dateOf, isoDay } from "../clock.ts";
import type { Db, Tx } from "../db.ts";

/** R33: cards are filled in by this day of the school year. */
const DUE = "09-15";

export const CARD_FIELDS = [
  "sex",
  "birthDate",
  "post",
  "grade",
  "category",
  "functions",
  "speciality",
] as const;

export interface IncompleteCard {
  id: string;
  surname: string;
  givenName: string;
  patronymic: string | null;
  isStaff: boolean;
  missing: (typeof CARD_FIELDS)[number][];
}

/**
 * Who belongs to the school on that day (staff, pupils, their guardians) and whose card lacks something R33 asks for;
 * by surname, after the one with the id `after`, at most `limit`.
 */
export async function incompleteCards(
  db: Db | Tx,
  { on, limit, after }: { on: string; limit: number; after?: string | undefined },
): Promise<IncompleteCard[]> {
  return db.$queryRaw<IncompleteCard[]>`
    with staff as (
      select distinct "personId" as id from "RoleGrant"
      where "from" <= ${on}::date and ("to" is null or "to" >= ${on}::date)
    ), pupil as (
      select distinct "pupilId" as id from "Enrolment"
      where "from" <= ${on}::date and ("to" is null or "to" >= ${on}::date)
    ), guardian as (
      select distinct g."guardianId" as id from "Guardianship" g join pupil on pupil.id = g."pupilId"
      where g."from" <= ${on}::date and (g."to" is null or g."to" >= ${on}::date)
    ), card as (
      select p.id, p.surname, p."givenName", p.patronymic, staff.id is not null as "isStaff",
        array_remove(array[case when p.sex is null then 'sex' end, case when p."birthDate" is null then 'birthDate' end]
          || case when staff.id is null then '{}' else array[
            case when c.post is null then 'post' end, case when c.grade is null then 'grade' end,
            case when c.category is null then 'category' end, case when c.functions is null then 'functions' end,
            case when c.speciality is null then 'speciality' end] end, null) as missing
      from "Person" p
      left join staff on staff.id = p.id
      left join "StaffCard" c on c."personId" = p.id
      where p.id in (select id from staff union select id from pupil union select id from guardian)
    )
    select * from card
    where cardinality(missing) > 0
      and (${after ?? null}::uuid is null or (surname, "givenName", id) >
        (select surname, "givenName", id from "Person" where id = ${after ?? null}::uuid))
    order by surname, "givenName", id
    limit ${limit}`;
}

/** The day by which the cards of the school year have to be complete; null in the summer between two. */
export async function cardsDueOn(db: Db | Tx, on: string): Promise<string | null> {
  const year = await findYearOn(db, dateOf(on));
  return year && `${isoDay(year.startsOn).slice(0, 4)}-${DUE}`;
}

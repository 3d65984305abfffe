import { isoDay } from "../clock.ts";
import { type Db, Prisma, type Tx } from "../db.ts";
import { type GuardianshipOnDay, guardianOn } from "./policy.ts";

/** What guardianOn() asks of a guardianship `g` and its pupil `p`. Counted: for "exists" all consents were read each time. */
export const ON_DAY = Prisma.sql`jsonb_build_object(
  'from', g."from", 'to', g."to", 'barredFrom', g."barredFrom", 'pupilBirthDate', p."birthDate",
  'pupilConsents', (select count(*) from "Consent" c
    where c."personId" = p.id and c.purpose = 'guardians' and c."withdrawnAt" is null) > 0)`;

export interface Ward {
  id: string;
  surname: string;
  givenName: string;
  /** `7А`, on that day; null in the holidays and after the years at school. */
  className: string | null;
}

/** Whose diary a person may open on that day as family: their own, if they are a pupil, and those of their wards (R1). */
export async function listWards(db: Db | Tx, personId: string, day: Date): Promise<Ward[]> {
  const found = await db.$queryRaw<(Ward & { guardianship: GuardianshipOnDay | null })[]>`
    with ward as (
      select id, null::jsonb as guardianship from "Person" p
      where id = ${personId}::uuid and exists (select 1 from "Enrolment" where "pupilId" = p.id)
      union all
      select g."pupilId", ${ON_DAY}
      from "Guardianship" g join "Person" p on p.id = g."pupilId" where g."guardianId" = ${personId}::uuid
    )
    select p.id, p.surname, p."givenName", w.guardianship,
      (select c.level || c.letter from "Enrolment" e join "SchoolClass" c on c.id = e."classId"
        where e."pupilId" = p.id and e."from" <= ${isoDay(day)}::date
          and (e."to" is null or e."to" >= ${isoDay(day)}::date) limit 1) as "className"
    from ward w join "Person" p on p.id = w.id
    order by p.surname, p."givenName", p.id`;
  return found
    .filter(({ guardianship }) => guardianship === null || guardianOn(isoDay(day), guardianship))
    .map(({ guardianship: _, ...ward }) => ward);
}

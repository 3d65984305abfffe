import { guardianOn } from "../access/policy.ts";
import { ON_DAY } from "../access/wards.ts";
import { isoDay } from "../clock.ts";
import type { Db } from "../db.ts";
import { groupBy } from "../grouping.ts";

export interface UnreachableFamily {
  /** The pupil's. */
  id: string;
  surname: string;
  givenName: string;
  classId: string;
  /** `7А` */
  className: string;
  /** Who should hear of the pupil and cannot: the guardians; of age or without any, the pupil. */
  hearers: { id: string; surname: string; givenName: string; patronymic: string | null }[];
}

interface Row extends Omit<UnreachableFamily, "hearers"> {
  hearer: UnreachableFamily["hearers"][number];
  /** Null: the pupil themselves. */
  guardianship: Parameters<typeof guardianOn>[1] | null;
  reached: boolean;
}

/**
 * Pupils in a class on that day of whom nobody who should hear can be reached, by class and surname. To be reached takes
 * a confirmed contact, and consent where it is electronic (R34); the school's own sheet of last resort does not count.
 * One query; the law about guardians is asked in policy.ts.
 */
export async function findUnreachable(
  db: Db,
  day: Date,
  { classId = null }: { classId?: string | null } = {},
): Promise<UnreachableFamily[]> {
  const rows = await db.$queryRaw<Row[]>`
    with pupil as (
      select p.id, p.surname, p."givenName", p."birthDate", c.id as "classId", c.level, c.letter
      from "Enrolment" e join "Person" p on p.id = e."pupilId" join "SchoolClass" c on c.id = e."classId"
      where e."from" <= ${isoDay(day)}::date and (e."to" is null or e."to" >= ${isoDay(day)}::date)
        and (${classId}::uuid is null or c.id = ${classId}::uuid)
    ), hearing as (
      select p.id, g."guardianId" as "hearerId", ${ON_DAY} as guardianship
      from pupil p join "Guardianship" g on g."pupilId" = p.id
      union all
      select id, id, null from pupil
    )
    select p.id, p.surname, p."givenName", p."classId", p.level || p.letter as "className", h.guardianship,
      jsonb_build_object('id', w.id, 'surname', w.surname, 'givenName', w."givenName", 'patronymic', w.patronymic) as hearer,
      exists (select 1 from usable_contact c where c."personId" = w.id and c.origin <> 'lastResort') as reached
    from hearing h join pupil p on p.id = h.id join "Person" w on w.id = h."hearerId"
    order by p.level, p.letter, p.surname, p."givenName", p.id, w.surname, w.id`;
  const families = groupBy(rows, ({ id }) => id);
  return [...families.values()].flatMap((family) => {
    const hearers = hearersOf(family, isoDay(day));
    if (hearers.some(({ reached }) => reached)) return [];
    const { id, surname, givenName, classId: inClass, className } = family[0]!;
    const named = hearers.map(({ hearer }) => hearer);
    return [{ id, surname, givenName, classId: inClass, className, hearers: named }];
  });
}

/** The parents are owed it, whatever the child reads on a telephone of their own. */
function hearersOf(family: Row[], day: string): Row[] {
  const guardians = family.filter(({ guardianship }) => guardianship && guardianOn(day, guardianship));
  return guardians.length > 0 ? guardians : family.filter(({ guardianship }) => guardianship === null);
}

import type { Db, Role, Sex, Tx } from "../db.ts";

export interface Listed {
  id: string;
  surname: string;
  givenName: string;
  patronymic: string | null;
  sex: Sex | null;
  birthDate: Date | null;
  version: number;
  /** On that day, as is all that follows. */
  roles: Role[];
  classId: string | null;
  /** `7А` */
  className: string | null;
  isGuardian: boolean;
}

export interface Search {
  /** How the surname begins, in any case; ё and е are one letter. */
  surname?: string | undefined;
  role?: Role | undefined;
  /** Pupils of this class. */
  classId?: string | undefined;
}

/** The people of the school on a day, by surname, after the one with the id `after`; at most `limit`. */
export async function findPeople(
  db: Db | Tx,
  { surname, role, classId }: Search,
  { on, limit, after }: { on: string; limit: number; after?: string | undefined },
): Promise<Listed[]> {
  const beginning = surname?.trim().toLowerCase().replaceAll("ё", "е") ?? "";
  return db.$queryRaw<Listed[]>`
    select p.id, p.surname, p."givenName", p.patronymic, p.sex::text, p."birthDate", p.version,
      coalesce(r.roles, '{}') as roles, e."classId", e."className",
      exists (select 1 from "Guardianship" g where g."guardianId" = p.id
        and g."from" <= ${on}::date and (g."to" is null or g."to" >= ${on}::date)) as "isGuardian"
    from "Person" p
    left join lateral (
      select array_agg(distinct role::text) as roles from "RoleGrant"
      where "personId" = p.id and "from" <= ${on}::date and ("to" is null or "to" >= ${on}::date)) r on true
    left join lateral (
      select c.id as "classId", c.level || c.letter as "className"
      from "Enrolment" e join "SchoolClass" c on c.id = e."classId"
      where e."pupilId" = p.id and e."from" <= ${on}::date and (e."to" is null or e."to" >= ${on}::date)
      limit 1) e on true
    where starts_with(translate(lower(p.surname), 'ё', 'е'), ${beginning})
      and (${role ?? null}::text is null or ${role ?? null}::text = any(r.roles))
      and (${classId ?? null}::uuid is null or e."classId" = ${classId ?? null}::uuid)
      and (${after ?? null}::uuid is null or (p.surname, p."givenName", p.id) >
        (select surname, "givenName", id from "Person" where id = ${after ?? null}::uuid))
    order by p.surname, p."givenName", p.id
    limit ${limit}`;
}

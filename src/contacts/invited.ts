import { type GuardianshipOnDay, guardianOn } from "../access/policy.ts";
import { ON_DAY } from "../access/wards.ts";
import { isoDay } from "../clock.ts";
import type { Db, Kinship, Tx } from "../db.ts";
import type { Invited } from "./invitations.ts";

interface Name {
  surname: string;
  givenName: string;
  patronymic: string | null;
}

/** Somebody who may hear of a pupil on that day, with the names a slip bears. */
export interface Entitled extends Invited {
  person: Name;
  pupil: Name;
  /** `7А`; null in the holidays. */
  className: string | null;
  /** Null: the pupil themselves. */
  kinship: Kinship | null;
  /** An address of theirs is confirmed and in use. */
  isReached: boolean;
}

/** Those of them who may hear of their pupil on that day, the names with them. One query. */
export async function readInvited(
  db: Db | Tx,
  { invited, day }: { invited: Invited[]; day: Date },
): Promise<Entitled[]> {
  const pairs = JSON.stringify(invited.map(({ personId, pupilId }) => ({ personId, pupilId })));
  const rows = await db.$queryRaw<Row[]>`
    with pair as (select * from jsonb_to_recordset(${pairs}::jsonb) as x("personId" uuid, "pupilId" uuid))
    select x."personId", x."pupilId", g.kinship,
      case when g.id is not null then ${ON_DAY} end as guardianship,
      jsonb_build_object('surname', o.surname, 'givenName', o."givenName", 'patronymic', o.patronymic) as person,
      jsonb_build_object('surname', p.surname, 'givenName', p."givenName", 'patronymic', p.patronymic) as pupil,
      (select c.level || c.letter from "Enrolment" e join "SchoolClass" c on c.id = e."classId"
        where e."pupilId" = p.id and e."from" <= ${isoDay(day)}::date
          and (e."to" is null or e."to" >= ${isoDay(day)}::date) limit 1) as "className",
      exists (select 1 from "Contact" c where c."personId" = o.id and c.state = 'confirmed' and c.origin <> 'lastResort') as "isReached"
    from pair x join "Person" o on o.id = x."personId" join "Person" p on p.id = x."pupilId"
    left join "Guardianship" g on g."guardianId" = x."personId" and g."pupilId" = x."pupilId"
    where exists (select 1 from "Enrolment" where "pupilId" = p.id)
    order by p.surname, p."givenName", p.id, g.kinship`;
  return rows
    .filter(({ guardianship, personId, pupilId }) =>
      guardianship ? guardianOn(isoDay(day), guardianship) : personId === pupilId,
    )
    .map(({ guardianship: _, ...entitled }) => entitled);
}

type Row = Entitled & { guardianship: GuardianshipOnDay | null };

/** The guardians of a class on that day, or its pupils themselves, in the order of its list. */
export async function listInvitable(
  db: Db,
  { classId, to, day }: { classId: string; to: "guardians" | "pupils"; day: Date },
): Promise<Entitled[]> {
  const themselves = to === "pupils";
  const invited = await db.$queryRaw<Invited[]>`
    select distinct e."pupilId", case when ${themselves}::boolean then e."pupilId" else g."guardianId" end as "personId"
    from "Enrolment" e left join "Guardianship" g on g."pupilId" = e."pupilId"
    where e."classId" = ${classId}::uuid and e."from" <= ${isoDay(day)}::date
      and (e."to" is null or e."to" >= ${isoDay(day)}::date) and (${themselves}::boolean or g.id is not null)`;
  return readInvited(db, { invited, day });
}

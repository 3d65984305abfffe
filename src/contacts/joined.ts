import { isoDay, now } from "../clock.ts";
import type { Db } from "../db.ts";
import { type Entitled, readInvited } from "./invited.ts";
import type { SLIP_STATES } from "./slips.ts";

/** A guardian of a pupil: reached already, or how their newest slip stands; null: none was issued. */
export interface Joining extends Entitled {
  slip: { state: Exclude<(typeof SLIP_STATES)[number], "joined">; expiresAt: Date } | null;
}

/** The guardians of these classes on that day (midnight UTC), in the order of the lists. Three queries. */
export async function readJoining(
  db: Db,
  { classIds, day }: { classIds: string[]; day: Date },
): Promise<Joining[]> {
  const invited = await db.$queryRaw<{ personId: string; pupilId: string }[]>`
    select distinct g."pupilId", g."guardianId" as "personId"
    from "Enrolment" e join "Guardianship" g on g."pupilId" = e."pupilId"
    where e."classId" = any(${classIds}::uuid[]) and e."from" <= ${isoDay(day)}::date
      and (e."to" is null or e."to" >= ${isoDay(day)}::date)`;
  const slips = await db.$queryRaw<({ key: string } & NonNullable<Joining["slip"]>)[]>`
    select distinct on (i."personId", i."pupilId") i."personId" || ' ' || i."pupilId" as key, i."expiresAt",
      case when i."declinedAt" is not null then 'declined' when c.state = 'unconfirmed' then 'asked'
        when i."cancelledAt" is not null then 'cancelled' when i."expiresAt" <= ${now()} then 'expired' else 'waiting' end as state
    from "Invitation" i left join "Contact" c on c.id = i."contactId"
    where i."pupilId" = any(${invited.map(({ pupilId }) => pupilId)}::uuid[])
    order by i."personId", i."pupilId", i."issuedAt" desc, i.number desc`;
  const bySlip = new Map(slips.map(({ key, ...slip }) => [key, slip]));
  const entitled = await readInvited(db, { invited, day });
  return entitled.map((one) => ({ ...one, slip: bySlip.get(`${one.personId} ${one.pupilId}`) ?? null }));
}

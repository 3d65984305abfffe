import { isoDay, now } from "../clock.ts";
import type { Channel, Db } from "../db.ts";

/** What came of a slip. `asked`: an address was named and has not answered yet. `declined`: it went to somebody else. */
export const SLIP_STATES = ["waiting", "asked", "joined", "declined", "cancelled", "expired"] as const;

export interface IssuedSlip {
  id: string;
  number: number;
  personId: string;
  /** Surname, name and patronymic. */
  person: string;
  pupilId: string;
  pupil: string;
  issuedAt: Date;
  expiresAt: Date;
  state: (typeof SLIP_STATES)[number];
  /** When the holder answered. */
  answeredAt: Date | null;
  channel: Channel | null;
  /** Wrong PINs so far: somebody tries. */
  wrongTries: number;
}

/** What came of the slips of a class, for its class teacher: the newest of each person and pupil. Never an address. */
export function listSlips(db: Db, { classId, day }: { classId: string; day: Date }): Promise<IssuedSlip[]> {
  return db.$queryRaw<IssuedSlip[]>`
    select distinct on (p.surname, p."givenName", p.id, o.id) i.id, i.number, o.id as "personId",
      concat_ws(' ', o.surname, o."givenName", o.patronymic) as person,
      p.id as "pupilId", concat_ws(' ', p.surname, p."givenName") as pupil,
      i."issuedAt", i."expiresAt", i."failedTries" as "wrongTries", c.channel,
      coalesce(i."declinedAt", i."usedAt") as "answeredAt",
      case when i."declinedAt" is not null then 'declined' when c.state = 'unconfirmed' then 'asked'
        when i."usedAt" is not null then 'joined' when i."cancelledAt" is not null then 'cancelled'
        when i."expiresAt" <= ${now()} then 'expired' else 'waiting' end as state
    from "Enrolment" e join "Invitation" i on i."pupilId" = e."pupilId"
    join "Person" p on p.id = i."pupilId" join "Person" o on o.id = i."personId"
    left join "Contact" c on c.id = i."contactId"
    where e."classId" = ${classId}::uuid and e."from" <= ${isoDay(day)}::date and (e."to" is null or e."to" >= ${isoDay(day)}::date)
    order by p.surname, p."givenName", p.id, o.id, i."issuedAt" desc, i.number desc`;
}

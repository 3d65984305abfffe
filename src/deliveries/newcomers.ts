import { packButton } from "../access/buttons.ts";
import { dateOf } from "../clock.ts";
import { readInvited } from "../contacts/invited.ts";
import type { Db } from "../db.ts";
import { groupBy } from "../grouping.ts";
import type { ClaimedRow } from "./claiming.ts";
import type { Message } from "./message.ts";

interface Pair {
  deliveryId: string;
  personId: string;
  pupilId: string;
}

/** Who joined of each class teacher's classes since their delivery was planned, and is there still; by delivery. */
export async function readNewcomers(
  db: Db,
  rows: ClaimedRow[],
  { secret, day }: { secret: string; day: string },
): Promise<Map<string, NonNullable<Message["newcomers"]>>> {
  const own = rows.filter(({ kind }) => kind === "newcomers");
  if (own.length === 0) return new Map();
  const asked = JSON.stringify(
    own.map(({ deliveryId, personId, windowFrom }) => ({ deliveryId, personId, windowFrom })),
  );
  const pairs = await db.$queryRaw<Pair[]>`
    with asked as (select * from jsonb_to_recordset(${asked}::jsonb)
      as x("deliveryId" uuid, "personId" uuid, "windowFrom" timestamptz)),
    ofClass as (
      select a."deliveryId", a."windowFrom", e."pupilId"
      from asked a join "ClassLeadership" l on l."teacherId" = a."personId"
        and l."from" <= ${day}::date and (l."to" is null or l."to" >= ${day}::date)
      join "Enrolment" e on e."classId" = l."classId" and e."from" <= ${day}::date and (e."to" is null or e."to" >= ${day}::date)
    ), heard as (
      select o."deliveryId", o."windowFrom", o."pupilId", g."guardianId" as "personId"
      from ofClass o join "Guardianship" g on g."pupilId" = o."pupilId"
      union all select "deliveryId", "windowFrom", "pupilId", "pupilId" from ofClass
    )
    select distinct h."deliveryId", h."personId", h."pupilId" from heard h join "Contact" c on c."personId" = h."personId"
      and c.state = 'confirmed' and c."confirmedAt" >= h."windowFrom"`;
  const byDelivery = groupBy(pairs, ({ deliveryId }) => deliveryId);
  const entitled = await readInvited(db, { invited: pairs, day: dateOf(day) });
  const byPair = new Map(entitled.map((one) => [`${one.personId} ${one.pupilId}`, one]));
  return new Map(
    own.flatMap(({ deliveryId, address }) => {
      const people = (byDelivery.get(deliveryId) ?? []).flatMap(({ personId, pupilId }) => {
        const one = byPair.get(`${personId} ${pupilId}`);
        return one ? [{ pupil: one.pupil, className: one.className, kinship: one.kinship }] : [];
      });
      const data = packButton(secret, address, { act: "joined.list" });
      return people.length > 0 ? [[deliveryId, { people, data }] as const] : [];
    }),
  );
}

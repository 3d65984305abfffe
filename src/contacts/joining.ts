import { dayIn, isoDay } from "../clock.ts";
import type { Tx } from "../db.ts";
import { getSettings } from "../settings.ts";

/** Of urgency `service`, as deliveries/timing.ts has it. */
const PATIENCE_MS = 12 * 3_600_000;

/** A meeting of parents joins within minutes: the class teacher hears of all of them at once. */
const GATHERED_MS = 10 * 60_000;

interface Joined {
  /** The contact. */
  id: string;
  personId: string;
  at: Date;
}

/** An address of somebody is in force from now on: their other addresses hear of it, and the class teachers of their pupils. */
export async function tellOfJoining(tx: Tx, joined: Joined): Promise<void> {
  await tellOtherAddresses(tx, joined);
  await tellClassTeachers(tx, joined);
}

/**
 * Tells every other usable address of a person that this one is confirmed now: whoever holds a slip by mistake does not
 * stay unnoticed. One delivery of kind `joined` each; paper is not told.
 */
async function tellOtherAddresses(tx: Tx, { id, personId, at }: Joined): Promise<void> {
  await tx.$executeRaw`
    insert into "Delivery" ("personId", "contactId", channel, kind, urgency, "dueAt", "patienceUntil")
    select u."personId", u.id, u.channel, 'joined', 'service', ${at}, ${new Date(at.getTime() + PATIENCE_MS)}
    from usable_contact u where u."personId" = ${personId}::uuid and u.id <> ${id}::uuid and u.channel <> 'paper'`;
}

/**
 * One delivery of kind `newcomers` to the Telegram of whoever leads a class of theirs today, unless one waits already or
 * they switched it off; who joined since `windowFrom` is read when it leaves.
 */
async function tellClassTeachers(tx: Tx, { personId, at }: Joined): Promise<void> {
  const { timeZone } = await getSettings(tx);
  const day = isoDay(dayIn(timeZone, at));
  const dueAt = new Date(at.getTime() + GATHERED_MS);
  await tx.$executeRaw`
    insert into "Delivery" ("personId", "contactId", channel, kind, urgency, "dueAt", "patienceUntil", "windowFrom")
    select l."teacherId", c.id, c.channel, 'newcomers', 'now', ${dueAt}, ${new Date(dueAt.getTime() + PATIENCE_MS)}, ${at}
    from (
      select distinct l."teacherId" from "Enrolment" e join "ClassLeadership" l on l."classId" = e."classId"
      where (e."pupilId" = ${personId}::uuid or e."pupilId" in (
          select g."pupilId" from "Guardianship" g where g."guardianId" = ${personId}::uuid
            and g."from" <= ${day}::date and (g."to" is null or g."to" >= ${day}::date)))
        and e."from" <= ${day}::date and (e."to" is null or e."to" >= ${day}::date)
        and l."from" <= ${day}::date and (l."to" is null or l."to" >= ${day}::date)
        and l."teacherId" <> ${personId}::uuid
    ) l
    join lateral (select u.id, u.channel from "Contact" u where u."personId" = l."teacherId" and u.channel = 'telegram'
      and u.state = 'confirmed' order by u.rank, u."createdAt", u.id limit 1) c on true
    left join "Preference" p on p."personId" = l."teacherId"
    where coalesce(p."tellJoined", true) and not exists (select 1 from "Delivery" d
      where d."personId" = l."teacherId" and d.kind = 'newcomers' and d.state = 'waiting')`;
}

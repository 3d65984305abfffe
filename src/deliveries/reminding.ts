import { Temporal } from "temporal-polyfill";
import { packButton } from "../access/buttons.ts";
import { audit } from "../audit.ts";
import { dateOf, dayIn, isoDay, now } from "../clock.ts";
import type { Db } from "../db.ts";
import type { By } from "../outbox/events.ts";
import { getSettings } from "../settings.ts";
import type { ClaimedRow } from "./claiming.ts";
import type { Message } from "./message.ts";
import { readUnfilled } from "./unfilled.ts";

// A teacher hears once, when their day is over, what of it closes at midnight and is not filled in: today's lessons (R11),
// marks and finals whose last day it is. It is a delivery of kind `reminder` without notices, to their Telegram alone.

const REMINDER_LOCK = 20_261_126;
/** Of urgency `service`, as deliveries/timing.ts has it; past midnight nothing is missing that could be written. */
const PATIENCE_MS = 12 * 3_600_000;

interface Candidate {
  personId: string;
  contactId: string;
}

/**
 * Plans the reminders that are due, each person's once a day, however many workers plan at once. Returns how many.
 * A fixed number of queries, however large the school.
 */
export function planReminders(db: Db): Promise<number> {
  return db.$transaction(async (tx) => {
    const [lock] = await tx.$queryRaw<{ mine: boolean }[]>`
      select pg_try_advisory_xact_lock(${REMINDER_LOCK}::int) as mine`;
    if (!lock?.mine) return 0;
    const settings = await getSettings(tx);
    const [at, day] = [now(), isoDay(dayIn(settings.timeZone))];
    const over = new Date(at.getTime() - settings.remindAfterMinutes * 60_000);
    // Whoever has no lessons today hears when the school's last lesson is over, and on a day without any after noon.
    const candidates = await tx.$queryRaw<Candidate[]>`
      with held as (select "teacherId", "endsAt" from "Lesson" where date = ${day}::date and "cancelledFor" is null)
      select d."teacherId" as "personId", c.id as "contactId"
      from (
        select "teacherId" from held group by 1 having max("endsAt") <= ${over}
        union
        select t."teacherId" from "Teaching" t where t."from" <= ${day}::date and (t."to" is null or t."to" >= ${day}::date)
          and not exists (select 1 from held h where h."teacherId" = t."teacherId")
          and coalesce((select max("endsAt") from held), ${noonOf(day, settings.timeZone)}) <= ${over}) d
      join lateral (select u.id from "Contact" u where u."personId" = d."teacherId" and u.channel = 'telegram' and u.state = 'confirmed'
        order by u.rank, u."createdAt", u.id limit 1) c on true
      left join "Preference" p on p."personId" = d."teacherId"
      where coalesce(p."remindLessons", true) and not exists (select 1 from "Delivery" r
        where r."personId" = d."teacherId" and r.kind = 'reminder' and r."windowFrom" = ${dateOf(day)}::timestamptz)`;
    if (candidates.length === 0) return 0;
    const teacherIds = candidates.map(({ personId }) => personId);
    const owing = await readUnfilled(db, { teacherIds, day, at });
    const due = candidates.filter(({ personId }) => owing.has(personId));
    if (due.length === 0) return 0;
    const { count } = await tx.delivery.createMany({
      data: due.map((candidate) => ({
        ...candidate,
        channel: "telegram" as const,
        kind: "reminder",
        urgency: "service" as const,
        dueAt: at,
        patienceUntil: new Date(at.getTime() + PATIENCE_MS),
        // The day it is of.
        windowFrom: dateOf(day),
      })),
    });
    return count;
  });
}

function noonOf(day: string, timeZone: string): Date {
  const noon = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime: "12:00" });
  return new Date(noon.epochMilliseconds);
}

/** What each of these reminders says at this moment, by delivery; one about which nothing is missing any more is left out. */
export async function readReminders(
  db: Db,
  rows: ClaimedRow[],
  { secret, day }: { secret: string; day: string },
): Promise<Map<string, NonNullable<Message["reminder"]>>> {
  // One of yesterday that had to wait says nothing of today.
  const own = rows.filter(({ kind, windowFrom }) => kind === "reminder" && isoDay(windowFrom!) === day);
  if (own.length === 0) return new Map();
  const teacherIds = own.map(({ personId }) => personId);
  const owing = await readUnfilled(db, { teacherIds, day, at: now() });
  return new Map(
    own.flatMap(({ deliveryId, personId, address }) => {
      const unfilled = owing.get(personId);
      const data = packButton(secret, address, { act: "lesson.missing" });
      return unfilled ? [[deliveryId, { ...unfilled, data }] as const] : [];
    }),
  );
}

/** What staff hear by themselves: lessons that are not filled in, and who of their class has joined. */
export type Reminded = "remindLessons" | "tellJoined";

/** Whether somebody hears of it. */
export async function wantsReminders(db: Db, personId: string, what: Reminded): Promise<boolean> {
  const preference = await db.preference.findUnique({ where: { personId } });
  return preference?.[what] ?? true;
}

/** What they want from now on; the same wish again changes nothing. */
export function chooseReminders(
  db: Db,
  { personId, what, wanted }: { personId: string; what: Reminded; wanted: boolean },
  by: By,
): Promise<void> {
  return db.$transaction(async (tx) => {
    const chosen = { [what]: wanted };
    await tx.preference.upsert({ where: { personId }, create: { personId, ...chosen }, update: chosen });
    await audit(tx, by, { action: "reminders.chosen", objectId: personId, details: { what, wanted } });
  });
}

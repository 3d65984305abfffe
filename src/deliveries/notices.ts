import { dayIn, isoDay } from "../clock.ts";
import type { Db, Frequency, Tx } from "../db.ts";
import { EVENTS, type EventKind } from "../outbox/events.ts";
import { getSettings, type Settings } from "../settings.ts";
import { AUDIENCE, findHearers, isNoticeKind, type NoticeKind } from "./audience.ts";
import { planTiming, type Timing } from "./timing.ts";

/** The feeder listens on this PostgreSQL channel and polls as well. */
export const WAKE_FEEDER = "vestnik_feeder";

interface OpenEvent {
  id: string;
  kind: EventKind;
  factId: string;
  factVersion: number;
  pupilId: string | null;
  occurredAt: Date;
  knownAt: Date | null;
}

type FamilyEvent = OpenEvent & { kind: NoticeKind; pupilId: string };

interface NewNotice extends Timing {
  factKind: string;
  factId: string;
  factVersion: number;
  personId: string;
  pupilId: string;
}

/**
 * Turns events into notices, one per (fact, person), and marks them routed, in one transaction. Routing the same event
 * twice changes nothing; a newer version of a fact opens its notices again. Returns how many events were routed.
 */
export function routeEvents(db: Db, eventIds: string[]): Promise<number> {
  return db.$transaction(async (tx) => {
    const events = await tx.$queryRaw<OpenEvent[]>`
      select e.id, e.kind, e."factId", e."factVersion", e."pupilId", e."occurredAt", f."resultsKnownAt" as "knownAt"
      from "Event" e left join "FinalMark" f on f.id = e."factId"
      where e.id = any(${eventIds}::uuid[]) and e."routedAt" is null
      order by e.id for update of e`;
    if (events.length === 0) return 0;
    const own = events.filter(isOfFamily);
    if (own.length > 0)
      await upsertNotices(tx, newestOfEachFact(await planNotices(tx, own, await getSettings(tx))));
    await tx.$executeRaw`
      update "Event" set "routedAt" = now() where id = any(${events.map((event) => event.id)}::uuid[])`;
    await tx.$executeRaw`select pg_notify(${WAKE_FEEDER}, '')`;
    return events.length;
  });
}

function isOfFamily(event: OpenEvent): event is FamilyEvent {
  return isNoticeKind(event.kind) && event.pupilId !== null;
}

async function planNotices(tx: Tx, events: FamilyEvent[], settings: Settings): Promise<NewNotice[]> {
  const pupilIds = [...new Set(events.map((event) => event.pupilId))];
  const hearers = await findHearers(tx, pupilIds, isoDay(dayIn(settings.timeZone)));
  const personIds = [...new Set(hearers.map((hearer) => hearer.personId))];
  const choices = await findChoices(tx, personIds);
  return events.flatMap((event) =>
    hearers
      .filter((hearer) => hearer.pupilId === event.pupilId)
      .flatMap(({ personId, pupilId }) => {
        const { topic, delay } = AUDIENCE[event.kind];
        const choice = choices.get(personId);
        const timing = planTiming({
          topic,
          delay,
          occurredAt: event.occurredAt,
          holdSeconds: settings.markHoldSeconds,
          frequency: choice?.of(topic, pupilId) ?? "now",
          eveningHour: settings.eveningHour,
          timeZone: choice?.timeZone ?? settings.timeZone,
          knownAt: event.knownAt,
        });
        const { factId, factVersion } = event;
        return timing
          ? [{ ...timing, factKind: EVENTS[event.kind].fact, factId, factVersion, personId, pupilId }]
          : [];
      }),
  );
}

interface PersonChoices {
  timeZone: string | null;
  of(topic: string, pupilId: string): Frequency | undefined;
}

/** A choice about one pupil goes before the choice about all of them. */
async function findChoices(tx: Tx, personIds: string[]): Promise<Map<string, PersonChoices>> {
  const people = await tx.person.findMany({
    where: { id: { in: personIds } },
    select: { id: true, timeZone: true, choices: true },
  });
  return new Map(
    people.map(({ id, timeZone, choices }) => [
      id,
      {
        timeZone,
        of: (topic, pupilId) =>
          (
            choices.find((choice) => choice.topic === topic && choice.pupilId === pupilId) ??
            choices.find((choice) => choice.topic === topic && choice.pupilId === null)
          )?.frequency,
      },
    ]),
  );
}

/** One statement must not touch the same notice twice; of two versions in one batch the newer one counts. */
function newestOfEachFact(notices: NewNotice[]): NewNotice[] {
  const newest = new Map<string, NewNotice>();
  for (const notice of notices) {
    const key = `${notice.factId} ${notice.personId}`;
    if ((newest.get(key)?.factVersion ?? 0) < notice.factVersion) newest.set(key, notice);
  }
  return [...newest.values()];
}

async function upsertNotices(tx: Tx, notices: NewNotice[]): Promise<void> {
  if (notices.length === 0) return;
  // A notice that waits in a delivery stays there: the claim sees that it is not due yet and lets it go.
  await tx.$executeRaw`
    insert into "Notice" ("factKind", "factId", "factVersion", "personId", "pupilId", urgency, "dueAt", "patienceUntil", "deadlineAt")
    select x."factKind", x."factId", x."factVersion", x."personId", x."pupilId", x.urgency::"Urgency",
           x."dueAt", x."patienceUntil", x."deadlineAt"
    from jsonb_to_recordset(${JSON.stringify(notices)}::jsonb) as x("factKind" text, "factId" uuid, "factVersion" int,
      "personId" uuid, "pupilId" uuid, urgency text, "dueAt" timestamptz, "patienceUntil" timestamptz, "deadlineAt" timestamptz)
    order by x."factId", x."personId"
    on conflict ("factId", "personId") do update
      set "factVersion" = excluded."factVersion", "dueAt" = excluded."dueAt", "patienceUntil" = excluded."patienceUntil",
          "deadlineAt" = coalesce("Notice"."deadlineAt", excluded."deadlineAt"), urgency = excluded.urgency,
          state = case when "Notice"."toldVersion" >= excluded."factVersion" then "Notice".state else 'open' end,
          reason = null, "triedContacts" = '{}'
      where "Notice"."factVersion" < excluded."factVersion"`;
}

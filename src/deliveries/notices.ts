import { dayIn, isoDay } from "../clock.ts";
import { type Chosen, type PersonChoices, readChoices } from "../contacts/choices.ts";
import { Prisma } from "../db.ts";
import { EVENTS, type EventKind } from "../outbox/events.ts";
import { endWith, type Raw, type RawDb } from "../raw.ts";
import type { Settings } from "../settings.ts";
import { planAbsences } from "./absence-days.ts";
import { planAnnouncements } from "./announcement-facts.ts";
import { AUDIENCE, findHearers, type Hearer, isNoticeKind, type NoticeKind } from "./audience.ts";
import { planThreadMessages } from "./thread-facts.ts";
import { planTiming, type Timing } from "./timing.ts";

/** The feeder listens on this PostgreSQL channel and polls as well. */
export const WAKE_FEEDER = "vestnik_feeder";

/** An event that waits to be routed. */
export interface OpenEvent {
  id: string;
  kind: EventKind;
  factId: string;
  factVersion: number;
  pupilId: string | null;
  occurredAt: Date;
  /** Of a final mark: when its result was known. */
  knownAt: Date | null;
}

type FamilyEvent = OpenEvent & { kind: NoticeKind; pupilId: string };

/** When one person is to hear of one fact, by what they chose. */
export interface Planned extends Timing {
  onlyLow: boolean;
}

export interface NewNotice extends Planned {
  factKind: string;
  factId: string;
  factVersion: number;
  personId: string;
  pupilId: string;
}

/** Whatever a family chooses. */
const OWED: Chosen = { frequency: "now", onlyLow: false };

/** Marks and finals apart, each plans the notices of those events that are its own, with a fixed number of queries. */
const PLANS: ((tx: Raw, events: OpenEvent[], settings: Settings) => Promise<NewNotice[]>)[] = [
  planAbsences,
  planAnnouncements,
  planThreadMessages,
];

/**
 * Turns events into notices, one per (fact, person), and marks them routed, in one transaction. Routing the same event
 * twice changes nothing; a newer version of a fact opens its notices again. Returns how many events were routed.
 */
export function routeEvents(db: RawDb, eventIds: string[], settings: Settings): Promise<number> {
  return db.$transaction(async (tx) => {
    const [events, circle] = await Promise.all([
      takeUnrouted(tx, eventIds),
      readCircle(tx, eventIds, settings),
    ]);
    if (events.length === 0) return 0;
    const planned = planMarksAndFinals(events, circle, settings);
    for (const plan of PLANS) planned.push(...(await plan(tx, events, settings)));
    const written = [upsertNotices(tx, newestOfEachFact(planned)), markRouted(tx, events)];
    await endWith(tx, Promise.all(written));
    return events.length;
  });
}

function takeUnrouted(tx: Raw, eventIds: string[]): Promise<OpenEvent[]> {
  return tx.$queryRaw<OpenEvent[]>`
    select e.id, e.kind, e."factId", e."factVersion", e."pupilId", e."occurredAt", f."resultsKnownAt" as "knownAt"
    from "Event" e left join "FinalMark" f on f.id = e."factId"
    where e.id = any(${eventIds}::uuid[]) and e."routedAt" is null
    order by e.id for update of e`;
}

function markRouted(tx: Raw, events: OpenEvent[]): Promise<unknown> {
  return tx.$executeRaw`
    with routed as (
      update "Event" set "routedAt" = now() where id = any(${events.map((event) => event.id)}::uuid[]))
    select pg_notify(${WAKE_FEEDER}, '')`;
}

/** Around the pupils of some events: who may hear of them, and what each of those chose. */
interface Circle {
  hearers: Hearer[];
  choices: Map<string, PersonChoices>;
}

async function readCircle(tx: Raw, eventIds: string[], settings: Settings): Promise<Circle> {
  const pupilIds = Prisma.sql`select "pupilId" from "Event" where id = any(${eventIds}::uuid[])`;
  const [hearers, choices] = await Promise.all([
    findHearers(tx, pupilIds, isoDay(dayIn(settings.timeZone))),
    readChoicesAbout(tx, pupilIds, settings),
  ]);
  return { hearers, choices };
}

/** Pure. */
function planMarksAndFinals(
  events: OpenEvent[],
  { hearers, choices }: Circle,
  settings: Settings,
): NewNotice[] {
  return events.filter(isOfFamily).flatMap((event) =>
    hearers
      .filter((hearer) => hearer.pupilId === event.pupilId)
      .flatMap(({ personId, pupilId }) => {
        const { kind, factId, factVersion } = event;
        const planned = planFor({ ...event, pupilId }, choices.get(personId)!, settings);
        return planned
          ? [{ ...planned, factKind: EVENTS[kind].fact, factId, factVersion, personId, pupilId }]
          : [];
      }),
  );
}

/** Null when they chose not to hear of it. Pure. */
export function planFor(
  event: Pick<FamilyEvent, "kind" | "pupilId" | "occurredAt" | "knownAt">,
  choices: PersonChoices,
  settings: Settings,
): Planned | null {
  const { topic, delay } = AUDIENCE[event.kind];
  const { pupilId, occurredAt, knownAt } = event;
  const { frequency, onlyLow } = topic === "marks" ? choices.of("marks", pupilId) : OWED;
  const holdSeconds = settings.markHoldSeconds;
  const timing = planTiming({
    topic,
    delay,
    occurredAt,
    knownAt,
    holdSeconds,
    frequency,
    clock: choices.clock,
  });
  return timing && { ...timing, onlyLow };
}

function isOfFamily(event: OpenEvent): event is FamilyEvent {
  return isNoticeKind(event.kind) && event.pupilId !== null;
}

/**
 * What those chose who might hear of these pupils. Whoever changes a choice waits for the notices that were planned by it,
 * and then re-times them too: their rows are held as the notices will hold them anyway.
 */
async function readChoicesAbout(
  tx: Raw,
  pupilIds: Prisma.Sql,
  settings: Settings,
): Promise<Map<string, PersonChoices>> {
  const people = Prisma.sql`
    select "guardianId" from "Guardianship" where "pupilId" = any(array(${pupilIds})) union ${pupilIds}`;
  const [, choices] = await Promise.all([
    tx.$queryRaw`select 1 as held from "Person" where id in (${people}) order by id for key share`,
    readChoices(tx, people, settings),
  ]);
  return choices;
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

async function upsertNotices(tx: Raw, notices: NewNotice[]): Promise<void> {
  if (notices.length === 0) return;
  // A notice that waits in a delivery stays there: the claim sees that it is not due yet and lets it go.
  await tx.$executeRaw`
    insert into "Notice" ("factKind", "factId", "factVersion", "personId", "pupilId", urgency, frequency, "onlyLow",
      "dueAt", "patienceUntil", "deadlineAt")
    select x."factKind", x."factId", x."factVersion", x."personId", x."pupilId", x.urgency, x.frequency, x."onlyLow",
           x."dueAt", x."patienceUntil", x."deadlineAt"
    from jsonb_to_recordset(${JSON.stringify(notices)}::jsonb) as x("factKind" text, "factId" uuid, "factVersion" int,
      "personId" uuid, "pupilId" uuid, urgency "Urgency", frequency "Frequency", "onlyLow" boolean,
      "dueAt" timestamptz, "patienceUntil" timestamptz, "deadlineAt" timestamptz)
    order by x."factId", x."personId"
    on conflict ("factId", "personId") do update
      set "factVersion" = excluded."factVersion", "dueAt" = excluded."dueAt", "patienceUntil" = excluded."patienceUntil",
          "deadlineAt" = coalesce("Notice"."deadlineAt", excluded."deadlineAt"), urgency = excluded.urgency,
          frequency = excluded.frequency, "onlyLow" = excluded."onlyLow",
          state = case when "Notice"."toldVersion" >= excluded."factVersion" then "Notice".state else 'open' end,
          reason = null, "triedContacts" = '{}'
      where "Notice"."factVersion" < excluded."factVersion"`;
}

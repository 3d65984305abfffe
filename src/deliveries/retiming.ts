import { now } from "../clock.ts";
import { type PersonChoices, readChoices } from "../contacts/choices.ts";
import type { PersonClock } from "../contacts/preferences.ts";
import { Prisma, type SeriesFrequency, type Tx } from "../db.ts";
import type { Settings } from "../settings.ts";
import { dropUnwanted } from "./announcement-facts.ts";
import type { NoticeKind } from "./audience.ts";
import { planFor } from "./notices.ts";
import { patienceOf } from "./patience.ts";
import { nextSeriesDue } from "./timing.ts";
import { hasUnknownAttempt } from "./unknown.ts";

const DAY_MS = 86_400_000;
const PERIOD_MS: Record<SeriesFrequency, number> = { daily: DAY_MS, weekly: 7 * DAY_MS };

interface OpenNotice {
  id: string;
  kind: NoticeKind;
  pupilId: string;
  occurredAt: Date;
  knownAt: Date | null;
}

/** Brings what one person has still to hear under what they have chosen now: notices that nobody is sending, and series. */
export async function retime(tx: Tx, personId: string, settings: Settings): Promise<void> {
  const choices = (await readChoices(tx, [personId], settings)).get(personId)!;
  await retimeNotices(tx, personId, { choices, settings });
  await dropUnwanted(tx, personId, choices);
  await retimeSeries(tx, personId, choices.clock);
}

async function retimeNotices(
  tx: Tx,
  personId: string,
  { choices, settings }: { choices: PersonChoices; settings: Settings },
): Promise<void> {
  // In the order of the claim, delivery before notices: a claim under way ends first, and is then seen as sending.
  await tx.$queryRaw`
    select 1 as held from "Delivery" where "personId" = ${personId}::uuid and state = 'waiting' order by id for update`;
  // What may have been heard already is repeated as it was said, or not at all: it stays where it is.
  const open = await tx.$queryRaw<OpenNotice[]>`
    select n.id, e.kind, n."pupilId", e."occurredAt", f."resultsKnownAt" as "knownAt"
    from "Notice" n
    join lateral (select kind, "occurredAt" from "Event"
      where "factId" = n."factId" and "factVersion" = n."factVersion" and not silent
      order by "occurredAt" desc limit 1) e on true
    left join "FinalMark" f on f.id = n."factId"
    where n."personId" = ${personId}::uuid and n.state = 'open' and n."factKind" in ('mark', 'final')
      and not exists (select 1 from "Delivery" d where d.id = n."deliveryId" and (d.state = 'sending'
        or ${hasUnknownAttempt(Prisma.sql`d.id`)}))
    order by n.id for update of n`;
  const rows = open.map(({ id, ...event }) => ({ id, ...planFor(event, choices, settings) }));
  await tx.$executeRaw`
    update "Notice" n
    set state = case when x.urgency is null then 'dropped' else n.state end,
      reason = case when x.urgency is null then 'choseOff' end, "deliveryId" = null,
      urgency = coalesce(x.urgency, n.urgency), frequency = coalesce(x.frequency, n.frequency),
      "onlyLow" = coalesce(x."onlyLow", n."onlyLow"), "dueAt" = coalesce(x."dueAt", n."dueAt"),
      "patienceUntil" = greatest(coalesce(x."dueAt", n."dueAt"), ${now()}) + ${patienceOf(Prisma.sql`coalesce(x.urgency, n.urgency)`)}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, urgency "Urgency", frequency "Frequency",
      "onlyLow" boolean, "dueAt" timestamptz)
    where n.id = x.id and (n.urgency, n.frequency, n."onlyLow", n."dueAt")
      is distinct from (x.urgency, x.frequency, x."onlyLow", x."dueAt")`;
}

async function retimeSeries(tx: Tx, personId: string, clock: PersonClock): Promise<void> {
  const series = await tx.series.findMany({ where: { personId, nextDueAt: { gt: now() } } });
  const rows = series.map(({ pupilId, frequency, nextDueAt }) => ({
    pupilId,
    frequency,
    nextDueAt: movedSeriesDue(frequency, { planned: nextDueAt, at: now() }, clock),
  }));
  await tx.$executeRaw`
    update "Series" s set "nextDueAt" = x."nextDueAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as x("pupilId" uuid, frequency "SeriesFrequency", "nextDueAt" timestamptz)
    where s."personId" = ${personId}::uuid and s."pupilId" = x."pupilId" and s.frequency = x.frequency`;
}

/**
 * When a series that was planned by other hours comes next. It is not put off by more than half its period: who asks on
 * Thursday evening for Thursdays instead of Fridays gets this Friday's all the same. Pure.
 */
export function movedSeriesDue(
  frequency: SeriesFrequency,
  { planned, at }: { planned: Date; at: Date },
  clock: PersonClock,
): Date {
  const next = nextSeriesDue(frequency, at, clock);
  return next.getTime() - planned.getTime() > PERIOD_MS[frequency] / 2 ? planned : next;
}

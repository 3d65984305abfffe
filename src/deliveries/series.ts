import { readCalendar } from "../calendar/calendar.ts";
import { dayIn, isoDay, now } from "../clock.ts";
import { type PersonChoices, readChoices, wantsSeries } from "../contacts/choices.ts";
import { type Channel, type Db, Prisma, type SeriesFrequency, type Tx } from "../db.ts";
import { readSlots, type Slot, slotKey } from "../digests/slots.ts";
import { isSchoolTime } from "../digests/windows.ts";
import { getSettings } from "../settings.ts";
import { findHearers } from "./audience.ts";
import { isCarriedBy } from "./carried.ts";
import { WAKE_FEEDER } from "./notices.ts";
import { addSeries } from "./series-rows.ts";
import { nextSeriesDue, PATIENCE_MS } from "./timing.ts";

/** How many series one step plans; the next step follows at once while there are more. */
const SERIES_BATCH = 500;
const DAY_MS = 86_400_000;
const LONGEST_ROUTING_SECONDS = 3600;
/** What a first digest looks back on. */
const FIRST_LOOK_MS: Record<SeriesFrequency, number> = { daily: DAY_MS, weekly: 7 * DAY_MS };

interface DueSeries {
  personId: string;
  pupilId: string;
  frequency: SeriesFrequency;
  nextDueAt: Date;
  from: Date;
  until: Date;
  /** The first the person may be written to by; null: none. */
  contactId: string | null;
  channel: Channel | null;
  /** Notices wait to be carried. */
  isAwaited: boolean;
  /** An earlier digest of the series has not left yet. */
  isUnderWay: boolean;
}

/**
 * Plans the digests that are due, each with its series moved on in one transaction, and gives series to those who have
 * none yet. However many hours were missed, one digest makes up for them, and it looks back on all of them. Several
 * processes may do so at once. Returns how many series were due; more may be left.
 */
export async function planSeries(db: Db): Promise<number> {
  const settings = await getSettings(db);
  await addSeries(db, settings);
  return db.$transaction(async (tx) => {
    const due = await takeDue(tx);
    if (due.length === 0) return 0;
    const pupilIds = [...new Set(due.map(({ pupilId }) => pupilId))];
    const hearers = await findHearers(tx, pupilIds, isoDay(dayIn(settings.timeZone)));
    const mayHear = new Set(hearers.map(({ personId, pupilId }) => `${personId} ${pupilId}`));
    const choices = await readChoices(tx, [...new Set(due.map(({ personId }) => personId))], settings);
    const slots = await readSlots(tx, due, {
      timeZone: settings.timeZone,
      calendarOf: (yearId) => readCalendar(tx, yearId),
    });
    const heard = due.filter(({ personId, pupilId }) => mayHear.has(`${personId} ${pupilId}`));
    const wanted = heard.filter((series) => isWorthTelling(series, choices, slots));
    await insertDigests(tx, wanted);
    await dropNotices(
      tx,
      due.filter((series) => !heard.includes(series)),
      "noRight",
    );
    await dropNotices(
      tx,
      heard.filter(({ contactId }) => contactId === null),
      "noContact",
    );
    await moveOn(tx, due, choices);
    return due.length;
  });
}

/**
 * A first digest looks back on the last day or week, any other on what came since the one before. It waits until all that
 * happened to the pupil was routed, or its marks and its notices would tell the same twice; an event that cannot be routed
 * does not hold it up for ever.
 */
async function takeDue(tx: Tx): Promise<DueSeries[]> {
  const until = now();
  const due = await tx.$queryRaw<(Omit<DueSeries, "from" | "until"> & { carriedUntil: Date | null })[]>`
    select s."personId", s."pupilId", s.frequency, s."nextDueAt", s."carriedUntil", c.id as "contactId", c.channel,
      exists (select 1 from "Notice" n where ${isCarriedBy(Prisma.sql`s`, Prisma.sql`s.frequency`)}
        and n."dueAt" <= ${until}) as "isAwaited",
      exists (select 1 from "Delivery" d where d."personId" = s."personId" and d."pupilId" = s."pupilId"
        and d.kind = s.frequency::text and d.state in ('waiting', 'sending')) as "isUnderWay"
    from "Series" s
    left join lateral (select u.id, u.channel from usable_contact u where u."personId" = s."personId"
      order by u.rank, u."createdAt", u.id limit 1) c on true
    where s."nextDueAt" <= ${until} and not exists (
      select 1 from "Event" e where e."routedAt" is null and e."pupilId" = s."pupilId"
        and e."occurredAt" > ${until}::timestamptz - make_interval(secs => ${LONGEST_ROUTING_SECONDS}))
    order by s."nextDueAt" limit ${SERIES_BATCH} for update of s skip locked`;
  return due.map(({ carriedUntil, ...series }) => {
    const from = carriedUntil ?? new Date(until.getTime() - FIRST_LOOK_MS[series.frequency]);
    return { ...series, from, until };
  });
}

/** In the holidays nobody gets a row that would turn out to be empty. On paper a day is not worth a sheet by itself. */
function isWorthTelling(
  series: DueSeries,
  choices: Map<string, PersonChoices>,
  slots: Map<string, Slot>,
): boolean {
  const { personId, pupilId, frequency, contactId, channel, isAwaited, isUnderWay } = series;
  const own = choices.get(personId)!;
  if (contactId === null || isUnderWay || !wantsSeries(own, frequency, pupilId)) return false;
  if (isAwaited) return true;
  if (channel === "paper" && frequency === "daily") return false;
  const { place, days } = slots.get(slotKey(series))!;
  return own.preferences.sayNothing || (place !== null && isSchoolTime(place.calendar, place.level, days));
}

/** Written out: five hundred rows by the client's own way held up the whole process for a third of a second. */
async function insertDigests(tx: Tx, series: DueSeries[]): Promise<void> {
  if (series.length === 0) return;
  // An outage that is over has not used up the patience.
  await tx.$executeRaw`
    insert into "Delivery" ("personId", "pupilId", "contactId", channel, kind, urgency, "dueAt", "patienceUntil",
      "windowFrom", "windowUntil")
    select "personId", "pupilId", "contactId", channel, frequency, 'digest', "nextDueAt",
      until + make_interval(secs => ${PATIENCE_MS.digest / 1000}), "from", until
    from jsonb_to_recordset(${JSON.stringify(series)}::jsonb) as x("personId" uuid, "pupilId" uuid, "contactId" uuid,
      channel "Channel", frequency text, "nextDueAt" timestamptz, "from" timestamptz, until timestamptz)`;
  await tx.$executeRaw`select pg_notify(${WAKE_FEEDER}, '')`;
}

/** What waits for a series that cannot tell it ends with its reason. */
async function dropNotices(tx: Tx, series: DueSeries[], reason: "noRight" | "noContact"): Promise<void> {
  const awaited = series.filter(({ isAwaited }) => isAwaited);
  if (awaited.length === 0) return;
  await tx.$executeRaw`
    update "Notice" n set state = 'dropped', reason = ${reason}
    from jsonb_to_recordset(${JSON.stringify(awaited)}::jsonb)
      as x("personId" uuid, "pupilId" uuid, frequency "SeriesFrequency", until timestamptz)
    where ${isCarriedBy(Prisma.sql`x`, Prisma.sql`x.frequency`)} and n."dueAt" <= x.until`;
}

/** To the next hour the person chose that is still to come. */
async function moveOn(tx: Tx, due: DueSeries[], choices: Map<string, PersonChoices>): Promise<void> {
  const moved = due.map(({ personId, pupilId, frequency, until }) => {
    const nextDueAt = nextSeriesDue(frequency, until, choices.get(personId)!.clock);
    return { personId, pupilId, frequency, nextDueAt };
  });
  await tx.$executeRaw`
    update "Series" s set "nextDueAt" = x."nextDueAt"
    from jsonb_to_recordset(${JSON.stringify(moved)}::jsonb)
      as x("personId" uuid, "pupilId" uuid, frequency "SeriesFrequency", "nextDueAt" timestamptz)
    where s."personId" = x."personId" and s."pupilId" = x."pupilId" and s.frequency = x.frequency`;
}

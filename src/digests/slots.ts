import { type CalendarOf, type CalendarTerm, holdsFor, type SchoolCalendar } from "../calendar/calendar.ts";
import type { Raw } from "../raw.ts";
import { type Days, daysOf } from "./windows.ts";

/** A pupil and the time that is looked back on; several receivers may share one. */
export interface Slot {
  slot: number;
  pupilId: string;
  from: Date;
  until: Date;
  days: Days;
  surname: string;
  givenName: string;
  /** Empty: in no class on the last of these days. */
  place: Place | null;
}

export interface Place {
  classId: string;
  className: string;
  level: number;
  subgroupIds: string[];
  calendar: SchoolCalendar;
  /** The one that runs, else the last that began. */
  term: CalendarTerm | null;
}

export interface Wished {
  pupilId: string;
  from: Date;
  until: Date;
}

export function slotKey({ pupilId, from, until }: Wished): string {
  return `${pupilId} ${from.getTime()} ${until.getTime()}`;
}

interface PupilRow {
  slot: number;
  surname: string;
  givenName: string;
  classId: string | null;
  className: string;
  level: number;
  yearId: string;
  subgroupIds: string[];
}

/** Who these pupils are, with class, subgroups and calendar, each on the last day looked at. */
export async function readSlots(
  tx: Raw,
  wished: Wished[],
  { timeZone, calendarOf }: { timeZone: string; calendarOf: CalendarOf },
): Promise<Map<string, Slot>> {
  const distinct = [...new Map(wished.map((wish) => [slotKey(wish), wish])).values()];
  const asked = distinct.map((wish, slot) => ({
    slot,
    pupilId: wish.pupilId,
    from: wish.from,
    until: wish.until,
    days: daysOf(wish, timeZone),
  }));
  const rows = await tx.$queryRaw<PupilRow[]>`
    select x.slot, p.surname, p."givenName", c.id as "classId", c.level || c.letter as "className", c.level, c."yearId",
      array(select m."subgroupId" from "SubgroupMember" m where m."pupilId" = p.id and m."from" <= x.day
        and (m."to" is null or m."to" >= x.day)) as "subgroupIds"
    from jsonb_to_recordset(${JSON.stringify(asked.map(({ slot, pupilId, days }) => ({ slot, pupilId, day: days.to })))}::jsonb)
      as x(slot int, "pupilId" uuid, day date)
    join "Person" p on p.id = x."pupilId"
    left join lateral (select c.* from "Enrolment" e join "SchoolClass" c on c.id = e."classId"
      where e."pupilId" = p.id and e."from" <= x.day and (e."to" is null or e."to" >= x.day)
      order by e."from" desc limit 1) c on true
    order by x.slot`;
  const yearIds = [...new Set(rows.flatMap(({ classId, yearId }) => (classId ? [yearId] : [])))];
  const calendars = new Map(
    (await Promise.all(yearIds.map(calendarOf))).map((calendar) => [calendar.year.id, calendar]),
  );
  return new Map(
    rows.map((row) => {
      const own = asked[row.slot]!;
      const { surname, givenName } = row;
      return [slotKey(own), { ...own, surname, givenName, place: placeOf(row, calendars, own.days.to) }];
    }),
  );
}

function placeOf(
  { classId, className, level, yearId, subgroupIds }: PupilRow,
  calendars: Map<string, SchoolCalendar>,
  day: string,
): Place | null {
  const calendar = calendars.get(yearId);
  if (!classId || !calendar) return null;
  const term = calendar.terms.findLast((one) => holdsFor(one, level) && one.startsOn <= day) ?? null;
  return { classId, className, level, subgroupIds, calendar, term };
}

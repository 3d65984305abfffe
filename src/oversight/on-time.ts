import { dayIn, isoDay, now } from "../clock.ts";
import type { Db } from "../db.ts";
import { IS_ON_TIME, isOwed } from "../deliveries/promptness.ts";
import { getSettings } from "../settings.ts";

/** How many messages were promised, and how many the provider took in time. */
export interface Kept {
  owed: number;
  onTime: number;
}

/** A school day. `soon` (urgent and "now") within 10 s of being due, digests within 15 min, finals within their 24 h (R63). */
export interface OnTimeDay {
  /** `2026-11-26` */
  day: string;
  soon: Kept;
  digests: Kept;
  finals: Kept;
}

/** What families may see of it. */
export const ON_TIME_DAYS = 30;
const DAY_MS = 86_400_000;

interface Row {
  day: Date;
  group: keyof Omit<OnTimeDay, "day">;
  owed: number;
  onTime: number;
}

/**
 * How the promise was kept, today first, on days that had messages; paper is handed over and not counted. Rows that were
 * trimmed live on in DeliveryDay. One query after the settings.
 */
export async function readOnTime(db: Db, at: Date = now()): Promise<OnTimeDay[]> {
  const { timeZone } = await getSettings(db);
  const first = isoDay(new Date(dayIn(timeZone, at).getTime() - (ON_TIME_DAYS - 1) * DAY_MS));
  const rows = await db.$queryRaw<Row[]>`
    with counted as (
      select (d."dueAt" at time zone ${timeZone})::date as day, d.urgency, count(*) filter (where ${isOwed(at)}) as owed,
        count(*) filter (where ${IS_ON_TIME}) as "onTime"
      from "Delivery" d
      where d."dueAt" >= ${first}::timestamp at time zone ${timeZone} and d."dueAt" <= ${at} and d.channel <> 'paper'
      group by 1, 2
      union all
      select day, urgency, count, "onTime" from "DeliveryDay"
      where day >= ${first}::date and channel <> 'paper' and (state in ('sent', 'unknown') or (state = 'failed' and reason = 'broken'))
    )
    select day, case urgency when 'digest' then 'digests' when 'final' then 'finals' else 'soon' end as "group",
      sum(owed)::int as owed, sum("onTime")::int as "onTime"
    from counted where urgency <> 'service' group by 1, 2 having sum(owed) > 0 order by day desc`;
  const days = new Map<string, OnTimeDay>();
  for (const { day: date, group, owed, onTime } of rows) {
    const day = isoDay(date);
    const own = days.get(day) ?? { day, soon: none(), digests: none(), finals: none() };
    days.set(day, { ...own, [group]: { owed, onTime } });
  }
  return [...days.values()];
}

const none = (): Kept => ({ owed: 0, onTime: 0 });

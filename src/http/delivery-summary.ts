import type { ChannelSum } from "../../templates/pages/deliveries.tsx";
import { share } from "../../templates/pages/share.ts";
import { now } from "../clock.ts";
import type { Channel, Db } from "../db.ts";
import { IS_ON_TIME } from "../deliveries/promptness.ts";
import { boundsOfDay } from "./moments.ts";

/** What is urgent or wanted at once is on time when the provider took it so soon after it was due. */
const ON_TIME_SECONDS = 10;

/** What became today of everything that was due today, per channel. */
export async function sumToday(db: Db, timeZone: string): Promise<ChannelSum[]> {
  const { from, to } = boundsOfDay(now(), timeZone);
  const rows = await db.$queryRaw<(Omit<ChannelSum, "onTime"> & { channel: Channel; onTime: number })[]>`
    select channel, count(*) filter (where state = 'sent')::int as sent,
      count(*) filter (where state in ('waiting', 'sending'))::int as waiting,
      count(*) filter (where state in ('failed', 'unknown'))::int as refused,
      count(*) filter (where ${IS_ON_TIME})::int as "onTime"
    from "Delivery" d where "dueAt" >= ${from} and "dueAt" < ${to} group by channel order by channel`;
  return rows.map(({ onTime, ...row }) => ({ ...row, onTime: row.sent ? share(onTime, row.sent) : null }));
}

/** «99,8 %» of what was urgent today was accepted in time; null on a day without any. */
export async function shareOnTime(db: Db, timeZone: string): Promise<string | null> {
  const { from, to } = boundsOfDay(now(), timeZone);
  const [row] = await db.$queryRaw<{ sent: number; onTime: number }[]>`
    select count(*)::int as sent,
      count(*) filter (where "settledAt" <= "dueAt" + make_interval(secs => ${ON_TIME_SECONDS}))::int as "onTime"
    from "Delivery" where state = 'sent' and channel <> 'paper' and urgency in ('urgent', 'now') and "dueAt" >= ${from} and "dueAt" < ${to}`;
  return row?.sent ? share(row.onTime, row.sent) : null;
}

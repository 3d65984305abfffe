import { now } from "../clock.ts";
import { type Channel, type Db, Prisma } from "../db.ts";
import { patienceOf } from "../deliveries/patience.ts";
import { alarmsOfBackups } from "./backup-age.ts";
import { type Alarm, alarmsOfFinals } from "./results-known.ts";

export type { Alarm } from "./results-known.ts";

/** A digest this late is not busy, it is lost (delivery.md "On time, in public"). */
const LATE_DIGEST_MS = 2 * 3_600_000;
/** So long nothing left although something could have. */
const SILENT_MS = 30 * 60_000;
/** Nothing is sent longer after it was due: its patience has ended. */
const LONGEST_WAY_MS = 3 * 86_400_000;

type Kind = "digests.late" | "channel.silent" | "postOffice.idle" | "channel.stopped" | "deliveries.broken";
interface Row {
  kind: Kind;
  channel: Channel | null;
  count: number;
  since: Date;
}

const NAMES: Record<Channel, string> = { telegram: "Telegram", email: "почта", paper: "бумага" };
const WORDS: Record<Kind, string> = {
  "digests.late":
    "Сводки опаздывают больше чем на два часа. Проверьте, работает ли почтовая служба и не стоят ли каналы.",
  "channel.silent":
    "Канал полчаса ничего не принимает, а сообщения ждут. Проверьте, настроен ли он и есть ли связь с провайдером.",
  "postOffice.idle":
    "Новости ждут больше получаса, и никто их не разбирает. Проверьте, запущена ли почтовая служба.",
  "channel.stopped":
    "Провайдер не принимает наши настройки, канал остановлен. Проверьте ключ бота или пароль почты.",
  "deliveries.broken":
    "Сообщения не отправлены из-за поломки у нас. Посмотрите причину в отправлениях, исправьте и повторите.",
};

/**
 * What is broken now. Being busy is not: a channel that takes anything is not silent, a queue may be as long as it likes,
 * and what rests for quiet hours does not wait. A fixed number of queries.
 */
export async function readAlarms(db: Db, at: Date = now()): Promise<Alarm[]> {
  const rows = await readRows(db, at);
  const alarms = rows.map(({ kind, channel, count, since }) => ({
    kind,
    count,
    since,
    words: channel ? `${NAMES[channel]}: ${WORDS[kind]}` : WORDS[kind],
  }));
  return [...alarms, ...(await alarmsOfBackups(db, at)), ...(await alarmsOfFinals(db, at))];
}

function readRows(db: Db, at: Date): Promise<Row[]> {
  const ago = (ms: number) => new Date(at.getTime() - ms);
  return db.$queryRaw<Row[]>`
    with waiting as materialized (
      select channel, urgency,
        greatest("dueAt", "windowUntil", case when reason = 'quietHours' then "notBefore" end) as since
      from "Delivery" where state = 'waiting' and "dueAt" <= ${ago(SILENT_MS)}
    ), late as (
      select since from waiting where urgency = 'digest' union all select "nextDueAt" from "Series"
    ), silent as (
      select channel, count(*)::int as count, min(since) as since from waiting where since <= ${ago(SILENT_MS)} group by channel
    ), idle as (
      select "occurredAt" as since from "Event" where "routedAt" is null and not silent
      union all
      -- Patience is fresh where a notice was given back to be gathered again.
      select greatest("dueAt", "patienceUntil" - ${patienceOf(Prisma.sql`urgency`)})
      from "Notice" where state = 'open' and "deliveryId" is null and frequency = 'now' and "dueAt" <= ${ago(SILENT_MS)}
    )
    select 'digests.late' as kind, null::"Channel" as channel, count(*)::int as count, min(since) as since
    from late where since <= ${ago(LATE_DIGEST_MS)} having count(*) > 0
    union all
    select 'channel.silent', channel, count, since from silent w where not exists (
      select 1 from "Delivery" s where s.channel = w.channel and s.state = 'sent' and s."settledAt" > ${ago(SILENT_MS)}
        and s."dueAt" > ${ago(LONGEST_WAY_MS)})
    union all
    select 'postOffice.idle', null, count(*)::int, min(since) from idle where since <= ${ago(SILENT_MS)} having count(*) > 0
    union all
    select 'channel.stopped', null, count(*)::int, ${at}::timestamptz from "Gate" where stopped is not null having count(*) > 0
    union all
    select 'deliveries.broken', null, count(*)::int, min("settledAt") from "Delivery"
    where state = 'failed' and reason = 'broken' having count(*) > 0
    order by 1, 2`;
}

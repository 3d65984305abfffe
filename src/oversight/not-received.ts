import { dayIn, now } from "../clock.ts";
import type { Channel, Db, FinalKind } from "../db.ts";
import { getSettings } from "../settings.ts";

/**
 * Where a final stands on its way to one person: `notAnnounced` entered and not told to the families; `onTheWay` planned or
 * being sent; `unsure` the provider never answered; `failed` a breakdown of ours; `onPaper` not handed over yet;
 * `unreachable` no contact works, or the pupil has nobody who may hear.
 */
export type ReceiptState = "notAnnounced" | "onTheWay" | "unsure" | "failed" | "onPaper" | "unreachable";

export interface NotReceived {
  finalId: string;
  kind: FinalKind;
  subject: string;
  classId: string | null;
  /** `7А` */
  className: string;
  pupil: { id: string; surname: string; givenName: string };
  /** Null: announced to nobody yet, or there is nobody. */
  person: { id: string; surname: string; givenName: string; patronymic: string | null } | null;
  state: ReceiptState;
  channel: Channel | null;
  /** A call reached them: they know, and the agreed form is still owed. */
  calledAt: Date | null;
  /** They said that they have seen it as it stands, whatever the provider answered. */
  acknowledgedAt: Date | null;
  deadlineAt: Date;
  /** Whole hours until the deadline; below zero: it has passed. */
  hoursLeft: number;
}

export interface Receipts {
  /** Pairs of a final and a person who has it. On paper it counts when the sheet was handed over. */
  received: number;
  /** Of all those pairs, received or not: the person said that they have seen it as it stands. */
  acknowledged: number;
  /** The nearest deadline first. */
  notReceived: NotReceived[];
}

interface Asked {
  kind?: FinalKind | undefined;
  /** Empty: the whole school. */
  classIds?: string[] | null;
  at?: Date;
}

const HOUR_MS = 3_600_000;

/**
 * R63: final marks of the school year that began last which are known, and who has not received them: guardians, and pupils
 * with contacts of their own. What is known and not even entered is src/finals/unentered.ts. One query after the settings.
 */
export async function findNotReceived(
  db: Db,
  { kind, classIds = null, at = now() }: Asked = {},
): Promise<Receipts> {
  const { timeZone } = await getSettings(db);
  const day = dayIn(timeZone, at);
  const rows = await db.$queryRaw<Row[]>`
    with year as (
      select id, name from "SchoolYear" where "startsOn" <= ${day} order by "startsOn" desc limit 1
    ), final as materialized (
      select f.id, f.kind, f."pupilId", f."subjectId", f.version, f."announcedVersion" = f.version as announced, e."classId", e."className",
        coalesce(f."resultsKnownAt", f."setAt") + interval '24 hours' as "deadlineAt"
      from "FinalMark" f
      left join lateral (select c.id as "classId", c.level || c.letter as "className"
        from "Enrolment" e join "SchoolClass" c on c.id = e."classId"
        where e."pupilId" = f."pupilId" and e."from" <= ${day}::date and (e."to" is null or e."to" >= ${day}::date)
        order by e."from" desc limit 1) e on true
      where f.period in (select name from year union all select t.id::text from "Term" t where t."yearId" = (select id from year))
        and (f."announcedVersion" = f.version or f."resultsKnownAt" <= ${at})
        and (${kind ?? null}::text is null or f.kind::text = ${kind ?? null})
        and (${classIds}::uuid[] is null or e."classId" = any(${classIds}::uuid[]))
    ), doubtful as materialized (
      select s."noticeId", s."factVersion", min(d.channel) as channel
      from "Delivery" d join "DeliveryNotice" s on s."deliveryId" = d.id join "Notice" n on n.id = s."noticeId"
      where d.kind = 'finals' and (d.state = 'unknown' or (d.channel = 'paper' and d.state = 'sent' and exists (
        select 1 from "PaperSheet" p where p."deliveryId" = d.id and p."pupilId" = n."pupilId" and p."handedOverAt" is null)))
      group by 1, 2
    ), receipt as (
      select f.*, n.id as "noticeId", n."personId", a.at as "acknowledgedAt", coalesce(x.channel, d.channel) as channel,
        case
          when not f.announced then 'notAnnounced'
          when n.id is null then case when exists (select 1 from "Event" v
            where v."factId" = f.id and v."routedAt" is null and not v.silent) then 'onTheWay' else 'unreachable' end
          when n.state = 'dropped' then 'unreachable'
          when n.state = 'open' then case when d.state = 'failed' then 'failed' else 'onTheWay' end
          when x.channel = 'paper' then 'onPaper'
          when x.channel is not null then 'unsure'
          else 'received' end as state
      from final f
      left join "Notice" n on n."factId" = f.id and f.announced
      left join "Delivery" d on d.id = n."deliveryId"
      left join "FinalAcknowledgement" a on a."finalId" = f.id and a."personId" = n."personId" and a.version = f.version
      left join doubtful x on x."noticeId" = n.id and x."factVersion" = n."toldVersion"
      where n.reason is distinct from 'noRight'
    )
    select t.received, t.acknowledged, r.id as "finalId", r.kind, s.name as subject, r."classId", coalesce(r."className", '') as "className",
      r."pupilId", p.surname as "pupilSurname", p."givenName" as "pupilName", r."personId", g.surname, g."givenName", g.patronymic,
      r.state, r.channel, r."acknowledgedAt", r."deadlineAt",
      (select max(k.at) from "CallNote" k where k."noticeId" = r."noticeId" and k.reached) as "calledAt"
    from (select count(*) filter (where state = 'received')::int as received,
        count("acknowledgedAt")::int as acknowledged from receipt) t
    left join receipt r on r.state <> 'received'
    left join "Subject" s on s.id = r."subjectId" left join "Person" p on p.id = r."pupilId"
    left join "Person" g on g.id = r."personId"
    order by r."deadlineAt", r."className", p.surname, p."givenName", s.name, r.id, g.surname, g."givenName"`;
  return {
    received: rows[0]!.received,
    acknowledged: rows[0]!.acknowledged,
    // With nothing missing the count stands alone in its row.
    notReceived: rows.filter(({ finalId }) => finalId !== null).map((row) => shown(row, at)),
  };
}

interface Row extends Omit<NotReceived, "pupil" | "person" | "hoursLeft"> {
  received: number;
  acknowledged: number;
  pupilId: string;
  pupilSurname: string;
  pupilName: string;
  personId: string | null;
  surname: string;
  givenName: string;
  patronymic: string | null;
}

function shown(
  {
    received: _,
    acknowledged: __,
    pupilId,
    pupilSurname,
    pupilName,
    personId,
    surname,
    givenName,
    patronymic,
    ...row
  }: Row,
  at: Date,
): NotReceived {
  return {
    ...row,
    pupil: { id: pupilId, surname: pupilSurname, givenName: pupilName },
    person: personId === null ? null : { id: personId, surname, givenName, patronymic },
    hoursLeft: Math.floor((row.deadlineAt.getTime() - at.getTime()) / HOUR_MS),
  };
}

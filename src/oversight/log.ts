import { type Channel, type Db, type DeliveryState, Prisma, type Urgency } from "../db.ts";
import { getSettings } from "../settings.ts";

/** What is looked for; everything empty is not asked. */
export interface LogAsked {
  /** This one alone. */
  id?: string | undefined;
  personId?: string | undefined;
  pupilId?: string | undefined;
  classId?: string | undefined;
  channel?: Channel | undefined;
  kind?: string | undefined;
  state?: DeliveryState | undefined;
  reason?: string | undefined;
  /** School days by which it was due, the first and the last: `2026-11-26`. */
  from?: string | undefined;
  to?: string | undefined;
  /** How the surname of the receiver or of a pupil of theirs begins. */
  q?: string | undefined;
  /** And how the address begins. */
  byAddress?: boolean;
}

interface Paged {
  limit: number;
  /** The last delivery of the page before. */
  after?: string | undefined;
}

interface Named {
  id: string;
  surname: string;
  givenName: string;
  patronymic: string | null;
}

/** The fate of a message. It has no place for a mark, nor for what was said. */
export interface LogRow {
  id: string;
  kind: string;
  channel: Channel;
  urgency: Urgency;
  state: DeliveryState;
  reason: string | null;
  dueAt: Date;
  notBefore: Date | null;
  deadlineAt: Date | null;
  settledAt: Date | null;
  /** The letter came back after it had been taken. */
  bouncedAt: Date | null;
  repeats: number;
  /** Whole; a door shows no more of it than one needs to recognise it. */
  address: string;
  receiver: Named;
  about: Omit<Named, "patronymic">[];
  /** How many pieces of news it carries. */
  facts: number;
  attempts: {
    number: number;
    startedAt: string;
    endedAt: string | null;
    outcome: string | null;
    isRepeat: boolean;
    reason: string | null;
    providerId: string | null;
    providerWords: string | null;
  }[];
}

/** Deliveries, the latest due first, one row more than `limit` where there are more. One query after the settings. */
export async function readLog(db: Db, asked: LogAsked, { limit, after }: Paged): Promise<LogRow[]> {
  const { timeZone } = await getSettings(db);
  const conditions = conditionsOf(asked, timeZone);
  if (after)
    conditions.push(
      Prisma.sql`(d."dueAt", d.id) < (select x."dueAt", x.id from "Delivery" x where x.id = ${after}::uuid)`,
    );
  const where = conditions.length > 0 ? Prisma.sql`where ${Prisma.join(conditions, " and ")}` : Prisma.empty;
  return db.$queryRaw<LogRow[]>`
    with found as materialized (
      select d.* from "Delivery" d ${where} order by d."dueAt" desc, d.id desc limit ${limit + 1}
    ), carried as materialized (
      select s."deliveryId", n.id, n."pupilId" from found d join "DeliveryNotice" s on s."deliveryId" = d.id
        join "Notice" n on n.id = s."noticeId"
      union
      select n."deliveryId", n.id, n."pupilId" from found d join "Notice" n on n."deliveryId" = d.id
    )
    select d.id, d.kind, d.channel, d.urgency, d.state, d.reason, d."dueAt", d."notBefore", d."deadlineAt", d."settledAt",
      d."bouncedAt", d.repeats, c.address,
      jsonb_build_object('id', r.id, 'surname', r.surname, 'givenName', r."givenName", 'patronymic', r.patronymic) as receiver,
      (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'surname', p.surname, 'givenName', p."givenName")
          order by p.surname, p."givenName", p.id), '[]')
        from (select d."pupilId" as id union select n."pupilId" from carried n where n."deliveryId" = d.id) about
        join "Person" p on p.id = about.id) as about,
      (select count(*)::int from carried n where n."deliveryId" = d.id) as facts,
      (select coalesce(jsonb_agg(jsonb_build_object('number', a.number, 'startedAt', a."startedAt", 'endedAt', a."endedAt",
          'outcome', a.outcome, 'isRepeat', a.repeat, 'reason', a.reason, 'providerId', a."providerId",
          'providerWords', a."providerWords") order by a.number), '[]')
        from "Attempt" a where a."deliveryId" = d.id) as attempts
    from found d join "Person" r on r.id = d."personId" join "Contact" c on c.id = d."contactId"
    order by d."dueAt" desc, d.id desc`;
}

function conditionsOf(asked: LogAsked, timeZone: string): Prisma.Sql[] {
  const {
    id,
    personId,
    pupilId,
    classId,
    channel,
    kind,
    state,
    reason,
    from,
    to,
    q,
    byAddress = false,
  } = asked;
  return [
    ...(id ? [Prisma.sql`d.id = ${id}::uuid`] : []),
    ...(personId ? [Prisma.sql`d."personId" = ${personId}::uuid`] : []),
    ...(pupilId ? [isAbout(Prisma.sql`select ${pupilId}::uuid`)] : []),
    ...(classId
      ? [isAbout(Prisma.sql`select "pupilId" from "Enrolment" where "classId" = ${classId}::uuid`)]
      : []),
    ...(channel ? [Prisma.sql`d.channel = ${channel}::"Channel"`] : []),
    ...(kind ? [Prisma.sql`d.kind = ${kind}`] : []),
    ...(state ? [Prisma.sql`d.state = ${state}::"DeliveryState"`] : []),
    ...(reason ? [Prisma.sql`d.reason = ${reason}`] : []),
    ...(from ? [Prisma.sql`d."dueAt" >= ${from}::timestamp at time zone ${timeZone}`] : []),
    ...(to ? [Prisma.sql`d."dueAt" < (${to}::timestamp + interval '1 day') at time zone ${timeZone}`] : []),
    ...(q ? [isFor(q, byAddress)] : []),
  ];
}

/** Only guardians and pupils hear of a pupil: their messages are few, those of the school are many. */
function isAbout(pupils: Prisma.Sql): Prisma.Sql {
  // As arrays they are read once; as joins they would be looked for in every message of the school.
  const them = Prisma.sql`any(array(${pupils}))`;
  return Prisma.sql`d."personId" = any(array(select "guardianId" from "Guardianship" where "pupilId" in (${pupils}) union ${pupils}))
    and (d."pupilId" = ${them}
      or exists (select 1 from "DeliveryNotice" s join "Notice" n on n.id = s."noticeId"
        where s."deliveryId" = d.id and n."pupilId" = ${them})
      or exists (select 1 from "Notice" n where n."deliveryId" = d.id and n."pupilId" = ${them}))`;
}

function isFor(q: string, byAddress: boolean): Prisma.Sql {
  const begins = `${q.replace(/[\\%_]/g, "\\$&")}%`;
  return Prisma.sql`d."personId" in (
    select id from "Person" where surname ilike ${begins}
    union select g."guardianId" from "Guardianship" g join "Person" p on p.id = g."pupilId" where p.surname ilike ${begins}
    union select "personId" from "Contact" where ${byAddress} and address ilike ${begins})`;
}

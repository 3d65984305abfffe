import { audit } from "../audit.ts";
import { now } from "../clock.ts";
import { type Db, Prisma, type Tx } from "../db.ts";
import { Closed, NotFound } from "../errors.ts";
import { groupBy } from "../grouping.ts";
import type { By } from "../outbox/events.ts";
import { lockPerson } from "../people/people.ts";
import { getSettings } from "../settings.ts";

/** Somebody whom no message reaches, or who asks to be called, about one pupil and one kind of news; what the news is stays in the journal. */
export interface CallEntry {
  /** The oldest of them: what a call is noted under. */
  noticeId: string;
  kind: "absence" | "finals";
  pupil: { id: string; surname: string; givenName: string };
  person: { id: string; surname: string; givenName: string; patronymic: string | null; phone: string | null };
  /** How many pieces of news wait. */
  news: number;
  since: Date;
  /** Of finals: until when they must be known (R63). */
  deadlineAt: Date | null;
  /** They heard of it and ask to be called. */
  isAsked: boolean;
  /** Calls that reached nobody, the newest first. */
  calls: { at: Date; note: string | null }[];
}

/** After so many days nobody is called about a missed lesson any more; finals are owed without an end. */
const ABSENCE_DAYS = 7;
const DAY_MS = 86_400_000;
/** The same note again within it is the same call: a button tapped twice, or an update that came twice. */
const SAME_CALL_MS = 60_000;

/**
 * Notices on the call list at a moment: urgent ones and finals that had no way left but the last-resort sheet, as long as
 * it was not handed over and no call since then has reached anybody; and those whose receiver asks to be called: a note
 * that reached nobody, written by themselves.
 */
function unanswered(at: Date): Prisma.Sql {
  return Prisma.sql`
    select id, "factKind", "personId", "pupilId", "deadlineAt", min(since) as since, bool_or(asked) as "isAsked" from (
    select n.id, n."factKind", n."personId", n."pupilId", n."deadlineAt", d."dueAt" as since, false as asked
    from "Delivery" d
    join "Contact" c on c.id = d."contactId" and c.origin = 'lastResort'
    cross join lateral (
      select * from "Notice" where "deliveryId" = d.id
      union all
      select t.* from "DeliveryNotice" s join "Notice" t on t.id = s."noticeId" and t."toldVersion" = s."factVersion"
      where s."deliveryId" = d.id and t."deliveryId" is null) n
    where d.channel = 'paper' and d.urgency in ('urgent', 'final') and n.state <> 'dropped' and n."personId" = d."personId"
      and (d.urgency = 'final' or d."dueAt" > ${new Date(at.getTime() - ABSENCE_DAYS * DAY_MS)})
      and not exists (select 1 from "PaperSheet" s
        where s."deliveryId" = d.id and s."pupilId" = n."pupilId" and s."handedOverAt" is not null)
      and not exists (select 1 from "CallNote" k where k."noticeId" = n.id and k.reached and k.at >= d."dueAt")
    union all
    select n.id, n."factKind", n."personId", n."pupilId", n."deadlineAt", r.at, true
    from "CallNote" r join "Notice" n on n.id = r."noticeId"
    where r."byId" = r."personId" and not r.reached and r.at > ${new Date(at.getTime() - ABSENCE_DAYS * DAY_MS)}
      and not exists (select 1 from "CallNote" k where k."noticeId" = n.id and k.reached and k.at >= r.at)
    ) u group by id, "factKind", "personId", "pupilId", "deadlineAt"`;
}

/**
 * Whom to call in these classes on that day (null: in the whole school), absences first, then finals by their deadline.
 * Two queries.
 */
export async function readCalls(
  db: Db,
  { classIds, day, at = now() }: { classIds: string[] | null; day: Date; at?: Date },
): Promise<CallEntry[]> {
  const { cardKeeps } = await getSettings(db);
  const rows = await db.$queryRaw<Row[]>`
    with listed as materialized (${unanswered(at)})
    select l.*, p.surname as "pupilSurname", p."givenName" as "pupilName", g.surname, g."givenName", g.patronymic,
      case when ${cardKeeps.includes("phone")} then g.phone end as phone,
      (select coalesce(jsonb_agg(jsonb_build_object('at', k.at, 'note', k.note) order by k.at desc), '[]')
        from "CallNote" k where k."noticeId" = l.id and k."byId" is distinct from k."personId") as calls
    from listed l join "Person" p on p.id = l."pupilId" join "Person" g on g.id = l."personId"
    where ${classIds}::uuid[] is null or exists (select 1 from "Enrolment" e
      where e."pupilId" = l."pupilId" and e."classId" = any(${classIds}::uuid[]) and e."from" <= ${day}::date
        and (e."to" is null or e."to" >= ${day}::date))
    order by l."factKind" = 'final', l."deadlineAt", l.since, p.surname, p."givenName", l.id`;
  return [...groupBy(rows, (row) => `${row.personId} ${row.pupilId} ${row.factKind}`).values()].map(entryOf);
}

interface Row {
  id: string;
  factKind: string;
  personId: string;
  pupilId: string;
  deadlineAt: Date | null;
  since: Date;
  isAsked: boolean;
  pupilSurname: string;
  pupilName: string;
  surname: string;
  givenName: string;
  patronymic: string | null;
  phone: string | null;
  calls: { at: string; note: string | null }[];
}

function entryOf(rows: Row[]): CallEntry {
  const { id, factKind, personId, pupilId, deadlineAt, since, calls, ...row } = rows[0]!;
  const { surname, givenName, patronymic, phone } = row;
  return {
    noticeId: id,
    kind: factKind === "final" ? "finals" : "absence",
    pupil: { id: pupilId, surname: row.pupilSurname, givenName: row.pupilName },
    person: { id: personId, surname, givenName, patronymic, phone },
    news: rows.length,
    since,
    deadlineAt,
    isAsked: rows.some((each) => each.isAsked),
    calls: calls.map(({ at, note }) => ({ at: new Date(at), note })),
  };
}

/**
 * The receiver of a piece of news asks to be called about it; asking again while they wait changes nothing.
 * @throws NotFound the news was not theirs, or not about this pupil
 */
export function askForCall(
  db: Db,
  { noticeId, personId, pupilId }: { noticeId: string; personId: string; pupilId: string },
  by: By,
): Promise<void> {
  return db.$transaction(async (tx) => {
    await lockPerson(tx, personId);
    if ((await tx.notice.count({ where: { id: noticeId, personId, pupilId } })) === 0)
      throw new NotFound("Такого сообщения о вашем ученике нет. Позвоните в школу сами.");
    const notes = await tx.callNote.findMany({ where: { noticeId }, orderBy: { at: "desc" } });
    const last = notes.find(({ reached, byId }) => reached || byId === personId);
    if (last && !last.reached) return;
    const at = by.at ?? now();
    await tx.callNote.create({ data: { noticeId, personId, pupilId, at, byId: personId, reached: false } });
    await audit(tx, by, { action: "call.asked", objectId: noticeId, pupilId });
  });
}

/**
 * Notes a call about everything that waits for this person about this pupil, of the same kind. Who was reached leaves the
 * list; the sheet is handed over all the same. Returns how many pieces of news it was about.
 * @throws Closed the family is not on the list any more
 */
export function noteCall(
  db: Db,
  { noticeId, reached, note }: { noticeId: string; reached: boolean; note: string | null },
  by: By,
): Promise<number> {
  return db.$transaction(async (tx) => {
    const at = by.at ?? now();
    const same = {
      noticeId,
      byId: by.actorId,
      reached: false,
      note,
      at: { gt: new Date(at.getTime() - SAME_CALL_MS) },
    };
    const before = reached ? 0 : await tx.callNote.count({ where: same });
    if (before > 0) return before;
    const written = await writeNotes(tx, { noticeId, reached, note, at, byId: by.actorId });
    if (written.length === 0)
      throw new Closed(
        "Этой семьи в списке звонков уже нет: ей дозвонились или отдали лист. Обновите список.",
      );
    const { pupilId } = written[0]!;
    await audit(tx, by, { action: "call.noted", objectId: noticeId, pupilId, details: { reached } });
    return written.length;
  });
}

interface NewCall {
  noticeId: string;
  reached: boolean;
  note: string | null;
  at: Date;
  byId: string | null;
}

function writeNotes(tx: Tx, { noticeId, reached, note, at, byId }: NewCall): Promise<{ pupilId: string }[]> {
  return tx.$queryRaw<{ pupilId: string }[]>`
    with listed as materialized (${unanswered(at)}), asked as (select * from listed where id = ${noticeId}::uuid)
    insert into "CallNote" ("noticeId", "personId", "pupilId", at, "byId", reached, note)
    select l.id, l."personId", l."pupilId", ${at}, ${byId}::uuid, ${reached}, ${note}
    from listed l join asked a on a."personId" = l."personId" and a."pupilId" = l."pupilId" and a."factKind" = l."factKind"
    returning "pupilId"`;
}

import { dayIn, isoDay } from "../clock.ts";
import { readChoices } from "../contacts/choices.ts";
import type { ThreadSide } from "../db.ts";
import type { Raw } from "../raw.ts";
import type { Settings } from "../settings.ts";
import { isSilent, schoolNotice } from "./announcement-facts.ts";
import { findHearers, type Hearer } from "./audience.ts";
import type { SchoolFact } from "./facts.ts";
import type { NewNotice, OpenEvent } from "./notices.ts";

interface Written {
  id: string;
  pupilId: string;
  guardianId: string;
  side: ThreadSide;
}

/**
 * Plans a notice for the other side of each message (R50): the guardian while they may hear of the pupil, or whoever leads
 * the class today; it waits for the end of their quiet hours. It leaves apart from news of a pupil.
 * A fixed number of queries.
 */
export async function planThreadMessages(
  tx: Raw,
  all: OpenEvent[],
  settings: Settings,
): Promise<NewNotice[]> {
  const events = all.filter(({ kind }) => kind === "message.written");
  if (events.length === 0) return [];
  const written = await tx.$queryRaw<Written[]>`
    select m.id, m.side, t."pupilId", t."guardianId" from "ThreadMessage" m join "Thread" t on t.id = m."threadId"
    where m.id = any(${events.map(({ factId }) => factId)}::uuid[])`;
  const byId = new Map(written.map((message) => [message.id, message]));
  const pupilIds = [...new Set(written.map(({ pupilId }) => pupilId))];
  const day = isoDay(dayIn(settings.timeZone));
  const hearers = await findHearers(tx, pupilIds, day);
  const teachers = await findThreadTeachers(tx, pupilIds, day);
  const personIds = [...new Set([...hearers, ...teachers].map(({ personId }) => personId))];
  const choices = await readChoices(tx, personIds, settings);
  return events.flatMap((event) => {
    const message = byId.get(event.factId);
    if (!message) return [];
    const { side, pupilId, guardianId } = message;
    const others = side === "family" ? teachers : hearers.filter(({ personId }) => personId === guardianId);
    return others
      .filter((other) => other.pupilId === pupilId && !isSilent(choices.get(other.personId)!, pupilId))
      .map(({ personId }) => schoolNotice(event, { personId, pupilId }, { factKind: "message", choices }));
  });
}

/** Who leads the classes of these pupils on that day, where somebody writes to them about the pupil. One query. */
export function findThreadTeachers(tx: Raw, pupilIds: string[], day: string): Promise<Hearer[]> {
  return tx.$queryRaw<Hearer[]>`
    select distinct l."teacherId" as "personId", e."pupilId"
    from "Enrolment" e join "ClassLeadership" l on l."classId" = e."classId"
      and l."from" <= ${day}::date and (l."to" is null or l."to" >= ${day}::date)
    where e."pupilId" = any(${pupilIds}::uuid[]) and e."from" <= ${day}::date and (e."to" is null or e."to" >= ${day}::date)
      and exists (select 1 from "Thread" t where t."pupilId" = e."pupilId")`;
}

interface MessageRow {
  id: string;
  text: string;
  at: Date;
  side: ThreadSide;
  threadId: string;
}

/** What was written never changes. One query. */
export async function readThreadMessages(tx: Raw, ids: string[], timeZone: string): Promise<SchoolFact[]> {
  const written = await tx.$queryRaw<MessageRow[]>`
    select id, text, at, side, "threadId" from "ThreadMessage" where id = any(${ids}::uuid[])`;
  return written.map(({ id, text, at, side, threadId }) => ({
    id,
    version: 1,
    value: "written",
    at,
    announced: {
      title: "",
      text,
      to: "school",
      date: isoDay(dayIn(timeZone, at)),
      thread: { id: threadId, from: side },
    },
  }));
}

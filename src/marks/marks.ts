import { dayIn, isoDay, now } from "../clock.ts";
import type { Db, Tx } from "../db.ts";
import { BadInput, Closed, NotFound } from "../errors.ts";
import type { By, EventKind, NewEvent } from "../outbox/events.ts";
import { recordEvents } from "../outbox/outbox.ts";
import { getSettings } from "../settings.ts";

export interface MarkEntry {
  pupilId: string;
  /** What is written in the cell; null takes the mark away. */
  value: string | null;
}

export interface MarksWritten {
  set: number;
  changed: number;
  withdrawn: number;
  /** Stood there already: nothing was written, nobody hears. */
  same: number;
}

/**
 * Sets, changes and withdraws the marks of one work, with their versions, audit and events, in ONE transaction.
 * Writing the same again changes nothing.
 * @throws NotFound no such work · Closed the lesson's day is over (R11) · BadInput a value that the scale does not have,
 *   a pupil who is not in the class on that day
 */
export async function writeMarks(
  db: Db,
  workId: string,
  entries: MarkEntry[],
  by: By,
): Promise<MarksWritten> {
  return db.$transaction((tx) => writeMarksIn(tx, workId, entries, by));
}

interface Written {
  id: string;
  pupilId: string;
  valueId: string | null;
  version: number;
}

async function writeMarksIn(tx: Tx, workId: string, entries: MarkEntry[], by: By): Promise<MarksWritten> {
  const work = await tx.work.findUnique({ where: { id: workId }, include: { lesson: true } });
  if (!work) throw new NotFound("Такой работы в журнале нет.");
  if (!by.silent) await checkDoor(tx, work.lesson.date);
  await checkClass(tx, work.lesson, entries);
  const wanted = await withValueIds(tx, entries);
  const at = by.at ?? now();

  const before = await tx.$queryRaw<Written[]>`
    select id, "pupilId", "valueId", version from "Mark"
    where "workId" = ${workId}::uuid and "pupilId" = any(${wanted.map((entry) => entry.pupilId)}::uuid[])
    order by "pupilId" for update`;
  const old = new Map(before.map((mark) => [mark.pupilId, mark]));
  const news = wanted.filter(({ pupilId, valueId }) => (old.get(pupilId)?.valueId ?? null) !== valueId);
  if (news.length === 0) return { set: 0, changed: 0, withdrawn: 0, same: entries.length };

  const written = await tx.$queryRaw<Written[]>`
    insert into "Mark" ("workId", "pupilId", "valueId", "setAt")
    select ${workId}::uuid, x."pupilId", x."valueId", ${at}
    from jsonb_to_recordset(${JSON.stringify(news)}::jsonb) as x("pupilId" uuid, "valueId" uuid)
    order by x."pupilId"
    on conflict ("workId", "pupilId") do update
      set "valueId" = excluded."valueId", version = "Mark".version + 1, "setAt" = excluded."setAt"
    returning id, "pupilId", "valueId", version`;
  await tx.markVersion.createMany({
    data: written.map((mark) => ({
      markId: mark.id,
      version: mark.version,
      valueId: mark.valueId,
      byId: by.actorId,
      at,
      source: by.source,
    })),
  });

  const events = written.map(
    (mark): NewEvent => ({
      kind: kindOf(old.get(mark.pupilId), mark),
      factId: mark.id,
      factVersion: mark.version,
      pupilId: mark.pupilId,
      actorId: by.actorId,
      occurredAt: at,
      silent: by.silent,
    }),
  );
  await recordEvents(tx, events);
  await tx.auditEntry.createMany({
    data: events.map(({ kind, factId, pupilId }) => ({
      at,
      actorId: by.actorId,
      via: by.source,
      action: kind,
      objectId: factId,
      pupilId,
    })),
  });
  const count = (kind: EventKind) => events.filter((event) => event.kind === kind).length;
  return {
    set: count("mark.set"),
    changed: count("mark.changed"),
    withdrawn: count("mark.withdrawn"),
    same: entries.length - written.length,
  };
}

function kindOf(before: Written | undefined, after: Written): EventKind {
  if (after.valueId === null) return "mark.withdrawn";
  return before?.valueId ? "mark.changed" : "mark.set";
}

/** R11: on the day of the lesson, in the school's own time zone, by the moment the server received it. */
async function checkDoor(tx: Tx, lessonDate: Date): Promise<void> {
  const { timeZone } = await getSettings(tx);
  const today = dayIn(timeZone);
  if (lessonDate.getTime() === today.getTime()) return;
  throw new Closed(
    lessonDate < today
      ? `День урока, ${isoDay(lessonDate)}, закрыт. Отметку можно изменить только по акту через завуча.`
      : `Урок ${isoDay(lessonDate)} ещё не наступил. Отметки ставят в день урока.`,
  );
}

async function checkClass(
  tx: Tx,
  lesson: { classId: string; date: Date },
  entries: MarkEntry[],
): Promise<void> {
  const pupilIds = new Set(entries.map((entry) => entry.pupilId));
  if (pupilIds.size !== entries.length)
    throw new BadInput("Один ученик указан дважды. Оставьте одну отметку.");
  const here = await tx.enrolment.findMany({
    where: {
      classId: lesson.classId,
      pupilId: { in: [...pupilIds] },
      from: { lte: lesson.date },
      OR: [{ to: null }, { to: { gte: lesson.date } }],
    },
    select: { pupilId: true },
  });
  if (new Set(here.map((enrolment) => enrolment.pupilId)).size !== pupilIds.size)
    throw new BadInput("В этот день такого ученика в классе нет. Обновите страницу.");
}

async function withValueIds(
  tx: Tx,
  entries: MarkEntry[],
): Promise<{ pupilId: string; valueId: string | null }[]> {
  const codes = [...new Set(entries.flatMap((entry) => entry.value ?? []))];
  const values = await tx.scaleValue.findMany({ where: { scale: { code: "five" }, code: { in: codes } } });
  const ids = new Map(values.map((value) => [value.code, value.id]));
  const unknown = codes.find((code) => !ids.has(code));
  if (unknown !== undefined)
    throw new BadInput(
      `Отметки «${unknown.slice(0, 20)}» нет. Ставят 5, 4, 3, 2, 1, осв, н/а, зач или незач.`,
    );
  return entries.map(({ pupilId, value }) => ({ pupilId, valueId: value === null ? null : ids.get(value)! }));
}

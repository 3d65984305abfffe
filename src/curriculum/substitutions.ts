import { audit } from "../audit.ts";
import { dateOf, isoDay, now } from "../clock.ts";
import type { Db, Prisma, Tx } from "../db.ts";
import { Conflict, NotFound } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { recordEvents } from "../outbox/outbox.ts";
import { editVersion } from "../versions.ts";
import { isInForce, type PlannedLesson, plannedLessons } from "./planned-lessons.ts";
import {
  checkNotHeld,
  checkTaken,
  checkToCome,
  checkWanted,
  type NewSubstitution,
} from "./substitution-rules.ts";
import { inTurn } from "./turns.ts";

export type { NewSubstitution } from "./substitution-rules.ts";
export type Substitution = Prisma.SubstitutionGetPayload<object>;

/**
 * Says what is different about one lesson on one date (R12); the lesson follows, if it is there already. The same again
 * changes nothing and tells nobody.
 * @throws Closed the day is over, or the lesson to cancel has been held · NotFound the timetable has no such lesson that day
 *   · BadInput nothing is different; no member of staff; no such room · Conflict another version stands there; the
 *   substitute or the room is taken at that time
 */
export async function substitute(db: Db, wanted: NewSubstitution, by: By): Promise<Substitution> {
  return inTurn(db, async (tx) => {
    await checkToCome(tx, wanted.date, by);
    const planned = await plannedLessons(tx, { from: wanted.date, to: wanted.date });
    const lesson = planned.find(({ entryId }) => entryId === wanted.entryId);
    if (!lesson) throw new NotFound("В этот день такого урока в расписании нет. Обновите расписание.");
    await checkWanted(tx, wanted, lesson);
    const { usual } = lesson;
    const teacherId = wanted.substituteId ?? usual.teacherId;
    if (wanted.cancelled) await checkNotHeld(tx, wanted);
    else if (!wanted.doubles)
      checkTaken({ teacherId, roomId: wanted.roomId ?? usual.roomId }, lesson, planned);
    const known = await findSubstitution(tx, wanted);
    if (known && isSame(known, wanted)) return known;
    const after = await write(tx, known, wanted);
    await follow(tx, after, usual);
    await tell(tx, after, { action: "substitution.set", by });
    return after;
  });
}

/**
 * Everything is as the timetable has it again.
 * @throws NotFound there is no substitution · Closed the day is over · Conflict another version; who holds it usually, or
 *   the room, is taken at that time by now
 */
export async function withdrawSubstitution(
  db: Db,
  { entryId, date, version }: { entryId: string; date: string; version: number },
  by: By,
): Promise<Substitution> {
  return inTurn(db, async (tx) => {
    await checkToCome(tx, date, by);
    const known = await findSubstitution(tx, { entryId, date });
    if (!known || !isInForce(known))
      throw new NotFound("В этот день замены у этого урока нет. Обновите расписание.");
    const planned = await plannedLessons(tx, { from: date, to: date });
    const lesson = planned.find((one) => one.entryId === entryId);
    if (lesson) checkTaken(lesson.usual, lesson, planned);
    const nothing = { substituteId: null, roomId: null, cancelled: false };
    const { after } = await editVersion(tx.substitution, { id: known.id, version }, nothing);
    if (lesson) await follow(tx, after, lesson.usual);
    await tell(tx, after, { action: "substitution.withdrawn", by });
    return after;
  });
}

function findSubstitution(
  tx: Tx,
  { entryId, date }: { entryId: string; date: string },
): Promise<Substitution | null> {
  return tx.substitution.findUnique({ where: { entryId_date: { entryId, date: dateOf(date) } } });
}

function isSame(known: Substitution, wanted: NewSubstitution): boolean {
  return (["substituteId", "roomId", "cancelled", "reason"] as const).every(
    (field) => known[field] === wanted[field],
  );
}

async function write(tx: Tx, known: Substitution | null, wanted: NewSubstitution): Promise<Substitution> {
  const { entryId, date, version, substituteId, roomId, cancelled, reason } = wanted;
  const data = { substituteId, roomId, cancelled, reason };
  if (!known) return tx.substitution.create({ data: { ...data, entryId, date: dateOf(date) } });
  if (version === undefined && isInForce(known))
    throw new Conflict("На этот урок замена уже есть. Посмотрите её и измените или отмените.", known);
  const seen = { id: known.id, version: version ?? known.version };
  return (await editVersion(tx.substitution, seen, data)).after;
}

/** The lesson of that day, where it has been made already; who may open it follows from its teacher (R12). */
async function follow(tx: Tx, substitution: Substitution, usual: PlannedLesson["usual"]): Promise<void> {
  const { entryId, date, substituteId, roomId, cancelled, reason } = substitution;
  await tx.lesson.updateMany({
    where: { entryId, date },
    data: {
      teacherId: substituteId ?? usual.teacherId,
      roomId: roomId ?? usual.roomId,
      cancelledFor: cancelled ? reason : null,
    },
  });
}

async function tell(
  tx: Tx,
  { id, version, entryId, date }: Substitution,
  { action, by }: { action: string; by: By },
): Promise<void> {
  const details = { entryId, date: isoDay(date) };
  await audit(tx, by, { action, objectId: id, details });
  await recordEvents(tx, [
    {
      kind: "timetable.changed",
      factId: id,
      factVersion: version,
      pupilId: null,
      actorId: by.actorId,
      occurredAt: by.at ?? now(),
      silent: by.silent,
    },
  ]);
}

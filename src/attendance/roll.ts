import { audit } from "../audit.ts";
import { now } from "../clock.ts";
import type { Db, Tx } from "../db.ts";
import { Conflict, NotFound } from "../errors.ts";
import { checkLessonDay, type DoorLesson } from "../lessons/door.ts";
import type { By } from "../outbox/events.ts";
import { type Cell, type CellEntry, checkEntries, newsOf, type RollLesson, writeNews } from "./cells.ts";

/** The roll of a lesson. `version` grows with every change in it, the reasons too; 0: nobody has touched it. */
export interface Roll {
  version: number;
  takenAt: Date | null;
  takenById: string | null;
  /** Of everybody who is not simply there. */
  absences: Cell[];
}

/** Who is absent or late; everybody else is present. `version` is that of the roll as its taker saw it. */
export interface WholeRoll {
  version: number;
  absences: CellEntry[];
}

/** One pupil; a `kind` of null: present. `version` is that of this cell as its writer saw it, 0 of an empty one. */
export interface SeenCell extends Omit<CellEntry, "kind"> {
  kind: CellEntry["kind"] | null;
  version: number;
}

/**
 * Takes the whole roll, with the versions, audit and events of its absences, in ONE transaction. The same roll again
 * changes nothing, whatever it saw; another one over a roll that was not seen is refused, so nothing is lost.
 * @throws NotFound · Closed the lesson's day is over (R11), or it falls out · Conflict with the roll as it is ·
 *   BadInput a pupil who does not belong into the lesson, or minutes that cannot be
 */
export async function takeRoll(
  db: Db | Tx,
  lessonId: string,
  { version, absences }: WholeRoll,
  by: By,
): Promise<Roll> {
  return db.$transaction(async (tx) => {
    const lesson = await openLesson(tx, lessonId, by);
    const before = await readRoll(tx, lessonId);
    const pupilIds = await checkEntries(tx, lesson, absences);
    const listed = new Map(absences.map((entry) => [entry.pupilId, entry]));
    const wanted = pupilIds.map((pupilId) => listed.get(pupilId) ?? { pupilId, kind: null });
    const news = newsOf(before, wanted);
    if (news.length === 0 && before.takenAt) return before;
    if (news.length > 0 && version !== before.version) throw changedMeanwhile(before);
    const done = { ...by, at: by.at ?? now() };
    const data = { rollTakenAt: done.at, rollTakenById: by.actorId };
    await tx.lesson.update({ where: { id: lessonId }, data });
    await audit(tx, done, { action: "roll.taken", objectId: lessonId });
    await writeNews(tx, { lesson, before, wanted, news, isTaken: true }, done);
    return readRoll(tx, lessonId);
  });
}

/**
 * Writes single cells, and leaves the others, and whether the roll was taken, as they are.
 * @throws as takeRoll; a Conflict only where somebody else wrote in the same cell
 */
export async function noteAbsences(db: Db | Tx, lessonId: string, cells: SeenCell[], by: By): Promise<Roll> {
  return db.$transaction(async (tx) => {
    const lesson = await openLesson(tx, lessonId, by);
    const before = await readRoll(tx, lessonId);
    await checkEntries(tx, lesson, cells);
    const news = newsOf(before, cells);
    if (news.length === 0) return before;
    if (news.some(({ was, version }) => version !== (was?.version ?? 0))) throw changedMeanwhile(before);
    const done = { ...by, at: by.at ?? now() };
    await writeNews(tx, { lesson, before, wanted: cells, news, isTaken: before.takenAt !== null }, done);
    return readRoll(tx, lessonId);
  });
}

/** @throws NotFound there is no such lesson */
export async function readRoll(db: Db | Tx, lessonId: string): Promise<Roll> {
  const [roll] = await db.$queryRaw<Roll[]>`
    select l."rollTakenAt" as "takenAt", l."rollTakenById" as "takenById",
      (coalesce(sum(a.version), 0) + (l."rollTakenAt" is not null)::int)::int as version,
      coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'pupilId', a."pupilId", 'kind', a.kind, 'lateMinutes', a."lateMinutes",
        'reason', a.reason, 'version', a.version) order by a.id) filter (where a.kind is not null), '[]') as absences
    from "Lesson" l left join "Absence" a on a."lessonId" = l.id
    where l.id = ${lessonId}::uuid group by l.id`;
  if (!roll) throw noSuchLesson();
  return roll;
}

/** Keeps everybody else from this lesson's roll and its reasons until the end of the transaction. */
async function openLesson(tx: Tx, lessonId: string, by: By): Promise<RollLesson> {
  const [lesson] = await tx.$queryRaw<(RollLesson & DoorLesson)[]>`
    select id, date, "startsAt", "endsAt", "cancelledFor" from "Lesson" where id = ${lessonId}::uuid
    for no key update`;
  if (!lesson) throw noSuchLesson();
  await checkLessonDay(tx, lesson, by);
  await tx.$queryRaw`select id from "Absence" where "lessonId" = ${lessonId}::uuid order by "pupilId" for update`;
  return lesson;
}

function noSuchLesson(): NotFound {
  return new NotFound("Такого урока нет. Обновите расписание.");
}

function changedMeanwhile(roll: Roll): Conflict {
  return new Conflict(
    "Отсутствующих на этом уроке за это время отметил кто-то другой. Посмотрите, что теперь в журнале, и повторите.",
    roll,
  );
}

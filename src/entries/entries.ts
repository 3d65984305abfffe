import { noteAbsences, type SeenCell, takeRoll } from "../attendance/roll.ts";
import { now } from "../clock.ts";
import type { Db, Tx } from "../db.ts";
import { Conflict, NotFound } from "../errors.ts";
import { type LessonRecord, recordLesson } from "../lessons/lessons.ts";
import { setTask } from "../lessons/tasks.ts";
import { openWork } from "../lessons/works.ts";
import { type MarkEntry, type WriteOptions, writeMarks } from "../marks/marks.ts";
import type { By } from "../outbox/events.ts";

/**
 * All that a teacher says of one lesson in one breath. What is left out stays as it is; every part carries what its
 * writer saw there.
 */
export interface Entry {
  roll: RollEntry | null;
  record: RecordEntry | null;
  /** A text of null takes it back. */
  tasks: { pupilId: string; text: string | null; version: number }[];
  /** Of one kind in their order; an empty id: the lesson has no such work yet. */
  works: WorkEntry[];
}

export interface RollEntry {
  /** Whoever stands not in `cells` is present; else they stay as they are. */
  isWhole: boolean;
  /** Of the roll. */
  version: number;
  cells: SeenCell[];
}

export interface RecordEntry {
  change: LessonRecord;
  /** What stood in the changed fields. */
  seen: LessonRecord;
}

export interface WorkEntry {
  workId: string | null;
  kindCode: string;
  marks: Required<MarkEntry>[];
}

/** A mark as it was left: the version that an undo takes back. */
export interface WrittenMark {
  id: string;
  version: number;
}

interface Asked {
  entry: Entry;
  confirm?: WriteOptions["confirm"];
}

/**
 * Writes all of it or nothing, through the verbs of its parts, and answers the marks that are new. The same again
 * changes nothing.
 * @throws NotFound · Closed not on the lesson's day (R11) · Conflict something is not what was seen any more ·
 *   ConfirmFirst unusual and not confirmed · BadInput as the verbs of the parts
 */
export async function writeEntry(
  db: Db | Tx,
  lessonId: string,
  { entry, confirm }: Asked,
  by: By,
): Promise<WrittenMark[]> {
  const at = by.at ?? now();
  return db.$transaction(async (tx) => {
    // The lesson first, as the roll takes it: whoever writes in it comes one after the other.
    const lesson = await lockLesson(tx, lessonId);
    const done = { ...by, at };
    await writeRoll(tx, lessonId, entry.roll, done);
    await writeRecord(tx, lesson, entry.record, done);
    // Few at a time, each with its own versions and events: the verbs are asked one by one.
    for (const task of entry.tasks) await setTask(tx, lessonId, task, done);
    const markIds: string[] = [];
    for (const [index, work] of entry.works.entries()) {
      const workId = work.workId ?? (await openWork(tx, lessonId, work, done)).id;
      const options = { confirm: confirm ?? [] };
      // A moment later each: works of one kind keep the order of their first marks (readWorkOrder).
      const written = await writeMarks(tx, workId, work.marks, { ...by, at: later(at, index) }, options);
      markIds.push(...written.cells.flatMap(({ id }) => id ?? []));
    }
    return readWritten(tx, markIds, { actorId: by.actorId, from: at, to: later(at, entry.works.length) });
  });
}

interface SeenLesson extends Required<LessonRecord> {
  id: string;
  version: number;
}

async function lockLesson(tx: Tx, lessonId: string): Promise<SeenLesson> {
  const [lesson] = await tx.$queryRaw<SeenLesson[]>`
    select id, version, topic, material, homework, "noHomework" from "Lesson" where id = ${lessonId}::uuid
    for no key update`;
  if (!lesson) throw new NotFound("Такого урока нет.");
  return lesson;
}

async function writeRoll(tx: Tx, lessonId: string, roll: RollEntry | null, by: By): Promise<void> {
  if (!roll) return;
  const { isWhole, version, cells } = roll;
  if (!isWhole) return void (await noteAbsences(tx, lessonId, cells, by));
  const absences = cells.flatMap(({ kind, ...cell }) => (kind === null ? [] : [{ ...cell, kind }]));
  await takeRoll(tx, lessonId, { version, absences }, by);
}

/** A change of other fields in between, one's own too, is none of ours. */
async function writeRecord(tx: Tx, lesson: SeenLesson, record: RecordEntry | null, by: By): Promise<void> {
  if (!record) return;
  const { change, seen } = record;
  const fields = Object.keys(change) as (keyof LessonRecord)[];
  const isAsSeen = fields.every((field) => lesson[field] === seen[field]);
  const isAsWanted = fields.every((field) => lesson[field] === change[field]);
  if (!isAsSeen && !isAsWanted)
    throw new Conflict(
      "Тему или задание за это время изменил кто-то другой, ничего не записано. Посмотрите, что там теперь.",
      lesson,
    );
  await recordLesson(tx, lesson.id, { ...change, version: lesson.version }, by);
}

function later(at: Date, ms: number): Date {
  return new Date(at.getTime() + ms);
}

function readWritten(
  tx: Tx,
  markIds: string[],
  { actorId, from, to }: { actorId: string | null; from: Date; to: Date },
): Promise<WrittenMark[]> {
  return tx.$queryRaw<WrittenMark[]>`
    select m.id, m.version from "Mark" m join "MarkVersion" v on v."markId" = m.id and v.version = m.version
    where m.id = any(${markIds}::uuid[]) and v."byId" = ${actorId}::uuid and v.at between ${from} and ${to}
    order by m.id`;
}

/** The works of a lesson in the order in which «4/5» means them: of each kind by its first mark. */
export async function readWorkOrder(
  db: Db | Tx,
  lessonId: string,
): Promise<{ id: string; kindCode: string }[]> {
  return db.$queryRaw<{ id: string; kindCode: string }[]>`
    select w.id, w."kindCode" from "Work" w
    left join "Mark" m on m."workId" = w.id left join "MarkVersion" v on v."markId" = m.id and v.version = 1
    where w."lessonId" = ${lessonId}::uuid group by w.id order by min(v.at) nulls last, w.id`;
}

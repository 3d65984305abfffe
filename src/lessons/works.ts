import { audit } from "../audit.ts";
import type { Db, Tx } from "../db.ts";
import { BadInput, NotFound } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { checkOlder } from "./classes.ts";
import { checkLessonDay, type DoorLesson } from "./door.ts";

/** A work as its lesson has it; weight and norm are those of its kind on the day it was given. */
export interface OpenedWork {
  id: string;
  lessonId: string;
  kindCode: string;
  title: string | null;
  weight: number;
  checkingDays: number;
}

export interface NewWork {
  id?: string;
  lessonId: string;
  kindCode: string;
  title: string | null;
}

interface Wished {
  kindCode: string;
  title?: string | null;
  /** The first work of the kind without a title will do: who asks twice, or a colleague at once, gets the same one. */
  ifNone?: boolean | undefined;
  /** Since when a device has kept marks for it without a connection. */
  keptSince?: Date | undefined;
}

/**
 * Begins a work of a lesson: what marks will be earned for. A lesson may carry several of one kind («5/4»).
 * @throws NotFound no such lesson · Closed not on its day (R11) · BadInput no such kind; class 1 has no marks
 */
export async function openWork(
  db: Db | Tx,
  lessonId: string,
  { kindCode, title = null, ifNone = false, keptSince }: Wished,
  by: By,
): Promise<OpenedWork> {
  return db.$transaction(async (tx) => {
    const lesson = await lockLesson(tx, lessonId);
    const there = ifNone ? await findUntitled(tx, { lessonId, kindCode }) : null;
    if (there) return there;
    await checkLessonDay(tx, lesson, keptSince ? { ...by, at: keptSince } : by);
    await checkOlder(tx, lessonId, { what: "отметок и работ для них", path: ["kindCode"] });
    const [work] = await writeWorks(tx, [{ lessonId, kindCode, title }]);
    if (!work) throw new BadInput("Такого вида работ в школе нет. Выберите другой.", ["kindCode"]);
    // R14: its norm would let marks in, and not only drafts.
    if (work.checkingDays > 0) await checkLessonDay(tx, lesson, by);
    await audit(tx, by, { action: "work.opened", objectId: work.id, details: { lessonId, kindCode } });
    return work;
  });
}

async function lockLesson(tx: Tx, lessonId: string): Promise<DoorLesson> {
  const [lesson] = await tx.$queryRaw<DoorLesson[]>`
    select date, "cancelledFor" from "Lesson" where id = ${lessonId}::uuid for no key update`;
  if (!lesson) throw new NotFound("Такого урока нет.");
  return lesson;
}

function findUntitled(
  tx: Tx,
  { lessonId, kindCode }: { lessonId: string; kindCode: string },
): Promise<OpenedWork | null> {
  return tx.work.findFirst({ where: { lessonId, kindCode, title: null }, orderBy: { id: "asc" } });
}

/** Many at once, for the seed: what is there already stays, a kind the school does not have makes no work. */
export async function writeWorks(tx: Db | Tx, works: NewWork[]): Promise<OpenedWork[]> {
  return tx.$queryRaw<OpenedWork[]>`
    insert into "Work" (id, "lessonId", "kindCode", title, weight, "checkingDays")
    select coalesce(x.id, gen_random_uuid()), x."lessonId", k.code, x.title, k.weight, k."checkingDays"
    from jsonb_to_recordset(${JSON.stringify(works)}::jsonb) as x(id uuid, "lessonId" uuid, "kindCode" text, title text)
    join "WorkKind" k on k.code = x."kindCode"
    on conflict (id) do nothing
    returning id, "lessonId", "kindCode", title, weight, "checkingDays"`;
}

/** Names a work anew on its lesson's day. @throws NotFound no such work · Closed not on that day (R11) */
export async function renameWork(
  db: Db,
  workId: string,
  { title }: { title: string | null },
  by: By,
): Promise<OpenedWork> {
  return db.$transaction(async (tx) => {
    const found = await tx.work.findUnique({ where: { id: workId }, include: { lesson: true } });
    if (!found) throw new NotFound("Такой работы в журнале нет.");
    const { lesson, ...work } = found;
    if (work.title === title) return work;
    await checkLessonDay(tx, lesson, by);
    await audit(tx, by, { action: "work.renamed", objectId: workId });
    return tx.work.update({ where: { id: workId }, data: { title } });
  });
}

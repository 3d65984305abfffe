import type { Db, Tx } from "../db.ts";
import { NotFound } from "../errors.ts";

/** A work with its lesson, which nobody else marks meanwhile. */
export interface LockedWork {
  id: string;
  checkingDays: number;
  lesson: { id: string; date: Date; cancelledFor: string | null };
}

/** A mark as it stands in the journal: one pupil under one work. */
export interface Cell {
  id: string;
  pupilId: string;
  valueId: string | null;
  /** What is written there; null: taken away. */
  value: string | null;
  version: number;
  enteredOn: Date;
  byId: string | null;
  at: Date;
}

/**
 * Locks a work: whoever marks it next waits, also for the cells that have no row yet.
 * @throws NotFound there is no such work
 */
export async function lockWork(tx: Tx, workId: string): Promise<LockedWork> {
  const [row] = await tx.$queryRaw<
    { id: string; checkingDays: number; lessonId: string; date: Date; cancelledFor: string | null }[]
  >`
    select w.id, w."checkingDays", w."lessonId", l.date, l."cancelledFor"
    from "Work" w join "Lesson" l on l.id = w."lessonId" where w.id = ${workId}::uuid for no key update of w`;
  if (!row) throw new NotFound("Такой работы в журнале нет.");
  const { id, checkingDays, lessonId, date, cancelledFor } = row;
  return { id, checkingDays, lesson: { id: lessonId, date, cancelledFor } };
}

/** By pupil; who never had a mark of this work is not among them. */
export async function readCells(tx: Db | Tx, workId: string, pupilIds: string[]): Promise<Map<string, Cell>> {
  const cells = await tx.$queryRaw<Cell[]>`
    select m.id, m."pupilId", m."valueId", v.code as value, m.version, m."enteredOn", mv."byId", mv.at
    from "Mark" m join "MarkVersion" mv on mv."markId" = m.id and mv.version = m.version
    left join "ScaleValue" v on v.id = m."valueId"
    where m."workId" = ${workId}::uuid and m."pupilId" = any(${pupilIds}::uuid[])`;
  return new Map(cells.map((cell) => [cell.pupilId, cell]));
}

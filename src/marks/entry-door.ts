import { dayIn } from "../clock.ts";
import type { Tx } from "../db.ts";
import { Closed } from "../errors.ts";
import { closedDoor, doorOn, readLastDays, shownDay } from "../lessons/door.ts";
import { getSettings } from "../settings.ts";
import type { Cell, LockedWork } from "./cells.ts";

/** The days between which marks of a work are entered, and the day it is. */
export interface EntryDoor {
  lesson: LockedWork["lesson"];
  /** Past the lesson's own day where its kind has a checking norm (R14). */
  lastDay: Date;
  today: Date;
  timeZone: string;
}

export async function readEntryDoor(
  tx: Tx,
  { lesson, checkingDays }: LockedWork,
  at: Date,
): Promise<EntryDoor> {
  const { timeZone } = await getSettings(tx);
  const today = dayIn(timeZone, at);
  // On its own day the norm does not matter, and the calendar is not read.
  const norms = today > lesson.date ? [checkingDays] : [];
  const [lastDay = lesson.date] = await readLastDays(tx, lesson, norms);
  return { lesson, lastDay, today, timeZone };
}

/**
 * R11: on the lesson's day. R14: an empty cell may be entered until the norm ends, and what was entered is changed on
 * the day of its entry only.
 */
export function isOpenFor({ lesson, lastDay, today }: EntryDoor, cell: Cell | undefined): boolean {
  if (doorOn(lesson, today, lastDay) !== "open") return false;
  const isLessonDay = today.getTime() === lesson.date.getTime();
  return isLessonDay || !cell?.value || cell.enteredOn.getTime() === today.getTime();
}

/** What a device has kept since then could have been written at once, had it had a connection. */
export function wasOpenFor(door: EntryDoor, cell: Cell | undefined, since: Date | undefined): boolean {
  return since !== undefined && isOpenFor({ ...door, today: dayIn(door.timeZone, since) }, cell);
}

export function closedFor({ lesson, lastDay, today }: EntryDoor, cell: Cell | undefined): Closed {
  const state = doorOn(lesson, today, lastDay);
  if (state === "open")
    return new Closed(
      `Отметку меняют только в день, когда её поставили: ${shownDay(cell!.enteredOn)}. Изменить её теперь можно только по акту через завуча.`,
    );
  if (state !== "past") return closedDoor(lesson, state);
  return new Closed(
    lastDay > lesson.date
      ? `Срок проверки закончился ${shownDay(lastDay)}. Отметку можно внести только по акту через завуча.`
      : `День урока, ${shownDay(lesson.date)}, закрыт. Отметку можно изменить только по акту через завуча.`,
  );
}

import { now } from "../clock.ts";
import type { Tx } from "../db.ts";
import { BadInput, Conflict } from "../errors.ts";
import { closedDoor, doorOn } from "../lessons/door.ts";
import type { By } from "../outbox/events.ts";
import { type Cell, lockWork, readCells } from "./cells.ts";
import { isOpenFor, readEntryDoor } from "./entry-door.ts";
import type { MarkEntry } from "./marks.ts";
import { recordMarks } from "./recording.ts";
import { checkPupils, withValueIds } from "./wanted.ts";

/** A cell whose day is over, with what stands in it and what is wanted instead. */
export interface ClosedCell {
  pupilId: string;
  wantedId: string | null;
  /** Empty: never marked. */
  cell: Cell | undefined;
}

export interface MarkAmendment {
  workId: string;
  pupilId: string;
  /** Empty: the mark goes. */
  valueId: string | null;
  /** What stood there when the correction was asked for; 0: nothing. */
  wasVersion: number;
  /** «№ 14 от 26.11.2026: ошибка при подсчёте» */
  act: string;
}

/**
 * What stands in cells whose day is over, for a correction to be asked for; nobody writes there meanwhile. Entries that
 * say what stands there already are left out.
 * @throws NotFound no such work · Closed the lesson lies ahead, or falls out · BadInput a cell is still open, so that no
 *   correction is needed; a value or a pupil as in writeMarks
 */
export async function readClosedCells(
  tx: Tx,
  workId: string,
  entries: MarkEntry[],
  by: By,
): Promise<ClosedCell[]> {
  const work = await lockWork(tx, workId);
  await checkPupils(tx, work.lesson.id, entries);
  const wanted = await withValueIds(tx, entries);
  const cells = await readCells(
    tx,
    workId,
    entries.map(({ pupilId }) => pupilId),
  );
  const door = await readEntryDoor(tx, work, by.at ?? now());
  const state = doorOn(door.lesson, door.today, door.lastDay);
  if (state === "ahead" || state === "cancelled") throw closedDoor(door.lesson, state);
  const open = entries.findIndex(({ pupilId }) => isOpenFor(door, cells.get(pupilId)));
  if (open !== -1)
    throw new BadInput("Эту отметку ещё можно поставить прямо в журнал, запрос не нужен.", [
      "marks",
      open,
      "pupilId",
    ]);
  return wanted
    .map(({ pupilId, valueId }) => ({ pupilId, wantedId: valueId, cell: cells.get(pupilId) }))
    .filter(({ wantedId, cell }) => wantedId !== (cell?.valueId ?? null));
}

/**
 * Writes an amendment beside the original, in the transaction that settles its correction.
 * @throws NotFound no such work · Conflict the cell has changed since the correction was asked for
 */
export async function amendMark(
  tx: Tx,
  { workId, pupilId, valueId, wasVersion, act }: MarkAmendment,
  by: By,
): Promise<void> {
  await lockWork(tx, workId);
  const cell = (await readCells(tx, workId, [pupilId])).get(pupilId);
  if ((cell?.version ?? 0) !== wasVersion)
    throw new Conflict(
      "Отметка изменилась после того, как подали запрос. Откажите, чтобы его подали заново.",
      cell ?? { pupilId, value: null, version: 0 },
    );
  const change = { workId, pupilId, valueId, wasId: cell?.valueId ?? null };
  await recordMarks(tx, [change], { ...by, at: by.at ?? now(), act });
}

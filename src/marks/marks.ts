import { now } from "../clock.ts";
import type { Db, Tx } from "../db.ts";
import type { By, EventKind } from "../outbox/events.ts";
import { type Cell, type LockedWork, lockWork, readCells } from "./cells.ts";
import { closedFor, isOpenFor, readEntryDoor, wasOpenFor } from "./entry-door.ts";
import { recordMarks } from "./recording.ts";
import { askFirst, checkPupils, checkSeen, type Wanted, withValueIds } from "./wanted.ts";

export interface MarkEntry {
  pupilId: string;
  /** What is written in the cell; null takes the mark away. */
  value: string | null;
  /** Of the cell as its writer saw it; 0: empty. Left out: whatever stands there is written over. */
  version?: number | undefined;
}

export interface WriteOptions {
  /** What was asked back and is meant all the same. */
  confirm?: readonly ("absent" | "one")[] | undefined;
  /** Since when a device has kept these cells without a connection. */
  keptSince?: Date | undefined;
}

export interface MarksWritten {
  set: number;
  changed: number;
  withdrawn: number;
  /** Stood there already: nothing was written, nobody hears. */
  same: number;
  /** What of the request stands in the journal now; version 0: never marked. */
  cells: { id: string | null; pupilId: string; value: string | null; version: number }[];
  /** Kept on a device past the end of their day: not written, a draft of a correction is made of them. */
  late: MarkEntry[];
}

/**
 * Sets, changes and withdraws the marks of one work, with their versions, audit and events, in ONE transaction.
 * Writing the same again changes nothing.
 * @throws NotFound no such work · Closed the day is over (R11, R14) · Conflict with the cells that somebody changed
 *   since they were seen · ConfirmFirst unusual and not confirmed · BadInput a value that the scale does not have, a
 *   pupil who is not of the lesson, or in class 1; `path` leads to the entry
 */
export async function writeMarks(
  db: Db | Tx,
  workId: string,
  entries: MarkEntry[],
  by: By,
  options: WriteOptions = {},
): Promise<MarksWritten> {
  // R11: the moment it was received counts, not the one at which a lock let it through.
  const at = by.at ?? now();
  return db.$transaction((tx) => writeMarksIn(tx, { workId, entries, options }, { ...by, at }));
}

interface Asked {
  workId: string;
  entries: MarkEntry[];
  options: WriteOptions;
}

async function writeMarksIn(
  tx: Tx,
  { workId, entries, options }: Asked,
  by: By & { at: Date },
): Promise<MarksWritten> {
  const work = await lockWork(tx, workId);
  const absent = await checkPupils(tx, work.lesson.id, entries);
  const wanted = await withValueIds(tx, entries);
  const before = await readCells(
    tx,
    workId,
    entries.map(({ pupilId }) => pupilId),
  );
  const news = wanted.filter(({ pupilId, valueId }) => (before.get(pupilId)?.valueId ?? null) !== valueId);
  const late = by.silent ? new Set<Wanted>() : await findLate(tx, { work, news, before, options }, by.at);
  const fresh = news.filter((entry) => !late.has(entry));
  checkSeen(fresh, before);
  if (!by.silent) askFirst(fresh, absent, options.confirm ?? []);

  const recorded = await recordMarks(
    tx,
    fresh.map(({ pupilId, valueId }) => {
      return { workId, pupilId, valueId, wasId: before.get(pupilId)?.valueId ?? null };
    }),
    { ...by, enters: true },
  );
  const count = (kind: EventKind) => recorded.filter((mark) => mark.kind === kind).length;
  const after = new Map<string, Pick<Cell, "id" | "version">>([
    ...before,
    ...recorded.map((mark) => [mark.pupilId, mark] as const),
  ]);
  return {
    set: count("mark.set"),
    changed: count("mark.changed"),
    withdrawn: count("mark.withdrawn"),
    same: entries.length - news.length,
    cells: wanted
      .filter((entry) => !late.has(entry))
      .map(({ pupilId, value }) => {
        const { id = null, version = 0 } = after.get(pupilId) ?? {};
        return { id, pupilId, value, version };
      }),
    late: [...late].map(({ valueId, ...entry }) => entry),
  };
}

interface Compared {
  work: LockedWork;
  news: Wanted[];
  before: Map<string, Cell>;
  options: WriteOptions;
}

/** What comes too late. @throws Closed unless a device has kept it since its day */
async function findLate(
  tx: Tx,
  { work, news, before, options: { keptSince } }: Compared,
  at: Date,
): Promise<Set<Wanted>> {
  if (news.length === 0) return new Set();
  const door = await readEntryDoor(tx, work, at);
  const late = news.filter(({ pupilId }) => !isOpenFor(door, before.get(pupilId)));
  const refused = late.find(({ pupilId }) => !wasOpenFor(door, before.get(pupilId), keptSince));
  if (refused) throw closedFor(door, before.get(refused.pupilId));
  return new Set(late);
}

import type { Standing } from "../access/policy.ts";
import type { Db, Tx } from "../db.ts";
import { type FinalPlace, readClosedFinals } from "../finals/amending.ts";
import { readClosedCells } from "../marks/amending.ts";
import type { MarkEntry } from "../marks/marks.ts";
import { withValueIds } from "../marks/wanted.ts";
import type { By } from "../outbox/events.ts";
import { type Correction, checkOrdered, recordWishes, type Wish } from "./wishes.ts";

export type { Correction } from "./wishes.ts";

/** What is asked of cells of one work, and why. */
export interface MarkRequest {
  workId: string;
  entries: MarkEntry[];
  reason: string;
}

/** What is asked of final marks of a class in a subject, and why; a final mark is changed, never taken away. */
export interface FinalRequest extends FinalPlace {
  entries: { pupilId: string; value: string }[];
  reason: string;
}

/**
 * Keeps what was typed before midnight and arrived after it (R11): drafts, which their author submits with a reason.
 * They are kept also while the school allows no corrections. A later wish for a cell replaces the one before.
 * @throws NotFound · BadInput the door is open, a value, a pupil · Closed the lesson is to come, or falls out
 */
export async function draftCorrections(
  db: Db,
  workId: string,
  entries: MarkEntry[],
  by: By,
): Promise<Correction[]> {
  return db.$transaction(async (tx) =>
    recordWishes(tx, await wishesOf(tx, { workId, entries }, by), { state: "draft", reason: null, by }),
  );
}

/**
 * Asks the deputy head to change marks whose day is over: the one way there is (R11).
 * @throws Closed the head's order is not entered, the lesson is to come · NotFound · BadInput the door is open, a value,
 *   a pupil
 */
export async function requestCorrections(
  db: Db,
  { reason, ...asked }: MarkRequest,
  by: By,
): Promise<Correction[]> {
  return db.$transaction(async (tx) => {
    await checkOrdered(tx);
    return recordWishes(tx, await wishesOf(tx, asked, by), { state: "requested", reason, by });
  });
}

/**
 * Asks the same for final marks, set or missed on their day (R40, R41).
 * @throws Closed the head's order is not entered, the day is to come · BadInput the door is open, a value, a pupil ·
 *   Forbidden a colleague's pupil
 */
export async function requestFinalCorrections(
  db: Db,
  { entries, reason, ...place }: FinalRequest,
  by: By,
  { standings }: { standings: ReadonlySet<Standing> },
): Promise<Correction[]> {
  return db.$transaction(async (tx) => {
    await checkOrdered(tx);
    const pupilIds = entries.map(({ pupilId }) => pupilId);
    const { period, cells } = await readClosedFinals(tx, { ...place, pupilIds }, by, { standings });
    const { subjectId, kind: finalKind } = place;
    const wishes = (await withValueIds(tx, entries)).map(({ pupilId, valueId }): Wish => {
      const cell = cells.get(pupilId);
      return {
        kind: "final",
        pupilId,
        subjectId,
        finalKind,
        period,
        wasValueId: cell?.valueId ?? null,
        wasVersion: cell?.version ?? 0,
        wantedValueId: valueId,
      };
    });
    return recordWishes(tx, wishes, { state: "requested", reason, by });
  });
}

async function wishesOf(
  tx: Tx,
  { workId, entries }: { workId: string; entries: MarkEntry[] },
  by: By,
): Promise<Wish[]> {
  const closed = await readClosedCells(tx, workId, entries, by);
  return closed.map(({ pupilId, wantedId, cell }) => ({
    kind: "mark",
    pupilId,
    workId,
    wasValueId: cell?.valueId ?? null,
    wasVersion: cell?.version ?? 0,
    wantedValueId: wantedId,
  }));
}

import { dayIn, now } from "../clock.ts";
import type { Db, Tx } from "../db.ts";
import { Closed, Forbidden, NotFound } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { getSettings, type Settings } from "../settings.ts";
import { recordMarks } from "./recording.ts";

export interface UndoneMark {
  id: string;
  pupilId: string;
  value: string | null;
  version: number;
}

/**
 * Puts back what stood in these cells before, all or none, while the hold runs and nobody has heard: also past midnight
 * (R11). What an undo has put back after its day is not undone again.
 * @throws NotFound no such mark · Forbidden somebody else wrote it · Closed the hold is over
 */
export async function undoMarks(db: Db | Tx, markIds: string[], by: By): Promise<UndoneMark[]> {
  const at = by.at ?? now();
  return db.$transaction(async (tx) => {
    const settings = await getSettings(tx);
    const marks = await lockMarks(tx, [...new Set(markIds)]);
    for (const mark of marks) checkUndo(mark, settings, { ...by, at });
    const undone = await recordMarks(
      tx,
      marks.map(({ workId, pupilId, valueId, beforeId }) => {
        return { workId, pupilId, wasId: valueId, valueId: beforeId };
      }),
      { ...by, at },
    );
    const values = new Map(marks.map(({ id, before }) => [id, before]));
    return undone.map(({ id, pupilId, version }) => ({
      id,
      pupilId,
      value: values.get(id) ?? null,
      version,
    }));
  });
}

interface LastVersion {
  id: string;
  workId: string;
  pupilId: string;
  valueId: string | null;
  enteredOn: Date;
  byId: string | null;
  at: Date;
  /** Behind a correction. */
  act: string | null;
  /** What stood there before; null: nothing. */
  beforeId: string | null;
  before: string | null;
}

async function lockMarks(tx: Tx, markIds: string[]): Promise<LastVersion[]> {
  await tx.$queryRaw`
    select w.id from "Work" w where w.id in (select "workId" from "Mark" where id = any(${markIds}::uuid[]))
    order by w.id for no key update`;
  const marks = await tx.$queryRaw<LastVersion[]>`
    select m.id, m."workId", m."pupilId", m."valueId", m."enteredOn", mv."byId", mv.at, mv.act, b."valueId" as "beforeId",
      v.code as before
    from "Mark" m join "MarkVersion" mv on mv."markId" = m.id and mv.version = m.version
    left join "MarkVersion" b on b."markId" = m.id and b.version = m.version - 1
    left join "ScaleValue" v on v.id = b."valueId"
    where m.id = any(${markIds}::uuid[])`;
  if (marks.length < markIds.length) throw new NotFound("Такой отметки нет.");
  return marks;
}

function checkUndo(
  { byId, at, act, enteredOn }: LastVersion,
  { markHoldSeconds, timeZone }: Settings,
  by: By & { at: Date },
): void {
  if (byId === null || byId !== by.actorId)
    throw new Forbidden("Отменить может только тот, кто поставил. Обратитесь к учителю, который вёл урок.");
  if (act !== null)
    throw new Closed("Исправление по акту не отменяют. Если оно неверно, попросите о новом исправлении.");
  const isHeld = by.at.getTime() < at.getTime() + markHoldSeconds * 1000;
  const isOfItsDay = dayIn(timeZone, at).getTime() === enteredOn.getTime();
  if (!isHeld || !isOfItsDay)
    throw new Closed(
      "Отменить уже нельзя: выдержка закончилась. В день урока отметку можно изменить, позже — по акту через завуча.",
    );
}

import type { Standing } from "../access/policy.ts";
import { dayIn, isoDay } from "../clock.ts";
import type { FinalKind, Tx } from "../db.ts";
import { BadInput, Conflict, NotFound } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { getSettings } from "../settings.ts";
import { type FinalCell, type FinalPlace, lockFinals, readCells } from "./cells.ts";
import { checkFinalDoor, doorOf, doorState, readGrounds } from "./door.ts";
import { writeFinals } from "./finals.ts";
import { checkOnce, checkPupils } from "./pupils.ts";

export type { FinalPlace } from "./cells.ts";

/** One final mark of one pupil. */
export interface FinalOf {
  pupilId: string;
  subjectId: string;
  kind: FinalKind;
  /** The term's id, else the name of the school year. */
  period: string;
}

export interface FinalAmendment extends FinalOf {
  valueId: string;
  /** What stood there when the correction was asked for; 0: nothing. */
  wasVersion: number;
  /** «№ 14 от 26.11.2026: ошибка при подсчёте» */
  act: string;
}

/**
 * What stands in cells whose day is over, for those who set them while it lasted; nobody writes there meanwhile.
 * @throws BadInput the door is open, so that no correction is needed; a pupil who is not there · Closed not yet open ·
 *   Forbidden a colleague's pupil
 */
export async function readClosedFinals(
  tx: Tx,
  { pupilIds, ...place }: FinalPlace & { pupilIds: string[] },
  by: By,
  { standings }: { standings: ReadonlySet<Standing> },
): Promise<{ period: string; cells: Map<string, FinalCell> }> {
  await lockFinals(tx, place.classId);
  const settings = await getSettings(tx);
  const today = isoDay(dayIn(settings.timeZone, by.at));
  const grounds = await readGrounds(tx, place);
  const door = doorOf(grounds, place, settings);
  const state = doorState(door, today);
  if (state === "open")
    throw new BadInput("День этих отметок ещё идёт. Ставьте их прямо в журнал, запрос не нужен.");
  if (state !== "over") checkFinalDoor(door, today);
  checkOnce(pupilIds);
  await checkPupils(tx, { ...place, pupilIds, door, grounds, today }, by, { standings });
  const { period } = door;
  const column = { subjectId: place.subjectId, kind: place.kind, period };
  return { period, cells: await readCells(tx, pupilIds, column) };
}

/**
 * Writes an amendment beside the original, in the transaction that settles its correction.
 * @throws Conflict the cell has changed since the correction was asked for · NotFound the pupil was in no class then
 */
export async function amendFinal(
  tx: Tx,
  { valueId, wasVersion, act, ...final }: FinalAmendment,
  by: By,
): Promise<void> {
  const { pupilId, subjectId, kind, period } = final;
  const classId = await classOf(tx, final);
  await lockFinals(tx, classId);
  const cells = await readCells(tx, [pupilId], { subjectId, kind, period });
  const { value = null, version = 0 } = cells.get(pupilId) ?? {};
  if (version !== wasVersion)
    throw new Conflict(
      "Отметка изменилась после того, как подали запрос. Откажите, чтобы его подали заново.",
      { pupilId, value, version },
    );
  const column = { kind, termId: kind === "term" ? period : null };
  const door = doorOf(await readGrounds(tx, { classId, subjectId }), column, await getSettings(tx));
  const entry = { ...final, termId: column.termId, valueId, resultsKnownAt: door.knownAt };
  await writeFinals(tx, [entry], { ...by, act });
}

/** Where the pupil was when the period ended: the class they joined last. */
async function classOf(tx: Tx, { pupilId, period }: FinalOf): Promise<string> {
  const [row] = await tx.$queryRaw<{ classId: string }[]>`
    select e."classId" from "Enrolment" e
    join "SchoolClass" c on c.id = e."classId" join "SchoolYear" y on y.id = c."yearId"
    left join "Term" t on t."yearId" = y.id and t.id::text = ${period}
    where e."pupilId" = ${pupilId}::uuid and (t.id is not null or y.name = ${period})
      and e."from" <= coalesce(t."endsOn", y."endsOn")
    order by e."from" desc limit 1`;
  if (!row) throw new NotFound("В этом периоде ученик ни в одном классе не числился.");
  return row.classId;
}

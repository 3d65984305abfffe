import type { Standing } from "../access/policy.ts";
import { dayIn, isoDay } from "../clock.ts";
import type { Db } from "../db.ts";
import { ConfirmFirst, Conflict } from "../errors.ts";
import { withValueIds } from "../marks/wanted.ts";
import type { By } from "../outbox/events.ts";
import { getSettings } from "../settings.ts";
import { type FinalCell, type FinalPlace, lockFinals, readCells } from "./cells.ts";
import { checkFinalDoor, doorOf, readGrounds } from "./door.ts";
import { type FinalsWritten, writeFinals } from "./finals.ts";
import { checkOnce, checkPupils } from "./pupils.ts";

export interface FinalWish {
  pupilId: string;
  /** What is written in the cell. */
  value: string;
  /** Of the cell as it was seen, 0 where nothing stood; empty: whatever stands there. */
  version?: number | undefined;
}

const LOWEST = "1";

/**
 * Sets final marks of a class in a subject on the day on which the period or the exam ends: the subject teacher those
 * of their own pupils, the class teacher all (R40, R41). The same again changes nothing; silent ones pass any door.
 * @throws Closed before and after that day · BadInput a value, a pupil or a period that is not there, an exam without
 *   its protocol (R63) · Forbidden a colleague's pupil · Conflict a cell has another version · ConfirmFirst a mark of 1
 */
export async function setFinals(
  db: Db,
  { entries, confirm = [], ...place }: FinalPlace & { entries: FinalWish[]; confirm?: readonly string[] },
  by: By,
  { standings }: { standings: ReadonlySet<Standing> },
): Promise<FinalsWritten & { cells: FinalCell[] }> {
  return db.$transaction(async (tx) => {
    await lockFinals(tx, place.classId);
    const settings = await getSettings(tx);
    const grounds = await readGrounds(tx, place);
    const door = doorOf(grounds, place, settings);
    const pupilIds = entries.map(({ pupilId }) => pupilId);
    checkOnce(pupilIds);
    if (!by.silent) {
      const today = isoDay(dayIn(settings.timeZone, by.at));
      checkFinalDoor(door, today);
      await checkPupils(tx, { ...place, pupilIds, door, grounds, today }, by, { standings });
    }
    const wanted = await withValueIds(tx, entries);
    const { period, termId, knownAt: resultsKnownAt } = door;
    const column = { subjectId: place.subjectId, kind: place.kind, period };
    const news = changesOf(entries, await readCells(tx, pupilIds, column));
    askAboutOnes(news, confirm);
    const rows = wanted.map(({ pupilId, valueId }) => ({
      ...column,
      termId,
      pupilId,
      valueId: valueId!,
      resultsKnownAt,
    }));
    const written = await writeFinals(tx, rows, by);
    return { ...written, cells: [...(await readCells(tx, pupilIds, column)).values()] };
  });
}

/** What differs from what stands. @throws Conflict somebody else wrote into a cell since it was read */
function changesOf(entries: FinalWish[], cells: Map<string, FinalCell>): FinalWish[] {
  const news = entries.filter(({ pupilId, value }) => cells.get(pupilId)?.value !== value);
  const stale = news.filter(
    ({ pupilId, version }) => version !== undefined && version !== (cells.get(pupilId)?.version ?? 0),
  );
  if (stale.length > 0)
    throw new Conflict(
      "Отметку за это время поставил кто-то другой. Посмотрите, что в клетке теперь, и повторите.",
      stale.map(({ pupilId }) => {
        const { value = null, version = 0 } = cells.get(pupilId) ?? {};
        return { pupilId, value, version };
      }),
    );
  return news;
}

function askAboutOnes(news: FinalWish[], confirm: readonly string[]): void {
  const pupilIds = news.filter(({ value }) => value === LOWEST).map(({ pupilId }) => pupilId);
  if (pupilIds.length > 0 && !confirm.includes("one"))
    throw new ConfirmFirst("Единицу ставят редко. Подтвердите, что это не описка.", [
      { code: "one", pupilIds },
    ]);
}

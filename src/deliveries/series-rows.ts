import { dayIn, isoDay, now } from "../clock.ts";
import { readChoices } from "../contacts/choices.ts";
import type { Db, SeriesFrequency } from "../db.ts";
import type { Settings } from "../settings.ts";
import { nextSeriesDue } from "./timing.ts";

/** How many people and pupils one step looks at. */
const MOST_PAIRS = 500;
const FREQUENCIES: SeriesFrequency[] = ["daily", "weekly"];

/**
 * Gives everybody who may be owed news about a pupil their two series. What they chose and whether they may hear is asked
 * when a series is due, so that nobody has to be looked at again before. Returns how many were made.
 */
export function addSeries(db: Db, settings: Settings): Promise<number> {
  return db.$transaction(async (tx) => {
    const day = isoDay(dayIn(settings.timeZone));
    const without = await tx.$queryRaw<{ personId: string; pupilId: string }[]>`
      select g."guardianId" as "personId", g."pupilId" from "Guardianship" g
      where g."from" <= ${day}::date and (g."to" is null or g."to" >= ${day}::date)
        and not exists (select 1 from "Series" s where s."personId" = g."guardianId" and s."pupilId" = g."pupilId")
      union
      select c."personId", c."personId" from "Contact" c
      where c.state <> 'revoked' and exists (select 1 from "Enrolment" e where e."pupilId" = c."personId")
        and not exists (select 1 from "Series" s where s."personId" = c."personId" and s."pupilId" = c."personId")
      limit ${MOST_PAIRS}`;
    if (without.length === 0) return 0;
    const personIds = [...new Set(without.map(({ personId }) => personId))];
    const choices = await readChoices(tx, personIds, settings);
    const rows = without.flatMap(({ personId, pupilId }) =>
      FREQUENCIES.map((frequency) => {
        const nextDueAt = nextSeriesDue(frequency, now(), choices.get(personId)!.clock);
        return { personId, pupilId, frequency, nextDueAt };
      }),
    );
    const { count } = await tx.series.createMany({ data: rows, skipDuplicates: true });
    return count;
  });
}

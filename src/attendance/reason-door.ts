import { dotted } from "../calendar/days.ts";
import { addWorkingDays, readWorkingDays, type WorkingDayExceptions } from "../calendar/working-days.ts";
import { dateOf } from "../clock.ts";
import type { Db, Tx } from "../db.ts";
import { Closed } from "../errors.ts";

/** R39, by the staff's working calendar. */
const WORKING_DAYS = 2;

/** What the last day for a reason hangs on; ISO days. */
interface Grounds {
  /** Of the lesson that was missed. */
  day: string;
  /** When the newest document that covers the day was presented; null: there is none. */
  presentedOn: string | null;
  /** Of the term the day lies in; null: in none. */
  termEndsOn: string | null;
}

/**
 * The last day on which the class teacher may say or correct the reason: two working days after the document was
 * presented (R39), or after the day itself where it was presented ahead. Without a document the parents' word counts as
 * presented on the last day of the term, whose report it still reaches.
 */
export function reasonDueOn(
  exceptions: WorkingDayExceptions,
  { day, presentedOn, termEndsOn }: Grounds,
): string {
  return addWorkingDays(exceptions, countedFrom({ day, presentedOn, termEndsOn }), WORKING_DAYS);
}

function countedFrom({ day, presentedOn, termEndsOn }: Grounds): string {
  if (presentedOn === null) return termEndsOn ?? day;
  return presentedOn > day ? presentedOn : day;
}

/** The last day for the reason of each of these absences, by their ids. Two queries. */
export async function readDueDays(db: Db | Tx, absenceIds: string[]): Promise<Map<string, string>> {
  const absences = await db.$queryRaw<(Grounds & { id: string })[]>`
    select a.id, to_char(l.date, 'YYYY-MM-DD') as day, to_char(d."presentedOn", 'YYYY-MM-DD') as "presentedOn",
      to_char(t."endsOn", 'YYYY-MM-DD') as "termEndsOn"
    from "Absence" a join "Lesson" l on l.id = a."lessonId"
    left join lateral (select max(d."presentedOn") as "presentedOn" from "AbsenceDocument" d
      where d."pupilId" = a."pupilId" and l.date between d."from" and d."to") d on true
    left join lateral (select max(t."endsOn") as "endsOn" from lesson_pupil p join "SchoolClass" c on c.id = p."classId"
      join "Term" t on t."yearId" = c."yearId" and c.level between t."levelFrom" and t."levelTo"
        and l.date between t."startsOn" and t."endsOn"
      where p."lessonId" = l.id and p."pupilId" = a."pupilId") t on true
    where a.id = any(${absenceIds}::uuid[])`;
  const [earliest] = absences.map(countedFrom).sort();
  if (earliest === undefined) return new Map();
  const exceptions = await readWorkingDays(db, { from: dateOf(earliest) });
  return new Map(absences.map(({ id, ...grounds }) => [id, reasonDueOn(exceptions, grounds)]));
}

/** The last day for the reason of the absence on `day`. */
export interface Due {
  day: string;
  dueOn: string;
}

/** The class teacher's door. @throws Closed */
export function checkInTime(today: string, { day, dueOn }: Due): void {
  if (today <= dueOn) return;
  throw new Closed(
    `Причину пропуска ${dotted(day)} классный руководитель ставит не позже ${dotted(dueOn)}. Теперь её может поставить завуч: обратитесь к нему.`,
  );
}

/** The deputy head's. @throws Closed */
export function checkLate(today: string, { day, dueOn }: Due): void {
  if (today > dueOn) return;
  throw new Closed(
    `Причину пропуска ${dotted(day)} до ${dotted(dueOn)} включительно ставит классный руководитель. Завуч ставит её после этого дня.`,
  );
}

import type { AbsenceKind, Tx } from "../db.ts";
import type { RollLesson } from "./cells.ts";

/** Whether a pupil is known to be at a lesson: late says so by itself, an empty cell only once the roll was taken. */
export function isHere(kind: AbsenceKind | null, isTaken: boolean): boolean {
  return kind === "late" || (kind === null && isTaken);
}

interface FirstAbsence {
  id: string;
  pupilId: string;
  version: number;
}

/**
 * The first absence of the day of those who are at this lesson, were away before it, and were not yet seen at another
 * lesson since: a day has one arrival.
 */
export async function findArrivals(tx: Tx, lesson: RollLesson, pupilIds: string[]): Promise<FirstAbsence[]> {
  if (pupilIds.length === 0) return [];
  // Two later lessons noted at once wait for each other here, and the second one sees the pupil at the first.
  const away = await tx.$queryRaw<(FirstAbsence & { startsAt: Date })[]>`
    select a.id, a."pupilId", a.version, l."startsAt" from "Absence" a join "Lesson" l on l.id = a."lessonId"
    where a."pupilId" = any(${pupilIds}::uuid[]) and a.kind = 'absent'
      and l.date = ${lesson.date}::date and l."startsAt" < ${lesson.startsAt} and l."cancelledFor" is null
    order by l."startsAt" desc, a."pupilId" for update of a`;
  const first = [...new Map(away.map((absence) => [absence.pupilId, absence])).values()];
  if (first.length === 0) return [];
  const seen = await tx.$queryRaw<{ pupilId: string }[]>`
    select distinct x."pupilId"
    from jsonb_to_recordset(${JSON.stringify(first)}::jsonb) as x("pupilId" uuid, "startsAt" timestamptz)
    join lesson_pupil p on p."pupilId" = x."pupilId" and p.date = ${lesson.date}::date
    join "Lesson" l on l.id = p."lessonId" and l."startsAt" > x."startsAt"
    left join "Absence" a on a."lessonId" = l.id and a."pupilId" = p."pupilId"
    where l.id <> ${lesson.id}::uuid and l."cancelledFor" is null
      and (a.kind = 'late' or (a.kind is null and l."rollTakenAt" is not null))`;
  const elsewhere = new Set(seen.map(({ pupilId }) => pupilId));
  return first.filter(({ pupilId }) => !elsewhere.has(pupilId));
}

import type { Db, Tx } from "../db.ts";
import { groupBy } from "../grouping.ts";

/**
 * Of these lessons those a person may write in: they hold it (R12: the substitute too), or teach the subject there on that
 * day; each with the pupils who belong into it. One query.
 */
export async function writableBy(
  db: Db | Tx,
  { personId, lessonIds }: { personId: string; lessonIds: string[] },
): Promise<Map<string, Set<string>>> {
  if (lessonIds.length === 0) return new Map();
  const rows = await db.$queryRaw<{ lessonId: string; pupilId: string }[]>`
    select lp."lessonId", lp."pupilId" from "Lesson" l join lesson_pupil lp on lp."lessonId" = l.id
    where l.id = any(${lessonIds}::uuid[]) and (l."teacherId" = ${personId}::uuid or exists (
      select 1 from "Teaching" t where t."teacherId" = ${personId}::uuid and t."subjectId" = l."subjectId"
        and (t."classId" = l."classId" or t."subgroupId" = l."subgroupId")
        and t."from" <= l.date and (t."to" is null or t."to" >= l.date)))`;
  const pupils = groupBy(rows, ({ lessonId }) => lessonId);
  return new Map([...pupils].map(([id, own]) => [id, new Set(own.map(({ pupilId }) => pupilId))]));
}

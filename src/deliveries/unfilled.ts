import { dateOf } from "../clock.ts";
import type { Db, Tx } from "../db.ts";
import { finalsToEnter } from "../finals/unentered.ts";
import { groupBy } from "../grouping.ts";
import { listAwaited } from "../lessons/awaited.ts";
import { shownClasses } from "../lessons/classes.ts";
import { readMissing } from "../lessons/missing.ts";
import type { Message } from "./message.ts";

export type Unfilled = Omit<NonNullable<Message["reminder"]>, "data">;

/**
 * What these people may enter until the midnight of that day and have not, by person: lessons that have ended, marks of
 * works whose norm ends today (R14), finals (R40, R41). Whoever owes nothing is left out.
 */
export async function readUnfilled(
  db: Db | Tx,
  { teacherIds, day, at }: { teacherIds: string[]; day: string; at: Date },
): Promise<Map<string, Unfilled>> {
  const ofTeacher = ({ teacherId }: { teacherId: string | null }) => teacherId ?? "";
  const lessons = groupBy(await readMissing(db, { teacherIds, day, at }), ofTeacher);
  const awaited = await listAwaited(db, { teacherIds, today: dateOf(day) });
  const works = groupBy(
    awaited.filter(({ until }) => until === day),
    ({ lesson }) => ofTeacher(lesson),
  );
  const finals = groupBy(await finalsToEnter(db, { teacherIds, day }), ofTeacher);
  const owing = teacherIds.filter((id) => lessons.has(id) || works.has(id) || finals.has(id));
  return new Map(
    owing.map((id) => [
      id,
      {
        lessons: lessons.get(id) ?? [],
        works: (works.get(id) ?? []).map(({ lesson }) => ({
          subject: lesson.subject.name,
          classes: shownClasses(lesson),
        })),
        finals: (finals.get(id) ?? []).map(({ subject, className, pupils }) => {
          return { subject, classes: className, pupils };
        }),
      },
    ]),
  );
}

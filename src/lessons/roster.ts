import type { Db, Tx } from "../db.ts";
import { inListOrder } from "../people/list-order.ts";

export interface LessonPupil {
  id: string;
  surname: string;
  givenName: string;
  classId: string;
}

/** Who belongs into the lesson on its day, class or subgroup, in the order of a class list. */
export async function readRoster(db: Db | Tx, lessonId: string): Promise<LessonPupil[]> {
  const pupils = await db.$queryRaw<LessonPupil[]>`
    select distinct p.id, p.surname, p."givenName", lp."classId"
    from lesson_pupil lp join "Person" p on p.id = lp."pupilId" where lp."lessonId" = ${lessonId}::uuid`;
  return inListOrder(pupils);
}

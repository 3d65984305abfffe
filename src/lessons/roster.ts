import type { Db, Tx } from "../db.ts";
import { groupBy } from "../grouping.ts";
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

/** Somebody of the class list behind a lesson; of a subgroup's classes not everybody sits in it. */
export interface ListedPupil extends LessonPupil {
  patronymic: string | null;
  /** In the list of their class, from 1. */
  number: number;
  isOfLesson: boolean;
}

/** The class list on the lesson's day, numbered; of several classes one list after another. */
export async function readClassLists(db: Db | Tx, lessonId: string): Promise<ListedPupil[]> {
  const pupils = await db.$queryRaw<(Omit<ListedPupil, "number"> & { place: string })[]>`
    select p.id, p.surname, p."givenName", p.patronymic, e."classId",
      lpad(c.level::text, 2, '0') || c.letter as place,
      exists (select 1 from lesson_pupil lp where lp."lessonId" = l.id and lp."pupilId" = p.id) as "isOfLesson"
    from "Lesson" l join lesson_class lc on lc."lessonId" = l.id join "SchoolClass" c on c.id = lc."classId"
    join "Enrolment" e on e."classId" = c.id and e."from" <= l.date and (e."to" is null or e."to" >= l.date)
    join "Person" p on p.id = e."pupilId" where l.id = ${lessonId}::uuid`;
  const classes = [...groupBy(pupils, ({ place }) => place)].sort(([a], [b]) => a.localeCompare(b, "ru"));
  return classes.flatMap(([, ofClass]) =>
    inListOrder(ofClass).map(({ place: _, ...pupil }, index) => ({ ...pupil, number: index + 1 })),
  );
}

import { addSchoolDays, readCalendar } from "../calendar/calendar.ts";
import { isoDay } from "../clock.ts";
import type { Db, Tx } from "../db.ts";
import { groupBy } from "../grouping.ts";
import { type ListedLesson, WITH_ALL } from "./lesson-list.ts";

/** A lesson of an earlier day with a work that may still be marked, and until which day (ISO, R14). */
export interface Awaited {
  lesson: ListedLesson;
  until: string;
}

interface Unmarked {
  id: string;
  date: Date;
  norm: number;
  yearId: string;
  level: number;
}

/** The longest norm is thirty school days; with holidays between them it ends within so many. */
const MOST_DAYS = 90;

/**
 * What these people held before today and have not marked for everybody while its checking norm runs, the latest first.
 * A fixed number of queries, however many teachers.
 */
export async function listAwaited(
  db: Db | Tx,
  { teacherIds, today }: { teacherIds: string[]; today: Date },
): Promise<Awaited[]> {
  const unmarked = await readUnmarked(db, teacherIds, today);
  const [latest] = unmarked;
  if (!latest) return [];
  const calendar = await readCalendar(db, latest.yearId);
  const ends = [...groupBy(unmarked, ({ id }) => id)].map(([id, works]): [string, string] => {
    const days = works.map(({ level, date, norm }) => addSchoolDays(calendar, level, isoDay(date), norm));
    return [id, days.sort().at(-1)!];
  });
  const open = new Map(ends.filter(([, until]) => until >= isoDay(today)));
  const lessons = await db.lesson.findMany({
    where: { id: { in: [...open.keys()] } },
    include: WITH_ALL,
    orderBy: [{ date: "desc" }, { startsAt: "desc" }],
  });
  return lessons.map((lesson) => ({ lesson, until: open.get(lesson.id)! }));
}

/** By work and class, the latest first; of the school year of the latest. */
async function readUnmarked(db: Db | Tx, teacherIds: string[], today: Date): Promise<Unmarked[]> {
  const unmarked = await db.$queryRaw<Unmarked[]>`
    select l.id, l.date, w."checkingDays" as norm, c."yearId", c.level
    from "Lesson" l join "Work" w on w."lessonId" = l.id and w."checkingDays" > 0
    join lesson_class lc on lc."lessonId" = l.id join "SchoolClass" c on c.id = lc."classId"
    where l."teacherId" = any(${teacherIds}::uuid[]) and l."cancelledFor" is null
      and l.date < ${today}::date and l.date >= ${today}::date - ${MOST_DAYS}::int
      and exists (select 1 from lesson_pupil p where p."lessonId" = l.id and not exists (
        select 1 from "Mark" m where m."workId" = w.id and m."pupilId" = p."pupilId" and m."valueId" is not null))
    order by l.date desc`;
  return unmarked.filter(({ yearId }) => yearId === unmarked[0]!.yearId);
}

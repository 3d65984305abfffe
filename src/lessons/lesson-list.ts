import type { Db, Prisma } from "../db.ts";
import { WITH_CLASSES } from "./classes.ts";

/** Spread into `include`: what a list says of a lesson. */
export const WITH_ALL = {
  ...WITH_CLASSES,
  subject: true,
  teacher: { select: { id: true, surname: true, givenName: true, patronymic: true } },
} as const satisfies Prisma.LessonInclude;

export type ListedLesson = Prisma.LessonGetPayload<{ include: typeof WITH_ALL }>;

interface Asked {
  classId?: string | undefined;
  teacherId?: string | undefined;
  from: Date;
  to: Date;
  /** Only the lessons this person may read: held, taught on that day, or of the class they lead; null: all. */
  readerId: string | null;
}

/** Lessons of these days, both included, one after another. */
export async function listLessons(
  db: Db,
  { classId, teacherId, from, to, readerId }: Asked,
  page: { take: number; cursor?: { id: string }; skip?: number },
): Promise<ListedLesson[]> {
  return db.lesson.findMany({
    where: {
      date: { gte: from, lte: to },
      ...(teacherId ? { teacherId } : {}),
      AND: [
        ...(classId ? [ofClass(classId)] : []),
        ...(readerId ? [{ OR: await readableBy(db, readerId, { from, to }) }] : []),
      ],
    },
    include: WITH_ALL,
    orderBy: [{ date: "asc" }, { startsAt: "asc" }, { id: "asc" }],
    ...page,
  });
}

function ofClass(classId: string): Prisma.LessonWhereInput {
  return { OR: [{ classId }, { subgroup: { classes: { some: { classId } } } }] };
}

/** R12: whoever holds the lesson, a substitute too; whoever teaches it, or leads the class, on that day. */
async function readableBy(
  db: Db,
  personId: string,
  { from, to }: { from: Date; to: Date },
): Promise<Prisma.LessonWhereInput[]> {
  const meanwhile = { from: { lte: to }, OR: [{ to: null }, { to: { gte: from } }] };
  const teachings = await db.teaching.findMany({ where: { teacherId: personId, ...meanwhile } });
  const leaderships = await db.classLeadership.findMany({ where: { teacherId: personId, ...meanwhile } });
  return [
    { teacherId: personId },
    ...teachings.map(({ subjectId, classId, subgroupId, ...span }) => {
      return { subjectId, ...(classId ? { classId } : { subgroupId }), date: within(span) };
    }),
    ...leaderships.map(({ classId, ...span }) => ({ AND: [ofClass(classId), { date: within(span) }] })),
  ];
}

function within({ from, to }: { from: Date; to: Date | null }): Prisma.DateTimeFilter {
  return { gte: from, ...(to ? { lte: to } : {}) };
}

/** The lessons somebody held before a day in which works were given, the latest first. */
export function listPastLessons(
  db: Db,
  { teacherId, before }: { teacherId: string; before: Date },
  page: { take: number; skip: number },
): Promise<ListedLesson[]> {
  return db.lesson.findMany({
    where: { teacherId, date: { lt: before }, cancelledFor: null, works: { some: {} } },
    include: WITH_ALL,
    orderBy: [{ date: "desc" }, { startsAt: "desc" }, { id: "asc" }],
    ...page,
  });
}

import type { LessonHead } from "../../templates/pages/lesson-frame.tsx";
import { clockTime, isoDay } from "../clock.ts";
import type { Db, Prisma } from "../db.ts";
import { NotFound } from "../errors.ts";
import { classesOf, shownClasses, WITH_CLASSES } from "../lessons/classes.ts";
import { getSettings } from "../settings.ts";

type WithHead = Prisma.LessonGetPayload<{ include: typeof WITH_CLASSES & { subject: true } }>;

/** @throws NotFound the school has no class for it */
export function headOf(lesson: WithHead, timeZone: string): LessonHead {
  const [schoolClass] = classesOf(lesson);
  if (!schoolClass) throw new NotFound("В школе не заведены классы или виды работ.");
  return {
    id: lesson.id,
    subject: lesson.subject.name,
    className: shownClasses(lesson),
    classId: schoolClass.id,
    subjectId: lesson.subjectId,
    date: isoDay(lesson.date),
    number: lesson.number,
    from: clockTime(lesson.startsAt, timeZone),
    to: clockTime(lesson.endsAt, timeZone),
    topic: lesson.topic,
  };
}

/** @throws NotFound there is no such lesson */
export async function readLessonHead(db: Db, lessonId: string): Promise<LessonHead> {
  const lesson = await db.lesson.findUnique({
    where: { id: lessonId },
    include: { ...WITH_CLASSES, subject: true },
  });
  if (!lesson) throw new NotFound("Такого урока нет.");
  return headOf(lesson, (await getSettings(db)).timeZone);
}

import type { LessonsProps } from "../../templates/pages/lessons.tsx";
import { plusDays } from "../calendar/days.ts";
import { clockTime, isoDay, now } from "../clock.ts";
import type { Db } from "../db.ts";
import { listAwaited } from "../lessons/awaited.ts";
import { classesOf, shownClasses, WITH_CLASSES } from "../lessons/classes.ts";
import { readMissing } from "../lessons/missing.ts";
import { heldOn } from "../people/dated.ts";
import { getSettings } from "../settings.ts";

/** A day of a teacher: the lessons held, what they lack, tests that wait for marks (R14), and the journals taught. */
export async function readTeacherDay(
  db: Db,
  personId: string,
  { day, today }: { day: Date; today: Date },
): Promise<LessonsProps> {
  const { timeZone } = await getSettings(db);
  const at = now();
  const iso = isoDay(day);
  const [lessons, missing, awaited, journals] = await Promise.all([
    readHeld(db, personId, day),
    readMissing(db, { teacherIds: [personId], day: iso, at }),
    iso === isoDay(today) ? listAwaited(db, { teacherIds: [personId], today }) : [],
    readJournals(db, personId, day),
  ]);
  const lacks = new Map(missing.map((lesson) => [lesson.id, lesson.lacks]));
  return {
    day: iso,
    isToday: iso === isoDay(today),
    before: plusDays(iso, -1),
    after: plusDays(iso, 1),
    lessons: lessons.map((lesson) => ({
      id: lesson.id,
      number: lesson.number,
      from: clockTime(lesson.startsAt, timeZone),
      to: clockTime(lesson.endsAt, timeZone),
      runs: lesson.startsAt <= at && at < lesson.endsAt,
      subject: lesson.subject.name,
      className: shownClasses(lesson),
      topic: lesson.topic,
      marks: lesson.works.reduce((sum, work) => sum + work._count.marks, 0),
      lacks: lacks.get(lesson.id) ?? [],
    })),
    awaited: awaited.map(({ lesson, until }) => ({
      id: lesson.id,
      subject: lesson.subject.name,
      className: shownClasses(lesson),
      date: isoDay(lesson.date),
      until,
    })),
    journals,
  };
}

function readHeld(db: Db, teacherId: string, date: Date) {
  return db.lesson.findMany({
    where: { teacherId, date, cancelledFor: null },
    include: {
      ...WITH_CLASSES,
      subject: true,
      works: { select: { _count: { select: { marks: { where: { valueId: { not: null } } } } } } },
    },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
  });
}

/** Class by class: what is taught on that day. */
async function readJournals(db: Db, teacherId: string, day: Date): Promise<LessonsProps["journals"]> {
  const taught = await db.teaching.findMany({
    where: { teacherId, ...heldOn(day) },
    include: { subject: true, ...WITH_CLASSES },
  });
  const all = taught.flatMap(({ subject, ...of }) =>
    classesOf(of).map(({ id, level, letter }) => ({
      classId: id,
      subjectId: subject.id,
      className: `${level}${letter}`,
      subject: subject.name,
    })),
  );
  const each = new Map(all.map((journal) => [`${journal.classId} ${journal.subjectId}`, journal]));
  return [...each.values()].sort(
    (a, b) =>
      Number.parseInt(a.className, 10) - Number.parseInt(b.className, 10) ||
      a.className.localeCompare(b.className, "ru"),
  );
}

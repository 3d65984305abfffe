import { saveBells } from "../src/calendar/bells.ts";
import { dayIn, isoDay } from "../src/clock.ts";
import { addEntries } from "../src/curriculum/timetable.ts";
import type { Db } from "../src/db.ts";
import { SCHOOL } from "./cast.ts";
import { addDays, type Cast } from "./cast-ids.ts";
import { CLASSES, type ClassKey, classData } from "./cast-school.ts";
import { BELLS, FIRST_BELL, LESSON_MINUTES } from "./seed-lessons.ts";

const BY = { actorId: null, source: "seed", silent: true } as const;

/**
 * The cast's weeks as a timetable with bells, from tomorrow on: what is ahead of a family is asked of it. Today's lessons are
 * laid around the hour at which somebody looks, so at a later start the timetable leaves that day to them again.
 */
export async function writeTimetable(db: Db, cast: Cast, now: Date): Promise<void> {
  const today = dayIn(SCHOOL.timeZone, now);
  const tomorrow = addDays(today, 1);
  if (tomorrow > cast.year.endsOn) return;
  if ((await db.timetableEntry.count()) > 0) {
    await db.timetableEntry.updateMany({ where: { from: { lte: today } }, data: { from: tomorrow } });
    const isUntouched = { works: { none: {} }, versions: { none: {} } };
    await db.lesson.deleteMany({ where: { date: today, entryId: { not: null }, ...isUntouched } });
    return;
  }
  await saveBells(db, { ...bells(), yearId: cast.year.id, version: null }, BY);
  const teachings = await db.teaching.findMany();
  const entries = (Object.keys(CLASSES) as ClassKey[]).flatMap((classKey) =>
    classData(classKey).week.flatMap((day, weekday) =>
      day.map((subject, index) => {
        const { id } = teachings.find(
          ({ classId, subjectId }) =>
            classId === cast.classes[classKey].id && subjectId === cast.subjects[subject].id,
        )!;
        const place = { weekday: weekday + 1, number: index + 1, roomId: null };
        return { teachingId: id, ...place, from: isoDay(tomorrow), to: null };
      }),
    ),
  );
  await addEntries(db, entries, BY);
}

function bells() {
  const startsAt = BELLS.map((minutes) => FIRST_BELL + minutes);
  return {
    ...{ name: "обычное", date: null, weekdays: [], levelFrom: 1, levelTo: 11 },
    bells: startsAt.map((at, index) => ({ number: index + 1, startsAt: at, endsAt: at + LESSON_MINUTES })),
  };
}

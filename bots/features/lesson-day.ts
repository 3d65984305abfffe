import { dateOf, now } from "../../src/clock.ts";
import { type Awaited, listAwaited } from "../../src/lessons/awaited.ts";
import { type ListedLesson, listLessons } from "../../src/lessons/lesson-list.ts";
import type { OwnTalk, Reply } from "../feature.ts";

/** Which lesson is meant: that of the bells, or the one that was chosen. */

/** Nobody holds more on a day. */
const MOST = 50;

/** The lessons this person holds today, a substitute's too (R12), one after another; none that falls out. */
export async function readDay({ db, me, day }: OwnTalk): Promise<ListedLesson[]> {
  const [from, to] = [dateOf(day), dateOf(day)];
  const lessons = await listLessons(db, { teacherId: me.id, from, to, readerId: null }, { take: MOST });
  return lessons.filter(({ cancelledFor }) => cancelledFor === null);
}

/** The lesson that runs, or that was the last to run; before the first bell none. */
export function atHand(lessons: ListedLesson[]): ListedLesson | null {
  const at = now();
  return lessons.findLast(({ startsAt }) => startsAt <= at) ?? null;
}

/** Lessons of earlier days with works that may still be marked (R14). */
export function readAwaited({ db, me, day }: OwnTalk): Promise<Awaited[]> {
  return listAwaited(db, { teacherIds: [me.id], today: dateOf(day) });
}

/** What was chosen holds until the next lesson of the same person begins: then that one is at hand. */
export function meant(
  { lessons, awaited }: { lessons: ListedLesson[]; awaited: Awaited[] },
  [lessonId, at]: string[],
): ListedLesson | null {
  const known = [...lessons, ...awaited.map(({ lesson }) => lesson)];
  const chosen = known.find(({ id }) => id === lessonId);
  const chosenAt = new Date(Number(at) * 1000);
  const begun = lessons.filter(({ startsAt }) => startsAt > chosenAt && startsAt <= now());
  return chosen && begun.every(({ id }) => id === lessonId) ? chosen : atHand(lessons);
}

/** From now on typed words are of this lesson, and marks of this kind of work. */
export function listening(lessonId: string, kindCode?: string): NonNullable<Reply["expects"]> {
  const at = String(Math.floor(now().getTime() / 1000));
  return { step: "typed", args: [lessonId, at, ...(kindCode ? [kindCode] : [])] };
}

import { Temporal } from "temporal-polyfill";
import { addSchoolDays, readCalendar } from "../calendar/calendar.ts";
import { dotted } from "../calendar/days.ts";
import { dateOf, dayIn, isoDay } from "../clock.ts";
import type { Db, Tx } from "../db.ts";
import { Closed } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { getSettings } from "../settings.ts";

/** What of a lesson its door hangs on. */
export interface DoorLesson {
  date: Date;
  cancelledFor: string | null;
}

/** Whether it takes entries, and if not, why. */
export type DoorState = "open" | "ahead" | "past" | "cancelled";

/**
 * R11: topic, homework, roll and marks are recorded on the lesson's day in the school's zone, by the moment the server
 * received them. What is imported or seeded passes.
 * @throws Closed before and after that day, and always where the lesson falls out
 */
export async function checkLessonDay(tx: Db | Tx, lesson: DoorLesson, by: By): Promise<void> {
  if (by.silent) return;
  const { timeZone } = await getSettings(tx);
  const state = doorOn(lesson, dayIn(timeZone, by.at));
  if (state !== "open") throw closedDoor(lesson, state);
}

/** Pure. `lastDay` lies past the lesson's own where a work may be checked for some days (R14). */
export function doorOn({ date, cancelledFor }: DoorLesson, today: Date, lastDay: Date = date): DoorState {
  if (cancelledFor !== null) return "cancelled";
  if (today < date) return "ahead";
  return today > lastDay ? "past" : "open";
}

export function closedDoor({ date }: DoorLesson, state: Exclude<DoorState, "open">): Closed {
  return new Closed(SENTENCES[state](shownDay(date)));
}

const SENTENCES: Record<Exclude<DoorState, "open">, (day: string) => string> = {
  ahead: (day) => `Урок ${day} ещё не наступил. Записи вносят в день урока.`,
  past: (day) => `День урока, ${day}, закрыт. Исправить можно только по акту: обратитесь к завучу.`,
  cancelled: (day) =>
    `Урок ${day} отменён, записей в нём не ведут. Если он был, попросите завуча убрать отмену.`,
};

/** «26.11.2026» */
export function shownDay(day: Date): string {
  return dotted(isoDay(day));
}

/** The moment at which the last day of a door ends: the first that is too late. */
export function closesAt(lastDay: Date, timeZone: string): Date {
  const next = Temporal.PlainDate.from(isoDay(lastDay)).add({ days: 1 });
  return new Date(next.toZonedDateTime(timeZone).epochMilliseconds);
}

/**
 * The last day on which works of a lesson may be marked, one for each norm in school days (R14): the lesson's own where
 * the norm is 0. Where the classes of a subgroup have other days off, the later one counts.
 */
export async function readLastDays(
  tx: Db | Tx,
  lesson: { id: string; date: Date },
  norms: number[],
): Promise<Date[]> {
  if (norms.every((norm) => norm === 0)) return norms.map(() => lesson.date);
  const classes = await tx.$queryRaw<{ yearId: string; level: number }[]>`
    select distinct c."yearId", c.level from lesson_class lc join "SchoolClass" c on c.id = lc."classId"
    where lc."lessonId" = ${lesson.id}::uuid`;
  const [first] = classes;
  // A subgroup of no class has no calendar, and nobody to mark.
  if (!first) return norms.map(() => lesson.date);
  const calendar = await readCalendar(tx, first.yearId);
  const day = isoDay(lesson.date);
  return norms.map((norm) => {
    const days = classes.map(({ level }) => addSchoolDays(calendar, level, day, norm));
    return dateOf(days.sort().at(-1)!);
  });
}

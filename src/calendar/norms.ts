import type { Span } from "./calendar.ts";
import { dotted, plusDays } from "./days.ts";
import { addWorkingDays, type WorkingDayExceptions } from "./working-days.ts";

/** R30: year, terms and days off are set by 15 September. */
const YEAR_SET_BY = "09-15";
/** R37: holidays are known so long ahead, … */
const VACATION_DAYS = 14;
/** … and moved days so many working days of the staff. */
const MOVED_WORKING_DAYS = 3;

/** R30, about `what`, the subject of the sentence with its verb («Границы периодов заданы»). */
export function remarkYear(today: string, year: Pick<Span, "startsOn">, what: string): string[] {
  const deadline = `${year.startsOn.slice(0, 4)}-${YEAR_SET_BY}`;
  return today > deadline
    ? [`${what} позже ${dotted(deadline)}: по регламенту это делают до этого дня.`]
    : [];
}

/** R37: holidays that begin that day, or change. */
export function remarkVacation(today: string, startsOn: string): string[] {
  const deadline = plusDays(startsOn, -VACATION_DAYS);
  if (today <= deadline) return [];
  return [
    `О каникулах с ${dotted(startsOn)} объявляют не позже чем за две недели, это было ${dotted(deadline)}. Сообщите семьям отдельно.`,
  ];
}

/** R37: a day that is moved, or whose move is changed or taken back. */
export function remarkMovedDay(exceptions: WorkingDayExceptions, today: string, date: string): string[] {
  if (addWorkingDays(exceptions, today, MOVED_WORKING_DAYS) <= date) return [];
  return [
    `О переносе учебного дня ${dotted(date)} объявляют не позже чем за три рабочих дня, теперь осталось меньше. Сообщите семьям и учителям отдельно.`,
  ];
}

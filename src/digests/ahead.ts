import { bellsOn, weekdayFollowed } from "../calendar/calendar.ts";
import { plusDays } from "../calendar/days.ts";
import { type DayAhead, readLessonsAhead, type TaughtAhead } from "../curriculum/lessons-ahead.ts";
import { groupBy } from "../grouping.ts";
import type { Raw } from "../raw.ts";
import type { Place, Slot } from "./slots.ts";

/** The longest holidays inside a year are shorter than this. */
const LOOK_AHEAD_DAYS = 21;

/** What is before each pupil, by slot, as the pupil's own class and subgroups have it. One query. */
export async function readAhead(tx: Raw, slots: Slot[]): Promise<Map<number, TaughtAhead[]>> {
  const places = slots.flatMap(({ place }) => place ?? []);
  const taught = await readLessonsAhead(tx, {
    classIds: [...new Set(places.map(({ classId }) => classId))],
    subgroupIds: [...new Set(places.flatMap(({ subgroupIds }) => subgroupIds))],
    days: daysAhead(slots),
  });
  const ofGroup = groupBy(taught, ({ asOf, classId, subgroupId }) => `${asOf} ${classId ?? subgroupId}`);
  return new Map(
    slots.map(({ slot, place, days }) => {
      const groups = place ? [place.classId, ...place.subgroupIds] : [];
      return [slot, groups.flatMap((group) => ofGroup.get(`${days.to} ${group}`) ?? [])];
    }),
  );
}

function daysAhead(slots: Slot[]): DayAhead[] {
  const places = new Map<string, { asOf: string; place: Place }>();
  for (const { place, days } of slots)
    if (place) places.set(`${place.calendar.year.id} ${place.level} ${days.to}`, { asOf: days.to, place });
  return [...places.values()].flatMap(({ asOf, place: { calendar, level, term } }) => {
    const nearest = plusDays(asOf, LOOK_AHEAD_DAYS);
    const last = term && term.endsOn > nearest ? term.endsOn : nearest;
    const days: DayAhead[] = [];
    for (let day = plusDays(asOf, 1); day <= last; day = plusDays(day, 1)) {
      const weekday = weekdayFollowed(calendar, level, day);
      if (weekday === null) continue;
      const numbers = bellsOn(calendar, level, day).map(({ number }) => number);
      const inTerm = term !== null && day <= term.endsOn;
      days.push({ yearId: calendar.year.id, level, asOf, day, weekday, numbers, inTerm });
    }
    return days;
  });
}

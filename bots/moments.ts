import { clockTime, dayIn, isoDay } from "../src/clock.ts";
import type { Words } from "../templates/words.ts";

/** «26 ноября, 9:50» in the school's zone. */
export function readMoment(moment: Date, timeZone: string, words: Words): string {
  return `${words.day(isoDay(dayIn(timeZone, moment)))}, ${clockTime(moment, timeZone)}`;
}

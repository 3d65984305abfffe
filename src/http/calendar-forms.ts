import { z } from "zod";
import { DayOffData, MovedDayData, TermData, YearData } from "./api/calendar-shapes.ts";
import { Day, Level, text, Version } from "./api/shapes.ts";

/** The forms of the calendar: the shapes of the API, as a form sends them. */

const number = z.coerce.number().pipe(z.int());
const version = z.coerce.number().pipe(Version);
const levels = { levelFrom: number.pipe(Level), levelTo: number.pipe(Level) };
const orNone = z.string().transform((said) => said || null);
const MINUTES_IN_HOUR = 60;
const LONGEST_BELLS = 1000;
/** `1 8:30–9:10`, with whatever stands between them. */
const BELL = /^(\d{1,2})\D+(\d{1,2})[:.](\d\d)\D+(\d{1,2})[:.](\d\d)$/;

export const SeenForm = z.object({ version });
export const YearForm = z.object({
  ...YearData.shape,
  weekDays: number.pipe(YearData.shape.weekDays),
  version,
});
export const TermForm = z.object({
  ...TermData.shape,
  number: number.pipe(TermData.shape.number),
  ...levels,
  version: version.optional(),
});
export const DayOffForm = z.object({ ...DayOffData.shape, ...levels, version: version.optional() });
export const MovedDayForm = z.object({
  ...MovedDayData.shape,
  likeWeekday: z
    .string()
    .transform((said) => (said === "" ? null : Number(said)))
    .pipe(MovedDayData.shape.likeWeekday),
  ...levels,
  version: version.optional(),
});
export const BellsForm = z.object({
  name: text(100),
  date: orNone.pipe(Day.nullable()),
  weekdays: z
    .string()
    .max(20)
    .transform((said) => [...said.matchAll(/[1-7]/g)].map(([digit]) => Number(digit))),
  ...levels,
  bells: z.string().max(LONGEST_BELLS).transform(bellsIn),
  version: version.optional(),
});

/** A line a lesson, with its number, beginning and end. */
function bellsIn(said: string, context: z.RefinementCtx) {
  const lines = said
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  return lines.map((line) => {
    const found = BELL.exec(line);
    if (!found) {
      context.addIssue({
        code: "custom",
        message: `Строка звонков «${line.slice(0, 30)}» не читается. Напишите номер урока, начало и конец: 1 8:30–9:10.`,
      });
      return z.NEVER;
    }
    const [lesson = 0, fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = found.slice(1).map(Number);
    return {
      number: lesson,
      startsAt: fromHour * MINUTES_IN_HOUR + fromMinute,
      endsAt: toHour * MINUTES_IN_HOUR + toMinute,
    };
  });
}

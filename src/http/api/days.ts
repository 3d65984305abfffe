import { z } from "zod";
import {
  bellsOn,
  findYearOn,
  holdsFor,
  readCalendar,
  spans,
  termOn,
  weekdayFollowed,
} from "../../calendar/calendar.ts";
import { setWorkingDays } from "../../calendar/working-days.ts";
import { dateOf, isoDay } from "../../clock.ts";
import type { Db } from "../../db.ts";
import type { App, Web } from "../web.ts";
import { Bell, DayOff, MovedDay, Term, WorkingDay } from "./calendar-shapes.ts";
import { byOf, Day, Level, Span } from "./shapes.ts";

const tags = ["calendar"];
/** A year with its leap day. */
const MOST_DAYS = 366;

const DayKind = z.object({
  yearId: z.uuid().nullable(),
  /** 1 Monday … 7 Sunday; null: no lessons. */
  weekday: z.int().nullable(),
  daysOff: z.array(DayOff),
  moved: MovedDay.nullable(),
  term: Term.nullable(),
  bells: z.array(Bell),
});

/** Single days: for the pupils by level, for the staff by the production calendar. */
export async function daysApi(app: App, { db }: Web): Promise<void> {
  app.get(
    "/days/:day",
    {
      config: { access: "calendar.read" },
      schema: {
        tags,
        summary:
          "What a day is for a level: whose weekday's timetable it follows and why, its term, its bells",
        params: z.object({ day: Day }),
        querystring: z.object({ level: z.coerce.number().pipe(Level) }),
        response: { 200: DayKind },
      },
    },
    async ({ params, query }) => describeDay(db, params.day, query.level),
  );

  app.get(
    "/working-days",
    {
      config: { access: "calendar.read" },
      schema: {
        tags,
        summary: "Where the staff's production calendar departs from Monday to Friday",
        querystring: Span,
        response: { 200: z.object({ items: z.array(WorkingDay) }) },
      },
    },
    async ({ query: { from, to } }) => {
      const where = { date: { gte: dateOf(from), lte: dateOf(to) } };
      const days = await db.workingDay.findMany({ where, orderBy: { date: "asc" } });
      return { items: days.map((day) => ({ ...day, date: isoDay(day.date) })) };
    },
  );

  app.put(
    "/working-days",
    {
      config: { access: "calendar.write" },
      schema: {
        tags,
        summary: "Enter or correct days of the production calendar; those not named stay",
        body: z.strictObject({ days: z.array(WorkingDay).max(MOST_DAYS) }),
        response: { 200: z.object({ changed: z.int() }) },
      },
    },
    async (request) => ({ changed: await setWorkingDays(db, request.body.days, byOf(request)) }),
  );
}

async function describeDay(db: Db, day: string, level: number): Promise<z.infer<typeof DayKind>> {
  const year = await findYearOn(db, dateOf(day));
  if (!year) return { yearId: null, weekday: null, daysOff: [], moved: null, term: null, bells: [] };
  const calendar = await readCalendar(db, year.id);
  return {
    yearId: year.id,
    weekday: weekdayFollowed(calendar, level, day),
    daysOff: calendar.daysOff.filter((dayOff) => spans(dayOff, day) && holdsFor(dayOff, level)),
    moved: calendar.movedDays.find(({ date, ...levels }) => date === day && holdsFor(levels, level)) ?? null,
    term: termOn(calendar, level, day),
    bells: bellsOn(calendar, level, day),
  };
}

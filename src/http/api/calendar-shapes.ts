import { z } from "zod";
import { Day, Instant, Level, text, Version } from "./shapes.ts";

/** What leaves of a row beside its own fields; the rest of the row (`strip`) stays here. */
const Kept = { id: z.uuid(), version: z.int() };
/** In Russian, which norm of the regulation was missed; it was written all the same. */
export const Remarks = { remarks: z.array(z.string()) };
const Levels = { levelFrom: Level, levelTo: Level };
const Span = { startsOn: Day, endsOn: Day };
/** 1 Monday … 7 Sunday. */
const Weekday = z.int().min(1).max(7);
/** From midnight in the school's zone. */
const Minutes = z
  .int()
  .min(0)
  .max(24 * 60);

export const YearData = z.strictObject({ name: text(50), ...Span, weekDays: z.int().min(5).max(6) });
export const Year = YearData.strip().extend({ ...Kept, closedAt: Instant.nullable() });

export const TermData = z.strictObject({
  kind: z.enum(["quarter", "halfYear", "trimester", "module"]),
  number: z.int().min(1).max(12),
  ...Span,
  ...Levels,
});
export const Term = TermData.strip().extend(Kept);

export const DayOffData = z.strictObject({
  kind: z.enum(["vacation", "publicHoliday", "other"]),
  name: text(200),
  ...Span,
  ...Levels,
});
export const DayOff = DayOffData.strip().extend(Kept);

export const MovedDayData = z.strictObject({
  date: Day,
  /** Whose timetable it follows; null: nobody has lessons. */
  likeWeekday: Weekday.nullable(),
  reason: text(500),
  ...Levels,
});
export const MovedDay = MovedDayData.strip().extend(Kept);

export const Bell = z.strictObject({ number: z.int().min(0).max(20), startsAt: Minutes, endsAt: Minutes });
export const BellsData = z.strictObject({
  name: text(100),
  /** A shortened day; null: by weekdays. */
  date: Day.nullable(),
  /** Empty: every day. */
  weekdays: z.array(Weekday).max(7),
  ...Levels,
  bells: z.array(Bell).max(21),
});
export const Bells = BellsData.strip().extend(Kept);

export const WorkingDay = z.strictObject({ date: Day, working: z.boolean(), name: text(200) });

export const Calendar = z.object({
  year: Year,
  terms: z.array(Term),
  daysOff: z.array(DayOff),
  movedDays: z.array(MovedDay),
  bellSchedules: z.array(Bells),
});

/** Of an edit or a removal: the version that was seen. In an address it is text. */
export const Seen = z.strictObject({ version: Version });
export const SeenInAddress = z.object({ version: z.coerce.number().pipe(Version) });

/** The instant of a closed year as it leaves. */
export function yearOf<Row extends { closedAt: Date | null }>(year: Row) {
  return { ...year, closedAt: year.closedAt?.toISOString() ?? null };
}

/** An edit as the verbs take it. */
export function editOf<Body extends { version: number }>(
  { id }: { id: string },
  { version, ...changes }: Body,
) {
  return { id, version, changes };
}

import { readCalendar } from "../calendar/calendar.ts";
import { dateOf, isoDay } from "../clock.ts";
import type { Db, Tx } from "../db.ts";
import { getSettings } from "../settings.ts";
import { readEntriesInForce, type WhoseEntries } from "./entries-in-force.ts";
import { type Slot, slotsOf } from "./slots.ts";

/** What is different on one date (R12). */
export interface PlannedSubstitution {
  id: string;
  version: number;
  substituteId: string | null;
  roomId: string | null;
  cancelled: boolean;
  reason: string;
}

/** A lesson as timetable, calendar, bells and substitutions say it will be. Ids only. */
export interface PlannedLesson {
  entryId: string;
  /** ISO day. */
  date: string;
  number: number;
  startsAt: Date;
  endsAt: Date;
  subjectId: string;
  /** Of a class or of a subgroup: exactly one of the two. */
  classId: string | null;
  subgroupId: string | null;
  /** Its class, or the classes of its subgroup. */
  classIds: string[];
  /** Who holds it and where, the substitution applied. */
  teacherId: string;
  roomId: string | null;
  /** It falls out, and why. */
  cancelledFor: string | null;
  substitution: PlannedSubstitution | null;
  /** As the timetable has it. */
  usual: { teacherId: string; roomId: string | null };
}

/**
 * The lessons of these days (ISO, both included) in their order, also of days to come; nothing is written. With
 * `teacherId`: those held by this teacher, as a substitute too. A handful of queries whatever the span.
 */
export async function plannedLessons(
  db: Db | Tx,
  asked: WhoseEntries & { from: string; to: string },
): Promise<PlannedLesson[]> {
  const { from, to, teacherId } = asked;
  const { timeZone } = await getSettings(db);
  const days = { gte: dateOf(from), lte: dateOf(to) };
  const years = await db.schoolYear.findMany({
    where: { startsOn: { lte: days.lte }, endsOn: { gte: days.gte } },
  });
  const calendars = await Promise.all(years.map(({ id }) => readCalendar(db, id)));
  const entries = await readEntriesInForce(db, asked);
  const substitutions = await db.substitution.findMany({ where: { date: days } });
  const differs = new Map(
    substitutions.filter(isInForce).map((one) => [`${one.entryId} ${isoDay(one.date)}`, one]),
  );
  return calendars
    .flatMap((calendar) => slotsOf(calendar, entries, { from, to, timeZone }))
    .map((slot) => lessonOf(slot, differs.get(`${slot.entry.id} ${slot.date}`) ?? null))
    .filter((lesson) => teacherId === undefined || lesson.teacherId === teacherId)
    .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime() || a.number - b.number);
}

/** A withdrawn substitution keeps its row and changes nothing. */
export function isInForce(
  substitution: Pick<PlannedSubstitution, "substituteId" | "roomId" | "cancelled">,
): boolean {
  const { substituteId, roomId, cancelled } = substitution;
  return substituteId !== null || roomId !== null || cancelled;
}

function lessonOf(
  { entry, date, startsAt, endsAt }: Slot,
  substitution: PlannedSubstitution | null,
): PlannedLesson {
  const { id: entryId, number, subjectId, classId, subgroupId, classIds, teacherId, roomId } = entry;
  return {
    entryId,
    date,
    number,
    startsAt,
    endsAt,
    subjectId,
    classId,
    subgroupId,
    classIds,
    teacherId: substitution?.substituteId ?? teacherId,
    roomId: substitution?.roomId ?? roomId,
    cancelledFor: substitution?.cancelled ? substitution.reason : null,
    substitution,
    usual: { teacherId, roomId },
  };
}

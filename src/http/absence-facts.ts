import type { AbsencesProps } from "../../templates/pages/class-absences.tsx";
import { readClassAttendance } from "../attendance/attendance.ts";
import { withAbsences } from "../attendance/documents.ts";
import { overdueReasons } from "../attendance/overdue.ts";
import { readUnexplained } from "../attendance/unexplained.ts";
import { findYearOn, readCalendar, termOn } from "../calendar/calendar.ts";
import { dateOf, isoDay } from "../clock.ts";
import type { Db } from "../db.ts";
import { readClassList } from "../people/class-list.ts";

const DAY_MS = 86_400_000;
const WEEKS = 9;

type Facts = Pick<AbsencesProps, "missed" | "overdue" | "pupils" | "sums" | "today">;
const nameOf = (pupil: { surname: string; givenName: string }) => `${pupil.surname} ${pupil.givenName}`;

/** What the pupils of a class missed: without a reason, overdue, and the sums of the term. */
export async function readClassAbsences(
  db: Db,
  { classId, level, day }: { classId: string; level: number; day: Date },
): Promise<Facts> {
  const today = isoDay(day);
  const missed = await readUnexplained(db, [classId], today);
  const overdue = await overdueReasons(db, classId, today);
  const documents = await db.absenceDocument.findMany({
    where: { id: { in: overdue.map(({ documentId }) => documentId) } },
  });
  const days = new Map((await withAbsences(db, documents)).map((one) => [one.id, one]));
  const list = await readClassList(db, classId, today);
  const span = await termSpan(db, { level, day });
  const rows = await readClassAttendance(db, classId, { from: dateOf(span.from), to: dateOf(span.to) });
  return {
    today,
    missed: missed.map(({ pupil, ...one }) => ({ ...one, pupilId: pupil.id, pupil: nameOf(pupil) })),
    overdue: overdue.map(({ pupil, documentId, dueOn, lessons }) => {
      const { from, to } = days.get(documentId)!;
      const span = { from: isoDay(from), to: isoDay(to) };
      return { documentId, dueOn, lessons, ...span, pupilId: pupil.id, pupil: nameOf(pupil) };
    }),
    pupils: list.map(({ pupil }) => ({ id: pupil.id, name: nameOf(pupil) })),
    sums: { ...span, rows: rows.map((row) => ({ ...row, name: nameOf(row) })) },
  };
}

/** Of the running term up to today; between terms the last weeks. */
async function termSpan(db: Db, { level, day }: { level: number; day: Date }) {
  const to = isoDay(day);
  const year = await findYearOn(db, day);
  const term = year && termOn(await readCalendar(db, year.id), level, to);
  return { from: term?.startsOn ?? isoDay(new Date(day.getTime() - WEEKS * 7 * DAY_MS)), to };
}

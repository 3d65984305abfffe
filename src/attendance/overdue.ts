import { isoDay } from "../clock.ts";
import type { Db } from "../db.ts";
import { groupBy } from "../grouping.ts";
import { readDueDays } from "./reason-door.ts";

/** A document whose reasons the class teacher did not say in time (R39). Days are ISO. */
export interface OverdueReasons {
  documentId: string;
  presentedOn: string;
  pupil: { id: string; surname: string; givenName: string };
  /** The last day on which the first of them could be said. */
  dueOn: string;
  /** Lessons missed without a reason, past that. */
  lessons: number;
}

/** Of the pupils of a class, as of a day (`2026-11-26`), longest overdue first. What is said late is overdue no more. */
export async function overdueReasons(db: Db, classId: string, day: string): Promise<OverdueReasons[]> {
  const absences = await db.$queryRaw<Unexplained[]>`
    select a.id, d.id as "documentId", d."presentedOn", p.id as "pupilId", p.surname, p."givenName"
    from lesson_pupil lp
    join "Absence" a on a."lessonId" = lp."lessonId" and a."pupilId" = lp."pupilId"
    join "Lesson" l on l.id = lp."lessonId" join "Person" p on p.id = lp."pupilId"
    cross join lateral (select d.id, d."presentedOn" from "AbsenceDocument" d
      where d."pupilId" = a."pupilId" and l.date between d."from" and d."to"
      order by d."presentedOn" desc, d.id limit 1) d
    where lp."classId" = ${classId}::uuid and a.kind = 'absent' and a.reason is null`;
  const dueDays = await readDueDays(
    db,
    absences.map(({ id }) => id),
  );
  const late = absences
    .map((absence) => ({ ...absence, dueOn: dueDays.get(absence.id)! }))
    .filter(({ dueOn }) => dueOn < day);
  return [...groupBy(late, ({ documentId }) => documentId).values()]
    .map((missed) => {
      const { documentId, presentedOn, pupilId, surname, givenName } = missed[0]!;
      return {
        documentId,
        presentedOn: isoDay(presentedOn),
        pupil: { id: pupilId, surname, givenName },
        dueOn: missed.map(({ dueOn }) => dueOn).sort()[0]!,
        lessons: missed.length,
      };
    })
    .sort((a, b) => a.dueOn.localeCompare(b.dueOn) || a.documentId.localeCompare(b.documentId));
}

interface Unexplained {
  id: string;
  documentId: string;
  presentedOn: Date;
  pupilId: string;
  surname: string;
  givenName: string;
}

import { isoDay } from "../clock.ts";
import type { Db } from "../db.ts";
import { groupBy } from "../grouping.ts";
import { readDueDays } from "./reason-door.ts";

/** Lessons a pupil missed whose reason the class teacher may still say (R39). Days are ISO. */
export interface Unexplained {
  pupil: { id: string; surname: string; givenName: string };
  classId: string;
  /** The first and the last of the days they were missed on. */
  from: string;
  to: string;
  lessons: number;
  /** The last day for the reason of the first of them. */
  dueOn: string;
  /** A guardian's note or a document speaks of some of the days. */
  isCovered: boolean;
}

interface Missed {
  id: string;
  day: Date;
  pupilId: string;
  surname: string;
  givenName: string;
  classId: string;
  isCovered: boolean;
}

/** Of the pupils of these classes, as of a day, whose time is up first. A fixed number of queries. */
export async function readUnexplained(db: Db, classIds: string[], day: string): Promise<Unexplained[]> {
  const missed = await db.$queryRaw<Missed[]>`
    select a.id, l.date as day, p.id as "pupilId", p.surname, p."givenName", lp."classId",
      exists (select 1 from "Excuse" e where e."pupilId" = p.id and e.state <> 'withdrawn' and l.date between e."from" and e."to")
        or exists (select 1 from "AbsenceDocument" k where k."pupilId" = p.id and l.date between k."from" and k."to") as "isCovered"
    from lesson_pupil lp
    join "Absence" a on a."lessonId" = lp."lessonId" and a."pupilId" = lp."pupilId"
    join "Lesson" l on l.id = lp."lessonId" join "Person" p on p.id = lp."pupilId"
    where lp."classId" = any(${classIds}::uuid[]) and a.kind = 'absent' and a.reason is null
    order by l.date, a.id`;
  const dueDays = await readDueDays(
    db,
    missed.map(({ id }) => id),
  );
  const open = missed.filter(({ id }) => dueDays.get(id)! >= day);
  return [...groupBy(open, ({ pupilId }) => pupilId).values()]
    .map((ofPupil) => {
      const { pupilId, surname, givenName, classId, day: from } = ofPupil[0]!;
      return {
        pupil: { id: pupilId, surname, givenName },
        classId,
        from: isoDay(from),
        to: isoDay(ofPupil.at(-1)!.day),
        lessons: ofPupil.length,
        dueOn: ofPupil.map(({ id }) => dueDays.get(id)!).sort()[0]!,
        isCovered: ofPupil.some(({ isCovered }) => isCovered),
      };
    })
    .sort((a, b) => a.dueOn.localeCompare(b.dueOn) || a.pupil.surname.localeCompare(b.pupil.surname, "ru"));
}

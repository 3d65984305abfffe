import { now } from "../clock.ts";
import type { AbsenceKind, AbsenceReason, Db, Tx } from "../db.ts";
import type { WeighedMark } from "../marks/average.ts";
import { getSettings } from "../settings.ts";

/** A mark as a pupil's diary shows it, with what it was earned for (R3). */
export interface PupilMark extends WeighedMark {
  id: string;
  lessonId: string;
  subjectId: string;
  subject: string;
  date: Date;
  value: string;
  kind: string;
  title: string | null;
  act: string | null;
}

export interface PupilAbsence {
  id: string;
  lessonId: string;
  kind: AbsenceKind;
  lateMinutes: number | null;
  /** Null: nobody has said it yet. */
  reason: AbsenceReason | null;
}

interface Between {
  from: Date;
  to: Date;
}

/** Who reads: a family sees what has stood for as long as the hold, as it would have heard of it then. */
export type Reader = "family" | "staff";

/**
 * The marks of a pupil in these days, oldest first, each in the newest version that this reader may see.
 * A mark that was taken away is not among them.
 */
export async function readPupilMarks(
  db: Db | Tx,
  pupilId: string,
  { from, to, reader }: Between & { reader: Reader },
): Promise<PupilMark[]> {
  return db.$queryRaw<PupilMark[]>`
    select m.id, l.id as "lessonId", l."subjectId", s.name as subject, l.date, v.code as value, v.points, w.weight,
      k.name as kind, w.title, mv.act
    from "Mark" m
    join "Work" w on w.id = m."workId" join "WorkKind" k on k.code = w."kindCode"
    join "Lesson" l on l.id = w."lessonId" join "Subject" s on s.id = l."subjectId"
    join lateral (select x."valueId", x.act from "MarkVersion" x
      left join "MarkVersion" y on y."markId" = x."markId" and y.version = x.version + 1
      where x."markId" = m.id and coalesce(y.at, ${now()}) - x.at >= make_interval(secs => ${await holdFor(db, reader)})
      order by x.version desc limit 1) mv on true
    join "ScaleValue" v on v.id = mv."valueId"
    where m."pupilId" = ${pupilId}::uuid and l.date between ${from}::date and ${to}::date
    order by l.date, l.number, w.id`;
}

/** How long a mark must have stood before this reader sees it, in seconds. */
async function holdFor(db: Db | Tx, reader: Reader): Promise<number> {
  return reader === "staff" ? 0 : (await getSettings(db)).markHoldSeconds;
}

export async function readPupilAbsences(
  db: Db | Tx,
  pupilId: string,
  { from, to }: Between,
): Promise<PupilAbsence[]> {
  return db.$queryRaw<PupilAbsence[]>`
    select a.id, a."lessonId", a.kind, a."lateMinutes", a.reason
    from "Absence" a join "Lesson" l on l.id = a."lessonId"
    where a."pupilId" = ${pupilId}::uuid and a.kind is not null and l.date between ${from}::date and ${to}::date`;
}

import type { Db, Tx } from "../db.ts";
import { YOUNGEST } from "./classes.ts";

export const LACKS = ["topic", "roll", "homework"] as const;
export type Lack = (typeof LACKS)[number];

/** A lesson that is over and is not filled in. */
export interface MissingLesson {
  id: string;
  teacherId: string;
  number: number;
  subject: string;
  /** `7А`; of a subgroup all its classes, `7А, 7Б`. */
  classes: string;
  /** In the order of LACKS, never empty. */
  lacks: Lack[];
}

/**
 * The lessons these people held on that day (`2026-11-26`) that have ended at that moment and lack something which can
 * be written until midnight (R11), one after another. One query, however many teachers.
 */
export function readMissing(
  db: Db | Tx,
  { teacherIds, day, at }: { teacherIds: string[]; day: string; at: Date },
): Promise<MissingLesson[]> {
  return db.$queryRaw<MissingLesson[]>`
    select * from (
      select l.id, l."teacherId", l.number, s.name as subject,
        (select string_agg(c.level || c.letter, ', ' order by c.level, c.letter)
          from lesson_class k join "SchoolClass" c on c.id = k."classId" where k."lessonId" = l.id) as classes,
        array_remove(array[
          case when coalesce(l.topic, '') = '' then 'topic' end,
          case when l."rollTakenAt" is null then 'roll' end,
          case when coalesce(l.homework, '') = '' and not l."noHomework" and not exists (
            select 1 from lesson_class k join "SchoolClass" c on c.id = k."classId"
            where k."lessonId" = l.id and c.level = ${YOUNGEST}) then 'homework' end], null) as lacks
      from "Lesson" l join "Subject" s on s.id = l."subjectId"
      where l.date = ${day}::date and l."cancelledFor" is null and l."endsAt" <= ${at}
        and l."teacherId" = any(${teacherIds}::uuid[])
      order by l."startsAt", l.id
    ) x where cardinality(lacks) > 0`;
}

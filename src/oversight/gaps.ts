import { dateOf, now } from "../clock.ts";
import type { Db } from "../db.ts";

/** A lesson that is over and is not filled in: the journal of its day closes at midnight (R11). */
export interface Gap {
  lessonId: string;
  number: number;
  subject: string;
  /** `7А`; of a subgroup all its classes, `7А, 7Б`. */
  classes: string;
  teacher: { surname: string; givenName: string; patronymic: string | null };
  withoutTopic: boolean;
  withoutRoll: boolean;
}

/** The lessons of a day (ISO) that have ended and lack a topic or a roll, by teacher. One query. */
export function readGaps(db: Db, day: string): Promise<Gap[]> {
  return db.$queryRaw<Gap[]>`
    select l.id as "lessonId", l.number, s.name as subject,
      coalesce(c.level || c.letter, (select string_agg(k.level || k.letter, ', ' order by k.level, k.letter)
        from "SubgroupClass" sc join "SchoolClass" k on k.id = sc."classId" where sc."subgroupId" = l."subgroupId"), '') as classes,
      jsonb_build_object('surname', t.surname, 'givenName', t."givenName", 'patronymic', t.patronymic) as teacher,
      coalesce(l.topic, '') = '' as "withoutTopic", l."rollTakenAt" is null as "withoutRoll"
    from "Lesson" l join "Subject" s on s.id = l."subjectId" join "Person" t on t.id = l."teacherId"
    left join "SchoolClass" c on c.id = l."classId"
    where l.date = ${dateOf(day)}::date and l."endsAt" <= ${now()} and l."cancelledFor" is null
      and (coalesce(l.topic, '') = '' or l."rollTakenAt" is null)
    order by t.surname, t."givenName", t.id, l.number, s.name`;
}

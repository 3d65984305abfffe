import { Prisma } from "../db.ts";

/** Whether something was written about a lesson `l`: then it took place, and the timetable has no say over it any more. */
export const HAS_CONTENT = Prisma.sql`(
  coalesce(l.topic, l.material, l.homework) is not null or l."noHomework" or l."rollTakenAt" is not null
  or exists (select 1 from "Work" w where w."lessonId" = l.id)
  or exists (select 1 from "IndividualTask" t where t."lessonId" = l.id)
  or exists (select 1 from "Absence" a where a."lessonId" = l.id)
)`;

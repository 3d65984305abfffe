import type { Standing } from "../access/policy.ts";
import type { Db, Tx } from "../db.ts";
import { BadInput, Forbidden } from "../errors.ts";
import { YOUNGEST } from "../lessons/classes.ts";
import type { By } from "../outbox/events.ts";
import type { FinalDoor, FinalGrounds } from "./door.ts";

export interface PupilsOfFinals {
  classId: string;
  subjectId: string;
  pupilIds: string[];
  door: FinalDoor;
  grounds: FinalGrounds;
  /** ISO day. */
  today: string;
}

/**
 * The pupils are in the class on the day the period ends and learn the subject there; the subject teacher teaches each
 * of them, the class teacher need not (R40, R41).
 * @throws BadInput somebody is not in the class · Forbidden somebody is taught by a colleague
 */
export async function checkPupils(
  tx: Tx,
  { classId, subjectId, pupilIds, door, grounds, today }: PupilsOfFinals,
  by: Pick<By, "actorId">,
  { standings }: { standings: ReadonlySet<Standing> },
): Promise<void> {
  const { level } = grounds;
  if (level === YOUNGEST) throw new BadInput("В первом классе отметок не ставят. Выберите другой класс.");
  const isOwn = await readLearners(tx, { classId, subjectId, door, grounds, today, teacherId: by.actorId });
  const stranger = pupilIds.findIndex((id) => !isOwn.has(id));
  if (stranger !== -1)
    throw new BadInput(
      "На день окончания периода этот ученик в классе предмет не изучал. Обновите страницу.",
      ["marks", stranger, "pupilId"],
    );
  if (!standings.has("classTeacher") && pupilIds.some((id) => !isOwn.get(id)))
    throw new Forbidden(
      "Среди учеников есть не ваши. Отметки других подгрупп ставят их учителя или классный руководитель.",
    );
}

export interface LearnersOf extends Omit<PupilsOfFinals, "pupilIds"> {
  teacherId: string | null;
}

/** Who of the class learned the subject when the period ended, and whether this teacher teaches them. */
export async function readLearners(
  db: Db | Tx,
  { classId, subjectId, door, grounds: { year }, today, teacherId }: LearnersOf,
): Promise<Map<string, boolean>> {
  // As the gate asks: the journal of a year that is over by its last day.
  const asked = today > year.endsOn ? year.endsOn : today;
  const taught = await db.$queryRaw<{ pupilId: string; isOwn: boolean }[]>`
    select e."pupilId", bool_or(t."teacherId" = ${teacherId}::uuid
      and t."from" <= ${asked}::date and (t."to" is null or t."to" >= ${asked}::date)) as "isOwn"
    from "Enrolment" e
    join "Teaching" t on t."subjectId" = ${subjectId}::uuid and (t."classId" = e."classId" or exists (
      select 1 from "SubgroupMember" m where m."subgroupId" = t."subgroupId" and m."pupilId" = e."pupilId"
        and m."from" <= ${door.asOf}::date and (m."to" is null or m."to" >= ${door.asOf}::date)))
    where e."classId" = ${classId}::uuid and e."from" <= ${door.asOf}::date
      and (e."to" is null or e."to" >= ${door.asOf}::date)
    group by e."pupilId"`;
  return new Map(taught.map((pupil) => [pupil.pupilId, pupil.isOwn]));
}

/** @throws BadInput a pupil is named twice */
export function checkOnce(pupilIds: string[]): void {
  const twice = pupilIds.findIndex((id, index) => pupilIds.indexOf(id) !== index);
  if (twice !== -1)
    throw new BadInput("Один ученик указан дважды. Оставьте одну отметку.", ["marks", twice, "pupilId"]);
}

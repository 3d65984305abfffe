import { audit } from "../audit.ts";
import type { SchoolCalendar } from "../calendar/calendar.ts";
import { openYear } from "../calendar/year-door.ts";
import { dateOf, isoDay } from "../clock.ts";
import type { Db, Prisma, Tx } from "../db.ts";
import { BadInput, NotFound } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { checkEnd, checkFree } from "../people/dated.ts";
import { editVersion } from "../versions.ts";
import { checkClashes } from "./clashes.ts";
import { checkStaff } from "./staff.ts";
import { inTurn } from "./turns.ts";

export type Teaching = Prisma.TeachingGetPayload<object>;

export interface NewTeaching {
  teacherId: string;
  subjectId: string;
  /** Exactly one of the two. */
  classId: string | null;
  subgroupId: string | null;
  hoursAWeek: number;
  /** ISO days; `to` is the last one, null: open. */
  from: string;
  to: string | null;
}

/**
 * Who teaches a subject to a class or a subgroup, and since when (R30, R35).
 * @throws BadInput the teacher is no member of staff on the first day; class, subgroup or subject do not fit · Closed the
 *   year is over · Conflict the same teaching runs on some of these days
 */
export async function createTeaching(db: Db, wanted: NewTeaching, by: By): Promise<Teaching> {
  return inTurn(db, async (tx) => {
    const { year } = await openYear(tx, await yearOf(tx, wanted));
    if (!(await tx.subject.findUnique({ where: { id: wanted.subjectId } })))
      throw new BadInput("Такого предмета нет. Обновите список предметов.", ["subjectId"]);
    checkInYear(year, wanted);
    await checkStaff(tx, { personId: wanted.teacherId, day: wanted.from }, ["teacherId"]);
    const { teacherId, subjectId, classId, subgroupId, hoursAWeek, from, to } = wanted;
    const days = { from: dateOf(from), to: to === null ? null : dateOf(to) };
    const data = { teacherId, subjectId, classId, subgroupId, hoursAWeek, ...days };
    checkEnd(data);
    await checkAlone(tx, data);
    const teaching = await tx.teaching.create({ data });
    await audit(tx, by, { action: "teaching.created", objectId: teaching.id });
    return teaching;
  });
}

export interface TeachingChange {
  id: string;
  version: number;
  hoursAWeek?: number | undefined;
  /** The last day, null: open again. Its entries in the timetable hold no longer than it. */
  to?: string | null | undefined;
}

/**
 * @throws NotFound · Closed the year is over · BadInput an end before the beginning · Conflict another version; prolonged,
 *   it meets the same teaching or its lessons clash
 */
export async function changeTeaching(db: Db, change: TeachingChange, by: By): Promise<Teaching> {
  const { id, version, hoursAWeek, to } = change;
  return inTurn(db, async (tx) => {
    const known = await tx.teaching.findUnique({ where: { id }, include: { entries: true } });
    if (!known) throw new NotFound("Такой нагрузки нет. Обновите список нагрузки.");
    await openYear(tx, await yearOf(tx, known));
    const end = to === undefined ? known.to : to === null ? null : dateOf(to);
    checkEnd({ from: known.from, to: end });
    await checkAlone(tx, { ...known, to: end });
    const { after } = await editVersion(
      tx.teaching,
      { id, version },
      { to: end, hoursAWeek: hoursAWeek ?? known.hoursAWeek },
    );
    await checkClashes(
      tx,
      known.entries.map((entry) => entry.id),
    );
    const details = { hoursAWeek: after.hoursAWeek, to: after.to && isoDay(after.to) };
    await audit(tx, by, { action: "teaching.changed", objectId: id, details });
    return after;
  });
}

type Owner = Pick<NewTeaching, "classId" | "subgroupId" | "subjectId">;

/** @throws BadInput not exactly one of class and subgroup, or one that is not there */
async function yearOf(tx: Tx, { classId, subgroupId, subjectId }: Owner): Promise<string> {
  if ((classId === null) === (subgroupId === null))
    throw new BadInput("Нагрузка бывает у класса или у подгруппы. Укажите одно из двух.", ["classId"]);
  if (classId !== null) {
    const found = await tx.schoolClass.findUnique({ where: { id: classId } });
    if (!found) throw new BadInput("Такого класса нет. Обновите список классов.", ["classId"]);
    return found.yearId;
  }
  const found = await tx.subgroup.findUnique({ where: { id: subgroupId! } });
  if (found?.subjectId !== subjectId)
    throw new BadInput("По этому предмету такой подгруппы нет. Обновите список подгрупп.", ["subgroupId"]);
  return found.yearId;
}

function checkInYear(
  { startsOn, endsOn }: SchoolCalendar["year"],
  { from, to }: Pick<NewTeaching, "from" | "to">,
): void {
  if (from <= endsOn && (to === null || to >= startsOn)) return;
  throw new BadInput("Эти дни не входят в учебный год класса. Проверьте даты.", ["from"]);
}

async function checkAlone(
  tx: Tx,
  { id, ...wanted }: Owner & { id?: string; teacherId: string; from: Date; to: Date | null },
): Promise<void> {
  const { teacherId, subjectId, classId, subgroupId } = wanted;
  const others = await tx.teaching.findMany({
    where: { teacherId, subjectId, classId, subgroupId, ...(id ? { id: { not: id } } : {}) },
  });
  const sentence = "Этот учитель в эти дни уже ведёт здесь этот предмет. Измените ту нагрузку или даты.";
  checkFree(others, wanted, sentence);
}

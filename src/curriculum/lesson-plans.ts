import { audit } from "../audit.ts";
import { openYear } from "../calendar/year-door.ts";
import { dateOf, isoDay, now } from "../clock.ts";
import type { Db, Tx } from "../db.ts";
import { BadInput, NotFound } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import type { WrongCell } from "../tables/tables.ts";
import { walkPlan } from "./plan-order.ts";
import { type PlanLineData, readPlanTable } from "./plan-table.ts";
import { inTurn } from "./turns.ts";

export interface PlanLine extends PlanLineData {
  position: number;
}

export interface LessonPlan {
  /** 0: there is none yet. */
  version: number;
  lines: PlanLine[];
}

/** A class or a subgroup, and the subject it is taught: whoever teaches it, the plan is one. */
export interface Taught {
  classId: string | null;
  subgroupId: string | null;
  subjectId: string;
}

export interface PlanPreview {
  lines: PlanLine[];
  wrong: WrongCell[];
  /** The plan stands so already. */
  isSame: boolean;
}

/** The plan of a teaching as it stands. @throws NotFound no such teaching */
export async function readLessonPlan(db: Db | Tx, teachingId: string): Promise<LessonPlan> {
  return planOf(db, await taughtBy(db, teachingId));
}

/** What an uploaded table would make of the plan; nothing is written. @throws NotFound · BadInput it is no such table */
export async function previewPlan(
  db: Db,
  { teachingId, bytes }: { teachingId: string; bytes: Buffer },
): Promise<PlanPreview> {
  const plan = await readLessonPlan(db, teachingId);
  const { lines, wrong } = await readPlanTable(bytes);
  const numbered = inOrder(lines);
  return { lines: numbered, wrong, isSame: wrong.length === 0 && isSame(plan.lines, numbered) };
}

/**
 * The table takes the place of the plan (R36); what stood there before is kept as its earlier version. The same table again
 * changes nothing.
 * @throws NotFound no such teaching · Closed its year is over · BadInput it is no such table, or one of its cells is wrong
 */
export async function replacePlan(
  db: Db,
  { teachingId, bytes }: { teachingId: string; bytes: Buffer },
  by: By,
): Promise<LessonPlan> {
  const taught = await taughtBy(db, teachingId);
  const { lines, wrong } = await readPlanTable(bytes);
  if (wrong[0]) throw new BadInput(wordsFor(wrong[0], wrong.length), ["file"]);
  return inTurn(db, async (tx) => {
    await openYear(tx, await yearOf(tx, taught));
    const plan = await planOf(tx, taught);
    const numbered = inOrder(lines);
    if (isSame(plan.lines, numbered)) return plan;
    const version = plan.version + 1;
    const { id } = plan.id
      ? await tx.lessonPlan.update({ where: { id: plan.id }, data: { version } })
      : await tx.lessonPlan.create({ data: { ...taught, version } });
    await tx.lessonPlanVersion.create({
      data: { planId: id, version, byId: by.actorId, at: by.at ?? now(), source: by.source },
    });
    await tx.planLine.createMany({
      data: numbered.map(({ plannedOn, ...line }) => {
        return { ...line, planId: id, version, plannedOn: plannedOn && dateOf(plannedOn) };
      }),
    });
    await audit(tx, by, {
      action: "plan.replaced",
      objectId: id,
      details: { version, lines: numbered.length },
    });
    return { version, lines: numbered };
  });
}

/** The line that a lesson is about if it follows the plan: the first one the lessons before it have not given. */
export async function nextPlanLine(
  db: Db | Tx,
  lessonId: string,
): Promise<(PlanLine & { hour: number }) | null> {
  const lesson = await db.lesson.findUnique({ where: { id: lessonId } });
  if (!lesson) throw new NotFound("Такого урока нет.");
  const { classId, subgroupId, subjectId, date, startsAt } = lesson;
  const { lines } = await planOf(db, { classId, subgroupId, subjectId });
  if (lines.length === 0) return null;
  const years = { year: { startsOn: { lte: date }, endsOn: { gte: date } } };
  const before = await db.lesson.findMany({
    where: {
      ...(classId ? { classId, class: years } : { subgroupId, subgroup: years }),
      subjectId,
      cancelledFor: null,
      id: { not: lessonId },
      date: { lte: date },
      startsAt: { lt: startsAt },
    },
    select: { id: true, topic: true },
    orderBy: [{ date: "asc" }, { startsAt: "asc" }],
  });
  const { next } = walkPlan(lines, before);
  return next && { ...lines.find(({ position }) => position === next.position)!, hour: next.hour };
}

async function planOf(db: Db | Tx, taught: Taught): Promise<LessonPlan & { id?: string }> {
  const { classId, subgroupId, subjectId } = taught;
  const plan = await db.lessonPlan.findFirst({
    where: classId ? { classId, subjectId } : { subgroupId, subjectId },
  });
  if (!plan) return { version: 0, lines: [] };
  const { id, version } = plan;
  const rows = await db.planLine.findMany({ where: { planId: id, version }, orderBy: { position: "asc" } });
  const lines = rows.map(({ position, topic, hours, homework, plannedOn }) => {
    return { position, topic, hours, homework, plannedOn: plannedOn && isoDay(plannedOn) };
  });
  return { id, version, lines };
}

async function taughtBy(db: Db | Tx, teachingId: string): Promise<Taught> {
  const teaching = await db.teaching.findUnique({ where: { id: teachingId } });
  if (!teaching) throw new NotFound("Такой нагрузки нет. Обновите список нагрузки.");
  const { classId, subgroupId, subjectId } = teaching;
  return { classId, subgroupId, subjectId };
}

async function yearOf(tx: Tx, { classId, subgroupId }: Taught): Promise<string> {
  const owner = classId
    ? await tx.schoolClass.findUniqueOrThrow({ where: { id: classId } })
    : await tx.subgroup.findUniqueOrThrow({ where: { id: subgroupId! } });
  return owner.yearId;
}

function inOrder(lines: PlanLineData[]): PlanLine[] {
  return lines.map((line, index) => ({ position: index + 1, ...line }));
}

function isSame(one: PlanLine[], other: PlanLine[]): boolean {
  const key = (lines: PlanLine[]) =>
    JSON.stringify(lines.map(({ topic, hours, homework, plannedOn }) => [topic, hours, homework, plannedOn]));
  return one.length === other.length && key(one) === key(other);
}

function wordsFor({ row, column, value, expected }: WrongCell, count: number): string {
  const more = count > 1 ? ` Всего таких мест: ${count}, все покажет проверка файла.` : "";
  return `Строка ${row}, столбец «${column}»: «${value}», а нужно: ${expected}.${more}`;
}

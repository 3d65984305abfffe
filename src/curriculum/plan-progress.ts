import { dateOf, isoDay } from "../clock.ts";
import type { Db, Prisma } from "../db.ts";
import { groupBy } from "../grouping.ts";
import { heldOn } from "../people/dated.ts";
import { walkPlan } from "./plan-order.ts";

/** How far a programme has come (R29). Hours are lessons. */
export interface PlanProgress {
  teachingId: string;
  /** `7А`, or the subgroup's name. */
  whom: string;
  subject: string;
  teacherId: string;
  /** The day by which the plan is due (R36). */
  due: string;
  plan: null | {
    version: number;
    hours: number;
    /** Planned up to and with the day: by the plan's dates, without them by the lessons of the timetable. */
    plannedHours: number;
    /** Lessons held with a topic written. */
    givenHours: number;
    /** Given less planned: below zero the programme is behind. */
    difference: number;
    differing: { date: string; given: string; planned: string }[];
    next: string | null;
  };
}

interface Asked {
  /** ISO day. */
  day: string;
  /** Only this teacher's. */
  teacherId?: string | undefined;
  classId?: string | undefined;
  page?: { take: number; cursor?: { id: string }; skip?: number };
}

/** R36: by 15 October of the school year. */
const DUE = "10-15";
const include = {
  subject: true,
  class: { include: { year: true } },
  subgroup: { include: { year: true } },
} satisfies Prisma.TeachingInclude;
type Teaching = Prisma.TeachingGetPayload<{ include: typeof include }>;

/** Planned against given of each teaching of a day, the plans that are missing too. Four queries. */
export async function planProgress(
  db: Db,
  { day, teacherId, classId, page }: Asked,
): Promise<PlanProgress[]> {
  const on = dateOf(day);
  const teachings = await db.teaching.findMany({
    where: {
      ...heldOn(on),
      ...(teacherId ? { teacherId } : {}),
      AND: [
        classId ? { OR: [{ classId }, { subgroup: { classes: { some: { classId } } } }] } : {},
        { OR: [{ class: { year: running(on) } }, { subgroup: { year: running(on) } }] },
      ],
    },
    include,
    orderBy: { id: "asc" },
    ...page,
  });
  if (teachings.length === 0) return [];
  const owners = ownersOf(teachings);
  const plans = await db.lessonPlan.findMany({ where: owners });
  const lines = await db.planLine.findMany({
    where: { OR: plans.map(({ id, version }) => ({ planId: id, version })) },
    orderBy: { position: "asc" },
  });
  const lessons = await db.lesson.findMany({
    where: { ...owners, date: { lte: on } },
    select: {
      id: true,
      date: true,
      topic: true,
      cancelledFor: true,
      classId: true,
      subgroupId: true,
      subjectId: true,
    },
    orderBy: [{ date: "asc" }, { startsAt: "asc" }],
  });
  const planOf = new Map(plans.map((plan) => [keyOf(plan), plan]));
  const linesOf = groupBy(lines, ({ planId }) => planId);
  const lessonsOf = groupBy(lessons, keyOf);
  return teachings.map((teaching) => {
    const plan = planOf.get(keyOf(teaching));
    const { startsOn } = (teaching.class ?? teaching.subgroup!).year;
    return {
      teachingId: teaching.id,
      whom: teaching.class ? `${teaching.class.level}${teaching.class.letter}` : teaching.subgroup!.name,
      subject: teaching.subject.name,
      teacherId: teaching.teacherId,
      due: `${startsOn.getUTCFullYear()}-${DUE}`,
      plan: plan
        ? {
            version: plan.version,
            ...progressOf(linesOf.get(plan.id) ?? [], lessonsOf.get(keyOf(teaching)) ?? [], on),
          }
        : null,
    };
  });
}

const running = (on: Date) => ({ startsOn: { lte: on }, endsOn: { gte: on } });

interface Taught {
  classId: string | null;
  subgroupId: string | null;
  subjectId: string;
}

function keyOf({ classId, subgroupId, subjectId }: Taught): string {
  return `${classId ?? subgroupId} ${subjectId}`;
}

function ownersOf(teachings: Teaching[]) {
  return {
    subjectId: { in: teachings.map(({ subjectId }) => subjectId) },
    OR: [
      { classId: { in: teachings.flatMap(({ classId }) => classId ?? []) } },
      { subgroupId: { in: teachings.flatMap(({ subgroupId }) => subgroupId ?? []) } },
    ],
  };
}

type Line = Prisma.PlanLineGetPayload<object>;
interface Lesson {
  id: string;
  date: Date;
  topic: string | null;
  cancelledFor: string | null;
}

function progressOf(
  lines: Line[],
  lessons: Lesson[],
  on: Date,
): Omit<NonNullable<PlanProgress["plan"]>, "version"> {
  const held = lessons.filter(({ cancelledFor }) => cancelledFor === null);
  const { differing, next } = walkPlan(lines, held);
  const dates = new Map(held.map(({ id, date }) => [id, isoDay(date)]));
  const hours = sum(lines);
  const isDated = lines.some(({ plannedOn }) => plannedOn !== null);
  const dueLines = lines.filter(({ plannedOn }) => plannedOn !== null && plannedOn <= on);
  const plannedHours = isDated ? sum(dueLines) : Math.min(hours, lessons.length);
  const givenHours = held.filter(({ topic }) => topic !== null).length;
  return {
    hours,
    plannedHours,
    givenHours,
    difference: givenHours - plannedHours,
    differing: differing.map(({ lessonId, given, planned }) => ({
      date: dates.get(lessonId)!,
      given,
      planned,
    })),
    next: lines.find(({ position }) => position === next?.position)?.topic ?? null,
  };
}

function sum(lines: Line[]): number {
  return lines.reduce((all, { hours }) => all + hours, 0);
}

import { instantOn } from "../../../prisma/cast-ids.ts";
import type { SubjectKey } from "../../../prisma/cast-school.ts";
import { noteAbsences } from "../../../src/attendance/roll.ts";
import { dateOf } from "../../../src/clock.ts";
import type { AbsenceKind, Db } from "../../../src/db.ts";
import type { By } from "../../../src/outbox/events.ts";
import type { TestSchool } from "../../support/school.ts";
import { until } from "../../support/until.ts";

/** A Thursday, third lesson; algebra runs. */
export const THURSDAY = new Date("2026-11-26T03:00:00Z");

/** Ten in the morning of that day at school. */
export function morning(day: string): Date {
  return instantOn(dateOf(day), 10 * 60);
}

export function by(actorId: string): By {
  return { actorId, source: "web", silent: false };
}

/** A lesson of 7А; algebra, if nothing else is said. */
export async function addLesson(
  { db, cast }: TestSchool,
  { day, number, subject = "algebra" }: { day: string; number: number; subject?: SubjectKey },
): Promise<{ id: string }> {
  const startsAt = instantOn(dateOf(day), 8 * 60 + 50 * (number - 1));
  return db.lesson.create({
    data: {
      classId: cast.classes.sevenA.id,
      subjectId: cast.subjects[subject].id,
      teacherId: cast.smirnova.id,
      date: dateOf(day),
      number,
      startsAt,
      endsAt: new Date(startsAt.getTime() + 40 * 60_000),
    },
    select: { id: true },
  });
}

/** An absence that was noted without anybody being told, as an import does; its lesson is there or is made. */
export async function wasAway(
  school: TestSchool,
  {
    pupilId,
    day,
    number = 1,
    kind = "absent",
  }: { pupilId: string; day: string; number?: number; kind?: AbsenceKind },
): Promise<{ id: string; version: number }> {
  const { db, cast } = school;
  const place = { classId: cast.classes.sevenA.id, date: dateOf(day), number };
  const lesson = (await db.lesson.findFirst({ where: place })) ?? (await addLesson(school, { day, number }));
  const silent = { actorId: null, source: "seed", silent: true } as const;
  await noteAbsences(db, lesson.id, [{ pupilId, kind, version: 0 }], silent);
  return db.absence.findUniqueOrThrow({ where: { lessonId_pupilId: { lessonId: lesson.id, pupilId } } });
}

/** What was told about a pupil. */
export async function kindsOf(db: Db, pupilId: string): Promise<string[]> {
  const events = await db.event.findMany({
    where: { pupilId, silent: false },
    orderBy: [{ occurredAt: "asc" }, { kind: "asc" }],
  });
  return events.map(({ kind }) => kind);
}

/** All of them under way before any is through: each waits, at this table or for one that does. */
export async function atOnce(
  db: Db,
  table: "AuditEntry" | "Event",
  works: (() => Promise<unknown>)[],
): Promise<PromiseSettledResult<unknown>[]> {
  const started = await db.$transaction(async (tx) => {
    await tx.$executeRawUnsafe(`lock table "${table}" in exclusive mode`);
    const outcomes = Promise.allSettled(works.map((work) => work()));
    await until(async () => {
      const [waiting] = await db.$queryRaw<{ count: number }[]>`
        select count(distinct l.pid)::int as count from pg_locks l join pg_stat_activity a on a.pid = l.pid
        where not l.granted and a.datname = current_database()`;
      return waiting!.count === works.length;
    });
    return { outcomes };
  });
  return started.outcomes;
}

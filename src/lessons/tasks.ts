import { audit } from "../audit.ts";
import { now } from "../clock.ts";
import type { Db, Tx } from "../db.ts";
import { BadInput, Conflict, NotFound } from "../errors.ts";
import type { By, EventKind } from "../outbox/events.ts";
import { recordEvents } from "../outbox/outbox.ts";
import { checkOlder } from "./classes.ts";
import { checkLessonDay } from "./door.ts";

/** Homework for one pupil of a lesson (R7); version 0: there never was any. */
export interface Task {
  pupilId: string;
  text: string | null;
  version: number;
}

interface Asked {
  pupilId: string;
  /** Null takes it back. */
  text: string | null;
  /** Of the task as its writer saw it; 0 where there was none. */
  version?: number | undefined;
}

/**
 * Sets, changes or takes back the homework of one pupil. The same again changes nothing.
 * @throws NotFound no such lesson · Closed not on its day (R11) · Conflict somebody wrote meanwhile · BadInput the pupil
 *   is not of this lesson; class 1 has no homework
 */
export async function setTask(
  db: Db | Tx,
  lessonId: string,
  { pupilId, text, version }: Asked,
  by: By,
): Promise<Task> {
  const at = by.at ?? now();
  return db.$transaction(async (tx) => {
    const lesson = await lockLesson(tx, lessonId);
    await checkPupil(tx, lessonId, pupilId);
    const before = await tx.individualTask.findUnique({ where: { lessonId_pupilId: { lessonId, pupilId } } });
    const was = { pupilId, text: before?.text ?? null, version: before?.version ?? 0 };
    if (was.text === text) return was;
    if (version !== undefined && version !== was.version)
      throw new Conflict(
        "Это задание за это время изменил кто-то другой. Посмотрите, что в нём теперь.",
        was,
      );
    await checkLessonDay(tx, lesson, { ...by, at });
    if (text !== null) await checkOlder(tx, lessonId, { what: "домашних заданий", path: ["text"] });

    const task = await tx.individualTask.upsert({
      where: { lessonId_pupilId: { lessonId, pupilId } },
      create: { lessonId, pupilId, text },
      update: { text, version: { increment: 1 } },
    });
    await tx.individualTaskVersion.create({
      data: { taskId: task.id, version: task.version, text, byId: by.actorId, at, source: by.source },
    });
    const kind = kindOf(was.text, text);
    await audit(tx, { ...by, at }, { action: kind, objectId: task.id, pupilId });
    await recordEvents(tx, [
      {
        kind,
        factId: task.id,
        factVersion: task.version,
        pupilId,
        actorId: by.actorId,
        occurredAt: at,
        silent: by.silent,
      },
    ]);
    return { pupilId, text, version: task.version };
  });
}

/** Two who write the first task of a pupil at once come one after the other. */
async function lockLesson(tx: Tx, lessonId: string) {
  const [lesson] = await tx.$queryRaw<{ date: Date; cancelledFor: string | null }[]>`
    select date, "cancelledFor" from "Lesson" where id = ${lessonId}::uuid for no key update`;
  if (!lesson) throw new NotFound("Такого урока нет.");
  return lesson;
}

async function checkPupil(tx: Tx, lessonId: string, pupilId: string): Promise<void> {
  const here = await tx.$queryRaw<unknown[]>`
    select 1 from lesson_pupil where "lessonId" = ${lessonId}::uuid and "pupilId" = ${pupilId}::uuid`;
  if (here.length === 0)
    throw new BadInput("На этом уроке такого ученика нет. Обновите страницу.", ["pupilId"]);
}

function kindOf(was: string | null, text: string | null): EventKind {
  if (text === null) return "task.withdrawn";
  return was === null ? "task.set" : "task.changed";
}

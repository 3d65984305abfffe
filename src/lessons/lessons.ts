import { audit } from "../audit.ts";
import { now } from "../clock.ts";
import type { Db, Prisma, Tx } from "../db.ts";
import { BadInput, NotFound } from "../errors.ts";
import type { By, NewEvent } from "../outbox/events.ts";
import { recordEvents } from "../outbox/outbox.ts";
import { editVersion } from "../versions.ts";
import { checkOlder } from "./classes.ts";
import { checkLessonDay } from "./door.ts";

type Lesson = Prisma.LessonGetPayload<object>;

/** What a teacher writes on the right page of the journal (R7). What is left out stays; null empties it. */
export interface LessonRecord {
  topic?: string | null | undefined;
  material?: string | null | undefined;
  homework?: string | null | undefined;
  /** «Не задано». */
  noHomework?: boolean | undefined;
}

type Content = Pick<Lesson, "topic" | "material" | "homework" | "noHomework">;

/**
 * Records topic, material and homework of a lesson that was seen in this version. The same again changes nothing.
 * @throws NotFound no such lesson · Closed not on its day, or it falls out (R11) · Conflict somebody wrote meanwhile ·
 *   BadInput homework and «не задано» at once; class 1 has no homework
 */
export async function recordLesson(
  db: Db | Tx,
  lessonId: string,
  { version, ...record }: LessonRecord & { version: number },
  by: By,
): Promise<Lesson> {
  if (record.noHomework && record.homework)
    throw new BadInput("Либо задание, либо «не задано». Уберите одно из двух.", ["noHomework"]);
  const at = by.at ?? now();
  return db.$transaction(async (tx) => {
    const seen = await tx.lesson.findUnique({ where: { id: lessonId } });
    if (!seen) throw new NotFound("Такого урока нет.");
    const content = applied(seen, record);
    if (isSame(seen, content)) return seen;
    await checkLessonDay(tx, seen, { ...by, at });
    if (content.homework !== null && content.homework !== seen.homework)
      await checkOlder(tx, lessonId, { what: "домашних заданий", path: ["homework"] });
    const { before, after } = await editVersion(tx.lesson, { id: lessonId, version }, content);
    const { topic, material, homework, noHomework } = after;
    await tx.lessonVersion.create({
      data: {
        lessonId,
        version: after.version,
        topic,
        material,
        homework,
        noHomework,
        byId: by.actorId,
        at,
        source: by.source,
      },
    });
    await audit(tx, { ...by, at }, { action: "lesson.recorded", objectId: lessonId });
    await recordEvents(tx, eventsOf(before, after, { ...by, at }));
    return after;
  });
}

/** A homework takes «не задано» back, and the other way round. */
function applied(lesson: Content, record: LessonRecord): Content {
  const { topic = lesson.topic, material = lesson.material } = record;
  const saysNone = record.noHomework ?? (record.homework ? false : lesson.noHomework);
  const homework = saysNone ? null : record.homework === undefined ? lesson.homework : record.homework;
  return { topic, material, homework, noHomework: saysNone };
}

function isSame(a: Content, b: Content): boolean {
  return (
    a.topic === b.topic &&
    a.material === b.material &&
    a.homework === b.homework &&
    a.noHomework === b.noHomework
  );
}

function eventsOf(before: Lesson, after: Lesson, { actorId, silent, at }: By & { at: Date }): NewEvent[] {
  if (before.homework === after.homework) return [];
  return [
    {
      kind: before.homework === null ? "homework.set" : "homework.changed",
      factId: after.id,
      factVersion: after.version,
      pupilId: null,
      actorId,
      occurredAt: at,
      silent,
    },
  ];
}

import { z } from "zod";
import { isoDay } from "../../clock.ts";
import type { Door } from "../../journal/lesson-sheet.ts";
import { classesOf } from "../../lessons/classes.ts";
import type { ListedLesson } from "../../lessons/lesson-list.ts";
import { shortName } from "../session.ts";
import { Day, Instant } from "./shapes.ts";
import { Work } from "./works.ts";

const Named = z.object({ id: z.uuid(), name: z.string() });
export const Content = z.object({
  id: z.uuid(),
  version: z.int(),
  topic: z.string().nullable(),
  material: z.string().nullable(),
  homework: z.string().nullable(),
  noHomework: z.boolean(),
});
export const Lesson = Content.extend({
  date: Day,
  number: z.int(),
  startsAt: Instant,
  endsAt: Instant,
  subject: Named,
  classes: z.array(Named),
  subgroup: Named.nullable(),
  teacher: Named,
  rollTaken: z.boolean(),
  cancelledFor: z.string().nullable(),
});
/** `until`: the first moment that is too late. */
const MayStill = z.object({ door: z.enum(["open", "closed"]), until: Instant.nullable() });
export const Task = z.object({ pupilId: z.uuid(), text: z.string().nullable(), version: z.int() });
export const Sheet = Lesson.extend({
  may: MayStill.extend({ write: z.boolean() }),
  pupils: z.array(z.object({ id: z.uuid(), surname: z.string(), givenName: z.string(), classId: z.uuid() })),
  works: z.array(Work.extend({ kind: z.string(), may: MayStill })),
  marks: z.array(
    z.object({
      id: z.uuid(),
      workId: z.uuid(),
      pupilId: z.uuid(),
      value: z.string().nullable(),
      version: z.int(),
      act: z.string().nullable(),
    }),
  ),
  absences: z.array(
    z.object({
      pupilId: z.uuid(),
      kind: z.enum(["absent", "late"]).nullable(),
      lateMinutes: z.int().nullable(),
      version: z.int(),
    }),
  ),
  tasks: z.array(Task),
});

export function mayStill({ state, until }: Door): z.infer<typeof MayStill> {
  return { door: state === "open" ? "open" : "closed", until: until?.toISOString() ?? null };
}

export function lessonOf({
  subgroup,
  teacher,
  rollTakenAt,
  ...lesson
}: ListedLesson): z.infer<typeof Lesson> {
  return {
    ...lesson,
    date: isoDay(lesson.date),
    startsAt: lesson.startsAt.toISOString(),
    endsAt: lesson.endsAt.toISOString(),
    classes: classesOf({ class: lesson.class, subgroup }).map(({ id, level, letter }) => {
      return { id, name: `${level}${letter}` };
    }),
    subgroup: subgroup && { id: subgroup.id, name: subgroup.name },
    teacher: { id: teacher.id, name: shortName(teacher) },
    rollTaken: rollTakenAt !== null,
  };
}

import { z } from "zod";
import { NotFound } from "../../errors.ts";
import type { Actor } from "../session.ts";
import { readPupilTimetable, readTimetable, type TimetableLesson } from "../timetable-facts.ts";
import type { App, Web } from "../web.ts";
import { spanOf } from "./journals.ts";
import { Day, Id, Instant, Span } from "./shapes.ts";

const tags = ["timetable"];
const read = { access: "curriculum.read" } as const;

const MOST_DAYS = 31;

const Lesson = z.object({
  entryId: z.uuid(),
  date: Day,
  number: z.int(),
  startsAt: Instant,
  endsAt: Instant,
  subjectId: z.uuid(),
  subject: z.string(),
  classId: z.uuid().nullable(),
  subgroupId: z.uuid().nullable(),
  classes: z.string(),
  subgroup: z.string().nullable(),
  teacherId: z.uuid(),
  teacher: z.string(),
  roomId: z.uuid().nullable(),
  room: z.string().nullable(),
  cancelledFor: z.string().nullable(),
  /** Why, is said to staff only: it may tell of somebody's health. */
  substitution: z.object({ id: z.uuid(), version: z.int(), reason: z.string().nullable() }).nullable(),
});
const Lessons = z.object({ lessons: z.array(Lesson) });

/** The days as they will be, substitutions applied (R3). */
export async function timetableApi(app: App, { db }: Web): Promise<void> {
  app.get(
    "/classes/:id/timetable",
    {
      config: read,
      schema: {
        tags,
        summary: "The lessons of a class and its subgroups day by day, substitutions applied",
        params: Id,
        querystring: Span,
        response: { 200: Lessons },
      },
    },
    async ({ params, query, actor }) => {
      spanOf(query, MOST_DAYS);
      if (!(await db.schoolClass.findUnique({ where: { id: params.id } })))
        throw new NotFound("Такого класса нет. Обновите список классов.");
      const lessons = await readTimetable(db, { ...query, classIds: [params.id] });
      return { lessons: lessons.map((lesson) => lessonOf(lesson, actor!)) };
    },
  );

  app.get(
    "/pupils/:id/timetable",
    {
      config: { access: "diary.read", about: "pupil" },
      schema: {
        tags,
        summary: "A pupil's own lessons day by day, in the pupil's own subgroups (R3)",
        params: Id,
        querystring: Span,
        response: { 200: Lessons },
      },
    },
    async ({ params, query, actor }) => {
      spanOf(query, MOST_DAYS);
      const lessons = await readPupilTimetable(db, params.id, query);
      return { lessons: lessons.map((lesson) => lessonOf(lesson, actor!)) };
    },
  );

  app.get(
    "/teachers/:id/timetable",
    {
      config: read,
      schema: {
        tags,
        summary: "The lessons a teacher holds day by day, as a substitute too",
        params: Id,
        querystring: Span,
        response: { 200: Lessons },
      },
    },
    async ({ params, query, actor }) => {
      spanOf(query, MOST_DAYS);
      const lessons = await readTimetable(db, { ...query, teacherId: params.id });
      return { lessons: lessons.map((lesson) => lessonOf(lesson, actor!)) };
    },
  );
}

function lessonOf(
  { startsAt, endsAt, substitution, ...lesson }: TimetableLesson,
  { isStaff }: Actor,
): z.infer<typeof Lesson> {
  return {
    ...lesson,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    substitution: substitution && { ...substitution, reason: isStaff ? substitution.reason : null },
  };
}

import { z } from "zod";
import { may, type Standing } from "../../access/policy.ts";
import { readLessonSheet } from "../../journal/lesson-sheet.ts";
import { listLessons } from "../../lessons/lesson-list.ts";
import { recordLesson } from "../../lessons/lessons.ts";
import { setTask } from "../../lessons/tasks.ts";
import type { App, Web } from "../web.ts";
import { spanOf } from "./journals.ts";
import { Content, Lesson, lessonOf, mayStill, Sheet, Task } from "./lesson-shapes.ts";
import { byOf, Day, Id, Paging, page, pageArgs, pageOf, text, Version } from "./shapes.ts";

const tags = ["lessons"];
const MOST_DAYS = 31;

/** Lessons held, and what a teacher records in them (R7, R11, R12). */
export async function lessonsApi(app: App, { db }: Web): Promise<void> {
  app.get(
    "/lessons",
    {
      config: { access: "lessons.list" },
      schema: {
        tags,
        summary:
          "Lessons of at most 31 days, as far as one may read them: own, taught, of the own class; the deputy head all",
        querystring: Paging.extend({
          classId: z.uuid().optional(),
          teacherId: z.uuid().optional(),
          from: Day,
          to: Day,
        }),
        response: { 200: page(Lesson) },
      },
    },
    async ({ query, actor }) => {
      const { classId, teacherId } = query;
      const { personId, isStaff, standings } = actor!;
      // R27; and who has left the school reads no more of the lessons held back then.
      if (!isStaff) return { items: [], next: null };
      const readerId = may("lesson.read", rolesOf(standings)) ? null : personId;
      const asked = { classId, teacherId, readerId, ...spanOf(query, MOST_DAYS) };
      const { items, next } = pageOf(await listLessons(db, asked, pageArgs(query)), query);
      return { items: items.map(lessonOf), next };
    },
  );

  app.get(
    "/lessons/:id",
    {
      config: { access: "lesson.read", about: "lesson" },
      schema: {
        tags,
        summary: "A lesson with its pupils, works, marks, absences and homework, and what may still be done",
        params: Id,
        response: { 200: Sheet },
      },
    },
    async ({ params, standings }) => {
      const { lesson, door, works, ...sheet } = await readLessonSheet(db, params.id);
      return {
        ...lessonOf(lesson),
        ...sheet,
        may: { ...mayStill(door), write: may("lesson.write", standings) },
        works: works.map((work) => ({ ...work, may: mayStill(work.door) })),
      };
    },
  );

  app.patch(
    "/lessons/:id",
    {
      config: { access: "lesson.write", about: "lesson" },
      schema: {
        tags,
        summary: "Record topic, material and homework, on the lesson's day (R11)",
        params: Id,
        body: z.strictObject({
          version: Version,
          topic: text(500).nullable().optional(),
          material: text(2000).nullable().optional(),
          homework: text(4000).nullable().optional(),
          noHomework: z.boolean().optional(),
        }),
        response: { 200: Content },
      },
    },
    async (request) => recordLesson(db, request.params.id, request.body, byOf(request)),
  );

  app.put(
    "/lessons/:id/tasks/:pupilId",
    {
      config: { access: "lesson.write", about: "lesson" },
      schema: {
        tags,
        summary: "Homework for one pupil, on the lesson's day; null takes it back",
        params: Id.extend({ pupilId: z.uuid() }),
        body: z.strictObject({ text: text(2000).nullable(), version: Version.optional() }),
        response: { 200: Task },
      },
    },
    async (request) => {
      const { id, pupilId } = request.params;
      return setTask(db, id, { pupilId, ...request.body }, byOf(request));
    },
  );
}

/** What gives the whole school, and not one lesson or one class only. */
function rolesOf(standings: Set<Standing>): Standing[] {
  return [...standings].filter((standing) => standing !== "subjectTeacher" && standing !== "classTeacher");
}

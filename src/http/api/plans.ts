import { z } from "zod";
import { may } from "../../access/policy.ts";
import { isoDay } from "../../clock.ts";
import { nextPlanLine, previewPlan, readLessonPlan, replacePlan } from "../../curriculum/lesson-plans.ts";
import { planWorkbook } from "../../curriculum/plan-export.ts";
import { planProgress } from "../../curriculum/plan-progress.ts";
import { sendFile, takeUploads, UploadedFile } from "../uploads.ts";
import type { App, Web } from "../web.ts";
import { byOf, Day, Id, Paging, page, pageArgs, pageOf } from "./shapes.ts";

const tags = ["curriculum"];
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const Line = z.object({
  position: z.int(),
  topic: z.string(),
  hours: z.int(),
  homework: z.string().nullable(),
  plannedOn: Day.nullable(),
});
const Plan = z.object({ version: z.int(), lines: z.array(Line) });
export const Wrong = z.object({
  row: z.int(),
  column: z.string().nullable(),
  value: z.string(),
  expected: z.string(),
});
const Progress = z.object({
  id: z.uuid(),
  whom: z.string(),
  subject: z.string(),
  teacherId: z.uuid(),
  due: Day,
  /** Null: the plan is missing. */
  plan: z
    .object({
      version: z.int(),
      hours: z.int(),
      plannedHours: z.int(),
      givenHours: z.int(),
      difference: z.int(),
      differing: z.array(z.object({ date: Day, given: z.string(), planned: z.string() })),
      next: z.string().nullable(),
    })
    .nullable(),
});

/** Lesson plans (R36), and what was given of them (R29). */
export async function plansApi(app: App, { db }: Web): Promise<void> {
  app.get(
    "/plans",
    {
      config: { access: "plans.list" },
      schema: {
        tags,
        summary:
          "Planned against given up to a day (today), missing plans too; a teacher sees their own (R29)",
        querystring: Paging.extend({ classId: z.uuid().optional(), teacherId: z.uuid().optional() }),
        response: { 200: page(Progress) },
      },
    },
    async ({ query, actor }) => {
      const { classId, teacherId } = query;
      const { personId, day, standings } = actor!;
      const seesAll = may(
        "plans.list",
        [...standings].filter((standing) => standing !== "subjectTeacher"),
      );
      if (!seesAll && teacherId !== undefined && teacherId !== personId) return { items: [], next: null };
      const rows = await planProgress(db, {
        day: isoDay(day),
        classId,
        teacherId: seesAll ? teacherId : personId,
        page: pageArgs(query),
      });
      return pageOf(
        rows.map(({ teachingId: id, ...row }) => ({ id, ...row })),
        query,
      );
    },
  );

  app.get(
    "/teachings/:id/plan",
    {
      config: { access: "plan.read", about: "teaching" },
      schema: { tags, summary: "The lesson plan of a teaching (R36)", params: Id, response: { 200: Plan } },
    },
    async ({ params }) => readLessonPlan(db, params.id),
  );

  app.get(
    "/teachings/:id/plan/export",
    {
      config: { access: "plan.read", about: "teaching" },
      schema: {
        tags,
        summary: "The plan as a workbook that may be edited and uploaded again",
        params: Id,
        response: { 200: z.any() },
      },
    },
    async ({ params }, reply) => {
      const { lines } = await readLessonPlan(db, params.id);
      return sendFile(reply, { bytes: await planWorkbook(lines), mime: XLSX, kind: "xlsx" }, "plan");
    },
  );

  app.get(
    "/lessons/:id/next-plan-line",
    {
      config: { access: "lesson.read", about: "lesson" },
      schema: {
        tags,
        summary:
          "The line of the plan this lesson is about, if it follows it; null: no plan, or all is given",
        params: Id,
        response: { 200: z.object({ line: Line.extend({ hour: z.int() }).nullable() }) },
      },
    },
    async ({ params }) => ({ line: await nextPlanLine(db, params.id) }),
  );

  await app.register(async (scope: App) => {
    await takeUploads(scope, { files: 1 });
    const consumes = ["multipart/form-data"];
    const body = z.strictObject({ file: UploadedFile });

    scope.post(
      "/teachings/:id/plan/preview",
      {
        config: { access: "plan.write", about: "teaching" },
        schema: {
          tags,
          consumes,
          summary: "What an XLSX or CSV table would make of the plan; nothing is written",
          params: Id,
          body,
          response: {
            200: z.object({ lines: z.array(Line), wrong: z.array(Wrong), isSame: z.boolean() }),
          },
        },
      },
      async ({ params, body: { file: bytes } }) => {
        const { lines, wrong, isSame } = await previewPlan(db, { teachingId: params.id, bytes });
        // A line with a wrong cell is no line yet.
        return { lines: wrong.length > 0 ? [] : lines, wrong, isSame };
      },
    );

    scope.put(
      "/teachings/:id/plan",
      {
        config: { access: "plan.write", about: "teaching" },
        schema: {
          tags,
          consumes,
          summary: "Put an XLSX or CSV table in the plan's place; the same table again changes nothing (R36)",
          params: Id,
          body,
          response: { 200: Plan },
        },
      },
      async (request) =>
        replacePlan(db, { teachingId: request.params.id, bytes: request.body.file }, byOf(request)),
    );
  });
}

import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Refusal } from "../../../templates/pages/fields.tsx";
import { PlanPage } from "../../../templates/pages/plan.tsx";
import { PlansPage } from "../../../templates/pages/plans.tsx";
import { may } from "../../access/policy.ts";
import { isoDay } from "../../clock.ts";
import { type PlanPreview, previewPlan, readLessonPlan, replacePlan } from "../../curriculum/lesson-plans.ts";
import { planProgress } from "../../curriculum/plan-progress.ts";
import { BadInput } from "../../errors.ts";
import { byOf, Id } from "../api/shapes.ts";
import { answerForm } from "../forms.ts";
import { showPage } from "../page.ts";
import { schoolTabs } from "../school-tabs.ts";
import { shortName } from "../session.ts";
import { takeUploads } from "../uploads.ts";
import type { App, Web } from "../web.ts";

interface Told {
  preview: PlanPreview | null;
  isSaved: boolean;
  refusal: Refusal | null;
}
const NOTHING: Told = { preview: null, isSaved: false, refusal: null };

/** Lesson plans (R36): a table is looked at first, then put in the plan's place; and how far each has come (R29). */
export async function planRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;

  app.get("/plans", { config: { access: "plans.list" } }, async (request, reply) => {
    const { personId, day, standings } = request.actor!;
    const seesAll = may(
      "plans.list",
      [...standings].filter((standing) => standing !== "subjectTeacher"),
    );
    const rows = await planProgress(db, {
      day: isoDay(day),
      teacherId: seesAll ? undefined : personId,
    });
    const teachers = await db.person.findMany({
      where: { id: { in: rows.map(({ teacherId }) => teacherId) } },
    });
    const names = new Map(teachers.map((teacher) => [teacher.id, shortName(teacher)]));
    return showPage(web, reply, PlansPage, {
      tabs: schoolTabs(standings),
      today: isoDay(day),
      isOwn: !seesAll,
      rows: rows
        .map(({ teachingId, whom, subject, teacherId, due, plan }) => ({
          id: teachingId,
          whom,
          subject,
          teacher: names.get(teacherId) ?? "",
          due,
          plan: plan && {
            hours: plan.hours,
            planned: plan.plannedHours,
            given: plan.givenHours,
            difference: plan.difference,
            differing: plan.differing.length,
          },
        }))
        .sort((a, b) => a.whom.localeCompare(b.whom, "ru", { numeric: true })),
    });
  });

  const config = { access: "plan.read", about: "teaching" } as const;
  app.get("/teachings/:id/plan", { config, schema: { params: Id } }, (request, reply) =>
    show(request, reply, { ...NOTHING, isSaved: request.url.endsWith("?saved=") }),
  );

  await app.register(async (scope: App) => {
    await takeUploads(scope, { files: 1 });
    scope.post(
      "/teachings/:id/plan",
      { config: { access: "plan.write", about: "teaching" }, schema: { params: Id } },
      async (request, reply) => {
        const teachingId = request.params.id;
        const body = z
          .object({ file: z.custom<Buffer>(Buffer.isBuffer).optional(), apply: z.literal("yes").optional() })
          .safeParse(request.body ?? {}).data;
        try {
          if (!body?.file?.length)
            throw new BadInput("Приложите таблицу с планом уроков: XLSX или CSV.", ["file"]);
          const asked = { teachingId, bytes: body.file };
          if (body.apply !== "yes")
            return await show(request, reply, { ...NOTHING, preview: await previewPlan(db, asked) });
          await replacePlan(db, asked, byOf(request));
          return reply.redirect(`/teachings/${teachingId}/plan?saved=`, 303);
        } catch (error) {
          return answerForm(reply, "plan", {
            act: () => Promise.reject(error),
            next: "/plans",
            again: (answer, refusal) => show(request, answer, { ...NOTHING, refusal }),
          });
        }
      },
    );
  });

  async function show(request: FastifyRequest, reply: FastifyReply, { preview, isSaved, refusal }: Told) {
    const { id } = request.params as z.infer<typeof Id>;
    const teaching = await db.teaching.findUniqueOrThrow({
      where: { id },
      include: { subject: true, class: true, subgroup: true, teacher: true },
    });
    const { version, lines } = await readLessonPlan(db, id);
    const { subject, class: ofClass, subgroup, teacher } = teaching;
    return showPage(web, reply, PlanPage, {
      id,
      subject: subject.name,
      whom: ofClass ? `${ofClass.level}${ofClass.letter}` : subgroup!.name,
      teacher: shortName(teacher),
      version,
      lines,
      mayWrite: may("plan.write", request.standings),
      preview,
      isSaved,
      refusal,
    });
  }
}

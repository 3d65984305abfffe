import { z } from "zod";
import { GridPage } from "../../../templates/pages/grid.tsx";
import { dayIn, isoDay } from "../../clock.ts";
import { openWork } from "../../lessons/works.ts";
import { byOf } from "../api/shapes.ts";
import { readGrid } from "../grid-facts.ts";
import { showPage } from "../page.ts";
import { settingsOf } from "../session.ts";
import type { App, Web } from "../web.ts";

const Month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/);

/** The journal of a class and a subject, a month a page, as teachers fill it. */
export async function journalRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;

  app.get(
    "/classes/:id/journal/:subjectId",
    {
      config: { access: "journal.read", about: "journal" },
      schema: {
        params: z.object({ id: z.uuid(), subjectId: z.uuid() }),
        querystring: z.object({ month: Month.optional() }),
      },
    },
    async (request, reply) => {
      const { id: classId, subjectId } = request.params;
      const settings = await settingsOf(web, request);
      const { month = isoDay(dayIn(settings.timeZone)).slice(0, "2026-11".length) } = request.query;
      const reader = request.actor!.personId;
      const facts = await readGrid(db, { classId, subjectId, month, readerId: reader }, settings);
      return showPage(web, reply, GridPage, { ...facts, reader });
    },
  );

  app.post(
    "/lessons/:id/works",
    {
      config: { access: "marks.write", about: "lesson" },
      schema: { params: z.object({ id: z.uuid() }), body: z.object({ kind: z.string().max(40) }) },
    },
    async (request, reply) => {
      const lessonId = request.params.id;
      await openWork(db, lessonId, { kindCode: request.body.kind }, byOf(request));
      const { subjectId, classId, date } = await db.lesson.findUniqueOrThrow({ where: { id: lessonId } });
      const [of] = await db.$queryRaw<{ classId: string }[]>`
        select "classId" from lesson_class where "lessonId" = ${lessonId}::uuid`;
      const month = isoDay(date).slice(0, "2026-11".length);
      return reply.redirect(`/classes/${classId ?? of?.classId}/journal/${subjectId}?month=${month}`, 303);
    },
  );
}

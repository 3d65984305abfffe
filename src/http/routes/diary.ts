import { z } from "zod";
import { DiaryPage } from "../../../templates/pages/diary.tsx";
import { NoPupilPage } from "../../../templates/pages/no-pupil.tsx";
import { listWards } from "../../access/wards.ts";
import { Day, Id } from "../api/shapes.ts";
import { readDiaryWeek } from "../diary-facts.ts";
import { showPage } from "../page.ts";
import type { App, Web } from "../web.ts";

/** The diary of a pupil by the week; a family begins at its own. */
export async function diaryRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;

  app.get("/diary", { config: { access: "choices.own" } }, async ({ actor }, reply) => {
    const [pupil] = await listWards(db, actor!.personId, actor!.day);
    if (pupil) return reply.redirect(`/pupils/${pupil.id}/diary`, 303);
    return showPage(web, reply, NoPupilPage, {});
  });

  app.get(
    "/pupils/:id/diary",
    {
      config: { access: "diary.read", about: "pupil", showsPersonal: true },
      schema: { params: Id, querystring: z.object({ week: Day.optional() }) },
    },
    async (request, reply) => {
      const asked = { pupilId: request.params.id, week: request.query.week };
      return showPage(web, reply, DiaryPage, await readDiaryWeek(db, request, asked));
    },
  );
}

import { z } from "zod";
import { LessonsPage } from "../../../templates/pages/lessons.tsx";
import { dateOf, dayIn, isoDay } from "../../clock.ts";
import { getSettings } from "../../settings.ts";
import { readTeacherDay } from "../lessons-facts.ts";
import { showPage } from "../page.ts";
import type { App, Web } from "../web.ts";

const Day = z.iso.date().refine((day) => day >= "2000-01-01" && day <= "2100-12-31");

/** My lessons of a day: those I hold, what of them is still missing, and my journals. */
export async function lessonsRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;
  app.get(
    "/lessons",
    { config: { access: "lessons.list" }, schema: { querystring: z.object({ day: Day.optional() }) } },
    async (request, reply) => {
      const { timeZone } = await getSettings(db);
      const today = isoDay(dayIn(timeZone));
      const { day = today } = request.query;
      const facts = await readTeacherDay(db, request.actor!.personId, {
        day: dateOf(day),
        today: dateOf(today),
      });
      return showPage(web, reply, LessonsPage, facts);
    },
  );
}

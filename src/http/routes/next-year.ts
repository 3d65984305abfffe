import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Refusal } from "../../../templates/pages/fields.tsx";
import { NextYearPage } from "../../../templates/pages/next-year.tsx";
import { isoDay } from "../../clock.ts";
import { openNextYear, previewNextYear, type YearOpened } from "../../curriculum/next-year.ts";
import { byOf, Day, text } from "../api/shapes.ts";
import { answerForm, typed } from "../forms.ts";
import { showPage } from "../page.ts";
import type { App, Web } from "../web.ts";

const Form = z.object({
  yearId: z.uuid(),
  name: text(40),
  startsOn: Day,
  endsOn: Day,
  confirm: z.enum(["", "yes"]).default(""),
});
type Wanted = z.infer<typeof Form>;

interface Told {
  refusal: Refusal | null;
  /** What was asked for, and what it makes of the school. */
  plan: { wanted: Wanted; opened: YearOpened } | null;
}

/** The next school year out of the one that runs out: shown first, then opened (R31). */
export async function nextYearRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;

  app.get("/next-year", { config: { access: "settings.read" } }, async (request, reply) =>
    show(request, reply, { refusal: null, plan: null }),
  );

  app.post("/next-year", { config: { access: "year.open" } }, async (request, reply) => {
    try {
      const wanted = typed(Form, request.body);
      const { yearId, confirm, ...next } = wanted;
      const open = confirm === "yes" ? openNextYear : previewNextYear;
      const opened = await open(db, { yearId, next }, byOf(request));
      return await show(request, reply, { refusal: null, plan: { wanted, opened } });
    } catch (error) {
      return answerForm(reply, "year", {
        act: () => Promise.reject(error),
        next: "/next-year",
        again: (answer, refusal) => show(request, answer, { refusal, plan: null }),
      });
    }
  });

  async function show(_request: FastifyRequest, reply: FastifyReply, told: Told) {
    const years = await db.schoolYear.findMany({ orderBy: { startsOn: "desc" }, take: 3 });
    return showPage(web, reply, NextYearPage, {
      years: years.map(({ id, name, startsOn, endsOn }) => ({
        id,
        name,
        startsOn: isoDay(startsOn),
        endsOn: isoDay(endsOn),
      })),
      ...told,
    });
  }
}

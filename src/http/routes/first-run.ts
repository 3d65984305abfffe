import type { FastifyReply } from "fastify";
import { z } from "zod";
import type { Refusal } from "../../../templates/pages/fields.tsx";
import { FirstRunPage, type YearPlan } from "../../../templates/pages/first-run.tsx";
import { may } from "../../access/policy.ts";
import { openFirstYear, proposeFirstYear } from "../../calendar/first-year.ts";
import { BadInput } from "../../errors.ts";
import { byOf, Day, text } from "../api/shapes.ts";
import { readFirstRun } from "../first-run-facts.ts";
import { answerForm, typed } from "../forms.ts";
import { showPage } from "../page.ts";
import { changeSettings } from "../school-settings.ts";
import type { App, Web } from "../web.ts";

const SchoolForm = z.object({
  schoolName: text(200),
  schoolCity: z.string().trim().max(100),
  timeZone: z.string().trim().max(60),
});
const YearForm = z.object({
  name: text(40),
  startsOn: Day,
  endsOn: Day,
  weekDays: z.enum(["5", "6"]).transform(Number),
  kind: z.enum(["quarter", "trimester", "module"]),
  confirm: z.enum(["", "yes"]).default(""),
});

/** What an empty school needs to begin, step by step; what is there already is done (R30, R31). */
export async function firstRunRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;

  app.get("/first-run", { config: { access: "settings.read" } }, async (_request, reply) =>
    show(reply, { refusal: null, plan: null }),
  );

  app.post("/first-run/school", { config: { access: "settings.write" } }, async (request, reply) =>
    answerForm(reply, "school", {
      act: async () => {
        const changes = typed(SchoolForm, request.body);
        checkTimeZone(changes.timeZone);
        await changeSettings(db, { changes }, byOf(request));
      },
      next: "/first-run#year",
      again: (answer, refusal) => show(answer, { refusal, plan: null }),
    }),
  );

  app.post("/first-run/year", { config: { access: "year.open" } }, async (request, reply) => {
    try {
      const { kind, confirm, ...year } = typed(YearForm, request.body);
      const { terms, daysOff } = proposeFirstYear(year, kind);
      if (confirm !== "yes")
        return await show(reply, { refusal: null, plan: { wanted: { ...year, kind }, terms, daysOff } });
      await openFirstYear(db, year, { kind, by: byOf(request) });
      return reply.redirect("/first-run#people", 303);
    } catch (error) {
      return answerForm(reply, "year", {
        act: () => Promise.reject(error),
        next: "/first-run",
        again: (answer, refusal) => show(answer, { refusal, plan: null }),
      });
    }
  });

  async function show(reply: FastifyReply, told: { refusal: Refusal | null; plan: YearPlan | null }) {
    return showPage(web, reply, FirstRunPage, {
      ...(await readFirstRun(web)),
      ...told,
      mayWrite: may("settings.write", reply.request.standings),
    });
  }
}

function checkTimeZone(typedZone: string): void {
  try {
    new Intl.DateTimeFormat("en", { timeZone: typedZone });
  } catch {
    throw new BadInput("Такого часового пояса нет. Назовите его так: Europe/Moscow, Asia/Krasnoyarsk.", [
      "timeZone",
    ]);
  }
}

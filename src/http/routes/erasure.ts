import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { ErasurePage } from "../../../templates/pages/erasure.tsx";
import type { Refusal } from "../../../templates/pages/fields.tsx";
import { isoDay } from "../../clock.ts";
import { BadInput } from "../../errors.ts";
import { getPerson } from "../../people/people.ts";
import { demandErasure, findErasureDemand, takeBackErasure } from "../../personal-data/demands.ts";
import { erasePerson } from "../../personal-data/erasure.ts";
import { countKept } from "../../personal-data/export.ts";
import { getSettings } from "../../settings.ts";
import { ActNumber } from "../api/personal-data.ts";
import { byOf, Day, Id } from "../api/shapes.ts";
import { answerForm, typed } from "../forms.ts";
import { dayOf } from "../moments.ts";
import { showPage } from "../page.ts";
import { fullName } from "../session.ts";
import type { App, Web } from "../web.ts";

const ErasureForm = z.object({ number: ActNumber, date: Day, sure: z.literal("yes").optional() });

/** The end of what is kept about a person (R34): somebody of a family asks for it, the administrator sees that and does it. */
export async function erasureRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;
  const own = { access: "choices.own" } as const;
  const config = { access: "personal.erase", about: "person", passwordOnly: true } as const;

  app.post("/settings/erasure", { config: own }, async (request, reply) => {
    await demandErasure(db, request.actor!.personId, byOf(request));
    return reply.redirect("/settings#data", 303);
  });
  app.post("/settings/erasure/take-back", { config: own }, async (request, reply) => {
    await takeBackErasure(db, request.actor!.personId, byOf(request));
    return reply.redirect("/settings#data", 303);
  });

  app.get(
    "/people/:id/erasure",
    {
      config: { ...config, showsPersonal: true },
      schema: { params: Id, querystring: z.object({ done: z.literal("").optional() }) },
    },
    (request, reply) => show(request, reply, null),
  );

  app.post("/people/:id/erasure", { config, schema: { params: Id } }, async (request, reply) => {
    const personId = request.params.id;
    return answerForm(reply, "erasure", {
      act: async () => {
        const { sure, ...act } = typed(ErasureForm, request.body);
        if (!sure) throw new BadInput("Удалённое не вернуть. Отметьте, что заявление проверено.", ["sure"]);
        await erasePerson(db, { personId, act, dataDir: web.config.dataDir }, byOf(request));
      },
      next: `/people/${personId}/erasure?done=`,
      again: (answer, refusal) => show(request, answer, refusal),
    });
  });

  async function show(request: FastifyRequest, reply: FastifyReply, refusal: Refusal | null) {
    const { id } = request.params as z.infer<typeof Id>;
    const { done } = request.query as { done?: string };
    const { timeZone } = await getSettings(db);
    const askedAt = await findErasureDemand(db, id);
    return showPage(web, reply, ErasurePage, {
      person: { id, name: fullName(await getPerson(db, id)) },
      askedOn: askedAt && dayOf(askedAt, timeZone),
      today: isoDay(request.actor!.day),
      kept: await countKept(db, id),
      isDone: done !== undefined && refusal === null,
      refusal,
    });
  }
}

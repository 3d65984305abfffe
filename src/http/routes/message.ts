import { z } from "zod";
import { ANSWERS, MessagePage } from "../../../templates/pages/message.tsx";
import { wordsIn } from "../../../templates/words.ts";
import { giveExcuse } from "../../attendance/excuses.ts";
import { acknowledge } from "../../deliveries/acknowledging.ts";
import { askForCall } from "../../oversight/call-list.ts";
import { byOf, Id } from "../api/shapes.ts";
import { getAlert, readMessage } from "../message-facts.ts";
import { showPage } from "../page.ts";
import type { App, Web } from "../web.ts";

const Answered = z.enum(ANSWERS);

/** Where the button of every message leads; what the bot's buttons answer is answered here too. */
export async function messageRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;
  app.get(
    "/o/:id",
    {
      config: { access: "message.read", about: "delivery" },
      schema: { params: Id, querystring: z.object({ answered: Answered.optional().catch(undefined) }) },
    },
    async ({ params, query, actor }, reply) =>
      showPage(web, reply, MessagePage, {
        ...(await readMessage(db, params.id, actor!.personId)),
        answered: query.answered ?? null,
      }),
  );

  app.post(
    "/o/:id/seen",
    { config: { access: "message.acknowledge", about: "delivery" }, schema: { params: Id } },
    async ({ params: { id }, actor }, reply) => {
      await acknowledge(db, id, { actorId: actor!.personId, source: "web", silent: false });
      return reply.redirect(`/o/${id}`, 303);
    },
  );

  app.post(
    "/o/:id/answer",
    {
      config: { access: "excuse.give", about: "delivery" },
      schema: { params: Id, body: z.object({ answer: Answered }) },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { answer } = request.body;
      const { personId } = request.actor!;
      const by = { ...byOf(request), actorId: personId };
      const { pupilId, noticeId, day } = await getAlert(db, id, personId);
      if (answer === "call") await askForCall(db, { noticeId, personId, pupilId }, by);
      else await giveExcuse(db, pupilId, { from: day, to: day, text: SAID[answer]() }, by);
      return reply.redirect(`/o/${id}?answered=${answer}`, 303);
    },
  );
}

/** What the class teacher reads, who reads Russian. */
const SAID = {
  ill: () => wordsIn("ru").say("bot-choices-reason", { reason: "ill" }),
  known: () => wordsIn("ru").say("bot-choices-known"),
};

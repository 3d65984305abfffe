import { z } from "zod";
import { MessagePage } from "../../../templates/pages/message.tsx";
import { acknowledge } from "../../deliveries/acknowledging.ts";
import { readMessage } from "../message-facts.ts";
import { showPage } from "../page.ts";
import type { App, Web } from "../web.ts";

/** Where the button of every message leads. */
export async function messageRoutes(app: App, web: Web): Promise<void> {
  app.get(
    "/o/:id",
    { config: { access: "message.read", about: "delivery" }, schema: { params: z.object({ id: z.uuid() }) } },
    async ({ params, actor }, reply) =>
      showPage(web, reply, MessagePage, await readMessage(web.db, params.id, actor!.personId)),
  );

  app.post(
    "/o/:id/seen",
    {
      config: { access: "message.acknowledge", about: "delivery" },
      schema: { params: z.object({ id: z.uuid() }) },
    },
    async ({ params: { id }, actor }, reply) => {
      await acknowledge(web.db, id, { actorId: actor!.personId, source: "web", silent: false });
      return reply.redirect(`/o/${id}`, 303);
    },
  );
}

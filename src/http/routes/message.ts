import { z } from "zod";
import { MessagePage } from "../../../templates/pages/message.tsx";
import { readMessage } from "../message-facts.ts";
import { showPage } from "../page.ts";
import type { App, Web } from "../web.ts";

/** Where the button of every message leads. */
export async function messageRoutes(app: App, web: Web): Promise<void> {
  app.get(
    "/o/:id",
    { config: { access: "message.read", about: "delivery" }, schema: { params: z.object({ id: z.uuid() }) } },
    async (request, reply) => showPage(web, reply, MessagePage, await readMessage(web.db, request.params.id)),
  );
}

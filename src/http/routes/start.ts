import { z } from "zod";
import { StartPage } from "../../../templates/pages/start.tsx";
import { openSession } from "../../access/sessions.ts";
import { NotFound } from "../../errors.ts";
import { getSettings } from "../../settings.ts";
import { homeFor, ownPath } from "../home.ts";
import { showPage } from "../page.ts";
import { deviceOf, setSession } from "../session.ts";
import { startProps } from "../start-facts.ts";
import type { App, Web } from "../web.ts";

export async function startRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;
  app.get(
    "/",
    {
      config: { access: "page.open" },
      schema: { querystring: z.object({ next: z.string().max(2000).optional() }) },
    },
    async (request, reply) => {
      const { demo } = await getSettings(db);
      if (request.actor && !demo) return reply.redirect(await homeFor(db, request.actor.personId), 303);
      return showPage(web, reply, StartPage, await startProps(web, ownPath(request.query.next)));
    },
  );

  // In the made-up school anybody may be anybody; in a real one this door is not there.
  app.post(
    "/demo/enter",
    {
      config: { access: "demo.enter" },
      schema: { body: z.object({ login: z.string().max(200), next: z.string().max(2000).optional() }) },
    },
    async (request, reply) => {
      const { demo } = await getSettings(db);
      const account = demo ? await db.account.findUnique({ where: { login: request.body.login } }) : null;
      if (!account) throw new NotFound("No such door.");
      setSession(reply, await openSession(db, account.id, deviceOf(request)), web);
      return reply.redirect(ownPath(request.body.next) ?? (await homeFor(db, account.personId)), 303);
    },
  );
}

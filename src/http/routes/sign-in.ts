import { z } from "zod";
import { StartPage } from "../../../templates/pages/start.tsx";
import { signIn } from "../../access/accounts.ts";
import { closeSession, openSession } from "../../access/sessions.ts";
import { BadInput } from "../../errors.ts";
import { homeFor, ownPath } from "../home.ts";
import { showPage } from "../page.ts";
import { clearSession, deviceOf, setSession, tokenOf } from "../session.ts";
import { startProps } from "../start-facts.ts";
import type { App, Web } from "../web.ts";

/** A whole school may stand behind one address, at eight in the morning. */
export const TRIES_A_MINUTE = 60;

export async function signInRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;
  app.post(
    "/sign-in",
    {
      config: { access: "session.open", rateLimit: { max: TRIES_A_MINUTE, timeWindow: "1 minute" } },
      schema: {
        body: z.object({
          login: z.string().max(200),
          password: z.string().max(1000),
          next: z.string().max(2000).optional(),
        }),
      },
    },
    async (request, reply) => {
      const { login, password, next } = request.body;
      try {
        const { accountId, personId } = await signIn(db, login, password);
        setSession(reply, await openSession(db, accountId, deviceOf(request)), web);
        return reply.redirect(ownPath(next) ?? (await homeFor(db, personId)), 303);
      } catch (error) {
        if (!(error instanceof BadInput)) throw error;
        const facts = await startProps(web, ownPath(next));
        return showPage(web, reply.status(422), StartPage, { ...facts, login, problem: error.message });
      }
    },
  );

  app.post("/sign-out", { config: { access: "session.close" } }, async (request, reply) => {
    const token = tokenOf(request);
    if (token) await closeSession(db, token);
    clearSession(reply, web);
    return reply.redirect("/", 303);
  });
}

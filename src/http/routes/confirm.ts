import { z } from "zod";
import { ConfirmPage } from "../../../templates/pages/confirm.tsx";
import { confirmByLink, getAsked } from "../../contacts/confirming.ts";
import { NotFound } from "../../errors.ts";
import { showPage } from "../page.ts";
import type { App, Web } from "../web.ts";
import { TRIES_A_MINUTE } from "./sign-in.ts";

const Params = z.object({ token: z.string().max(200) });

/** The link of the question whether an address is theirs: opening it asks (mail scanners open links), answering confirms. */
export async function confirmRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;
  const { secret } = web.config;
  const config = {
    access: "contact.answer",
    rateLimit: { max: TRIES_A_MINUTE, timeWindow: "1 minute" },
  } as const;

  app.get("/c/:token", { config, schema: { params: Params } }, async ({ params: { token } }, reply) => {
    try {
      const { isAnswered } = await getAsked(db, secret, token);
      return await showPage(web, reply, ConfirmPage, { token, state: isAnswered ? "done" : "asked" });
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      return showPage(web, reply.status(404), ConfirmPage, { token, state: "over" });
    }
  });

  app.post("/c/:token", { config, schema: { params: Params } }, async ({ params: { token } }, reply) => {
    try {
      await confirmByLink(db, secret, token);
      return await showPage(web, reply, ConfirmPage, { token, state: "done" });
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      return showPage(web, reply.status(404), ConfirmPage, { token, state: "over" });
    }
  });
}

import type { FastifyReply } from "fastify";
import { z } from "zod";
import { EntryPage, type EntryProps } from "../../../templates/pages/entry.tsx";
import { openSession } from "../../access/sessions.ts";
import { checkEntryLink, mailEntryLinks, redeemEntryLink } from "../../contacts/entry-links.ts";
import { BadInput, NotFound } from "../../errors.ts";
import { homeFor } from "../home.ts";
import { showPage } from "../page.ts";
import { deviceOf, setSession } from "../session.ts";
import type { App, Web } from "../web.ts";
import { TRIES_A_MINUTE } from "./sign-in.ts";

/** Whoever asks for letters asks seldom; a whole school behind one address is slower than that too. */
const LETTERS_A_MINUTE = 10;
const Params = z.object({ token: z.string().max(200) });

/**
 * Signing in by a link for one time, for families and pupils: asked for with a confirmed address, or shown by the bot.
 * The answer is the same whether anybody has the address or not.
 */
export async function entryRoutes(app: App, web: Web): Promise<void> {
  const { db, config } = web;
  const show = (reply: FastifyReply, props: EntryProps) => showPage<EntryProps>(web, reply, EntryPage, props);
  const door = {
    access: "session.open",
    rateLimit: { max: TRIES_A_MINUTE, timeWindow: "1 minute" },
  } as const;

  app.post(
    "/sign-in/link",
    {
      config: { ...door, rateLimit: { max: LETTERS_A_MINUTE, timeWindow: "1 minute" } },
      schema: { body: z.object({ email: z.string().trim().max(300) }) },
    },
    async (request, reply) => {
      try {
        await mailEntryLinks(db, { secret: config.secret, address: request.body.email });
      } catch (error) {
        // What is no address at all belongs to nobody, and the answer says as much of any.
        if (!(error instanceof BadInput)) throw error;
      }
      return show(reply, { state: "sent" });
    },
  );

  app.get("/e/:token", { config: door, schema: { params: Params } }, async ({ params: { token } }, reply) => {
    try {
      await checkEntryLink(db, token);
      return await show(reply, { state: "asked", token });
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      return show(reply.status(404), { state: "over" });
    }
  });

  app.post("/e/:token", { config: door, schema: { params: Params } }, async (request, reply) => {
    try {
      const { accountId, personId } = await redeemEntryLink(db, request.params.token);
      setSession(reply, await openSession(db, accountId, deviceOf(request)), web);
      return reply.redirect(await homeFor(db, personId), 303);
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      return show(reply.status(404), { state: "over" });
    }
  });
}

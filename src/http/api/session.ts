import { z } from "zod";
import { signIn } from "../../access/accounts.ts";
import { closeSession, openSession } from "../../access/sessions.ts";
import { TRIES_A_MINUTE } from "../routes/sign-in.ts";
import { clearSession, deviceOf, setSession, tokenOf } from "../session.ts";
import type { App, Web } from "../web.ts";
import { Instant } from "./shapes.ts";

const tags = ["session"];

/** Signing in and out; what one may do then is GET /api/me. */
export async function sessionApi(app: App, web: Web): Promise<void> {
  const { db } = web;

  app.post(
    "/session",
    {
      config: { access: "session.open", rateLimit: { max: TRIES_A_MINUTE, timeWindow: "1 minute" } },
      schema: {
        tags,
        summary: "Sign in: sets the cookie of the session",
        body: z.strictObject({ login: z.string().max(200), password: z.string().max(1000) }),
        response: { 201: z.object({ personId: z.uuid(), expiresAt: Instant }) },
      },
    },
    async (request, reply) => {
      const { login, password } = request.body;
      const { accountId, personId } = await signIn(db, login, password);
      const session = await openSession(db, accountId, deviceOf(request));
      setSession(reply, session, web);
      return reply.status(201).send({ personId, expiresAt: session.expiresAt.toISOString() });
    },
  );

  app.delete(
    "/session",
    {
      config: { access: "session.close" },
      schema: { tags, summary: "Sign out", response: { 204: z.null() } },
    },
    async (request, reply) => {
      const token = tokenOf(request);
      if (token) await closeSession(db, token);
      clearSession(reply, web);
      return reply.status(204).send(null);
    },
  );
}

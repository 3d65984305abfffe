import { z } from "zod";
import { SessionsPage } from "../../../templates/pages/sessions.tsx";
import { endSession, endSessions, listSessions } from "../../access/sessions.ts";
import { audit } from "../../audit.ts";
import { clockTime } from "../../clock.ts";
import { getSettings } from "../../settings.ts";
import { sourceOf } from "../gate.ts";
import { dayOf } from "../moments.ts";
import { showPage } from "../page.ts";
import { clearSession, tokenOf } from "../session.ts";
import type { App, Web } from "../web.ts";

const own = { access: "self.manage", passwordOnly: true } as const;

/** Where one is signed in, and how to end it there. */
export async function sessionsRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;

  app.get(
    "/sessions",
    { config: own, schema: { querystring: z.object({ ended: z.literal("").optional() }) } },
    async (request, reply) => {
      const { timeZone } = await getSettings(db);
      const moment = (at: Date) => ({ day: dayOf(at, timeZone), time: clockTime(at, timeZone) });
      const sessions = await listSessions(db, request.actor!.accountId, tokenOf(request));
      return showPage(web, reply, SessionsPage, {
        sessions: sessions.map(({ id, device, createdAt, seenAt, expiresAt, isThis }) => ({
          id,
          device,
          since: moment(createdAt),
          seen: moment(seenAt),
          until: moment(expiresAt),
          isThis,
        })),
        isEnded: request.query.ended !== undefined,
      });
    },
  );

  app.post(
    "/sessions/:sessionId/end",
    { config: own, schema: { params: z.object({ sessionId: z.uuid() }) } },
    async (request, reply) => {
      const { accountId, personId } = request.actor!;
      const by = { actorId: personId, source: sourceOf(request), silent: false };
      await endSession(db, { accountId, id: request.params.sessionId }, by);
      return reply.redirect("/sessions?ended=", 303);
    },
  );

  // This one too: who does not know where a stranger sits wants to begin anew.
  app.post("/sessions/end", { config: own }, async (request, reply) => {
    const { accountId, personId } = request.actor!;
    await db.$transaction(async (tx) => {
      await endSessions(tx, accountId);
      await audit(tx, { actorId: personId, source: sourceOf(request) }, { action: "sessions.ended" });
    });
    clearSession(reply, web);
    return reply.redirect("/", 303);
  });
}

import { z } from "zod";
import { FinalsPage } from "../../../templates/pages/finals.tsx";
import { FinalKind } from "../../db.ts";
import { countUnannounced, publishFinals } from "../../finals/finals.ts";
import { unenteredFinals } from "../../finals/unentered.ts";
import { showPage } from "../page.ts";
import type { App, Web } from "../web.ts";

const KINDS = Object.values(FinalKind);

/** Finals that were recorded silently, and the decision to tell the families. */
export async function finalRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;

  app.get(
    "/finals",
    {
      config: { access: "finals.publish" },
      schema: { querystring: z.object({ published: z.coerce.number().int().min(0).optional() }) },
    },
    async (request, reply) => {
      const waiting = await Promise.all(
        KINDS.map(async (kind) => ({ kind, count: await countUnannounced(db, kind) })),
      );
      const total = await db.finalMark.count();
      return showPage(web, reply, FinalsPage, {
        waiting: waiting.filter(({ count }) => count > 0),
        total,
        published: request.query.published ?? null,
        unentered: (await unenteredFinals(db)).map(({ termId, kind, ...line }) => ({
          ...line,
          of: termId ?? kind,
        })),
      });
    },
  );

  app.post(
    "/finals/publish",
    { config: { access: "finals.publish" }, schema: { body: z.object({ kind: z.enum(FinalKind) }) } },
    async (request, reply) => {
      const by = { actorId: request.actor!.personId, source: "web" as const };
      const published = await publishFinals(db, request.body.kind, by);
      return reply.redirect(`/finals?published=${published}`, 303);
    },
  );
}

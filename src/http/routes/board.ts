import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { BoardPage, DeadlinesPage } from "../../../templates/pages/board.tsx";
import type { Refusal } from "../../../templates/pages/fields.tsx";
import { may } from "../../access/policy.ts";
import { LONGEST_POST, LONGEST_POST_TITLE, listPosts, publishPost } from "../../board/board.ts";
import { isoDay } from "../../clock.ts";
import { owed, owedBy } from "../../oversight/owed.ts";
import { getSettings } from "../../settings.ts";
import { byOf, pageArgs, pageOf, text } from "../api/shapes.ts";
import { answerForm, typed } from "../forms.ts";
import { dayOf } from "../moments.ts";
import { showPage } from "../page.ts";
import { schoolTabs } from "../school-tabs.ts";
import { shortName } from "../session.ts";
import type { App, Web } from "../web.ts";

const A_PAGE = 20;
const Asked = z.object({ after: z.uuid().optional().catch(undefined) });
const Post = z.object({ title: text(LONGEST_POST_TITLE), text: text(LONGEST_POST) });

/** The teachers' information board (R16), and what the year wants by its days (R30 to R37). */
export async function boardRoutes(app: App, web: Web): Promise<void> {
  const { db } = web;

  app.get("/board", { config: { access: "board.read" } }, async (request, reply) =>
    showBoard(request, reply, null),
  );

  app.post("/board", { config: { access: "board.write" } }, async (request, reply) =>
    answerForm(reply, "post", {
      act: async () => {
        await publishPost(db, { kind: "notice", ...typed(Post, request.body) }, byOf(request));
      },
      next: "/board",
      again: (answer, refusal) => showBoard(request, answer, refusal),
    }),
  );

  app.get("/deadlines", { config: { access: "deadlines.read" } }, async ({ actor }, reply) => {
    const debts = await owed(db, isoDay(actor!.day));
    return showPage(web, reply, DeadlinesPage, {
      tabs: schoolTabs(actor!.standings),
      debts: owedBy(debts, actor!),
    });
  });

  async function showBoard(request: FastifyRequest, reply: FastifyReply, refusal: Refusal | null) {
    const { timeZone } = await getSettings(db);
    const { standings } = request.actor!;
    const asked = { limit: A_PAGE, after: Asked.parse(request.query).after };
    const { items, next } = pageOf(await listPosts(db, pageArgs(asked)), asked);
    const authors = await db.person.findMany({
      where: { id: { in: items.flatMap(({ byId }) => byId ?? []) } },
    });
    const names = new Map(authors.map((author) => [author.id, shortName(author)]));
    return showPage(web, reply, BoardPage, {
      tabs: schoolTabs(standings),
      posts: items.map(({ byId, at, ...post }) => ({
        ...post,
        by: byId && (names.get(byId) ?? null),
        on: dayOf(at, timeZone),
      })),
      next: next && `/board?after=${next}`,
      mayWrite: may("board.write", standings),
      longest: { title: LONGEST_POST_TITLE, text: LONGEST_POST },
      refusal,
    });
  }
}

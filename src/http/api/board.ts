import { z } from "zod";
import {
  type BoardPost,
  LONGEST_POST,
  LONGEST_POST_TITLE,
  listPosts,
  publishPost,
} from "../../board/board.ts";
import type { App, Web } from "../web.ts";
import { byOf, Instant, Paging, page, pageArgs, pageOf, text } from "./shapes.ts";

const tags = ["board"];

const Shown = z.object({
  id: z.uuid(),
  kind: z.enum(["notice", "analysis"]),
  title: z.string(),
  text: z.string(),
  /** Null: the system itself. */
  byId: z.uuid().nullable(),
  at: Instant,
});

/** The teachers' information board. */
export async function boardApi(app: App, { db }: Web): Promise<void> {
  app.get(
    "/board",
    {
      config: { access: "board.read" },
      schema: {
        tags,
        summary: "What the teachers' board shows, the newest first",
        querystring: Paging,
        response: { 200: page(Shown) },
      },
    },
    async ({ query }) => {
      const { items, next } = pageOf(await listPosts(db, pageArgs(query)), query);
      return { items: items.map(shown), next };
    },
  );

  app.post(
    "/board",
    {
      config: { access: "board.write" },
      schema: {
        tags,
        summary: "Put a notice on the teachers' board",
        body: z.strictObject({ title: text(LONGEST_POST_TITLE), text: text(LONGEST_POST) }),
        response: { 201: Shown },
      },
    },
    async (request, reply) => {
      const post = await publishPost(db, { kind: "notice", ...request.body }, byOf(request));
      return reply.status(201).send(shown(post));
    },
  );
}

function shown({ at, ...post }: BoardPost): z.infer<typeof Shown> {
  return { ...post, at: at.toISOString() };
}

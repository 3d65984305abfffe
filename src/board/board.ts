import { audit } from "../audit.ts";
import { now } from "../clock.ts";
import type { BoardKind, Db, Prisma } from "../db.ts";
import type { By } from "../outbox/events.ts";

/** The teachers' information board: what the school's people read (R16 publishes here). */

export const LONGEST_POST_TITLE = 100;
export const LONGEST_POST = 4000;

export type BoardPost = Prisma.BoardPostGetPayload<object>;

export interface NewPost {
  kind: BoardKind;
  title: string;
  text: string;
  /** Of what is published once, as the analysis of a week: published again, the first one stays. */
  onceKey?: string;
}

/** Its words stay out of the audit. */
export function publishPost(db: Db, { kind, title, text, onceKey }: NewPost, by: By): Promise<BoardPost> {
  return db.$transaction(async (tx) => {
    const published = onceKey && (await tx.boardPost.findUnique({ where: { onceKey } }));
    if (published) return published;
    const { actorId: byId, source } = by;
    const post = await tx.boardPost.create({
      data: { kind, title, text, byId, at: by.at ?? now(), source, onceKey: onceKey ?? null },
    });
    await audit(tx, by, { action: "board.published", objectId: post.id });
    return post;
  });
}

/** The newest first, a page of them. */
export function listPosts(
  db: Db,
  page: { take: number; cursor?: { id: string }; skip?: number },
): Promise<BoardPost[]> {
  return db.boardPost.findMany({ orderBy: [{ at: "desc" }, { id: "desc" }], ...page });
}

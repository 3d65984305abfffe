import { type QuickRead, readQuickEntry } from "../../src/journal/quick-entry.ts";
import type { ListedLesson } from "../../src/lessons/lesson-list.ts";
import type { OwnTalk } from "../feature.ts";
import type { Draft } from "./quick-drafts.ts";

/** Reads a draft's words against its lesson as it is now. */
export function readQuick(
  { db, me, day }: OwnTalk,
  draft: Draft,
  lessons: ListedLesson[],
): Promise<QuickRead> {
  return readQuickEntry(db, draft, { personId: me.id, day, lessons });
}

import { now } from "../../src/clock.ts";
import { writeEntry } from "../../src/entries/entries.ts";
import { Closed, ConfirmFirst, Conflict } from "../../src/errors.ts";
import { undoMarks } from "../../src/marks/undoing.ts";
import { refusalIn } from "../../templates/refusals.ts";
import type { OwnTalk, Reply } from "../feature.ts";
import { byOf } from "../screens.ts";
import { undoOf } from "./quick-card.ts";
import { changeDraft, findDraft, lockDraft } from "./quick-drafts.ts";
import { again, saved, stale, withDraft } from "./quick-showing.ts";

// In: a tap on «Сохранить» or «Отменить отметки». Out: all of the card stands in the journal, or its marks are taken back, in
// one transaction with the draft's own end. If it dies before that commit nothing is written and the tap that comes again
// does it; if it dies after it, the tap finds it done and says so.

export async function save(talk: OwnTalk, args: string[]): Promise<Reply> {
  const [lessonId, , letters = ""] = args;
  const confirm = (["absent", "one"] as const).filter((code) => letters.includes(code[0]!));
  return withDraft(talk, args, async (draft) => {
    try {
      const done = await talk.db.$transaction(async (tx) => {
        const locked = await lockDraft(tx, draft);
        if (!locked?.entry || locked.savedAt) return locked;
        const by = { ...byOf(talk), at: now() };
        const written = await writeEntry(tx, lessonId!, { entry: locked.entry, confirm }, by);
        const change = { savedAt: by.at, written };
        await changeDraft(tx, draft, change);
        return { ...locked, ...change };
      });
      return done?.savedAt ? saved(talk, done) : stale(talk);
    } catch (error) {
      if (error instanceof ConfirmFirst) return again(talk, draft, { questions: error.questions });
      if (error instanceof Conflict)
        return again(talk, draft, { problem: refusalIn(talk.language, error.message) });
      throw error;
    }
  });
}

/** All marks of a card together, or none: what was written over since is not taken back behind anybody's back. */
export async function undo(talk: OwnTalk, [lessonId, updateId]: string[]): Promise<Reply> {
  const draft = await findDraft(talk, updateId);
  if (!draft || draft.lessonId !== lessonId || !draft.savedAt) return stale(talk);
  const done = await talk.db.$transaction(async (tx) => {
    const locked = await lockDraft(tx, draft);
    const open = locked && undoOf(locked, talk.settings);
    if (!locked || !open || locked.undoneAt) return locked;
    if (!open.isOpen) throw new Closed(talk.word("bot-quick-too-late"));
    const written = new Map(locked.written!.map(({ id, version }) => [id, version]));
    const undone = await undoMarks(tx, [...written.keys()], byOf(talk));
    if (undone.some(({ id, version }) => version !== written.get(id)! + 1))
      throw new Conflict(talk.word("bot-quick-changed-since"), undone);
    const undoneAt = now();
    await changeDraft(tx, draft, { undoneAt });
    return { ...locked, undoneAt };
  });
  return done ? saved(talk, done) : stale(talk);
}

import { type QuickRead, quickLessons, readQuickSheet, usualKind } from "../../src/journal/quick-entry.ts";
import type { ListedLesson } from "../../src/lessons/lesson-list.ts";
import type { Turn } from "../../src/quick-marks/quick-marks.ts";
import type { OwnTalk, Reply } from "../feature.ts";
import { bold, plain } from "../screens.ts";
import { dayScreen, lessonCard } from "./lesson-card.ts";
import { atHand, listening, readDay } from "./lesson-day.ts";
import { lessonTitle } from "./lesson-lines.ts";
import { ask } from "./lesson-words.ts";
import { cardScreen, type Extra, isEmpty, savedScreen } from "./quick-card.ts";
import { changeDraft, type Draft, findDraft } from "./quick-drafts.ts";
import { readQuick } from "./quick-read.ts";

/** A draft on the screen: its card, its question, the lesson it turns to, or what was saved. */

interface Shown extends Extra {
  lessons: ListedLesson[];
  /** The words have turned to this lesson already. */
  isTurned?: boolean;
}

/** Null: nothing of it was understood, and it does not look like an entry. */
export async function show(
  talk: OwnTalk,
  draft: Draft,
  { lessons, isTurned, ...extra }: Shown,
): Promise<Reply | null> {
  if (draft.savedAt) return saved(talk, draft);
  const read = await readQuick(talk, draft, lessons);
  const { turn, workKind, questions, topic, faults } = read.understanding;
  // A second turn would mean that the words name two lessons.
  if (turn) return isTurned ? chooseFor(talk, draft) : turnTo(talk, draft, { turn, lessons });
  const isNothing = isEmpty(read) && questions.length === 0 && topic === null;
  const isBlank = isNothing && faults.every(({ kind }) => kind === "nothing");
  // «тема», and nothing else.
  if (isEmpty(read) && questions.length === 0 && faults.length === 0 && topic?.text === null)
    return ask(talk, { what: "topic", lessonId: draft.lessonId });
  const kindCode = workKind ?? draft.kindCode;
  if (isBlank && workKind !== null) return kindChosen(talk, draft, { kindCode, read });
  if (isNothing && !/\d/.test(draft.text)) return null;
  // «7А алгебра», and nothing else.
  if (isBlank) return lessonCard(talk, draft.lessonId);
  await changeDraft(talk.db, draft, { entry: read.entry });
  return {
    screen: cardScreen(talk, draft, { read, ...extra }),
    expects: listening(draft.lessonId, kindCode),
  };
}

function kindChosen(
  talk: OwnTalk,
  { lessonId }: Draft,
  { kindCode, read }: { kindCode: string; read: QuickRead },
): Reply {
  const kind = read.kinds.find(({ code }) => code === kindCode)?.name ?? kindCode;
  return {
    screen: {
      html: [
        bold(lessonTitle(talk, read.sheet.lesson)),
        plain(talk.word("bot-quick-kind-on", { kind })),
      ].join("\n"),
      buttons: [],
    },
    expects: listening(lessonId, kindCode),
  };
}

/** «7А алгебра»: the lesson of today that is called so; of two the one at hand, else it is asked. */
async function turnTo(
  talk: OwnTalk,
  draft: Draft,
  { turn, lessons }: { turn: Turn; lessons: ListedLesson[] },
): Promise<Reply> {
  const called = lessons.filter((lesson) => isCalled(lesson, turn));
  const lesson = called.length > 1 ? atHand(called) : called[0];
  if (called.length === 0) return { screen: { html: plain(talk.word("bot-quick-not-today")), buttons: [] } };
  if (!lesson) return chooseFor(talk, draft);
  const change = { lessonId: lesson.id, kindCode: await usualKind(talk.db, lesson.id) };
  await changeDraft(talk.db, draft, change);
  const shown = await show(talk, { ...draft, ...change }, { lessons, isTurned: true });
  return shown ?? lessonCard(talk, lesson.id);
}

function isCalled(lesson: ListedLesson, { className, subject, number }: Turn): boolean {
  return quickLessons(lesson).some(
    (known) =>
      (className === null || known.className === className) &&
      (subject === null || known.subject === subject) &&
      (number === null || known.number === number),
  );
}

export async function stale(talk: OwnTalk): Promise<Reply> {
  return { toast: talk.word("bot-quick-stale") };
}

/** Runs with the draft of a card; one that is gone, or has moved to another lesson, says so. */
export async function withDraft(
  talk: OwnTalk,
  [lessonId, updateId]: string[],
  work: (draft: Draft) => Promise<Reply>,
): Promise<Reply> {
  const draft = await findDraft(talk, updateId);
  if (!draft || draft.lessonId !== lessonId) return stale(talk);
  return draft.savedAt ? saved(talk, draft) : work(draft);
}

export async function again(talk: OwnTalk, draft: Draft, extra: Extra = {}): Promise<Reply> {
  const shown = await show(talk, draft, { lessons: await readDay(talk), ...extra });
  return shown ?? stale(talk);
}

export async function saved(talk: OwnTalk, draft: Draft): Promise<Reply> {
  const read = await readQuickSheet(talk.db, draft.lessonId);
  return { screen: savedScreen(talk, draft, read) };
}

export async function chooseFor(talk: OwnTalk, { updateId }: Draft): Promise<Reply> {
  return { screen: await dayScreen(talk, { act: "lesson.on", args: [String(updateId)] }) };
}

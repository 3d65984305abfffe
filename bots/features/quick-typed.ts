import { usualKind } from "../../src/journal/quick-entry.ts";
import type { ListedLesson } from "../../src/lessons/lesson-list.ts";
import { readWorkKinds } from "../../src/lessons/work-kinds.ts";
import type { Act, OwnTalk, Reply, Step } from "../feature.ts";
import { bold, inPairs, label, plain, saysAll, siteInstead } from "../screens.ts";
import { atHand, listening, meant, readAwaited, readDay } from "./lesson-day.ts";
import { onLesson } from "./lesson-lines.ts";
import { changeDraft, dropDraft, findDraft, keepDraft } from "./quick-drafts.ts";
import { readQuick } from "./quick-read.ts";
import { save, undo } from "./quick-saving.ts";
import { again, chooseFor, saved, show, stale, withDraft } from "./quick-showing.ts";

// In: what a teacher types between two bells. Out: a card with what was understood, kept as a draft under the update that
// brought it; nothing stands in the journal before «Сохранить». If it dies here the words that come again find their draft.

const access = "marks.write";
const onDraft = { access, about: onLesson.about } as const;

export const quickActs: Record<string, Act> = {
  save: { ...onDraft, run: save },
  card: { ...onDraft, run: (talk, args) => withDraft(talk, args, (draft) => again(talk, draft)) },
  fix: { ...onDraft, run: fix },
  who: { ...onDraft, run: answerWho },
  kinds: { ...onDraft, run: kinds },
  kind: { ...onDraft, run: chooseKind },
  on: { ...onDraft, run: chooseLesson },
  undo: { ...onDraft, run: undo },
};

export const quickSteps: Record<string, Step> = {
  typed: { ...onDraft, run: typed },
};

/** Words for the lesson that was chosen, or for the one that has begun since. */
async function typed(talk: OwnTalk, args: string[], { text }: { text: string }): Promise<Reply> {
  const [lessons, awaited] = await Promise.all([readDay(talk), readAwaited(talk)]);
  const lesson = meant({ lessons, awaited }, args);
  const [lessonId, , kindCode] = args;
  const entered = await enter(talk, {
    ...{ text, lessons, lesson },
    ...(kindCode && lesson?.id === lessonId ? { kindCode } : {}),
  });
  return entered ?? { screen: { html: plain(talk.word("bot-quick-nothing")), buttons: [] } };
}

/** Words nobody waited for; null: they are not about a lesson. */
export async function understandQuick(talk: OwnTalk, text: string): Promise<Reply | null> {
  const lessons = await readDay(talk);
  return enter(talk, { text, lessons, lesson: atHand(lessons) });
}

interface Entered {
  text: string;
  lessons: ListedLesson[];
  lesson: ListedLesson | null;
  kindCode?: string;
}

async function enter(talk: OwnTalk, { text, lessons, lesson, kindCode }: Entered): Promise<Reply | null> {
  const isLikely = /\d/.test(text);
  const instead = siteInstead(talk, talk.word("bot-lesson"));
  if (instead) return isLikely ? { screen: instead } : null;
  const first = lesson ?? lessons[0] ?? (await readAwaited(talk))[0]?.lesson;
  if (!first)
    return isLikely ? { screen: { html: plain(talk.word("bot-quick-no-lessons")), buttons: [] } } : null;
  const { id: lessonId } = first;
  const usual = kindCode ?? (await usualKind(talk.db, lessonId));
  const draft = await keepDraft(talk, { lessonId, text, kindCode: usual });
  if (!lesson && !draft.savedAt) return isLikely ? chooseFor(talk, draft) : null;
  return show(talk, draft, { lessons });
}

async function fix(talk: OwnTalk, args: string[]): Promise<Reply> {
  return withDraft(talk, args, async (draft) => {
    await dropDraft(talk.db, draft);
    const typed = saysAll(talk) ? [`<code>${plain(draft.text)}</code>`] : [];
    return {
      screen: { html: [plain(talk.word("bot-quick-fixing")), ...typed].join("\n"), buttons: [] },
      expects: listening(draft.lessonId),
    };
  });
}

async function answerWho(talk: OwnTalk, args: string[]): Promise<Reply> {
  return withDraft(talk, args, async (draft) => {
    const read = await readQuick(talk, draft, await readDay(talk));
    // By its key: a tap that comes twice must not answer the next question.
    const question = read.understanding.questions.find(({ key }) => key === args[2]);
    const pupilId = question?.pupilIds[Number(args[3])];
    if (!question || !pupilId) return again(talk, draft);
    const choices = { ...draft.choices, [question.key]: pupilId };
    await changeDraft(talk.db, draft, { choices });
    return again(talk, { ...draft, choices });
  });
}

async function kinds(talk: OwnTalk, args: string[]): Promise<Reply> {
  return withDraft(talk, args, async () => {
    const all = await readWorkKinds(talk.db);
    const buttons = all.map(({ name }, index) => ({
      label: label(name),
      act: "lesson.kind",
      args: [args[0]!, args[1]!, String(index)],
    }));
    const back = { label: talk.word("bot-class-back"), act: "lesson.card", args: args.slice(0, 2) };
    return {
      screen: { html: bold(talk.word("bot-quick-which-kind")), buttons: [...inPairs(buttons), [back]] },
    };
  });
}

async function chooseKind(talk: OwnTalk, args: string[]): Promise<Reply> {
  return withDraft(talk, args, async (draft) => {
    const kindCode = (await readWorkKinds(talk.db))[Number(args[2])]?.code ?? draft.kindCode;
    await changeDraft(talk.db, draft, { kindCode });
    return again(talk, { ...draft, kindCode });
  });
}

/** The words were typed before it was known which lesson they are of. */
async function chooseLesson(talk: OwnTalk, [lessonId, updateId]: string[]): Promise<Reply> {
  const draft = await findDraft(talk, updateId);
  if (!draft) return stale(talk);
  if (draft.savedAt) return saved(talk, draft);
  const kindCode = await usualKind(talk.db, lessonId!);
  await changeDraft(talk.db, draft, { lessonId: lessonId!, kindCode });
  return again(talk, { ...draft, lessonId: lessonId!, kindCode });
}

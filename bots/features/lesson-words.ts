import { nextPlanLine } from "../../src/curriculum/lesson-plans.ts";
import { readLessonSheet } from "../../src/journal/lesson-sheet.ts";
import { recordLesson } from "../../src/lessons/lessons.ts";
import { readClassLists } from "../../src/lessons/roster.ts";
import { setTask } from "../../src/lessons/tasks.ts";
import type { Act, Button, OwnTalk, Reply, Step } from "../feature.ts";
import { bold, byOf, inPairs, label, pageOf, plain, saysAll, siteInstead, turners } from "../screens.ts";
import { lessonCard } from "./lesson-card.ts";
import { LONGEST_HOMEWORK, lessonTitle, listed, onLesson } from "./lesson-lines.ts";

// In: a teacher asks to write the topic, the homework of all or of one, and types it. Out: it stands in the journal, and
// the lesson's card says so. The same words once more, after a kill, change nothing.

/** As long as the journal takes them elsewhere. */
const LONGEST = { topic: 500, homework: LONGEST_HOMEWORK, task: 2000 } as const;
type What = keyof typeof LONGEST;

export const wordActs: Record<string, Act> = {
  topic: { ...onLesson, run: (talk, [lessonId]) => ask(talk, { what: "topic", lessonId: lessonId! }) },
  homework: { ...onLesson, run: (talk, [lessonId]) => ask(talk, { what: "homework", lessonId: lessonId! }) },
  planned: { ...onLesson, run: (talk, [lessonId, position]) => planned(talk, lessonId!, position) },
  without: { ...onLesson, run: (talk, [lessonId]) => without(talk, lessonId!) },
  whom: { ...onLesson, run: (talk, [lessonId, page]) => whom(talk, lessonId!, page) },
  task: {
    ...onLesson,
    run: (talk, [lessonId, pupilId]) => ask(talk, { what: "task", lessonId: lessonId!, pupilId: pupilId! }),
  },
};

export const wordSteps: Record<string, Step> = {
  topic: {
    ...onLesson,
    run: (talk, [lessonId], { text }) => record(talk, { what: "topic", lessonId: lessonId! }, text),
  },
  homework: {
    ...onLesson,
    files: "file",
    run: (talk, [lessonId], { text }) => record(talk, { what: "homework", lessonId: lessonId! }, text),
  },
  task: {
    ...onLesson,
    run: (talk, [lessonId, pupilId], { text }) =>
      record(talk, { what: "task", lessonId: lessonId!, pupilId: pupilId! }, text),
  },
};

interface Place {
  what: What;
  lessonId: string;
  /** Of homework for one. */
  pupilId?: string;
}

export async function ask(talk: OwnTalk, { what, lessonId, pupilId }: Place): Promise<Reply> {
  const instead = siteInstead(talk, talk.word("bot-lesson"));
  if (instead) return { screen: instead, expects: null };
  const { lesson } = await readLessonSheet(talk.db, lessonId);
  const pupil = (await readClassLists(talk.db, lessonId)).find(({ id }) => id === pupilId);
  const none = { label: talk.word("bot-lesson-without"), act: "lesson.without", args: [lessonId] };
  return {
    screen: {
      html: [
        bold(lessonTitle(talk, lesson)),
        ...(pupil ? [plain(listed(talk, pupil))] : []),
        plain(talk.word("bot-lesson-ask", { what })),
      ].join("\n"),
      buttons: [
        ...(what === "topic" ? await nextTopic(talk, lessonId) : []),
        ...(what === "homework" ? [[none]] : []),
        [{ label: talk.word("bot-class-back"), act: "lesson.open", args: [lessonId] }],
      ],
    },
    expects: { step: what, args: [lessonId, ...(pupilId ? [pupilId] : [])] },
  };
}

/** R36: the next line of the lesson plan, one tap away. */
async function nextTopic(talk: OwnTalk, lessonId: string): Promise<Button[][]> {
  const line = await nextPlanLine(talk.db, lessonId);
  if (!line) return [];
  const topic = saysAll(talk) ? line.topic : "";
  const words = talk.word("bot-lesson-next-topic", { state: topic === "" ? "there" : "said", topic });
  return [[{ label: label(words), act: "lesson.planned", args: [lessonId, String(line.position)] }]];
}

/** The plan may have moved on since the button was shown: then it is offered anew. */
async function planned(talk: OwnTalk, lessonId: string, position?: string): Promise<Reply> {
  const line = await nextPlanLine(talk.db, lessonId);
  if (!line || String(line.position) !== position) return ask(talk, { what: "topic", lessonId });
  return record(talk, { what: "topic", lessonId }, line.topic);
}

async function record(talk: OwnTalk, { what, lessonId, pupilId }: Place, typed: string): Promise<Reply> {
  const text = typed.trim();
  const most = LONGEST[what];
  if (text === "" || text.length > most)
    return { screen: { html: plain(talk.word("bot-lesson-text-wrong", { most })), buttons: [] } };
  if (what === "task") await setTask(talk.db, lessonId, { pupilId: pupilId!, text }, byOf(talk));
  else {
    const { version } = await versionOf(talk, lessonId);
    await recordLesson(talk.db, lessonId, { version, [what]: text }, byOf(talk));
  }
  return written(talk, lessonId, what);
}

async function without(talk: OwnTalk, lessonId: string): Promise<Reply> {
  const { version } = await versionOf(talk, lessonId);
  await recordLesson(talk.db, lessonId, { version, noHomework: true }, byOf(talk));
  return written(talk, lessonId, "without");
}

async function written(talk: OwnTalk, lessonId: string, what: What | "without"): Promise<Reply> {
  const said = talk.word("bot-lesson-written", { what });
  const card = await lessonCard(talk, lessonId);
  return { ...card, screen: { ...card.screen!, html: `${plain(said)}\n\n${card.screen!.html}` } };
}

/** Whoever writes the words anew means these words, whatever stood there. */
async function versionOf({ db }: OwnTalk, lessonId: string): Promise<{ version: number }> {
  return db.lesson.findUniqueOrThrow({ where: { id: lessonId }, select: { version: true } });
}

async function whom(talk: OwnTalk, lessonId: string, page?: string): Promise<Reply> {
  const instead = siteInstead(talk, talk.word("bot-lesson"));
  if (instead) return { screen: instead, expects: null };
  const { lesson } = await readLessonSheet(talk.db, lessonId);
  const pupils = (await readClassLists(talk.db, lessonId)).filter(({ isOfLesson }) => isOfLesson);
  const paged = pageOf(pupils, page);
  return {
    screen: {
      html: `${bold(lessonTitle(talk, lesson))}\n${plain(talk.word("bot-lesson-whom"))}`,
      buttons: [
        ...inPairs(
          paged.shown.map((pupil) => ({
            label: label(listed(talk, pupil)),
            act: "lesson.task",
            args: [lessonId, pupil.id],
          })),
        ),
        ...turners(talk, "lesson.whom", { ...paged, args: [lessonId] }),
        [{ label: talk.word("bot-class-back"), act: "lesson.open", args: [lessonId] }],
      ],
    },
  };
}

import { readLessonSheet } from "../../src/journal/lesson-sheet.ts";
import { recordLesson } from "../../src/lessons/lessons.ts";
import { readClassLists } from "../../src/lessons/roster.ts";
import { listOfLesson, type Material, removeMaterial } from "../../src/materials/materials.ts";
import type { Act, OwnTalk, Reply, Step, Typed } from "../feature.ts";
import { bold, byOf, listScreen, plain, saysAll } from "../screens.ts";
import { fetchSent, lay, openerOf, shownName } from "./laying.ts";
import { listening } from "./lesson-day.ts";
import { filesSaid, LONGEST_HOMEWORK, lessonTitle, onLesson, shortListed } from "./lesson-lines.ts";
import { ask } from "./lesson-words.ts";
import { quickSteps } from "./quick-typed.ts";

// In: a teacher sends a photo or a document where homework is waited for. Out: it lies on the homework, the words under it
// are the homework, and it can be taken away at once (R49). The same file once more, after a kill, is kept once.

export const fileActs: Record<string, Act> = {
  files: {
    access: "materials.list",
    about: onLesson.about,
    run: (talk, [lessonId, page]) => filesScreen(talk, lessonId!, page),
  },
  unlay: { access: "material.remove", about: ([material]) => ({ material: material! }), run: unlay },
};

export const fileSteps: Record<string, Step> = {
  file: { access: "material.add", about: onLesson.about, files: "file", run: takeFile },
  // Where the homework has its words already, what is typed next is marks again.
  more: { ...quickSteps.typed!, files: "file" },
};

async function takeFile(talk: OwnTalk, [lessonId = ""]: string[], { text, file }: Typed): Promise<Reply> {
  const homework = text.trim();
  if (homework.length > LONGEST_HOMEWORK)
    return {
      screen: { html: plain(talk.word("bot-lesson-text-wrong", { most: LONGEST_HOMEWORK })), buttons: [] },
    };
  const { db } = talk;
  const fetched = await fetchSent(talk, file!);
  const material = await db.$transaction(async (tx) => {
    if (homework) {
      const at = { where: { id: lessonId }, select: { version: true } };
      const { version } = await tx.lesson.findUniqueOrThrow(at);
      await recordLesson(tx, lessonId, { version, homework }, byOf(talk));
    }
    return lay(talk, { lessonId, kind: "homework", pupilId: null, ...fetched }, tx);
  });
  return laid(talk, lessonId, material);
}

async function laid(talk: OwnTalk, lessonId: string, material: Material): Promise<Reply> {
  const { lesson } = await readLessonSheet(talk.db, lessonId);
  const state = lesson.homework ? "said" : "none";
  return {
    screen: {
      html: [
        bold(lessonTitle(talk, lesson)),
        plain(talk.word("bot-file-laid", { name: shownName(material) })),
        plain(talk.word("bot-file-laid-next", { state })),
      ].join("\n"),
      buttons: [
        [{ label: talk.word("bot-file-remove"), act: "lesson.unlay", args: [material.id, lessonId] }],
        [{ label: talk.word("bot-quick-to-lesson"), act: "lesson.open", args: [lessonId] }],
      ],
    },
    expects: lesson.homework
      ? { ...listening(lessonId), step: "more" }
      : { step: "homework", args: [lessonId] },
  };
}

/** The wrong one was sent: the right one is waited for. */
async function unlay(talk: OwnTalk, [id = "", lessonId = ""]: string[]): Promise<Reply> {
  await removeMaterial(talk.db, { id, dataDir: talk.dataDir }, byOf(talk));
  const reply = await ask(talk, { what: "homework", lessonId });
  const said = plain(talk.word("bot-file-removed"));
  return { ...reply, screen: { ...reply.screen!, html: `${said}\n\n${reply.screen!.html}` } };
}

/** What lies on the lesson, and whose work; where names stay inside, how much it is. */
async function filesScreen(talk: OwnTalk, lessonId: string, page?: string): Promise<Reply> {
  const [{ lesson }, pupils, materials] = await Promise.all([
    readLessonSheet(talk.db, lessonId),
    readClassLists(talk.db, lessonId),
    listOfLesson(talk.db, lessonId),
  ]);
  const isOpen = saysAll(talk);
  const screen = listScreen(talk, {
    ...{ title: lessonTitle(talk, lesson), items: isOpen ? materials : [], page, act: "lesson.files" },
    lead: plain(isOpen ? filesSaid(talk, materials) : talk.word("bot-files-on-site")),
    line: (material) => {
      const pupil = pupils.find(({ id }) => id === material.pupilId);
      return plain([...(pupil ? [shortListed(talk, pupil)] : []), shownName(material)].join(": "));
    },
    opens: openerOf,
    args: [lessonId],
    more: [[{ label: talk.word("bot-quick-to-lesson"), act: "lesson.open", args: [lessonId] }]],
  });
  return { screen, expects: listening(lessonId) };
}

import { readPupilHomework } from "../../src/journal/ahead.ts";
import type { Act, Button, OwnTalk, Reply, Step, Typed } from "../feature.ts";
import { inPairs, label, pageOf, plain, saysAll, turners, wordsOf } from "../screens.ts";
import { ownPupil, type PupilScreen, pupilAct, showPupil, titleOf } from "./family-pupil.ts";
import { fetchSent, lay, shownName } from "./laying.ts";

// In: a pupil or their family chooses a homework and sends photos or documents. Out: they lie beside its lesson as the pupil's
// own work, for its teachers (R49). The same file once more, after a kill, is kept once.

const ofHand: Pick<Act, "access" | "about"> = {
  access: "work.hand",
  about: ([pupil = ""]) => ({ pupil }),
};

/** What there is to hand in. */
export const tasks: PupilScreen = {
  act: "files.tasks",
  async show(talk, pupil, [page]) {
    const paged = pageOf(await readPupilHomework(talk.db, pupil.id, talk.day), page);
    const words = wordsOf(talk);
    return {
      html: [
        titleOf(talk, pupil, talk.word("bot-hand")),
        plain(talk.word("bot-hand-which", { n: paged.shown.length })),
      ].join("\n"),
      buttons: [
        ...inPairs(
          paged.shown.map(({ subject, lessonId }) => ({
            label: label(words.upper(subject)),
            act: "files.hand",
            args: [pupil.id, lessonId],
          })),
        ),
        ...turners(talk, "files.tasks", { ...paged, args: [pupil.id] }),
        [{ label: talk.word("bot-family-to-menu"), act: "menu.of", args: [pupil.id] }],
      ],
    };
  },
};

const asking: PupilScreen = {
  act: "files.hand",
  ofAnother: "files.tasks",
  async show(talk, pupil, [lessonId = ""]) {
    const known = await readPupilHomework(talk.db, pupil.id, talk.day);
    const task = known.find((one) => one.lessonId === lessonId);
    return {
      html: [
        titleOf(talk, pupil, task ? wordsOf(talk).subject(task.subject) : talk.word("bot-hand")),
        plain(talk.word("bot-hand-send")),
      ].join("\n"),
      buttons: [[{ label: talk.word("bot-hand-back"), act: "files.tasks", args: [pupil.id] }]],
    };
  },
};

export const handActs: Record<string, Act> = {
  tasks: pupilAct(tasks),
  hand: {
    ...ofHand,
    async run(talk, [pupilId = "", lessonId = ""]) {
      const pupil = ownPupil(talk, pupilId);
      const reply = await showPupil(talk, pupil, { screen: asking, args: [lessonId] });
      return { ...reply, expects: reply.pupilId ? { step: "work", args: [pupilId, lessonId] } : null };
    },
  },
};

export const handSteps: Record<string, Step> = {
  work: { ...ofHand, files: "work", run: takeWork },
};

/** Words that come instead of a file end the waiting. */
async function takeWork(
  talk: OwnTalk,
  [pupilId = "", lessonId = ""]: string[],
  { file }: Typed,
): Promise<Reply> {
  const pupil = ownPupil(talk, pupilId);
  if (!file) return { ...(await showPupil(talk, pupil, { screen: tasks, args: [] })), expects: null };
  const fetched = await fetchSent(talk, file);
  const work = await lay(talk, { lessonId, kind: "work", pupilId, ...fetched });
  return {
    screen: {
      html: plain(
        talk.word("bot-hand-taken", { state: saysAll(talk) ? "said" : "kept", name: shownName(work) }),
      ),
      buttons: [
        [{ label: talk.word("bot-file-remove"), act: "files.remove", args: [work.id] }],
        [{ label: talk.word("bot-family-to-menu"), act: "menu.of", args: [pupilId] }],
      ],
    },
    expects: { step: "work", args: [pupilId, lessonId] },
  };
}

/** Below a list of homework. */
export function handButton(talk: OwnTalk, pupilId: string, lessonId?: string): Button {
  const to = lessonId
    ? { act: "files.hand", args: [pupilId, lessonId] }
    : { act: "files.tasks", args: [pupilId] };
  return { label: talk.word("bot-hand"), ...to };
}

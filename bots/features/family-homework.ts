import { type PupilHomework, readPupilHomework } from "../../src/journal/ahead.ts";
import type { Feature, OwnTalk } from "../feature.ts";
import { pageOf, plain, saysAll, turners, wordsOf } from "../screens.ts";
import { taskOf } from "./family-day-view.ts";
import { withFiles } from "./family-files.ts";
import { handButton } from "./family-hand.ts";
import { type PupilScreen, pupilAct, pupilCommand, siteButton, titleOf } from "./family-pupil.ts";

// In: a family asks what is to be done. Out: what the last lesson of each subject asked for, the nearest day first; at
// `initials` its subjects alone, for a teacher's words may name anybody. It writes nothing.

const LONGEST_TASK = 350;

const homework: PupilScreen = {
  act: "homework.list",
  async show(talk, pupil, [page]) {
    const asked = await readPupilHomework(talk.db, pupil.id, talk.day);
    const paged = pageOf(asked, page);
    const files = await withFiles(talk, pupil, paged.shown);
    return {
      html: [
        titleOf(talk, pupil, talk.word("bot-family-homework")),
        ...(asked.length === 0 ? [plain(talk.word("digest-nothing-asked"))] : []),
        ...paged.shown.flatMap((one, at) => [
          ...(at > 0 && paged.shown[at - 1]!.dueOn === one.dueOn ? [] : [dueLine(talk, one)]),
          taskLine(talk, one),
        ]),
        ...files.lines,
      ].join("\n"),
      buttons: [
        ...turners(talk, "homework.list", { ...paged, args: [pupil.id] }),
        ...(saysAll(talk) ? files.buttons : [[siteButton(talk)]]),
        asked.length > 0 ? [handButton(talk, pupil.id)] : [],
        [{ label: talk.word("bot-family-to-menu"), act: "menu.of", args: [pupil.id] }],
      ],
    };
  },
};

export const familyHomework: Feature = {
  name: "homework",
  commands: [pupilCommand("homework", "bot-family-menu-homework", homework)],
  acts: { list: pupilAct(homework) },
};

/** «На пятницу, 27 ноября» */
function dueLine(talk: OwnTalk, { dueOn }: PupilHomework): string {
  if (dueOn === null) return `<u>${plain(talk.word("bot-family-due-later"))}</u>`;
  return `<u>${plain(wordsOf(talk).upper(wordsOf(talk).weekday(dueOn)))}</u>`;
}

function taskLine(talk: OwnTalk, asked: PupilHomework): string {
  const subject = wordsOf(talk).upper(asked.subject);
  if (!saysAll(talk)) return plain(subject);
  return plain(talk.word("digest-task", { subject, task: taskOf(talk, asked, LONGEST_TASK) }));
}

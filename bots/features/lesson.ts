import type { Act, Command, Feature, OwnTalk, Reply } from "../feature.ts";
import { dayScreen, lessonCard, ofHand } from "./lesson-card.ts";
import { fileActs, fileSteps } from "./lesson-files.ts";
import { onLesson } from "./lesson-lines.ts";
import { missing } from "./lesson-missing.ts";
import { rollActs, rollScreen } from "./lesson-roll.ts";
import { ask, wordActs, wordSteps } from "./lesson-words.ts";
import { quickActs, quickSteps, understandQuick } from "./quick-typed.ts";

// In: a teacher at the bell. Out: the lesson of the timetable with its roll, topic, homework and marks, each written by its
// own verb. It is one feature, so that what is typed after any of its screens is of the lesson on that screen.

const MENU = {
  lesson: "bot-lesson-menu-lesson",
  roll: "bot-lesson-menu-roll",
  topic: "bot-lesson-menu-topic",
  task: "bot-lesson-menu-task",
  missing: "bot-lesson-menu-missing",
} as const;

const ofDay: Act = {
  access: "lesson.write",
  run: async (talk) => ({ screen: await dayScreen(talk), expects: null }),
};

export const lesson: Feature = {
  name: "lesson",
  commands: [
    command("lesson", (talk) => ofHand(talk, (_, lessonId) => lessonCard(talk, lessonId))),
    command("roll", (talk) => ofHand(talk, rollScreen)),
    command("topic", (talk) => ofHand(talk, (_, lessonId) => ask(talk, { what: "topic", lessonId }))),
    command("task", (talk) => ofHand(talk, (_, lessonId) => ask(talk, { what: "homework", lessonId }))),
    command("missing", missing),
  ],
  acts: {
    day: ofDay,
    missing: { access: "lesson.write", run: missing },
    open: { ...onLesson, run: (talk, [lessonId, place]) => lessonCard(talk, lessonId!, place) },
    ...rollActs,
    ...wordActs,
    ...fileActs,
    ...quickActs,
  },
  steps: { ...wordSteps, ...fileSteps, ...quickSteps },
  hears: "marks.write",
  understands: understandQuick,
};

function command(name: keyof typeof MENU, run: (talk: OwnTalk) => Promise<Reply>): Command {
  return { name, menu: MENU[name], for: ["teacher"], access: "lesson.write", run };
}

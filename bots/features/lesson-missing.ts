import { now } from "../../src/clock.ts";
import { classesOf, YOUNGEST } from "../../src/lessons/classes.ts";
import type { ListedLesson } from "../../src/lessons/lesson-list.ts";
import type { OwnTalk, Reply } from "../feature.ts";
import { bold, inPairs, label, plain, siteInstead } from "../screens.ts";
import { readDay } from "./lesson-day.ts";
import { lessonTitle } from "./lesson-lines.ts";

// In: a teacher asks what is still missing today. Out: their lessons that have begun without topic, roll or homework, which
// can be written until midnight (R11). It writes nothing.

export async function missing(talk: OwnTalk): Promise<Reply> {
  const begun = (await readDay(talk)).filter(({ startsAt }) => startsAt <= now());
  const open = begun
    .map((lesson) => ({ lesson, lacks: lacksOf(lesson) }))
    .filter(({ lacks }) => lacks.length > 0);
  const title = talk.word("bot-lesson-missing", { n: open.length });
  const instead = siteInstead(talk, title);
  if (instead) return { screen: instead, expects: null };
  return {
    screen: {
      html: [
        bold(title),
        ...open.map(({ lesson, lacks }) => plain(`${lessonTitle(talk, lesson)}: ${lacksSaid(talk, lacks)}`)),
        ...(open.length > 0 ? [plain(talk.word("bot-lesson-missing-until"))] : []),
      ].join("\n"),
      buttons: inPairs(
        open.map(({ lesson }) => ({
          label: label(lessonTitle(talk, lesson)),
          act: "lesson.open",
          args: [lesson.id],
        })),
      ),
    },
    expects: null,
  };
}

type Lack = "topic" | "roll" | "homework";

function lacksOf(lesson: ListedLesson): Lack[] {
  const { topic, rollTakenAt, homework, noHomework } = lesson;
  const isYoung = classesOf(lesson).some(({ level }) => level === YOUNGEST);
  return [
    ...(topic ? [] : ["topic" as const]),
    ...(rollTakenAt ? [] : ["roll" as const]),
    ...(homework || noHomework || isYoung ? [] : ["homework" as const]),
  ];
}

function lacksSaid(talk: OwnTalk, lacks: Lack[]): string {
  return lacks.map((what) => talk.word("bot-lesson-lacks", { what })).join(", ");
}

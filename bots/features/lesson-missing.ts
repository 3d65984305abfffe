import { now } from "../../src/clock.ts";
import { finalsToEnter, type Unentered } from "../../src/finals/unentered.ts";
import { classesOf, YOUNGEST } from "../../src/lessons/classes.ts";
import type { ListedLesson } from "../../src/lessons/lesson-list.ts";
import type { Button, OwnTalk, Reply } from "../feature.ts";
import { bold, inPairs, label, plain, saysAll, siteInstead, wordsOf } from "../screens.ts";
import { awaitedLine } from "./lesson-card.ts";
import { readAwaited, readDay } from "./lesson-day.ts";
import { dayTitle, lessonTitle } from "./lesson-lines.ts";

// In: a teacher asks what is still missing today. Out: their lessons that have begun without topic, roll or homework, which
// can be written until midnight (R11), works that wait for marks (R14), and finals to be entered on the site. It writes nothing.

/** More is on the site. */
const MOST_MARKS = 10;

export async function missing(talk: OwnTalk): Promise<Reply> {
  const begun = (await readDay(talk)).filter(({ startsAt }) => startsAt <= now());
  const open = begun
    .map((lesson) => ({ lesson, lacks: lacksOf(lesson) }))
    .filter(({ lacks }) => lacks.length > 0);
  const awaited = (await readAwaited(talk)).slice(0, MOST_MARKS);
  const finals = await finalsToEnter(talk.db, { teacherIds: [talk.me.id], day: talk.day });
  const title = talk.word("bot-lesson-missing", { n: open.length });
  const instead = siteInstead(talk, title);
  if (instead) return { screen: instead, expects: null };
  return {
    screen: {
      html: [
        bold(title),
        ...open.map(({ lesson, lacks }) => plain(`${lessonTitle(talk, lesson)}: ${lacksSaid(talk, lacks)}`)),
        ...(open.length > 0 ? [plain(talk.word("bot-lesson-missing-until"))] : []),
        ...(awaited.length > 0 ? ["", bold(talk.word("bot-lesson-awaited", { n: awaited.length }))] : []),
        ...awaited.map((each) => plain(awaitedLine(talk, each))),
        ...(finals.length > 0 ? ["", bold(talk.word("bot-lesson-finals"))] : []),
        ...finals.slice(0, MOST_MARKS).map((final) => plain(finalLine(talk, final))),
      ].join("\n"),
      buttons: [
        ...inPairs([
          ...open.map(({ lesson }) => opener(lesson, lessonTitle(talk, lesson))),
          ...awaited.map(({ lesson }) => opener(lesson, dayTitle(talk, lesson))),
        ]),
        finals.length > 0 ? [{ label: talk.word("bot-staff-open-site"), url: talk.publicUrl }] : [],
      ],
    },
    expects: null,
  };
}

function opener({ id }: ListedLesson, title: string): Button {
  return { label: label(title), act: "lesson.open", args: [id] };
}

/** «7А, алгебра: осталось 24» */
function finalLine(talk: OwnTalk, { className, subject, pupils }: Unentered): string {
  const what = [...(saysAll(talk) ? [className] : []), wordsOf(talk).subject(subject)].join(", ");
  return `${what}: ${talk.word("bot-lesson-finals-left", { n: pupils })}`;
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

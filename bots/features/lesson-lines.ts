import { clockTime, isoDay } from "../../src/clock.ts";
import { shownClasses } from "../../src/lessons/classes.ts";
import type { ListedLesson } from "../../src/lessons/lesson-list.ts";
import type { Material } from "../../src/materials/materials.ts";
import type { OwnTalk } from "../feature.ts";
import { nameFor, saysAll, wordsOf } from "../screens.ts";

/** What the screens of a lesson share. */

/** Acts on one lesson, whose id stands first. */
export const onLesson = {
  access: "lesson.write",
  about: ([lesson]: string[]) => ({ lesson: lesson! }),
} as const;

/** Last argument of a button whose screen is to stay where it is. */
export const BELOW = "below";

/** «7А, алгебра, 3 урок»; without the class where the channel may not know it. */
export function lessonTitle(talk: OwnTalk, lesson: ListedLesson): string {
  const subject = wordsOf(talk).subject(lesson.subject.name);
  const number = talk.word("bot-lesson-number", { n: lesson.number });
  return [...(saysAll(talk) ? [shownClasses(lesson)] : []), subject, number].join(", ");
}

/** «24.11 7А, алгебра, 3 урок» */
export function dayTitle(talk: OwnTalk, lesson: ListedLesson): string {
  return `${wordsOf(talk).shortDay(isoDay(lesson.date))} ${lessonTitle(talk, lesson)}`;
}

/** «9:50–10:30» */
export function lessonTime(talk: OwnTalk, { startsAt, endsAt }: ListedLesson): string {
  const { timeZone } = talk.settings;
  return `${clockTime(startsAt, timeZone)}–${clockTime(endsAt, timeZone)}`;
}

/** As long as the journal takes it elsewhere. */
export const LONGEST_HOMEWORK = 4000;

interface Listed {
  number: number;
  surname: string;
  givenName: string;
}

/** «12. Кравцова Анна», as in the list of the class. */
export function listed(talk: OwnTalk, { number, surname, givenName }: Listed): string {
  return `${number}. ${nameFor(talk, { surname, givenName })}`;
}

/** «12 Кравцова А.», where many stand in one line. */
export function shortListed(talk: OwnTalk, { number, surname, givenName }: Listed): string {
  const name = saysAll(talk) ? `${surname} ${givenName[0]}.` : nameFor(talk, { surname, givenName });
  return `${number} ${name}`;
}

/** «Файлы: 2. Сдано работ: 3.» */
export function filesSaid(talk: OwnTalk, materials: Material[]): string {
  const works = materials.filter(({ kind }) => kind === "work").length;
  return talk.word("bot-lesson-files", { files: materials.length - works, works });
}

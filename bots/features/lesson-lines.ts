import { Temporal } from "temporal-polyfill";
import { isoDay } from "../../src/clock.ts";
import { shownClasses } from "../../src/lessons/classes.ts";
import type { ListedLesson } from "../../src/lessons/lesson-list.ts";
import type { Button, OwnTalk } from "../feature.ts";
import { nameFor, saysAll, wordsOf } from "./staff-lines.ts";

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
  return `${clockTime(talk, startsAt)}–${clockTime(talk, endsAt)}`;
}

/** «9:50», in the school's zone. */
export function clockTime({ settings }: OwnTalk, moment: Date): string {
  const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(
    settings.timeZone,
  );
  return `${hour}:${String(minute).padStart(2, "0")}`;
}

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

/** «‹ Раньше», «Дальше ›» of a list that belongs to something; its page comes last. */
export function pagesOf(
  talk: OwnTalk,
  { act, args }: { act: string; args: string[] },
  { at, pages }: { at: number; pages: number },
): Button[][] {
  const to = (page: number, label: string): Button => ({
    label: talk.word(label),
    act,
    args: [...args, String(page)],
  });
  const row = [
    ...(at > 0 ? [to(at - 1, "bot-staff-earlier")] : []),
    ...(at < pages - 1 ? [to(at + 1, "bot-staff-further")] : []),
  ];
  return row.length > 0 ? [row] : [];
}

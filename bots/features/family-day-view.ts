import { weekdayOf } from "../../src/calendar/days.ts";
import type { DayLesson } from "../../src/journal/day.ts";
import type { PupilAbsence } from "../../src/journal/pupil-marks.ts";
import type { OwnTalk } from "../feature.ts";
import { cut, plain, saysAll, wordsOf } from "../screens.ts";

/** A day of a pupil in lines. Pure. */

/** What a teacher writes is long at times, and eight of them are one message. */
const LONGEST_TASK = 250;

/** Of a day that has come a lesson says what it asked for, of a day ahead what is asked for it. */
export function dayLines(talk: OwnTalk, lessons: DayLesson[], asked: "given" | "due"): string[] {
  if (lessons.length === 0) return [plain(talk.word("bot-family-no-lessons"))];
  return lessons.flatMap((lesson) => {
    const task = saysAll(talk) ? taskOf(talk, lesson, LONGEST_TASK) : "";
    const said = talk.word("bot-family-asked", { asked, task });
    return [lessonLine(talk, lesson), ...(task ? [`<i>${plain(said)}</i>`] : [])];
  });
}

/** «§ 14, № 5; карточка 3», «смотрите файл» */
export function taskOf(
  talk: OwnTalk,
  { homework, task, homeworkFiles }: Pick<DayLesson, "homework" | "task" | "homeworkFiles">,
  longest: number,
): string {
  const said = cut([homework, task].filter(Boolean).join("; "), longest);
  const files = homeworkFiles > 0 ? talk.word("bot-family-in-files", { n: homeworkFiles }) : "";
  return [said, files].filter(Boolean).join("; ");
}

/** «2. Алгебра — <b>4</b>, контрольная; нет на уроке» */
function lessonLine(talk: OwnTalk, lesson: DayLesson): string {
  const words = wordsOf(talk);
  const subject = plain(`${lesson.number}. ${words.upper(lesson.subject)}`);
  if (lesson.cancelledFor !== null) return `<s>${subject}</s> ${plain(talk.word("bot-family-cancelled"))}`;
  const marks = lesson.marks.map(({ value, kind }) => `<b>${plain(value)}</b>, ${plain(words.lower(kind))}`);
  const away = lesson.absence ? [plain(absenceSaid(talk, lesson.absence))] : [];
  const happened = [...marks, ...away].join("; ");
  return happened ? `${subject} — ${happened}` : subject;
}

/** «пропуск, болезнь», «опоздание, 10 мин» */
export function absenceSaid(
  talk: OwnTalk,
  { kind, lateMinutes, reason }: Pick<PupilAbsence, "kind" | "lateMinutes" | "reason">,
): string {
  if (kind === "late") return talk.word("bot-family-late", { minutes: lateMinutes ?? 0 });
  return `${talk.word("bot-family-absent")}, ${reasonSaid(talk, reason)}`;
}

/** At `initials` only whether it was said. */
function reasonSaid(talk: OwnTalk, reason: PupilAbsence["reason"]): string {
  const said = reason !== null && !saysAll(talk) ? "said" : (reason ?? "unknown");
  return talk.word("digest-why", { reason: said });
}

/** «Пн 30.11» */
export function dayName(talk: OwnTalk, date: string): string {
  const { shortDay } = wordsOf(talk);
  return talk.word("bot-family-weekday", { weekday: weekdayOf(date), day: shortDay(date) });
}

import type { AbsenceStory, ToldLesson } from "../../src/deliveries/message.ts";
import type { Words } from "../words.ts";
import { commas, sentences } from "./phrases.ts";

/** «Среда, 25 ноября, геометрия, 8:00.», of several lessons «Среда, 25 ноября: геометрия и русский язык.» */
export function absenceDay(story: AbsenceStory, words: Words): string {
  const day = words.upper(words.weekday(story.date));
  if (story.missed === 1) return `${commas(day, lessonAt(story.lesson, words))}.`;
  return story.subjects.length > 0
    ? words.say("absence-day", { day, subjects: subjectsOf(story, words) })
    : `${day}.`;
}

/** «геометрия, 8:00» */
export function lessonAt(lesson: ToldLesson | null, words: Words): string {
  return lesson ? commas(words.subject(lesson.subject ?? ""), lesson.time) : "";
}

/** «третий урок» */
export function lessonNth(lesson: ToldLesson | null, words: Words): string {
  return lesson ? words.say("lesson-nth", { number: lesson.number }) : "";
}

/** «Пропущены геометрия и русский язык.», without the subjects «Пропущено два урока.» */
export function missed(story: AbsenceStory, words: Words): string {
  const count = words.upper(words.counted("missed", story.missed));
  const [subject, ...more] = story.subjects;
  if (subject === undefined) return `${count}.`;
  return more.length === 0
    ? words.say("missed-subject", { missed: count, subject: words.subject(subject) })
    : words.say("missed-subjects", { subjects: subjectsOf(story, words) });
}

/** «Причину мы не знаем.»; empty where somebody has said it. */
export function whyUnknown({ isUnexplained }: AbsenceStory, words: Words): string {
  return isUnexplained ? words.say("why-unknown") : "";
}

/** What a family can do about that. */
export function whyTell({ isUnexplained }: AbsenceStory, words: Words): string {
  return isUnexplained ? words.say("why-tell") : "";
}

/** «Причину мы не знаем. Если знаете вы, сообщите классному руководителю.» */
export function why(story: AbsenceStory, words: Words): string {
  return sentences(whyUnknown(story, words), whyTell(story, words));
}

export function subjectsOf({ subjects }: AbsenceStory, words: Words): string {
  return words.list(subjects.map(words.subject));
}

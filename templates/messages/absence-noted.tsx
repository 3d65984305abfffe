import type { AbsenceStory } from "../../src/deliveries/message.ts";
import type { Words } from "../words.ts";
import {
  absenceDay,
  lessonAt,
  lessonNth,
  subjectsOf,
  why,
  whyTell,
  whyUnknown,
} from "./attendance-phrases.ts";
import { commas, sentences } from "./phrases.ts";
import type { Wording } from "./wording.ts";

/** The pupil is away, or was that day; the reason is never guessed. */
export const absenceNoted: Wording<AbsenceStory> = {
  counts: "absences",

  headline: (story, words) => {
    if (story.missed > 1) return words.counted("missed", story.missed);
    const lesson = words.say("lesson-at", { number: story.lesson?.number ?? 0 });
    return story.isOver ? words.say("was-absent", { lesson }) : words.say("absent", { lesson });
  },

  telegram: {
    alone: (story, words) => [
      sentences(absenceDay(story, words), whyUnknown(story, words)),
      whyTell(story, words),
    ],

    listed: (story, words) => [
      <b>{headline(story, words)}</b>,
      `, ${about(story, words)} `,
      whyUnknown(story, words),
    ],
  },

  email: (story, words) => {
    const isOne = story.missed === 1;
    return {
      when: words.shortDay(story.date),
      what: words.upper(isOne ? words.subject(story.lesson?.subject ?? "") : subjectsOf(story, words)),
      caption: isOne
        ? commas(lessonNth(story.lesson, words), story.lesson?.time ?? "")
        : words.counted("missed", story.missed),
      was: null,
      mark: words.say("absence-mark"),
      meaning: why(story, words),
      line: `${headline(story, words)}, ${about(story, words)}`,
      average: null,
    };
  },

  paper: (story, words) => ({
    when: words.shortDay(story.date),
    what: sentences(`${headline(story, words)}, ${about(story, words)}`, why(story, words)),
    mark: words.say("absence-mark"),
  }),
};

function headline(story: AbsenceStory, words: Words): string {
  return words.upper(absenceNoted.headline(story, words));
}

/** «геометрия, 8:00, 25 ноября.» */
function about(story: AbsenceStory, words: Words): string {
  const what = story.missed > 1 ? subjectsOf(story, words) : lessonAt(story.lesson, words);
  return `${commas(what, words.day(story.date))}.`;
}

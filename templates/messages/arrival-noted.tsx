import type { AbsenceStory } from "../../src/deliveries/message.ts";
import type { Words } from "../words.ts";
import { lessonNth, missed } from "./attendance-phrases.ts";
import { commas, sentences } from "./phrases.ts";
import type { Wording } from "./wording.ts";

/** Whoever was told of the absence hears that the pupil has come. */
export const arrivalNoted: Wording<AbsenceStory> = {
  counts: "absences",

  headline: (story, words) => words.say("arrived-at", { time: story.lesson?.time ?? "" }),

  telegram: {
    alone: (story, words) => [sentences(here(story, words), missed(story, words))],

    listed: (story, words) => [
      <b>{words.upper(arrivalNoted.headline(story, words))}</b>,
      `, ${words.day(story.date)}. `,
      missed(story, words),
    ],
  },

  email: (story, words) => ({
    when: words.shortDay(story.date),
    what: words.upper(words.subject(story.lesson?.subject ?? "")),
    caption: lessonNth(story.lesson, words),
    was: null,
    mark: story.lesson?.time ?? "",
    meaning: missed(story, words),
    line: `${words.upper(arrivalNoted.headline(story, words))}.`,
    average: null,
  }),

  paper: (story, words) => ({
    when: words.shortDay(story.date),
    what: sentences(`${words.upper(arrivalNoted.headline(story, words))}.`, missed(story, words)),
    mark: "",
  }),
};

/** «Третий урок, английский язык: на месте.» */
function here({ lesson }: AbsenceStory, words: Words): string {
  const named = commas(lessonNth(lesson, words), words.subject(lesson?.subject ?? ""));
  return words.say("arrived-lesson", { lesson: words.upper(named) });
}

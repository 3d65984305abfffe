import type { AbsenceStory } from "../../src/deliveries/message.ts";
import { sentences } from "./phrases.ts";
import type { Wording } from "./wording.ts";

/** Whoever was told of an absence hears that the journal knows of none any more. */
export const absenceWithdrawn: Wording<AbsenceStory> = {
  counts: "absences",

  headline: (story, words) => words.say(story.isOver ? "was-not-absent" : "not-absent"),

  telegram: {
    alone: (story, words) => [
      sentences(`${words.upper(words.weekday(story.date))}.`, words.say("absence-corrected")),
    ],

    listed: (story, words) => [
      <b>{words.upper(absenceWithdrawn.headline(story, words))}</b>,
      `, ${words.day(story.date)}. `,
      words.say("absence-corrected"),
    ],
  },

  email: (story, words) => ({
    when: words.shortDay(story.date),
    what: words.upper(absenceWithdrawn.headline(story, words)),
    caption: "",
    was: words.say("absence-mark"),
    mark: "",
    meaning: words.say("absence-corrected"),
    line: `${words.upper(absenceWithdrawn.headline(story, words))}.`,
    average: null,
  }),

  paper: (story, words) => ({
    when: words.shortDay(story.date),
    what: sentences(
      `${words.upper(absenceWithdrawn.headline(story, words))}.`,
      words.say("absence-corrected"),
    ),
    mark: "",
  }),
};

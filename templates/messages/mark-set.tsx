import type { MarkStory } from "../../src/deliveries/message.ts";
import {
  commas,
  corrected,
  lineOf,
  meaning,
  sentences,
  shortMeaning,
  work,
  workKind,
  workOnDay,
} from "./phrases.ts";
import type { Wording } from "./wording.ts";

/** A mark this person has not heard of. */
export const markSet: Wording<MarkStory> = {
  counts: "marks",

  headline: (story, words) =>
    words.say("subject-mark", { subject: words.subject(story.subject), mark: story.value ?? "" }),

  telegram: {
    alone: (story, words) => [workOnDay(story, words), meaning(story.standing, words)],

    listed: (story, words) => {
      const mark = <b>{story.value}</b>;
      return [
        words.rich("subject-mark", { subject: words.upper(story.subject) }, { mark }),
        `, ${commas(workKind(story, words), corrected(story, words))}. `,
        shortMeaning(story.standing, words),
      ];
    },
  },

  email: (story, words) => {
    const what = words.upper(story.subject);
    const mark = story.value ?? "";
    const caption = commas(work(story, words), corrected(story, words));
    return {
      when: words.shortDay(story.date),
      what,
      caption,
      was: null,
      mark,
      meaning: meaning(story.standing, words),
      line: `${commas(words.say("subject-mark", { subject: what, mark }), caption)}.`,
      average: lineOf(story.standing),
    };
  },

  paper: (story, words) => ({
    when: words.shortDay(story.date),
    what: sentences(
      `${commas(words.upper(story.subject), work(story, words), corrected(story, words))}.`,
      shortMeaning(story.standing, words),
    ),
    mark: story.value ?? "",
  }),
};

import type { FinalStory } from "../../src/deliveries/message.ts";
import { finalDay, finalMeaning, lineOf, period, sentences, subjectPeriod } from "./phrases.ts";
import type { Wording } from "./wording.ts";

/** The mark of a term, a year or an exam (R63). */
export const finalSet: Wording<FinalStory> = {
  counts: "finals",

  headline: (story, words) =>
    words.say("subject-mark", {
      subject: subjectPeriod(story, words.subject(story.subject), words),
      mark: story.value,
    }),

  telegram: {
    alone: (story, words) => [sentences(finalDay(story, words), finalMeaning(story.standing, words))],

    listed: (story, words) => {
      const mark = <b>{story.value}</b>;
      const subject = subjectPeriod(story, words.upper(story.subject), words);
      return [words.rich("subject-mark", { subject }, { mark }), ". ", finalMeaning(story.standing, words)];
    },
  },

  email: (story, words) => {
    const subject = subjectPeriod(story, words.upper(story.subject), words);
    return {
      when: words.shortDay(story.date),
      what: words.upper(story.subject),
      caption: period(story, words),
      was: null,
      mark: story.value,
      meaning: finalMeaning(story.standing, words),
      line: `${words.say("subject-mark", { subject, mark: story.value })}.`,
      average: lineOf(story.standing),
    };
  },

  paper: (story, words) => ({
    when: words.shortDay(story.date),
    what: sentences(
      `${subjectPeriod(story, words.upper(story.subject), words)}.`,
      finalMeaning(story.standing, words),
    ),
    mark: story.value,
  }),
};

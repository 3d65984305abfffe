import type { FinalStory } from "../../src/deliveries/message.ts";
import type { Words } from "../words.ts";
import { finalSet } from "./final-set.tsx";
import { commas, corrected, finalDay, finalMeaning, sentences, subjectPeriod } from "./phrases.ts";
import type { Wording } from "./wording.ts";

/** A final mark this person knows as another one. */
export const finalChanged: Wording<FinalStory> = {
  counts: "finals",

  headline: finalSet.headline,

  telegram: {
    alone: (story, words) => {
      const was = <s>{story.was}</s>;
      const change =
        story.was === null ? "" : [words.rich("was-became", { mark: story.value }, { was }), " "];
      return [[change, sentences(finalDay(story, words), finalMeaning(story.standing, words))]];
    },

    listed: (story, words) => {
      const mark = <b>{story.value}</b>;
      const subject = subjectPeriod(story, words.upper(story.subject), words);
      return [
        words.rich("subject-mark", { subject }, { mark }),
        `${[was(story, words), corrected(story, words)].flatMap((part) => (part ? [`, ${part}`] : [])).join("")}. `,
        finalMeaning(story.standing, words),
      ];
    },
  },

  email: (story, words) => {
    const row = finalSet.email(story, words);
    const subject = subjectPeriod(story, row.what, words);
    const mark = words.say("subject-mark", { subject, mark: story.value });
    return { ...row, was: story.was, line: `${commas(mark, was(story, words), corrected(story, words))}.` };
  },

  paper: (story, words) => ({
    when: words.shortDay(story.date),
    what: sentences(
      `${commas(subjectPeriod(story, words.upper(story.subject), words), corrected(story, words))}.`,
      story.was === null ? "" : words.say("was-became", { was: story.was, mark: story.value }),
      finalMeaning(story.standing, words),
    ),
    mark: story.value,
  }),
};

function was(story: FinalStory, words: Words): string {
  return story.was === null ? "" : words.say("was-listed", { was: story.was });
}

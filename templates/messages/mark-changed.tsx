import type { MarkStory } from "../../src/deliveries/message.ts";
import type { Words } from "../words.ts";
import { markSet } from "./mark-set.tsx";
import {
  commas,
  corrected,
  meaning,
  sentences,
  shortMeaning,
  work,
  workCorrected,
  workKind,
} from "./phrases.ts";
import type { Wording } from "./wording.ts";

/** A mark this person knows as another one; where they never heard the old one it reads as new. */
export const markChanged: Wording<MarkStory> = {
  counts: "marks",

  headline: markSet.headline,

  telegram: {
    alone: (story, words) => {
      const was = <s>{story.was}</s>;
      const change =
        story.was === null ? "" : [words.rich("was-became", { mark: story.value ?? "" }, { was }), " "];
      return [[change, workCorrected(story, words)], meaning(story.standing, words)];
    },

    listed: (story, words) => {
      const mark = <b>{story.value}</b>;
      return [
        words.rich("subject-mark", { subject: words.upper(story.subject) }, { mark }),
        `, ${commas(was(story, words), workKind(story, words), corrected(story, words))}. `,
        shortMeaning(story.standing, words),
      ];
    },
  },

  email: (story, words) => {
    const row = markSet.email(story, words);
    const mark = words.say("subject-mark", { subject: row.what, mark: row.mark });
    return { ...row, was: story.was, line: `${commas(mark, was(story, words), row.caption)}.` };
  },

  paper: (story, words) => ({
    when: words.shortDay(story.date),
    what: sentences(
      `${commas(words.upper(story.subject), work(story, words), corrected(story, words))}.`,
      story.was === null ? "" : words.say("was-became", { was: story.was, mark: story.value ?? "" }),
      shortMeaning(story.standing, words),
    ),
    mark: story.value ?? "",
  }),
};

function was(story: MarkStory, words: Words): string {
  return story.was === null ? "" : words.say("was-listed", { was: story.was });
}

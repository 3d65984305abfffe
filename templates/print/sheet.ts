import type { PaperText, Story } from "../../src/deliveries/message.ts";
import type { Facts } from "../content-level.ts";
import { lead, topic } from "../messages/arrange.ts";
import type { Wording } from "../messages/wording.ts";
import { wordsIn } from "../words.ts";

/** Lines of a printed sheet, one sheet per pupil; round.ts puts them on paper under the pupil's name. */
export function renderSheets(message: Facts, wordingOf: (story: Story) => Wording): PaperText {
  const words = wordsIn(message.language);
  const suspended = message.suspended ? words.say("suspended", { channel: message.suspended }) : "";
  return {
    sheets: message.pupils
      .map(({ pupil, stories }, pupilIndex) => ({
        group: { pupil, stories: stories.map(readLater) },
        pupilIndex,
      }))
      .filter(({ group }) => group.stories.length > 0)
      .map(({ group, pupilIndex }) => ({
        pupilIndex,
        title: words.upper(topic(group.stories, wordingOf, words)),
        lead: [lead(group, wordingOf, words), suspended].filter(Boolean).join(" "),
        lines: group.stories.map((story) => wordingOf(story).paper(story, words)),
      })),
  };
}

/** Whoever reads it on paper reads it after the last bell. */
function readLater(story: Story): Story {
  return "missed" in story ? { ...story, isOver: true } : story;
}

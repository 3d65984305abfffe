import type { MarkStory } from "../../src/deliveries/message.ts";
import type { Words } from "../words.ts";
import { cancelled, commas, lineOf, meaning, sentences, shortMeaning, work, workKind } from "./phrases.ts";
import type { Wording } from "./wording.ts";

/** A mark this person was told and that no longer stands. */
export const markWithdrawn: Wording<MarkStory> = {
  counts: "withdrawn",

  headline: (story, words) => words.say("subject-withdrawn", { subject: words.subject(story.subject) }),

  telegram: {
    alone: (story, words) => [
      sentences(whatItWas(story, words), cancelled(story, words)),
      meaning(story.standing, words),
    ],

    listed: (story, words) =>
      sentences(line(story, workKind(story, words), words), shortMeaning(story.standing, words)),
  },

  email: (story, words) => ({
    when: words.shortDay(story.date),
    what: words.upper(story.subject),
    caption: work(story, words),
    was: story.was,
    mark: words.say("withdrawn-mark"),
    meaning: sentences(cancelled(story, words), meaning(story.standing, words)),
    line: line({ ...story, act: null }, work(story, words), words),
    average: lineOf(story.standing),
  }),

  paper: (story, words) => ({
    when: words.shortDay(story.date),
    what: sentences(line(story, work(story, words), words), shortMeaning(story.standing, words)),
    mark: "–",
  }),
};

/** «Была 4, контрольная «Многочлены», 26 ноября.» */
function whatItWas(story: MarkStory, words: Words): string {
  const day = words.day(story.date);
  return story.was === null
    ? words.say("work-day", { work: words.upper(work(story, words)), day })
    : words.say("withdrawn-was", { was: story.was, work: work(story, words), day });
}

/** «Алгебра — отметка снята, была 4, контрольная.»; an act is named, its absence says nothing new. */
function line(story: MarkStory, about: string, words: Words): string {
  const mark = words.say("subject-withdrawn", { subject: words.upper(story.subject) });
  const was = story.was === null ? "" : words.say("withdrawn-was-listed", { was: story.was });
  return sentences(`${commas(mark, was, about)}.`, story.act === null ? "" : cancelled(story, words));
}

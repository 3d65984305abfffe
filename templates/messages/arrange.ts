import type { Story } from "../../src/deliveries/message.ts";
import type { Facts, KnownPupil, PupilStories } from "../content-level.ts";
import type { Words } from "../words.ts";
import { commas, named } from "./phrases.ts";
import type { Wording } from "./wording.ts";

type WordingOf = (story: Story) => Wording;

/** Absences first, final marks next, and where a subject comes twice its average is told once, with the last of them. */
export function arrange(facts: Facts): Facts {
  return { ...facts, pupils: facts.pupils.map(({ pupil, stories }) => ({ pupil, stories: order(stories) })) };

  function order(stories: Story[]): Story[] {
    const marks = stories.filter((story) => "work" in story);
    const last = new Map(marks.map((story) => [story.subject, story]));
    return [
      ...stories.filter((story) => "missed" in story),
      ...stories.filter((story) => "period" in story),
      ...marks.map((story) => (last.get(story.subject) === story ? story : { ...story, standing: null })),
    ];
  }
}

/** «Анна, 7А», «А. К.» */
export function who(pupil: KnownPupil, words: Words): string {
  return pupil.className ? words.say("who", { name: pupil.name, class: pupil.className }) : pupil.name;
}

/** «Анна, 7А: алгебра — 4», «Анна, 7А: две отметки» */
export function heading({ pupil, stories }: PupilStories, wordingOf: WordingOf, words: Words): string {
  const [only, ...more] = stories;
  const what =
    only && more.length === 0
      ? wordingOf(only).headline(only, words)
      : counted(stories, wordingOf)
          .map(({ counts, of }) => words.counted(counts, of.length))
          .join(", ");
  return words.say("heading", { who: who(pupil, words), what });
}

/** The Sentence: «Две отметки: одна пятёрка, одна четвёрка.»; of one story its headline. */
export function lead({ stories }: PupilStories, wordingOf: WordingOf, words: Words): string {
  const [only, ...more] = stories;
  if (only && more.length === 0) return `${words.upper(wordingOf(only).headline(only, words))}.`;
  return counted(stories, wordingOf)
    .map(({ counts, of }) => {
      if (counts === "absences")
        return of.map((story) => `${words.upper(wordingOf(story).headline(story, words))}.`).join(" ");
      const sum = words.upper(words.counted(counts, of.length));
      const values = counts === "withdrawn" || of.length === 1 ? [] : valuesOf(of, words);
      if (counts === "marks" && values.length === 1) return `${words.upper(values.join())}.`;
      return values.length > 0 ? `${sum}: ${values.join(", ")}.` : `${sum}.`;
    })
    .join(" ");
}

/** What the message is about, without any mark: «новые отметки», «нет на первом уроке, новые отметки». */
export function topic(stories: Story[], wordingOf: WordingOf, words: Words): string {
  const absences = stories.filter((story) => "missed" in story);
  const others = stories.filter((story) => !("missed" in story));
  const [absence, ...more] = absences;
  const attendance =
    absence && more.length === 0
      ? wordingOf(absence).headline(absence, words)
      : words.counted("absences", absences.length);
  return commas(absence ? attendance : "", others.length > 0 ? topicOfMarks(others, wordingOf, words) : "");
}

function topicOfMarks(stories: Story[], wordingOf: WordingOf, words: Words): string {
  const finals = stories.filter((story) => wordingOf(story).counts === "finals");
  const n = stories.length;
  if (finals.length === n) return words.say("topic-finals", { n });
  if (finals.length > 0) return words.say("topic-both");
  const isNew = stories.some((story) => story.kind === "mark.set");
  return words.say(isNew ? "topic-marks" : "topic-changes", { n });
}

function counted(stories: Story[], wordingOf: WordingOf): { counts: Wording["counts"]; of: Story[] }[] {
  return (["absences", "finals", "marks", "withdrawn"] as const)
    .map((counts) => ({ counts, of: stories.filter((story) => wordingOf(story).counts === counts) }))
    .filter(({ of }) => of.length > 0);
}

/** «четыре пятёрки, пять четвёрок»; empty as soon as one mark has no name of its own. */
function valuesOf(stories: Story[], words: Words): string[] {
  const byValue = new Map<number, number>();
  for (const story of stories) {
    if ("missed" in story) return [];
    const value = named(story.value ?? "");
    // On a scale without thresholds 5 is not «пятёрка».
    if (typeof value !== "number" || story.standing?.comesOut === null) return [];
    byValue.set(value, (byValue.get(value) ?? 0) + 1);
  }
  return [...byValue].sort(([a], [b]) => b - a).map(([value, n]) => words.counted("marks-of", n, { value }));
}

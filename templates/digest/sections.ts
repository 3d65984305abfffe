/** What stands under the subjects: what to look at, what changed, what is asked for the next school day. */
import type { Story } from "../../src/deliveries/message.ts";
import type { KnownDigest } from "../content-level.ts";
import type { Wording } from "../messages/wording.ts";
import type { Words } from "../words.ts";
import type { DigestLine, DigestSection } from "./contents.ts";
import { watch } from "./watch.ts";

const MOST_WATCHED = 8;
const MOST_CHANGED = 8;
const MOST_TASKS = 12;

export function sectionsOf(
  digest: KnownDigest,
  wordingOf: (story: Story) => Wording,
  words: Words,
): DigestSection[] {
  return [
    section(words.say("digest-watch"), watch(digest, words), MOST_WATCHED, words),
    section(words.say("digest-changed"), changed(digest, wordingOf, words), MOST_CHANGED, words),
    homework(digest, words),
  ].filter(({ lines }) => lines.length > 0);
}

/** A day on which nothing came but what is asked for the next one. */
export function isOnlyHomework({ frequency, subjects, attendance, changed }: KnownDigest): boolean {
  const { missed, late, explained } = attendance;
  return (
    frequency === "daily" &&
    missed + late + explained.length + changed.length === 0 &&
    subjects.every(({ marks }) => marks.length === 0)
  );
}

/** Each in the words it would have had by itself; then the absences whose reason was not known before. */
function changed(digest: KnownDigest, wordingOf: (story: Story) => Wording, words: Words): DigestLine[] {
  const stories = digest.changed.map(({ date, story }) => ({
    when: words.shortDay(date),
    warns: false,
    text: wordingOf(story).email(story, words).line,
  }));
  const explained = digest.attendance.explained.map(({ date, lessons, reason }) => {
    const missed = words.upper(words.counted("missed", lessons));
    const why = words.say("digest-why", { reason });
    return {
      when: words.shortDay(date),
      warns: false,
      text: words.say("digest-missed-why", { missed, why }),
    };
  });
  return [...stories, ...explained];
}

function homework(digest: KnownDigest, words: Words): DigestSection {
  const { ahead } = digest;
  if (!ahead) return { title: "", lines: [], isHomework: true };
  const tasks = ahead.homework.map(({ subject, text, files }) => {
    const name = words.upper(subject);
    const task = [text, files > 0 ? words.say("homework-files", { n: files }) : ""]
      .filter(Boolean)
      .join("; ");
    return {
      when: "",
      warns: false,
      text: task ? words.say("digest-task", { subject: name, task }) : name,
    };
  });
  const nothing = { when: "", warns: false, text: words.say("digest-nothing-asked") };
  const title = isOnlyHomework(digest) ? "" : words.upper(forDay(ahead.date, words));
  const lines = tasks.length > 0 ? tasks : [nothing];
  return { ...section(title, lines, MOST_TASKS, words), isHomework: true };
}

/** «к понедельнику, 30 ноября» */
export function forDay(isoDay: string, words: Words): string {
  const weekday = new Date(`${isoDay}T00:00:00Z`).getUTCDay() || 7;
  return words.say("digest-to", { weekday, day: words.day(isoDay) });
}

function section(title: string, lines: DigestLine[], most: number, words: Words): DigestSection {
  const left = lines.length - most;
  const more = { when: "", warns: false, text: words.say("digest-more", { n: left }) };
  return { title, lines: left > 0 ? [...lines.slice(0, most), more] : lines, isHomework: false };
}

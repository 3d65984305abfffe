import type { Message, Story } from "../../src/deliveries/message.ts";

const LONGEST_NAME = 60;
const LONGEST_WORDS = 200;
const LONGEST_MARK = 20;

/**
 * What people typed, on one line each and of a length a message can bear. A title with line breaks in it would
 * otherwise look like lines of ours.
 */
export function tidy(message: Message): Message {
  return {
    ...message,
    school: { name: line(message.school.name, LONGEST_WORDS), city: line(message.school.city, LONGEST_NAME) },
    pupils: message.pupils.map(({ pupil, stories }) => ({
      pupil: {
        surname: line(pupil.surname, LONGEST_NAME),
        givenName: line(pupil.givenName, LONGEST_NAME),
        className: line(pupil.className, LONGEST_MARK),
      },
      stories: stories.map(tidyStory),
    })),
  };
}

function tidyStory(story: Story): Story {
  const subject = line(story.subject, LONGEST_NAME * 2);
  const was = story.was === null ? null : line(story.was, LONGEST_MARK);
  if (!("work" in story)) {
    return { ...story, subject, was, value: line(story.value, LONGEST_MARK) };
  }
  const { kind, title } = story.work;
  return {
    ...story,
    subject,
    was,
    value: story.value === null ? null : line(story.value, LONGEST_MARK),
    act: story.act === null ? null : line(story.act, LONGEST_WORDS),
    work: { kind: line(kind, LONGEST_NAME), title: title === null ? null : line(title, LONGEST_WORDS) },
  };
}

function line(text: string, longest: number): string {
  const flat = text.replace(/[\s\p{Cc}\p{Co}]+/gu, " ").trim();
  const letters = [...flat];
  return letters.length <= longest
    ? flat
    : `${letters
        .slice(0, longest - 1)
        .join("")
        .trimEnd()}…`;
}

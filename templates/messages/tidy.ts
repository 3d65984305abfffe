import type { AbsenceStory, Announced, Message, PupilName, Story } from "../../src/deliveries/message.ts";
import type { Digest } from "../../src/digests/digest.ts";

const LONGEST_NAME = 60;
const LONGEST_WORDS = 200;
const LONGEST_MARK = 20;
// An announcement is this long at most, whole.
const LONGEST_PARAGRAPH = 2000;
// A digest names many subjects and tasks, and has to stay below what a mail program shows whole.
const LONGEST_IN_DIGEST = 80;
const LONGEST_TASK = 250;
const MOST_MARKS = 12;
const LONGEST_IN_ROW = 8;

/**
 * What people typed, on one line each and of a length a message can bear. A title with line breaks in it would
 * otherwise look like lines of ours.
 */
export function tidy<M extends Message>(message: M): M {
  return {
    ...message,
    school: { name: line(message.school.name, LONGEST_WORDS), city: line(message.school.city, LONGEST_NAME) },
    pupils: message.pupils.map(({ pupil, stories }) => ({
      pupil: tidyPupil(pupil),
      stories: stories.map(tidyStory),
    })),
    ...(message.digest && { digest: tidyDigest(message.digest) }),
    ...(message.announcements && { announcements: message.announcements.map(tidyAnnounced) }),
  };
}

/** Its paragraphs stay, each on one line; no more of them than a message bears. */
function tidyAnnounced({ title, text, ...announced }: Announced): Announced {
  const paragraphs = text.split("\n").map((paragraph) => line(paragraph, LONGEST_PARAGRAPH));
  return {
    ...announced,
    title: line(title, LONGEST_WORDS),
    text: paragraphs
      .join("\n")
      .replace(/\n{3,}/g, "\n\n")
      .trim(),
  };
}

function tidyPupil(pupil: PupilName): PupilName {
  return {
    surname: line(pupil.surname, LONGEST_NAME),
    givenName: line(pupil.givenName, LONGEST_NAME),
    className: line(pupil.className, LONGEST_MARK),
  };
}

function tidyDigest(digest: Digest): Digest {
  const { ahead } = digest;
  return {
    ...digest,
    pupil: tidyPupil(digest.pupil),
    subjects: digest.subjects.map((row) => ({
      ...row,
      subject: line(row.subject, LONGEST_IN_DIGEST),
      marks: row.marks.slice(0, MOST_MARKS).map((mark) => line(mark, LONGEST_IN_ROW)),
    })),
    changed: digest.changed.map(({ date, story }) => ({ date, story: tidyStory(story) })),
    ahead: ahead && {
      date: ahead.date,
      homework: ahead.homework.map(({ subject, text, files }) => ({
        subject: line(subject, LONGEST_IN_DIGEST),
        text: line(text, LONGEST_TASK),
        files,
      })),
    },
  };
}

function tidyStory(story: Story): Story {
  if ("missed" in story) return tidyAbsence(story);
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

function tidyAbsence(story: AbsenceStory): AbsenceStory {
  const { lesson, subjects } = story;
  const short = (subject: string) => line(subject, LONGEST_NAME * 2);
  return {
    ...story,
    subjects: subjects.map(short),
    lesson: lesson && { ...lesson, subject: lesson.subject === null ? null : short(lesson.subject) },
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

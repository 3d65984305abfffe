/**
 * The one place where a message is made poorer for a channel. Wordings receive what is left, so they cannot
 * let out what they were never given: names, classes and titles are gone, not hidden.
 */
import type { Channel } from "../src/db.ts";
import type {
  Announced,
  Answer,
  ContentLevel,
  Language,
  Message,
  PupilName,
  Rhythm,
  Story,
} from "../src/deliveries/message.ts";
import type { Digest } from "../src/digests/digest.ts";

/** A pupil as far as the channel may know: «Анна, 7А» to the family, «А. К.» at `initials`. */
export interface KnownPupil {
  name: string;
  surname: string | null;
  className: string | null;
}

export interface PupilStories {
  pupil: KnownPupil;
  stories: Story[];
}

interface Common {
  language: Language;
  open: string;
  /** Says nothing of a child, only which address of this same person stopped working. */
  suspended: Channel | null;
}

/** What a wording may know: the facts, or only whether there is something new. */
export type Allowed =
  | (Common & {
      tells: "facts";
      school: { name: string; city: string };
      pupils: PupilStories[];
      answers: Answer[];
      asksSeen: boolean;
      unsubscribe: string;
    })
  | (Common & { tells: "news"; isNew: boolean; isUrgent: boolean });

export type Facts = Extract<Allowed, { tells: "facts" }>;

/** A digest as far as the channel may know it. */
export interface KnownDigest extends Omit<Digest, "pupil" | "attendance"> {
  pupil: KnownPupil;
  /** `whys` is empty where reasons stay inside. */
  attendance: Omit<Digest["attendance"], "missed" | "explained"> & {
    missed: number;
    whys: Digest["attendance"]["missed"];
    /** Of which the reason is known by now; `said`: which one stays inside. */
    explained: { date: string; lessons: number; reason: string }[];
  };
}

export type AllowedDigest =
  | (Common & {
      tells: "facts";
      school: { name: string; city: string };
      digest: KnownDigest;
      rhythm: Rhythm | null;
      unsubscribe: string;
    })
  | (Common & { tells: "news" });

export type DigestFacts = Extract<AllowedDigest, { tells: "facts" }>;

/** Announcements as far as the channel may know them: free words may name anybody, so at `initials` they stay inside. */
export type KnownAnnouncements =
  | AnnouncementFacts
  | (Common & {
      tells: "topic";
      announcements: number;
      thread: "family" | "teacher" | null;
      answers: Answer[];
    })
  | (Common & { tells: "news" });

export type AnnouncementFacts = Common & {
  tells: "facts";
  school: { name: string; city: string };
  announcements: Announced[];
  answers: Answer[];
  asksSeen: boolean;
  unsubscribe: string;
};

export function announcementsAtLevel(
  channel: Channel,
  level: ContentLevel,
  message: Message & { announcements: Announced[] },
): KnownAnnouncements {
  const common = commonOf(channel, level, message);
  const { announcements, school, links } = message;
  if (level === "ping") return { ...common, tells: "news" };
  const answers = message.answers ?? [];
  if (level === "initials") {
    const thread = announcements.length === 1 ? (announcements[0]?.thread?.from ?? null) : null;
    return { ...common, tells: "topic", announcements: announcements.length, thread, answers };
  }
  const asksSeen = message.asksSeen ?? false;
  return {
    ...common,
    tells: "facts",
    ...{ school, announcements, answers, asksSeen },
    unsubscribe: links.unsubscribe,
  };
}

export function atLevel(channel: Channel, level: ContentLevel, message: Message): Allowed {
  const common = commonOf(channel, level, message);
  if (level === "ping") {
    const stories = message.pupils.flatMap((group) => group.stories);
    const isUrgent = stories.some((story) => story.kind === "absence.noted" && !story.isOver);
    return { ...common, tells: "news", isNew: stories.length > 0, isUrgent };
  }
  return {
    ...common,
    tells: "facts",
    school: message.school,
    unsubscribe: message.links.unsubscribe,
    answers: message.answers ?? [],
    asksSeen: message.asksSeen ?? false,
    pupils: message.pupils.map(({ pupil, stories }) =>
      level === "full"
        ? { pupil: known(pupil), stories }
        : { pupil: initials(pupil), stories: stories.map(bare) },
    ),
  };
}

export function digestAtLevel(
  channel: Channel,
  level: ContentLevel,
  message: Message & { digest: Digest },
): AllowedDigest {
  const common = commonOf(channel, level, message);
  if (level === "ping") return { ...common, tells: "news" };
  const digest = level === "full" ? fullDigest(message.digest) : bareDigest(message.digest);
  return {
    ...common,
    tells: "facts",
    school: message.school,
    digest,
    rhythm: message.rhythm ?? null,
    unsubscribe: message.links.unsubscribe,
  };
}

function commonOf(channel: Channel, level: ContentLevel, message: Message): Common {
  if (channel !== "telegram" && level !== "full") throw new Error(`${channel} is always full, not ${level}`);
  return { language: message.language, open: message.links.open, suspended: message.suspended };
}

function fullDigest({ pupil, attendance, ...digest }: Digest): KnownDigest {
  const missed = attendance.missed.reduce((sum, { lessons }) => sum + lessons, 0);
  return { ...digest, pupil: known(pupil), attendance: { ...attendance, missed, whys: attendance.missed } };
}

/** Without reasons, acts and whatever a teacher wrote as homework, which may name anybody: its subjects stay. */
function bareDigest(digest: Digest): KnownDigest {
  const { attendance, changed, ahead, ...rest } = fullDigest(digest);
  return {
    ...rest,
    pupil: initials(digest.pupil),
    attendance: {
      ...attendance,
      whys: [],
      explained: attendance.explained.map((each) => ({ ...each, reason: "said" })),
    },
    changed: changed.map(({ date, story }) => ({ date, story: withoutAct(bare(story)) })),
    ahead: ahead && {
      ...ahead,
      homework: ahead.homework.map(({ subject }) => ({ subject, text: "", files: 0 })),
    },
  };
}

/** Stays «по акту», loses its number. */
function withoutAct(story: Story): Story {
  return "act" in story && story.act !== null ? { ...story, act: "" } : story;
}

/** Anybody's name as far as the channel may know it: «Кравцова Анна», «А. К.», or nothing at all. */
export function nameAtLevel(
  level: ContentLevel,
  { surname, givenName, patronymic }: { surname: string; givenName: string; patronymic?: string | null },
): string {
  if (level === "ping") return "";
  if (level === "full") return [surname, givenName, patronymic].filter(Boolean).join(" ");
  return initials({ surname, givenName, className: "" }).name;
}

function known(pupil: PupilName): KnownPupil {
  return { name: pupil.givenName, surname: pupil.surname, className: pupil.className };
}

function initials(pupil: PupilName): KnownPupil {
  const letters = [pupil.givenName, pupil.surname].flatMap((name) => [...name.trim()].slice(0, 1));
  return { name: letters.map((letter) => `${letter}.`).join(" "), surname: null, className: null };
}

/** A story without its topic, without the subjects that were missed and without the free words of an act, which may name anybody. */
function bare(story: Story): Story {
  if ("missed" in story)
    return { ...story, subjects: [], lesson: story.lesson && { ...story.lesson, subject: null } };
  const act = story.act === null ? null : (/^№\s*[\d/-]+/.exec(story.act)?.[0] ?? "");
  if (!("work" in story)) return { ...story, act };
  return { ...story, act, work: { kind: story.work.kind, title: null } };
}

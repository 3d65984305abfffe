/**
 * The one place where a message is made poorer for a channel. Wordings receive what is left, so they cannot
 * let out what they were never given: names, classes and titles are gone, not hidden.
 */
import type { Channel } from "../src/db.ts";
import type { ContentLevel, Language, Message, PupilName, Story } from "../src/deliveries/message.ts";

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
      unsubscribe: string;
    })
  | (Common & { tells: "news"; isNew: boolean });

export type Facts = Extract<Allowed, { tells: "facts" }>;

export function atLevel(channel: Channel, level: ContentLevel, message: Message): Allowed {
  if (channel !== "telegram" && level !== "full") throw new Error(`${channel} is always full, not ${level}`);
  const common: Common = {
    language: message.language,
    open: message.links.open,
    suspended: message.suspended,
  };
  if (level === "ping") {
    return { ...common, tells: "news", isNew: message.pupils.some(({ stories }) => stories.length > 0) };
  }
  return {
    ...common,
    tells: "facts",
    school: message.school,
    unsubscribe: message.links.unsubscribe,
    pupils: message.pupils.map(({ pupil, stories }) =>
      level === "full"
        ? { pupil: known(pupil), stories }
        : { pupil: initials(pupil), stories: stories.map(bare) },
    ),
  };
}

function known(pupil: PupilName): KnownPupil {
  return { name: pupil.givenName, surname: pupil.surname, className: pupil.className };
}

function initials(pupil: PupilName): KnownPupil {
  const letters = [pupil.givenName, pupil.surname].flatMap((name) => [...name.trim()].slice(0, 1));
  return { name: letters.map((letter) => `${letter}.`).join(" "), surname: null, className: null };
}

/** A story without its topic and without the free words of an act, which may name anybody. */
function bare(story: Story): Story {
  const act = story.act === null ? null : (/^№\s*[\d/-]+/.exec(story.act)?.[0] ?? "");
  if (!("work" in story)) return { ...story, act };
  return { ...story, act, work: { kind: story.work.kind, title: null } };
}

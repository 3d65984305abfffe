/**
 * What a message says, as plain data: workers/deliver.ts gathers it from the journal at the moment of the claim,
 * templates/messages turns it into words. Dates are `2026-11-26`, averages are hundredths (433 is 4,33).
 */
import type { City } from "../contacts/cities.ts";
import type { Channel, Kinship } from "../db.ts";
import type { Digest } from "../digests/digest.ts";
import type { Story } from "../digests/stories.ts";
import type { MissingLesson } from "../lessons/missing.ts";

export type {
  AbsenceStory,
  FinalStory,
  MarkStory,
  Period,
  Standing,
  Story,
  StoryKind,
  ToldLesson,
} from "../digests/stories.ts";

/** How much of a child's data may leave by a channel (providers.md §6). */
export type ContentLevel = "full" | "initials" | "ping";
export type Language = "ru" | "en";

export interface PupilName {
  surname: string;
  givenName: string;
  /** `7А` */
  className: string;
}

export interface Message {
  deliveryId: string;
  language: Language;
  school: { name: string; city: string };
  /** Grouped by pupil, each in the order things happened. */
  pupils: { pupil: PupilName; stories: Story[] }[];
  links: {
    /** Opens this very message for whoever may read it; carries the delivery marker. */
    open: string;
    unsubscribe: string;
  };
  /** The channel that was suspended and is told of once, by this other one. */
  suspended: Channel | null;
  /** What the family may answer with a tap, as the bot signs its buttons: of one unexplained absence, of finals alone, or of announcements. */
  answers?: Answer[];
  /** Finals alone or announcements that ask for it, to a guardian: behind `links.open` they say that they have seen them. */
  asksSeen?: true;
  /** A digest is about one pupil and says everything in its own way; `pupils` is empty then. */
  digest?: Digest;
  /** When digests of its kind come, and where that is changed. */
  rhythm?: Rhythm;
  /** What the school says in its own words, the first said first; `pupils` is empty then. */
  announcements?: Announced[];
  /** The question whether the address is theirs: the only thing an unconfirmed address is ever sent. */
  confirm?: { link: string };
  /** What a teacher has not filled in and may until midnight, and the bot's button that leads to it. */
  reminder?: {
    lessons: Pick<MissingLesson, "number" | "subject" | "classes" | "lacks">[];
    /** Marks of earlier lessons whose last day it is. */
    works: { subject: string; classes: string }[];
    finals: { subject: string; classes: string; pupils: number }[];
    data: string;
  };
  /** Who of a class teacher's class has joined, and the bot's button that leads to all of them. */
  newcomers?: { people: Newcomer[]; data: string };
  /** Another address of theirs was confirmed. */
  joined?: true;
  /** They asked whether messages arrive here. */
  trial?: true;
  /** Signs this person in once, instead of a password. */
  entry?: { link: string; name: string };
}

export interface Rhythm {
  /** 1 is Monday; null: every evening. */
  weekday: number | null;
  /** `18:00`, by the clock of this city or zone. */
  hour: string;
  city: City | null;
  timeZone: string;
  change: string;
}

export interface Newcomer {
  pupil: { surname: string; givenName: string };
  className: string | null;
  /** Null: the pupil themselves. */
  kinship: Kinship | null;
}

export interface Answer {
  answer: "ill" | "known" | "call" | "seen" | "reply";
  /** What the button carries. */
  data: string;
}

export interface Announced {
  title: string;
  /** As it was typed, with its line breaks; may be empty. */
  text: string;
  /** Whom it speaks to: a class (`7А`), a level, or the whole school. */
  to: { className: string } | { subgroup: string } | { level: number } | "school";
  /** The day it was made. */
  date: string;
  /** Not an announcement but a message of this thread, by this side; `title` is empty then. */
  thread?: { id: string; from: "family" | "teacher" };
  /** Whoever reads it is asked to say so. */
  asksSeen?: true;
}

export interface TelegramText {
  /** Telegram's HTML subset. */
  html: string;
  buttons: { text: string; url: string }[];
  /** One row of answers above them, which the bot understands. */
  answers?: { text: string; data: string }[];
}

export interface EmailText {
  subject: string;
  html: string;
  text: string;
  /** Shown by the html as `cid:…`; absent: none. */
  pictures?: Picture[];
}

export interface Picture {
  cid: string;
  /** Names nobody. */
  filename: string;
  /** Whoever hands the message over draws it as PNG: no mail program shows a drawing. */
  svg: string;
  alt: string;
}

/** One sheet of the print round: a pupil and lines of plain text. */
export interface PaperText {
  sheets: {
    pupilIndex: number;
    title: string;
    lead: string;
    lines: {
      when: string;
      what: string;
      mark: string;
      /** The average and what comes out of it: a subject of the week; `mark` may hold several then. */
      beside?: [average: string, out: string];
      /** Names what stands below. */
      isHead?: true;
    }[];
  }[];
}

export type Rendered =
  | ({ channel: "telegram" } & TelegramText)
  | ({ channel: "email" } & EmailText)
  | ({ channel: "paper" } & PaperText);

/** A message as the postbox of the demonstration keeps it. */
export interface Posted {
  rendered: Rendered;
  to: { name: string; channel: Channel; address: string };
}

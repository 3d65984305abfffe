/**
 * What a message says, as plain data: workers/deliver.ts gathers it from the journal at the moment of the claim,
 * templates/messages turns it into words. Dates are `2026-11-26`, averages are hundredths (433 is 4,33).
 */
import type { Channel } from "../db.ts";

/** How much of a child's data may leave by a channel (providers.md §6). */
export type ContentLevel = "full" | "initials" | "ping";
export type Language = "ru" | "en";

export interface PupilName {
  surname: string;
  givenName: string;
  /** `7А` */
  className: string;
}

/** Where the pupil stands in the subject now. */
export interface Standing {
  /** Average of the current term in hundredths. */
  average: number;
  /** How many marks stand behind it. */
  marks: number;
  /** The mark this average gives today; empty where the scale has no thresholds (0–20). */
  comesOut: string | null;
  /** The mark above it, where the average lies in the disputed band: the teacher decides between the two, nothing is promised. */
  disputed?: string | null;
  /** How many marks `of` in a row lift it to the next one up; empty at the top. */
  next: {
    value: string;
    need: number;
    of: string;
    /** The average it begins at, in hundredths; told beside a final mark. */
    from?: number;
  } | null;
  /** What one mark `of` makes of the average; said instead of `next` where the next mark is far. */
  lift?: { of: string; average: number } | null;
}

export interface MarkStory {
  kind: "mark.set" | "mark.changed" | "mark.withdrawn";
  subject: string;
  /** What stands now; empty: withdrawn. */
  value: string | null;
  /** What this person was told before. */
  was: string | null;
  work: { kind: string; title: string | null };
  /** The lesson's day. */
  date: string;
  /** The act behind a correction after the day was closed: `№ 14: ошибка при подсчёте`. */
  act: string | null;
  standing: Standing | null;
}

export type Period =
  | { kind: "quarter" | "halfYear" | "trimester" | "module"; number: number }
  | { kind: "year" | "exam" | "final"; year: string };

export interface FinalStory {
  kind: "final.set" | "final.changed";
  subject: string;
  value: string;
  was: string | null;
  period: Period;
  /** The day it was entered. */
  date: string;
  /** The act behind a correction after the day was closed; see MarkStory. */
  act: string | null;
  /** Average of the term's marks and how many, where the journal holds them. */
  standing: Standing | null;
  /** Opens the marks and weights behind it; absent: no such page. */
  why?: string;
}

export type Story = MarkStory | FinalStory;
export type StoryKind = Story["kind"];

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
}

export interface TelegramText {
  /** Telegram's HTML subset. */
  html: string;
  buttons: { text: string; url: string }[];
}

export interface EmailText {
  subject: string;
  html: string;
  text: string;
}

/** One sheet of the print round: a pupil and lines of plain text. */
export interface PaperText {
  sheets: {
    pupilIndex: number;
    title: string;
    lead: string;
    lines: { when: string; what: string; mark: string }[];
  }[];
}

export type Rendered =
  | ({ channel: "telegram" } & TelegramText)
  | ({ channel: "email" } & EmailText)
  | ({ channel: "paper" } & PaperText);

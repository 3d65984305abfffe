/**
 * The one door to the words: facts in, text out. Order of things: tidied, made as poor as the channel demands,
 * arranged, and only then worded.
 */
import type { Channel } from "../../src/db.ts";
import type {
  Announced,
  ContentLevel,
  Message,
  Rendered,
  Story,
  StoryKind,
} from "../../src/deliveries/message.ts";
import { announcementsAtLevel, atLevel } from "../content-level.ts";
import { renderDigest } from "../digest/digest.ts";
import { renderEmail } from "../email/letter.tsx";
import { renderSheets } from "../print/sheet.ts";
import { renderTelegram } from "../telegram/bubble.tsx";
import { absenceNoted } from "./absence-noted.tsx";
import { absenceWithdrawn } from "./absence-withdrawn.tsx";
import {
  renderAnnouncementsForEmail,
  renderAnnouncementsForPaper,
  renderAnnouncementsForTelegram,
} from "./announcement-made.tsx";
import { arrange } from "./arrange.ts";
import { arrivalNoted } from "./arrival-noted.tsx";
import { questionOf, renderQuestionForEmail, renderQuestionForTelegram } from "./confirm.tsx";
import { renderEntryForEmail } from "./entry.tsx";
import { finalChanged } from "./final-changed.tsx";
import { finalSet } from "./final-set.tsx";
import { renderJoinedForEmail, renderJoinedForTelegram } from "./joined.tsx";
import { markChanged } from "./mark-changed.tsx";
import { markSet } from "./mark-set.tsx";
import { markWithdrawn } from "./mark-withdrawn.tsx";
import { renderNewcomersForTelegram } from "./newcomers.tsx";
import { renderReminderForTelegram } from "./reminder.tsx";
import { tidy } from "./tidy.ts";
import { renderTrialForEmail, renderTrialForTelegram } from "./trial.tsx";
import type { Wording } from "./wording.ts";

/** Kept beside what was said. Raise it with every change of a wording. */
export const WORDING_VERSION = "2";

const WORDINGS = {
  "mark.set": markSet,
  "mark.changed": markChanged,
  "mark.withdrawn": markWithdrawn,
  "final.set": finalSet,
  "final.changed": finalChanged,
  "absence.noted": absenceNoted,
  "arrival.noted": arrivalNoted,
  "absence.withdrawn": absenceWithdrawn,
} satisfies Record<StoryKind, Wording>;

const wordingOf = (story: Story): Wording => WORDINGS[story.kind];

/** What staff are reminded of goes to their chat alone, a link to sign in to a letter, and nothing about an address to paper. */
export function hasWords(channel: Channel, { reminder, newcomers, joined, trial, entry }: Message): boolean {
  if (reminder || newcomers) return channel === "telegram";
  if (entry) return channel === "email";
  return !(joined || trial) || channel !== "paper";
}

/** Email and paper take only the level `full`; anything else throws. */
export function renderMessage(channel: Channel, level: ContentLevel, message: Message): Rendered {
  const { digest, announcements, reminder, newcomers } = message;
  if (!hasWords(channel, message)) throw new Error(`${channel} has no words for this message`);
  if (announcements) return renderAnnouncements(channel, level, tidy({ ...message, announcements }));
  if (digest) return renderDigest(tidy({ ...message, digest }), { channel, level }, wordingOf);
  if (reminder && channel === "telegram")
    return { channel, ...renderReminderForTelegram(message, reminder, level) };
  if (newcomers && channel === "telegram")
    return { channel, ...renderNewcomersForTelegram(message, newcomers, level) };
  if (message.joined && channel === "telegram") return { channel, ...renderJoinedForTelegram(message) };
  if (message.joined && channel === "email") return { channel, ...renderJoinedForEmail(tidy(message)) };
  if (message.trial && channel === "telegram") return { channel, ...renderTrialForTelegram(message) };
  if (message.trial && channel === "email") return { channel, ...renderTrialForEmail(tidy(message)) };
  if (message.entry && channel === "email")
    return { channel, ...renderEntryForEmail(tidy(message), message.entry) };
  const question = questionOf(tidy(message));
  if (question && channel === "telegram") return { channel, ...renderQuestionForTelegram(question) };
  if (question && channel === "email") return { channel, ...renderQuestionForEmail(question) };
  if (question) return { channel: "paper", sheets: [] };
  if (!message.suspended && message.pupils.every(({ stories }) => stories.length === 0)) {
    throw new Error("a message without anything to say");
  }
  const allowed = atLevel(channel, level, tidy(message));
  const arranged = allowed.tells === "facts" ? arrange(allowed) : allowed;
  if (channel === "telegram") return { channel, ...renderTelegram(arranged, wordingOf) };
  // atLevel has refused anything but the facts for these two.
  if (arranged.tells !== "facts") throw new Error(`${channel} has no words for ${level}`);
  if (channel === "email") return { channel, ...renderEmail(arranged, wordingOf) };
  return { channel, ...renderSheets(arranged, wordingOf) };
}

function renderAnnouncements(
  channel: Channel,
  level: ContentLevel,
  message: Message & { announcements: Announced[] },
): Rendered {
  const known = announcementsAtLevel(channel, level, message);
  if (channel === "telegram") return { channel, ...renderAnnouncementsForTelegram(known) };
  // announcementsAtLevel leaves less than the facts to Telegram alone.
  if (known.tells !== "facts") throw new Error(`${channel} has no words for ${level}`);
  if (channel === "email") return { channel, ...renderAnnouncementsForEmail(known) };
  return { channel, ...renderAnnouncementsForPaper(known) };
}

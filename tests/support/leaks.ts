import { simpleParser } from "mailparser";
import type { ContentLevel, Message, Story } from "../../src/deliveries/message.ts";
import type { AcceptedMessage } from "./fake-telegram.ts";
import type { AcceptedLetter } from "./smtp-letter.ts";

/** Everything of a message that left, by the place where it can be read. */
type Surfaces = Record<string, string>;

export function surfacesOfChat({ text, entities, buttons, raw }: AcceptedMessage): Surfaces {
  const { chat_id: _chat, text: _html, ...more } = raw as Record<string, unknown>;
  return {
    text,
    entities: JSON.stringify(entities),
    "buttons' words": buttons.map((button) => button.text).join("\n"),
    "buttons' links": buttons.map(({ url }) => decodeURIComponent(url ?? "")).join("\n"),
    "the rest of the call": JSON.stringify({ ...more, reply_markup: undefined }),
  };
}

/** What can be read of a letter beside its own words, decoded: who carries it sees that. */
export async function surfacesOfEnvelope({ html, raw, from }: AcceptedLetter): Promise<Surfaces> {
  const mail = await simpleParser(raw, { skipImageLinks: true });
  const { to: _to, subject: _subject, ...headers } = Object.fromEntries(mail.headers);
  const links = [...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, link = ""]) => decodeURI(link));
  return {
    headers: JSON.stringify(headers),
    "return path": from,
    "file names": mail.attachments.map(({ filename, cid }) => `${filename} ${cid}`).join("\n"),
    links: links.join("\n"),
  };
}

/** Where which of these words can be read. */
export function findLeaks(surfaces: Surfaces, forbidden: readonly RegExp[]): string[] {
  return Object.entries(surfaces).flatMap(([place, text]) =>
    forbidden.flatMap((words) => {
      const found = words.exec(text);
      return found ? [`${place}: «${found[0]}»`] : [];
    }),
  );
}

/** Who it is about. */
export function namesIn(message: Message): RegExp[] {
  const { pupils, digest, newcomers } = message;
  const named = [
    ...pupils.map(({ pupil }) => pupil),
    ...(digest ? [digest.pupil] : []),
    ...(newcomers?.people ?? []).map(({ pupil, className }) => ({ ...pupil, className })),
  ];
  return unique([
    ...named.flatMap(({ surname, givenName, className }) => [surname, givenName, className]),
    ...duties(message).map(({ classes }) => classes),
  ]);
}

/** Why a lesson was missed, in both languages; nobody's words in the samples. */
const REASONS = /болезн|болел|уважительн|освобожд|\billness|\bvalid reason|\bexcused|\breleased/i;
/** Averages, marks, dates, numbers of lessons: whatever is counted was read in the journal. */
const DIGITS = /\d/;

/** What may not leave by a channel of this level (delivery.md "Content level"). */
export function forbiddenAt(level: ContentLevel, message: Message): RegExp[] {
  if (level === "full") return [];
  const stories = storiesOf(message);
  const told = subjectsTold(message);
  const missed = stories.flatMap((story) =>
    "missed" in story ? [...story.subjects, story.lesson?.subject] : [],
  );
  const bare = [
    ...stories.flatMap((story) => ("work" in story ? [story.work.title] : [])),
    ...stories.flatMap((story) => ("act" in story ? [story.act?.replace(/^№\s*\d+:?\s*/, "")] : [])),
    ...(message.digest?.ahead?.homework.map(({ text }) => text) ?? []),
  ];
  if (level === "initials")
    return [
      ...namesIn(message),
      ...unique([...bare, ...missed.filter((subject) => !told.has(subject))]),
      REASONS,
    ];
  const kinds = stories.flatMap((story) => ("work" in story ? [story.work.kind] : []));
  const { reminder, newcomers } = message;
  const lessons = duties(message).map(({ subject }) => subject);
  return [
    ...namesIn(message),
    ...unique([...bare, ...missed, ...told, ...kinds, ...lessons]),
    REASONS,
    // How much of their own work waits for somebody of the school is told everywhere.
    ...(reminder || newcomers ? [] : [DIGITS]),
    /отмет|оцен|mark/i,
  ];
}

function duties({ reminder }: Message) {
  return reminder ? [...reminder.lessons, ...reminder.works, ...reminder.finals] : [];
}

function storiesOf({ pupils, digest }: Message): Story[] {
  return [...pupils.flatMap(({ stories }) => stories), ...(digest?.changed.map(({ story }) => story) ?? [])];
}

function subjectsTold(message: Message): Set<string | null | undefined> {
  const { digest } = message;
  return new Set([
    ...storiesOf(message).flatMap((story) => ("subject" in story ? [story.subject] : [])),
    ...(digest ? [...digest.subjects, ...(digest.ahead?.homework ?? [])].map(({ subject }) => subject) : []),
  ]);
}

/** As words of their own, in any case of grammar: «Кравцовой» is Кравцова. */
function unique(words: (string | null | undefined)[]): RegExp[] {
  const stems = words.flatMap((word) => (word ? [word.length > 4 ? word.slice(0, -1) : word] : []));
  return [...new Set(stems)].map((stem) => {
    const start = /^[\p{L}\p{N}]/u.test(stem) ? "(?<![\\p{L}\\p{N}])" : "";
    const end = stem.length <= 4 && /[\p{L}\p{N}]$/u.test(stem) ? "(?![\\p{L}\\p{N}])" : "";
    return new RegExp(start + stem.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&") + end, "iu");
  });
}

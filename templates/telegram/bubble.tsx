import type { Answer, Story, TelegramText } from "../../src/deliveries/message.ts";
import type { Allowed, PupilStories } from "../content-level.ts";
import { heading } from "../messages/arrange.ts";
import type { Wording } from "../messages/wording.ts";
import { type Words, wordsIn } from "../words.ts";
import { html, LONGEST_TEXT, visibleLength } from "./markup.ts";

// «и ещё 1 284 отметки — в дневнике» and the line break before it.
const ROOM_FOR_MORE = 64;

type WordingOf = (story: Story) => Wording;

/** A stretch that is said whole or not at all, so a cut never breaks a tag or half tells a story. */
interface Piece {
  before: string;
  html: string;
}

export function renderTelegram(message: Allowed, wordingOf: WordingOf): TelegramText {
  const words = wordsIn(message.language);
  const suspended = message.suspended ? words.say("suspended", { channel: message.suspended }) : "";
  const button = { text: words.say("open-diary"), url: message.open };
  if (message.tells === "news") {
    const urgent = html(<b>{words.say("ping-urgent")}</b>);
    const news = message.isUrgent ? `${urgent}\n${words.say("ping-open")}` : words.say("ping");
    return {
      html: [message.isNew ? news : "", html(suspended)].filter(Boolean).join("\n\n"),
      buttons: [button],
    };
  }
  const pieces = message.pupils.flatMap((group) => piecesOf(group, wordingOf, words));
  const text = cut(pieces, LONGEST_TEXT - ROOM_FOR_MORE - suspended.length, words);
  return {
    html: [text, html(suspended)].filter(Boolean).join("\n\n"),
    buttons: [...why(message.pupils, words), button],
    ...answers(message.answers, words),
  };
}

function piecesOf(group: PupilStories, wordingOf: WordingOf, words: Words): Piece[] {
  const head = html(<b>{heading(group, wordingOf, words)}</b>);
  const [only, ...more] = group.stories;
  if (only && more.length === 0) {
    const paragraphs = wordingOf(only).telegram.alone(only, words).map(html).filter(Boolean);
    return [{ before: "\n\n", html: `${head}\n${paragraphs.join("\n\n")}` }];
  }
  return group.stories.map((story, at) => {
    const line = html(wordingOf(story).telegram.listed(story, words)).trimEnd();
    return at === 0 ? { before: "\n\n", html: `${head}\n${line}` } : { before: "\n", html: line };
  });
}

function cut(pieces: Piece[], longest: number, words: Words): string {
  let text = "";
  let length = 0;
  for (const [at, piece] of pieces.entries()) {
    const before = text ? piece.before : "";
    length += before.length + visibleLength(piece.html);
    if (length > longest) {
      const more = words.say("more", { marks: words.counted("marks", pieces.length - at) });
      return `${text}\n${more}`;
    }
    text += before + piece.html;
  }
  return text;
}

/** «Болеет», «Знаю», «Позвоните мне»; «Ознакомлен(а)» */
function answers(all: Answer[], words: Words): Pick<TelegramText, "answers"> {
  if (all.length === 0) return {};
  return {
    answers: all.map(({ answer, data }) => ({ text: words.say("family-answer", { answer }), data })),
  };
}

/** «Почему 4» stands only under the one story it is about. */
function why(pupils: PupilStories[], words: Words): TelegramText["buttons"] {
  const [only, ...more] = pupils.flatMap(({ stories }) => stories);
  if (!only || more.length > 0 || !("why" in only) || !only.why) return [];
  return [{ text: words.say("why", { mark: only.value }), url: only.why }];
}

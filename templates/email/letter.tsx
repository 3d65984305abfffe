import { renderToString } from "preact-render-to-string";
import type { EmailText, Story } from "../../src/deliveries/message.ts";
import type { Facts, PupilStories } from "../content-level.ts";
import { lead, topic, who } from "../messages/arrange.ts";
import type { LetterRow, Wording } from "../messages/wording.ts";
import { type Words, wordsIn } from "../words.ts";
import { renderFrame } from "./frame.ts";
import { Footer, Note, Sentence, StoryLine, Title } from "./rows.tsx";
import { renderText } from "./text.ts";

// Gmail clips a letter at 102 KB; the frame and the cut's own line take the rest.
const ROOM_FOR_ROWS = 85_000;

type WordingOf = (story: Story) => Wording;

/** A letter's data after wording: html and text are two renderings of it. */
export interface LetterGroup {
  who: string;
  topic: string;
  lead: string;
  rows: LetterRow[];
}

export interface LetterText {
  school: string;
  groups: LetterGroup[];
  /** Sentences under the rows: what was cut, what the line means, which channel was suspended. */
  notes: string[];
  open: string;
  unsubscribe: string;
}

export function renderEmail(message: Facts, wordingOf: WordingOf): EmailText {
  const words = wordsIn(message.language);
  const told = message.pupils.filter(({ stories }) => stories.length > 0);
  const all = told.map((group) => groupOf(group, wordingOf, words));
  const { groups, left } = cut(all);
  const letter: LetterText = {
    school: message.school.name,
    groups,
    notes: notes(groups, left, words),
    open: message.open,
    unsubscribe: message.unsubscribe,
  };
  if (message.asksSeen) letter.notes.push(words.say("letter-seen"));
  if (message.suspended) letter.notes.push(words.say("suspended", { channel: message.suspended }));
  const subject = subjectOf(told, wordingOf, words);
  const html = renderFrame({
    lang: message.language,
    subject,
    preview: previewOf(told, words),
    brand: words.say("brand"),
    school: words.upper(message.school.name),
    body: <Body letter={letter} />,
    button: words.say("open-diary"),
    open: message.open,
    footer: (
      <Footer
        lines={[words.say("footer-why"), `${words.say("footer-always")} ${words.say("footer-reply")}`]}
        link={message.unsubscribe}
        stop={words.say("footer-stop")}
      />
    ),
  });
  return { subject, html, text: renderText(letter, words) };
}

/** Whose and what, never a mark: «Анна, 7А: новые отметки». */
function subjectOf(groups: PupilStories[], wordingOf: WordingOf, words: Words): string {
  const [first, ...more] = groups;
  if (!first) return words.say("suspended-topic");
  const whose =
    more.length === 0 ? who(first.pupil, words) : words.list(groups.map(({ pupil }) => pupil.name));
  const stories = groups.flatMap((group) => group.stories);
  return words.say("heading", { who: whose, what: topic(stories, wordingOf, words) });
}

/** «Алгебра, физика.» */
function previewOf(groups: PupilStories[], words: Words): string {
  const subjects = new Set(
    groups.flatMap(({ stories }) =>
      stories.flatMap((story) => ("missed" in story ? story.subjects : [story.subject])).map(words.subject),
    ),
  );
  return subjects.size > 0 ? `${words.upper([...subjects].join(", "))}.` : "";
}

function groupOf(group: PupilStories, wordingOf: WordingOf, words: Words): LetterGroup {
  const rows = group.stories.map((story) => wordingOf(story).email(story, words));
  const [only, ...more] = rows;
  // Of one story The Sentence is what it means; beside the line itself a repeated mark would say nothing.
  const alone = only && more.length === 0 && only.meaning ? only : null;
  return {
    who: who(group.pupil, words),
    topic: words.upper(topic(group.stories, wordingOf, words)),
    lead: alone ? alone.meaning : lead(group, wordingOf, words),
    rows: alone ? [{ ...alone, meaning: "" }] : rows,
  };
}

function cut(all: LetterGroup[]): { groups: LetterGroup[]; left: number } {
  let room = ROOM_FOR_ROWS;
  let left = 0;
  const groups: LetterGroup[] = [];
  for (const group of all) {
    const rows: LetterRow[] = [];
    for (const row of group.rows) {
      room -= Buffer.byteLength(renderToString(<StoryLine row={row} />));
      if (room > 0) rows.push(row);
      else left += 1;
    }
    if (rows.length > 0) groups.push({ ...group, rows });
  }
  return { groups, left };
}

function notes(groups: LetterGroup[], left: number, words: Words): string[] {
  const found: string[] = [];
  if (left > 0) found.push(`${words.upper(words.say("more", { marks: words.counted("marks", left) }))}.`);
  if (groups.some(({ rows }) => rows.some(({ average }) => average !== null)))
    found.push(words.say("average-line"));
  return found;
}

function Body({ letter }: { letter: LetterText }) {
  return (
    <>
      {letter.groups.map((group) => (
        <>
          <Title who={group.who} topic={group.topic} />
          <Sentence>{group.lead}</Sentence>
          {group.rows.map((row) => (
            <StoryLine row={row} />
          ))}
        </>
      ))}
      {letter.notes.map((note) => (
        <Note>{note}</Note>
      ))}
    </>
  );
}

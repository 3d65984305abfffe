import type { Channel } from "../../src/db.ts";
import type { Announced, Language, Story } from "../../src/deliveries/message.ts";
import { subjectPeriod } from "../messages/phrases.ts";
import { type Words, wordsIn } from "../words.ts";
import { Icon } from "./icons.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { ChangedMark, Mark } from "./marks.tsx";

interface SaidFact {
  id: string;
  story: Story;
  /** What was said then; null: withdrawn. */
  value: string | null;
  was: string | null;
  /** The journal has gone on since. */
  isOld: boolean;
}

export const ANSWERS = ["ill", "known", "call"] as const;

export interface MessageProps {
  deliveryId: string;
  /** It asks whether they have seen its finals, and `on` which day they said so; null: it does not ask. */
  seen: { on: string | null } | null;
  /** It tells that a child is away today, and its guardian may answer. */
  asks: boolean;
  /** What they have answered just now. */
  answered: (typeof ANSWERS)[number] | null;
  /** `2026-11-27` */
  day: string;
  time: string;
  channel: Channel;
  announcements: Announced[];
  pupils: { name: string; className: string; facts: SaidFact[] }[];
}

export function MessagePage({ frame, ...props }: MessageProps & { frame: Frame }) {
  const { deliveryId, seen, asks, answered, day, time, channel, announcements, pupils } = props;
  const { language } = frame;
  const { say, upper, weekday } = wordsIn(language);
  return (
    <Layout frame={frame} title={say("message-title")} css={["message"]} language={language}>
      <main id="main" class="narrow">
        <h1>{say("message-title")}</h1>
        <p class="say lead">
          {say("message-when", { day: upper(weekday(day)), time, channel })}
          {pupils.length > 0 && ` ${say("message-then")}`}
        </p>
        {announcements.map((announced) => (
          <section key={announced.thread?.id ?? announced.title}>
            {announced.title && <h2>{announced.title}</h2>}
            {announced.text
              .split(/\n+/)
              .filter(Boolean)
              .map((paragraph) => (
                <p key={paragraph}>{paragraph}</p>
              ))}
          </section>
        ))}
        {pupils.map(({ name, className, facts }) => (
          <section key={name}>
            <h2>
              {name}, {className}
            </h2>
            <ul>
              {facts.map((fact) => (
                <Fact key={fact.id} fact={fact} language={language} />
              ))}
            </ul>
          </section>
        ))}
        {answered && (
          <p class="note" role="status">
            <Icon name="check" tone="ok" />
            <span>{say("message-answered", { answer: answered })}</span>
          </p>
        )}
        {asks && !answered && <Ask deliveryId={deliveryId} language={language} />}
        {seen && <Seen deliveryId={deliveryId} on={seen.on} language={language} />}
      </main>
    </Layout>
  );
}

function Ask({ deliveryId, language }: { deliveryId: string; language: Language }) {
  const { say } = wordsIn(language);
  return (
    <form method="post" action={`/o/${deliveryId}/answer`} class="acts seen">
      {ANSWERS.map((answer) => (
        <button key={answer} type="submit" name="answer" value={answer} class="btn">
          {say("message-answer", { answer })}
        </button>
      ))}
    </form>
  );
}

function Seen({ deliveryId, on, language }: { deliveryId: string; on: string | null; language: Language }) {
  const { say, shortDay } = wordsIn(language);
  if (on)
    return (
      <p class="note seen" role="status">
        <Icon name="check" tone="ok" />
        <span>{say("message-seen", { day: shortDay(on) })}</span>
      </p>
    );
  return (
    <form method="post" action={`/o/${deliveryId}/seen`} class="seen">
      <button type="submit" class="btn">
        {say("message-see")}
      </button>
    </form>
  );
}

function Fact({ fact: { story, value, was, isOld }, language }: { fact: SaidFact; language: Language }) {
  const words = wordsIn(language);
  const { say } = words;
  if ("missed" in story)
    return (
      <li class="line">
        <time datetime={story.date}>{words.shortDay(story.date)}</time>
        <span>
          <b>{say("message-attendance", { value: value ?? "withdrawn" })}</b>
          {isOld && <small>{say("message-gone-on")}</small>}
        </span>
      </li>
    );
  return (
    <li class="line">
      <time datetime={story.date}>{words.shortDay(story.date)}</time>
      <span>
        <b>{words.upper(isFinal(story) ? subjectPeriod(story, story.subject, words) : story.subject)}</b>
        <small>
          {!isFinal(story) && earnedFor(story.work, words)}
          {value === null && `. ${say("message-withdrawn")}`}
          {isOld && `. ${say("message-gone-on")}`}
        </small>
      </span>
      <span class="v">
        {was === null ? (
          value !== null && <Mark value={value} words={words} />
        ) : (
          <ChangedMark was={was} value={value} words={words} />
        )}
      </span>
    </li>
  );
}

function isFinal(story: Story): story is Extract<Story, { kind: "final.set" | "final.changed" }> {
  return story.kind === "final.set" || story.kind === "final.changed";
}

function earnedFor({ kind, title }: { kind: string; title: string | null }, { say, upper }: Words): string {
  return title ? say("message-work", { kind: upper(kind), title }) : upper(kind);
}

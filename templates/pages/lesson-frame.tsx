import type { ComponentChildren } from "preact";
import { wordsIn } from "../words.ts";
import { Icon } from "./icons.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { Button, Tabs } from "./parts.tsx";

/** What every page of a lesson says above. */
export interface LessonHead {
  id: string;
  subject: string;
  className: string;
  /** Of its journal; of a subgroup the first class. */
  classId: string;
  subjectId: string;
  /** `2026-11-27` */
  date: string;
  number: number;
  from: string;
  to: string;
  topic: string | null;
}

const TABS = [
  { tab: "marks", path: "" },
  { tab: "roll", path: "/roll" },
  { tab: "words", path: "/words" },
  { tab: "quick", path: "/quick" },
] as const;

interface Props {
  frame: Frame;
  lesson: LessonHead;
  tab: (typeof TABS)[number]["tab"];
  children: ComponentChildren;
}

export function LessonFrame({ frame, lesson, tab, children }: Props) {
  const words = wordsIn(frame.language);
  const { say } = words;
  const { id, date, number: n, from, to, topic, classId, subjectId } = lesson;
  const title = say("lesson-title", { subject: words.upper(lesson.subject), class: lesson.className });
  const journal = `/classes/${classId}/journal/${subjectId}?month=${date.slice(0, "2026-11".length)}`;
  return (
    <Layout frame={frame} title={`${title}, ${words.day(date)}`} css={["lesson"]} language={frame.language}>
      <main id="main">
        <div class="line top">
          <a class="back" href="/lessons" aria-label={say("lesson-back")}>
            <Icon name="left" />
          </a>
          <div>
            <h1>{title}</h1>
            <p>{say("lesson-when", { day: words.upper(words.weekday(date)), n, from, to })}</p>
            {topic && <p>{topic}</p>}
            <p>
              <a href={journal}>{say("lesson-to-journal")}</a>
            </p>
          </div>
        </div>
        <Tabs
          label={say("lesson-tabs")}
          tabs={TABS.map((each) => ({
            href: `/lessons/${id}${each.path}`,
            text: say("lesson-tab", { tab: each.tab }),
            isHere: each.tab === tab,
          }))}
        />
        {children}
      </main>
    </Layout>
  );
}

/** What was typed stays in the form below; only the sentence says why nothing was written. */
export function Refused({
  problem,
  asks,
  language,
}: {
  problem: string;
  asks: boolean;
  language: Frame["language"];
}) {
  const { say } = wordsIn(language);
  return (
    <p class="note saved" role="alert">
      <Icon name="alert" tone="red" />
      <span>
        {say("lesson-nothing-written", { problem })}
        {asks && ` ${say("lesson-to-confirm")}`}
      </span>
    </p>
  );
}

/** What a form says of a breakdown of ours. */
export function brokenIn(language: Frame["language"]): string {
  return wordsIn(language).say("lesson-broken");
}

/** The end of a request through a closed door (R11): why, and the button. */
export function AskCorrection({ reason, language }: { reason: string } & Pick<Frame, "language">) {
  const { say } = wordsIn(language);
  return (
    <div class="form">
      <p>
        <label for="reason">{say("correct-reason")}</label>
        <textarea id="reason" name="reason" rows={3} maxLength={500}>
          {reason}
        </textarea>
      </p>
      <Button kind="main">{say("correct-ask")}</Button>
    </div>
  );
}

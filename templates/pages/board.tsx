import type { OwedThing } from "../../src/oversight/owed.ts";
import { owedSaid } from "../owed-words.ts";
import { wordsIn } from "../words.ts";
import { Area, Form, formLook, Input, type Refusal } from "./fields.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { Button, Empty } from "./parts.tsx";
import { type SchoolTab, SchoolTop } from "./school-top.tsx";

export interface BoardProps {
  tabs: SchoolTab[];
  /** The newest first; days are `2026-11-27`. */
  posts: {
    id: string;
    kind: "notice" | "analysis";
    title: string;
    text: string;
    by: string | null;
    on: string;
  }[];
  /** The address of the page after this one. */
  next: string | null;
  mayWrite: boolean;
  longest: { title: number; text: number };
  refusal: Refusal | null;
}

export function BoardPage({
  frame,
  tabs,
  posts,
  next,
  mayWrite,
  longest,
  refusal,
}: BoardProps & { frame: Frame }) {
  const { language } = frame;
  const words = wordsIn(language);
  const { say } = words;
  const of = formLook("post", language, refusal);
  return (
    <Layout frame={frame} title={say("board-title")} css={["school"]} language={language}>
      <main id="main">
        <SchoolTop frame={frame} tabs={tabs} here="board" title={say("board-title")} />
        {mayWrite && (
          <details open={of.refusal !== null}>
            <summary>{say("board-write")}</summary>
            <Form of={of} action="/board">
              <Input of={of} name="title" label={say("board-post-title")} most={longest.title} />
              <Area of={of} name="text" label={say("board-post-text")} most={longest.text} />
              <Button kind="main">{say("board-publish")}</Button>
            </Form>
          </details>
        )}
        {posts.length === 0 && <Empty say={say("board-none")} />}
        <ol>
          {posts.map(({ id, kind, title, text, by, on }) => (
            <li key={id} class="line">
              <time>{words.shortDay(on)}</time>
              <div>
                <h2>{title}</h2>
                <p class="said">{text}</p>
                <small class="below">{kind === "analysis" ? say("board-analysis") : by}</small>
              </div>
            </li>
          ))}
        </ol>
        {next && (
          <p class="lead">
            <a href={next}>{say("board-earlier")}</a>
          </p>
        )}
      </main>
    </Layout>
  );
}

export interface DeadlinesProps {
  tabs: SchoolTab[];
  debts: {
    requirement: string;
    owes: "administrator" | "deputyHead" | "subjectTeacher" | "classTeacher";
    what: OwedThing;
    of: string;
    due: string;
    isLate: boolean;
  }[];
}

export function DeadlinesPage({ frame, tabs, debts }: DeadlinesProps & { frame: Frame }) {
  const { language } = frame;
  const words = wordsIn(language);
  const { say } = words;
  const owing = [...new Set(debts.map(({ owes }) => owes))];
  const late = debts.filter(({ isLate }) => isLate).length;
  return (
    <Layout frame={frame} title={say("deadlines-title")} css={["school"]} language={language}>
      <main id="main">
        <SchoolTop frame={frame} tabs={tabs} here="deadlines" title={say("deadlines-title")} />
        <p class="say lead">
          {debts.length === 0 ? say("deadlines-none") : say("deadlines-say", { n: debts.length, late })}
        </p>
        {owing.map((owes) => (
          <section key={owes} class="part">
            <h2>{say("deadlines-who", { owes })}</h2>
            <ul>
              {debts
                .filter((debt) => debt.owes === owes)
                .map((debt) => (
                  <li key={`${debt.what} ${debt.of}`} class="line">
                    <time class={debt.isLate ? "is-red" : "dim"}>{words.shortDay(debt.due)}</time>
                    <span>{owedSaid(words, debt)}</span>
                    <small class="dim">{debt.requirement}</small>
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </main>
    </Layout>
  );
}

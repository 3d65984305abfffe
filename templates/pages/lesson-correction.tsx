import { wordsIn } from "../words.ts";
import type { Frame } from "./layout.tsx";
import { AskCorrection, LessonFrame, type LessonHead, Refused } from "./lesson-frame.tsx";
import { Note } from "./parts.tsx";

interface Props {
  lesson: LessonHead;
  works: { id: string; kind: string; title: string | null }[];
  /** The work that is shown; null: the lesson has none. */
  current: string | null;
  values: string[];
  pupils: { id: string; name: string; value: string | null; wanted: string }[];
  reason: string;
  problem: string | null;
  /** The head's order that allows corrections is entered. */
  isOrdered: boolean;
  mayAsk: boolean;
}

/** A request to correct marks whose day is over (R11). */
export function LessonCorrectionPage({ frame, ...props }: Props & { frame: Frame }) {
  const words = wordsIn(frame.language);
  const { say } = words;
  const { lesson, works, current, problem, isOrdered, mayAsk } = props;
  const mayFill = isOrdered && mayAsk && current !== null;
  const why = !isOrdered ? "order" : !mayAsk ? "teacher" : "work";
  return (
    <LessonFrame frame={frame} lesson={lesson} tab="marks">
      <h2>{say("correct-title")}</h2>
      {problem && <Refused problem={problem} asks={false} language={frame.language} />}
      <nav class="kinds" aria-label={say("lesson-works")}>
        {works.map(({ id, kind, title }) => (
          <a
            key={id}
            href={`/lessons/${lesson.id}/correction?work=${id}`}
            aria-current={id === current ? "page" : undefined}
          >
            {title ? say("lesson-work", { kind: words.upper(kind), title }) : words.upper(kind)}
          </a>
        ))}
      </nav>
      {mayFill ? (
        <Form {...props} language={frame.language} />
      ) : (
        <Note icon="clock" tone="dim">
          <p>{say("correct-closed", { why })}</p>
        </Note>
      )}
    </LessonFrame>
  );
}

function Form({ lesson, current, values, pupils, reason, language }: Props & Pick<Frame, "language">) {
  const { say } = wordsIn(language);
  return (
    <form method="post" action={`/lessons/${lesson.id}/correction`}>
      <p class="sub">{say("correct-lead")}</p>
      <input type="hidden" name="work" value={current ?? ""} />
      <ol>
        {pupils.map(({ id, name, value, wanted }, at) => (
          <li key={id} class="line pupil">
            <span>{at + 1}</span>
            <label for={`m-${id}`}>
              {name} <small>{say("correct-stands", { value: value ?? "–" })}</small>
            </label>
            <span class="cell">
              <select id={`m-${id}`} name={`m.${id}`}>
                <option value="">{say("correct-leave")}</option>
                {values.map((code) => (
                  <option key={code} value={code} selected={code === wanted}>
                    {code}
                  </option>
                ))}
                {value !== null && (
                  <option value="none" selected={wanted === "none"}>
                    {say("correct-take-away")}
                  </option>
                )}
              </select>
            </span>
          </li>
        ))}
      </ol>
      <AskCorrection reason={reason} language={language} />
    </form>
  );
}

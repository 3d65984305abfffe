import { type Words, wordsIn } from "../words.ts";
import { Icon } from "./icons.tsx";
import type { Frame } from "./layout.tsx";
import { LessonFrame, type LessonHead, Refused } from "./lesson-frame.tsx";
import { Button, Note, Part } from "./parts.tsx";

export interface TypedWords {
  topic: string;
  material: string;
  homework: string;
  noHomework: boolean;
  taskFor: string;
  taskText: string;
}

export interface LessonWordsProps {
  lesson: LessonHead;
  record: { topic: string | null; material: string | null; homework: string | null; noHomework: boolean };
  /** Of the plan. */
  nextTopic: string | null;
  allowsHomework: boolean;
  pupils: { id: string; name: string }[];
  /** A text of null: taken back. */
  tasks: { pupilId: string; name: string; text: string | null; version: number }[];
  mayWrite: boolean;
  /** What was typed and not written. */
  typed: TypedWords | null;
  problem: string | null;
  isSaved: boolean;
}

type Props = LessonWordsProps & { words: Words };

export function LessonWordsPage({ frame, ...props }: LessonWordsProps & { frame: Frame }) {
  const words = wordsIn(frame.language);
  const { lesson, problem, mayWrite, typed, isSaved } = props;
  return (
    <LessonFrame frame={frame} lesson={lesson} tab="words">
      {problem && <Refused problem={problem} asks={false} language={frame.language} />}
      {isSaved && !problem && (
        <p class="note" role="status">
          <Icon name="check" tone="ok" />
          <span>{words.say("lesson-saved-words")}</span>
        </p>
      )}
      {mayWrite || typed ? <Form {...props} words={words} /> : <Read {...props} words={words} />}
    </LessonFrame>
  );
}

function Form({ lesson, record, nextTopic, allowsHomework, pupils, tasks, typed, words }: Props) {
  const { say } = words;
  const standing = {
    topic: record.topic ?? "",
    material: record.material ?? "",
    homework: record.homework ?? "",
  };
  const shown = typed ?? { ...standing, noHomework: record.noHomework, taskFor: "", taskText: "" };
  return (
    <form method="post" action={`/lessons/${lesson.id}/words`} class="form">
      {(["topic", "material", "homework"] as const).map((field) => (
        <input key={field} type="hidden" name={`was.${field}`} value={standing[field]} />
      ))}
      <input type="hidden" name="was.none" value={record.noHomework ? "yes" : ""} />
      {tasks.map(({ pupilId, version }) => (
        <input key={pupilId} type="hidden" name={`task.${pupilId}`} value={version} />
      ))}
      <p>
        <label for="topic">{say("lesson-topic")}</label>
        <textarea id="topic" name="topic" rows={2} maxLength={500}>
          {shown.topic}
        </textarea>
        {nextTopic && (
          <span class="hint">
            {say("lesson-next-topic", { topic: nextTopic })}{" "}
            <button type="submit" class="btn btn-s" name="act" value="plan">
              {say("lesson-take-topic")}
            </button>
          </span>
        )}
      </p>
      <p>
        <label for="material">{say("lesson-material")}</label>
        <textarea id="material" name="material" rows={2} maxLength={2000}>
          {shown.material}
        </textarea>
      </p>
      {allowsHomework && (
        <>
          <p>
            <label for="homework">{say("lesson-homework")}</label>
            <textarea id="homework" name="homework" rows={3} maxLength={4000}>
              {shown.homework}
            </textarea>
          </p>
          <p>
            <label>
              <input type="checkbox" name="none" value="yes" checked={shown.noHomework} />
              {say("lesson-no-homework")}
            </label>
          </p>
          <p>
            <label for="taskFor">{say("lesson-task-who")}</label>
            <select id="taskFor" name="taskFor">
              <option value="">{say("lesson-task-nobody")}</option>
              {pupils.map(({ id, name }) => (
                <option key={id} value={id} selected={id === shown.taskFor}>
                  {name}
                </option>
              ))}
            </select>
          </p>
          <p>
            <label for="taskText">{say("lesson-task-text")}</label>
            <textarea id="taskText" name="taskText" rows={2} maxLength={2000}>
              {shown.taskText}
            </textarea>
          </p>
        </>
      )}
      <Button kind="main">{say("lesson-save-words")}</Button>
      <Tasks tasks={tasks} words={words} mayTake />
    </form>
  );
}

function Tasks({ tasks, words, mayTake }: { tasks: Props["tasks"]; words: Words; mayTake: boolean }) {
  const { say } = words;
  const given = tasks.filter(({ text }) => text !== null);
  if (given.length === 0) return null;
  return (
    <Part id="tasks" title={say("lesson-tasks")}>
      <ul>
        {given.map(({ pupilId, name, text }) => (
          <li key={pupilId} class="line">
            <span />
            <span>
              <b>{name}</b> {text}
            </span>
            {mayTake && (
              <button
                type="submit"
                class="btn btn-s btn-stop"
                name="drop"
                value={pupilId}
                aria-label={`${say("lesson-task-take")}: ${name}`}
              >
                {say("lesson-task-take")}
              </button>
            )}
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Read({ record, tasks, words }: Props) {
  const { say } = words;
  const none = say("lesson-not-written");
  return (
    <>
      <Note icon="clock" tone="dim">
        <p>{say("lesson-words-closed")}</p>
      </Note>
      <dl class="facts">
        <dt>{say("lesson-topic")}</dt>
        <dd>{record.topic ?? none}</dd>
        <dt>{say("lesson-material")}</dt>
        <dd>{record.material ?? none}</dd>
        <dt>{say("lesson-homework")}</dt>
        <dd>{record.homework ?? (record.noHomework ? say("lesson-no-homework") : none)}</dd>
      </dl>
      <Tasks tasks={tasks} words={words} mayTake={false} />
    </>
  );
}

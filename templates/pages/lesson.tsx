import { type Words, wordsIn } from "../words.ts";
import { Icon } from "./icons.tsx";
import type { Frame } from "./layout.tsx";
import { LessonFrame, type LessonHead, Refused } from "./lesson-frame.tsx";
import { Mark } from "./marks.tsx";

export interface PupilLine {
  id: string;
  /** Of the class list. */
  number: number;
  name: string;
  /** The last marks before this work. */
  recent: string[];
  /** Of the term, in hundredths. */
  average: number | null;
  /** What stands in the journal now. */
  value: string | null;
  /** Of the cell, so that nobody writes over what they have not seen; 0: never marked. */
  version: number;
}

export interface Saved {
  marks: { name: string; value: string | null; was: string | null }[];
  /** Milliseconds: names what is undone. */
  at: number;
  holdSeconds: number;
  /** «10:34» */
  hearAt: string;
  mayUndo: boolean;
}

interface WorkChoice {
  /** What the address names it by. */
  key: string;
  kind: string;
  kindCode: string;
  title: string | null;
}

export interface LessonProps {
  lesson: LessonHead;
  /** Of the work that is shown. */
  door: "open" | "ahead" | "past" | "cancelled";
  works: WorkChoice[];
  /** Kinds this lesson has no work of yet. */
  kinds: { code: string; name: string }[];
  current: WorkChoice;
  values: { code: string; name: string }[];
  pupils: PupilLine[];
  saved: Saved | null;
  isUndone: boolean;
  mayWrite: boolean;
  /** What was typed and not written, by pupil. */
  typed: Map<string, string>;
  problem: string | null;
  /** What the problem asks back; saving once more means it. */
  confirm: string[];
}

type Said = LessonProps & { words: Words };

export function LessonPage({ frame, ...props }: LessonProps & { frame: Frame }) {
  const { lesson, saved, problem, mayWrite, confirm } = props;
  const words = wordsIn(frame.language);
  const said = { ...props, words };
  return (
    <LessonFrame frame={frame} lesson={lesson} tab="marks">
      {problem && <Refused problem={problem} asks={confirm.length > 0} language={frame.language} />}
      {!problem && props.isUndone && <Done words={words}>{words.say("lesson-undone")}</Done>}
      {!problem && saved && <SavedNote saved={saved} demo={frame.demo} lessonId={lesson.id} words={words} />}
      {!problem && !mayWrite && <ClosedNote {...said} />}
      <Works {...said} />
      {mayWrite || props.typed.size > 0 ? <Entry {...said} /> : <List {...said} />}
    </LessonFrame>
  );
}

function Done({ children }: { children: string; words: Words }) {
  return (
    <p class="note saved" role="status">
      <Icon name="check" tone="ok" />
      <span>{children}</span>
    </p>
  );
}

interface Noted {
  saved: Saved;
  demo: boolean;
  lessonId: string;
  words: Words;
}

function SavedNote({ saved: { marks, holdSeconds, hearAt, at, mayUndo }, demo, lessonId, words }: Noted) {
  const { say } = words;
  if (marks.length === 0) return <Done words={words}>{say("lesson-unchanged")}</Done>;
  const changes = marks.map((mark) => changed(mark, words)).join("; ");
  return (
    <div class="note saved" role="status">
      <Icon name="check" tone="ok" />
      <div>
        <p>{say("lesson-saved", { marks: changes })}</p>
        <p>
          {demo
            ? say("lesson-hear-demo", { hold: inWords(holdSeconds, words) })
            : say("lesson-hear", { at: hearAt })}{" "}
          {demo && <a href="/postbox">{say("lesson-to-postbox")}</a>}
        </p>
        {mayUndo && (
          <form method="post" action={`/lessons/${lessonId}/undo`}>
            <input type="hidden" name="at" value={at} />
            <button type="submit" class="btn btn-s">
              <Icon name="undo" /> {say("lesson-undo")}
            </button>
          </form>
        )}
      </div>
    </div>
  );
}

function changed({ name, value, was }: Saved["marks"][number], { say }: Words): string {
  const state = value === null ? "taken" : was === null ? "set" : "changed";
  return say("lesson-change", { state, name, value: value ?? "", was: was ?? "" });
}

function inWords(seconds: number, { say }: Words): string {
  return seconds < 120
    ? say("lesson-hold", { seconds })
    : say("lesson-hold-minutes", { minutes: Math.round(seconds / 60) });
}

function ClosedNote({ door, current, lesson, words }: Said) {
  const { say } = words;
  return (
    <p class="note saved">
      <Icon name="clock" tone="dim" />
      <span>
        {say("lesson-closed", { door })}{" "}
        {door === "past" && (
          <a href={`/lessons/${lesson.id}/correction?work=${current.key}`}>{say("lesson-ask-correction")}</a>
        )}
      </span>
    </p>
  );
}

function Works({ lesson, works, kinds, current, mayWrite, words }: Said) {
  const { say } = words;
  const shown = works.some(({ key }) => key === current.key) ? works : [...works, current];
  return (
    <>
      <nav class="kinds" aria-label={say("lesson-works")}>
        {shown.map((work) => (
          <a
            key={work.key}
            href={`/lessons/${lesson.id}?work=${work.key}`}
            aria-current={work.key === current.key ? "page" : undefined}
          >
            {nameOf(work, words)}
          </a>
        ))}
      </nav>
      {mayWrite && kinds.length > 0 && (
        <details class="more">
          <summary>{say("lesson-other-kind")}</summary>
          <ul>
            {kinds.map(({ code, name }) => (
              <li key={code}>
                <a href={`/lessons/${lesson.id}?work=${code}`}>{name}</a>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function nameOf({ kind, title }: WorkChoice, { upper, say }: Words): string {
  return title ? say("lesson-work", { kind: upper(kind), title }) : upper(kind);
}

function Entry({ lesson, current, pupils, values, typed, problem, confirm, words }: Said) {
  const { say } = words;
  const codes = values.map(({ code }) => code);
  return (
    <form
      method="post"
      action={`/lessons/${lesson.id}`}
      aria-label={say("lesson-marks-of", { work: nameOf(current, words) })}
    >
      <input type="hidden" name="work" value={current.key} />
      {confirm.length > 0 && <input type="hidden" name="confirm" value={confirm.join(" ")} />}
      <ol>
        {pupils.map((pupil) => {
          const value = typed.get(pupil.id) ?? pupil.value ?? "";
          const isWrong = problem !== null && value !== "" && !codes.includes(value);
          return (
            <li key={pupil.id} class={isWrong ? "line pupil bad" : "line pupil"}>
              <span>{pupil.number}</span>
              <label for={`m-${pupil.id}`}>
                {pupil.name}
                {isWrong ? (
                  <small id={`e-${pupil.id}`}>{say("lesson-no-such-mark")}</small>
                ) : (
                  <Context
                    pupil={pupil}
                    now={problem && value !== pupil.value ? pupil.value : null}
                    words={words}
                  />
                )}
              </label>
              <span class="cell">
                <input type="hidden" name={`was.${pupil.id}`} value={pupil.value ?? ""} />
                <input type="hidden" name={`seen.${pupil.id}`} value={pupil.version} />
                <select
                  id={`m-${pupil.id}`}
                  name={`m.${pupil.id}`}
                  class={["2", "1"].includes(value) ? "fails" : undefined}
                  aria-invalid={isWrong ? "true" : undefined}
                  autofocus={isWrong}
                >
                  <option value="">–</option>
                  {isWrong && (
                    <option value={value} selected>
                      {value}
                    </option>
                  )}
                  {values.map(({ code }) => (
                    <option key={code} value={code} selected={code === value}>
                      {code}
                    </option>
                  ))}
                </select>
              </span>
            </li>
          );
        })}
      </ol>
      <div class="pad bar">
        <div class="now">
          <button type="submit" class="btn btn-main">
            {say("lesson-save-marks")}
          </button>
          <span class="dim">{say("lesson-only-changed")}</span>
        </div>
      </div>
    </form>
  );
}

function List({ pupils, words }: Said) {
  return (
    <ol>
      {pupils.map((pupil) => (
        <li key={pupil.id} class="line pupil">
          <span>{pupil.number}</span>
          <span>
            {pupil.name}
            <Context pupil={pupil} words={words} />
          </span>
          <span class="v">{pupil.value && <Mark value={pupil.value} words={words} />}</span>
        </li>
      ))}
    </ol>
  );
}

interface InContext {
  pupil: PupilLine;
  /** What stands in the journal where something else is typed. */
  now?: string | null;
  words: Words;
}

function Context({ pupil: { recent, average }, now = null, words }: InContext) {
  const { say } = words;
  const said = [
    now === null ? "" : say("lesson-now", { value: now }),
    recent.join(" "),
    average === null ? "" : say("lesson-average", { average: words.average(average) }),
  ].filter(Boolean);
  return <small>{said.join(", ") || say("lesson-no-marks")}</small>;
}

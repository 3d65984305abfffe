import { wordsIn } from "../words.ts";
import { Icon } from "./icons.tsx";
import { type Frame, Layout } from "./layout.tsx";
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
  holdSeconds: number;
  /** «10:34» */
  hearAt: string;
}

interface WorkChoice {
  /** What the address names it by. */
  key: string;
  kind: string;
  kindCode: string;
  title: string | null;
}

export interface LessonProps {
  lesson: {
    id: string;
    subject: string;
    className: string;
    /** `2026-11-27` */
    date: string;
    number: number;
    from: string;
    to: string;
    topic: string | null;
    /** Of the work that is shown. */
    door: "open" | "ahead" | "past" | "cancelled";
  };
  works: WorkChoice[];
  /** Kinds this lesson has no work of yet. */
  kinds: { code: string; name: string }[];
  current: WorkChoice;
  values: { code: string; name: string }[];
  pupils: PupilLine[];
  saved: Saved | null;
  mayWrite: boolean;
  /** What was typed and not written, by pupil. */
  typed: Map<string, string>;
  problem: string | null;
  /** What the problem asks back; saving once more means it. */
  confirm: string[];
}

const words = wordsIn("ru");

export function LessonPage({ frame, ...props }: LessonProps & { frame: Frame }) {
  const { lesson, saved, problem, mayWrite } = props;
  const title = `${words.upper(lesson.subject)}, ${lesson.className}`;
  return (
    <Layout frame={frame} title={`${title}, ${words.day(lesson.date)}`} css={["lesson"]}>
      <main id="main">
        <div class="line top">
          <a class="back" href="/lessons" aria-label="К урокам сегодня">
            <Icon name="left" />
          </a>
          <div>
            <h1>{title}</h1>
            <p>
              {words.upper(words.weekday(lesson.date))}, {lesson.number}-й урок, {lesson.from}–{lesson.to}
            </p>
            {lesson.topic && <p>{lesson.topic}</p>}
          </div>
        </div>
        {problem && (
          <p class="note saved" role="alert">
            <Icon name="alert" tone="red" />
            <span>
              {problem} Ничего не записано, всё введённое осталось в форме.
              {props.confirm.length > 0 && " Чтобы подтвердить, запишите ещё раз."}
            </span>
          </p>
        )}
        {!problem && saved && <SavedNote saved={saved} demo={frame.demo} />}
        {!problem && !mayWrite && <ClosedNote door={lesson.door} />}
        <Works {...props} />
        {mayWrite || props.typed.size > 0 ? <Entry {...props} /> : <List {...props} />}
      </main>
    </Layout>
  );
}

function SavedNote({ saved: { marks, holdSeconds, hearAt }, demo }: { saved: Saved; demo: boolean }) {
  if (marks.length === 0)
    return (
      <p class="note saved" role="status">
        <Icon name="check" tone="dim" />
        <span>Ничего не изменилось, записывать было нечего.</span>
      </p>
    );
  return (
    <div class="note saved" role="status">
      <Icon name="check" tone="ok" />
      <div>
        <p>Записано: {marks.map(({ name, value, was }) => `${name} ${change(value, was)}`).join("; ")}.</p>
        <p>
          {demo
            ? `Родители услышат через ${inWords(holdSeconds)}: в показе выдержка ${inWords(holdSeconds)}, обычно 10 минут. `
            : `Родители услышат в ${hearAt}, до тех пор можно исправить. `}
          {demo && <a href="/postbox">Посмотреть в почтовом ящике</a>}
        </p>
      </div>
    </div>
  );
}

function change(value: string | null, was: string | null): string {
  if (value === null) return `– (снята, была ${was})`;
  return was === null ? value : `${value} (была ${was})`;
}

function inWords(seconds: number): string {
  return seconds < 120 ? `${seconds} секунд` : `${Math.round(seconds / 60)} минут`;
}

function ClosedNote({ door }: { door: LessonProps["lesson"]["door"] }) {
  const sentence = {
    past: "Этот день закрыт. Изменить отметку можно только по акту через завуча.",
    ahead: "Этот урок ещё впереди. Отметки ставят в день урока.",
    cancelled: "Этот урок отменён, записей в нём не ведут.",
    open: "Отметки на этом уроке ставит учитель предмета.",
  }[door];
  return (
    <p class="note saved">
      <Icon name="clock" tone="dim" />
      <span>{sentence}</span>
    </p>
  );
}

function Works({ lesson, works, kinds, current, mayWrite }: LessonProps) {
  const shown = works.some(({ key }) => key === current.key) ? works : [...works, current];
  return (
    <>
      <nav class="tabs" aria-label="Работы урока">
        {shown.map((work) => (
          <a
            key={work.key}
            href={`/lessons/${lesson.id}?work=${work.key}`}
            aria-current={work.key === current.key ? "page" : undefined}
          >
            {nameOf(work)}
          </a>
        ))}
      </nav>
      {mayWrite && kinds.length > 0 && (
        <details class="more">
          <summary>Другой вид работы</summary>
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

function nameOf({ kind, title }: WorkChoice): string {
  return title ? `${words.upper(kind)} «${title}»` : words.upper(kind);
}

function Entry({ lesson, current, pupils, values, typed, problem, confirm }: LessonProps) {
  const codes = values.map(({ code }) => code);
  return (
    <form method="post" action={`/lessons/${lesson.id}`} aria-label={`Отметки: ${nameOf(current)}`}>
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
                  <small id={`e-${pupil.id}`}>такой отметки нет, выберите другую</small>
                ) : (
                  <Context pupil={pupil} now={problem && value !== pupil.value ? pupil.value : null} />
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
            Записать отметки
          </button>
          <span class="dim">Запишется только то, что изменено</span>
        </div>
      </div>
    </form>
  );
}

function List({ pupils }: LessonProps) {
  return (
    <ol>
      {pupils.map((pupil) => (
        <li key={pupil.id} class="line pupil">
          <span>{pupil.number}</span>
          <span>
            {pupil.name}
            <Context pupil={pupil} />
          </span>
          <span class="v">{pupil.value && <Mark value={pupil.value} />}</span>
        </li>
      ))}
    </ol>
  );
}

/** `now`: what stands in the journal where something else is typed. */
function Context({ pupil: { recent, average }, now = null }: { pupil: PupilLine; now?: string | null }) {
  const said = [
    now === null ? "" : `сейчас в журнале ${now}`,
    recent.join(" "),
    average === null ? "" : `средний ${words.average(average)}`,
  ].filter(Boolean);
  return <small>{said.join(", ") || "отметок ещё нет"}</small>;
}

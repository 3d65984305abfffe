import { type Words, wordsIn } from "../words.ts";
import type { Frame } from "./layout.tsx";
import { LessonFrame, type LessonHead, Refused } from "./lesson-frame.tsx";
import { Button, Note } from "./parts.tsx";

/** One pupil: the marks by their kind of work, and what is noted. */
export interface QuickLine {
  number: number;
  name: string;
  marks: { kind: string; values: { value: string; was: string | null }[] }[];
  note: { kind: "absent" | "late" | "present"; minutes: number } | null;
}

/** What was understood of typed words. */
export interface QuickCard {
  text: string;
  /** Of marks whose kind the words leave open. */
  kind: string;
  kinds: { code: string; name: string }[];
  /** Answers that were given. */
  choices: { key: string; pupilId: string }[];
  /** Another lesson is meant; null id: none of today. */
  turn: { lessonId: string | null } | null;
  lines: QuickLine[];
  whole: "all" | "rest" | null;
  record: {
    topic?: string | null | undefined;
    homework?: string | null | undefined;
    noHomework?: boolean | undefined;
  } | null;
  tasks: { name: string; text: string }[];
  questions: { key: string; isGuess: boolean; place: string; people: { id: string; name: string }[] }[];
  faults: { kind: string; example: string; place: string }[];
  warnings: { kind: string; place: string; who: string }[];
  lacksTopic: boolean;
  /** Fingerprint of what saving would write. */
  seen: string;
  /** Asked back before it is written. */
  sure: { code: string; who: string[] }[];
  isChanged: boolean;
}

interface Props {
  lesson: LessonHead;
  card: QuickCard | null;
  problem: string | null;
}

export function LessonQuickPage({ frame, lesson, card, problem }: Props & { frame: Frame }) {
  const words = wordsIn(frame.language);
  const { say } = words;
  const action = `/lessons/${lesson.id}/quick`;
  return (
    <LessonFrame frame={frame} lesson={lesson} tab="quick">
      {problem && <Refused problem={problem} asks={false} language={frame.language} />}
      {card?.isChanged && (
        <Note icon="alert" tone="warn">
          <p>{say("lesson-quick-changed")}</p>
        </Note>
      )}
      <form method="post" action={action} class="form quick">
        <p>
          <label for="text">{say("lesson-quick-label")}</label>
          <textarea
            id="text"
            name="text"
            rows={3}
            maxLength={10_000}
            autocomplete="off"
            spellcheck={false}
            aria-describedby="text-hint"
          >
            {card?.text ?? ""}
          </textarea>
          <span class="hint" id="text-hint">
            {say("lesson-quick-hint")} <span lang="ru">{say("lesson-quick-example")}</span>
          </span>
        </p>
        {card && <Kinds card={card} words={words} />}
        <Button {...(isReady(card) ? {} : { kind: "main" as const })}>
          {card ? say("lesson-quick-read-again") : say("lesson-quick-read")}
        </Button>
      </form>
      {card && <Card card={card} action={action} words={words} />}
    </LessonFrame>
  );
}

type Said = { card: QuickCard; words: Words };

function isReady(card: QuickCard | null): boolean {
  if (!card || card.questions.length > 0) return false;
  return card.lines.length > 0 || card.whole !== null || card.record !== null || card.tasks.length > 0;
}

function Kinds({ card, words: { say } }: Said) {
  return (
    <p>
      <label for="kind">{say("lesson-quick-kind")}</label>
      <select id="kind" name="kind">
        {card.kinds.map(({ code, name }) => (
          <option key={code} value={code} selected={code === card.kind}>
            {name}
          </option>
        ))}
      </select>
    </p>
  );
}

function Card({ card, action, words }: Said & { action: string }) {
  const { say } = words;
  if (card.turn)
    return (
      <Note icon="alert" tone="warn">
        <p>
          {card.turn.lessonId ? say("lesson-quick-turn") : say("lesson-quick-turn-none")}{" "}
          {card.turn.lessonId && (
            <a href={`/lessons/${card.turn.lessonId}/quick`}>{say("lesson-quick-label")}</a>
          )}
        </p>
      </Note>
    );
  const [question] = card.questions;
  return (
    <section class="read" aria-live="polite">
      <h2>{say("lesson-quick-understood")}</h2>
      <Understood card={card} words={words} />
      <Remarks card={card} words={words} />
      <form method="post" action={action} class="form">
        <input type="hidden" name="text" value={card.text} />
        <input type="hidden" name="kind" value={card.kind} />
        {card.choices.map(({ key, pupilId }) => (
          <input key={key} type="hidden" name={`choice.${key}`} value={pupilId} />
        ))}
        {question ? <Who question={question} words={words} /> : <Save card={card} words={words} />}
      </form>
    </section>
  );
}

function Understood({ card, words }: Said) {
  const { say } = words;
  const { record } = card;
  const texts = [
    { what: "topic", text: record?.topic },
    { what: "homework", text: record?.homework },
    { what: "none", text: record?.noHomework ? "–" : null },
  ].filter(({ text }) => text);
  if (!isReady(card) && card.lines.length === 0) return <p>{say("lesson-quick-nothing")}</p>;
  return (
    <ul>
      {card.lines.map((line) => (
        <li key={line.name} class="line">
          <span class="dim">{line.number}</span>
          <span>
            <b>{line.name}</b> {whatOf(line, card, words)}
          </span>
        </li>
      ))}
      {card.whole && <li>{say("bot-quick-whole", { who: card.whole })}</li>}
      {texts.map(({ what, text }) => (
        <li key={what}>{say("bot-quick-text", { what, text: text ?? "" })}</li>
      ))}
      {card.tasks.map(({ name, text }) => {
        const task = { what: "task", text };
        return (
          <li key={name}>
            <b>{name}</b> {say("bot-quick-text", task)}
          </li>
        );
      })}
    </ul>
  );
}

function whatOf({ marks, note }: QuickLine, { lines }: QuickCard, { say }: Words): string {
  const hasKinds = new Set(lines.flatMap((line) => line.marks.map(({ kind }) => kind))).size > 1;
  const said = marks.map(({ kind, values }) => {
    const each = values.map(({ value, was }) => {
      if (was === null) return value;
      return was === value ? say("bot-quick-same", { value }) : `${was} → ${value}`;
    });
    return each.join("/") + (hasKinds ? ` (${kind})` : "");
  });
  return [...said, ...(note ? [say("bot-quick-noted", note)] : [])].join(", ");
}

function Remarks({ card, words }: Said) {
  const { say } = words;
  const quoted = (place: string) => `«${place}»`;
  const faults = [
    ...card.faults.map((fault) => say("bot-quick-fault", { ...fault, place: quoted(fault.place) })),
    ...(card.lacksTopic ? [say("lesson-quick-topic-none")] : []),
  ];
  const warnings = card.warnings.map((warning) =>
    say("bot-quick-warning", { ...warning, place: quoted(warning.place) }),
  );
  return (
    <>
      {faults.length > 0 && (
        <Note icon="alert" tone="red">
          <h3>{say("lesson-quick-faults")}</h3>
          {faults.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </Note>
      )}
      {warnings.length > 0 && (
        <Note icon="alert" tone="warn">
          <h3>{say("lesson-quick-look")}</h3>
          {warnings.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </Note>
      )}
    </>
  );
}

/** Until it is answered nothing of it is written; the answer is one of these buttons. */
function Who({ question, words }: { question: QuickCard["questions"][number]; words: Words }) {
  const { key, isGuess, place, people } = question;
  const asked = { place: `«${place}»`, guess: String(isGuess) };
  return (
    <fieldset>
      <legend>{words.say("bot-quick-who", asked)}</legend>
      <div class="acts">
        {people.map(({ id, name }) => (
          <button key={id} type="submit" class="btn" name={`choice.${key}`} value={id}>
            {name}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

function Save({ card, words }: Said) {
  const { say } = words;
  if (!isReady(card)) return null;
  const how = card.sure.length > 0 ? "sure" : card.faults.length > 0 ? "part" : "all";
  return (
    <>
      <input type="hidden" name="seen" value={card.seen} />
      {card.sure.map(({ code, who }) => (
        <Note key={code} icon="alert" tone="warn">
          <p>{say("bot-quick-sure", { code, who: who.join(", ") })}</p>
        </Note>
      ))}
      {card.sure.length > 0 && (
        <input type="hidden" name="confirm" value={card.sure.map(({ code }) => code).join(" ")} />
      )}
      <p class="dim">{say("lesson-quick-unsaved")}</p>
      <button type="submit" class="btn btn-main" name="act" value="save">
        {say("lesson-quick-save", { how })}
      </button>
    </>
  );
}

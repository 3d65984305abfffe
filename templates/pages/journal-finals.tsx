import { type Words, wordsIn } from "../words.ts";
import { Icon } from "./icons.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { AskCorrection, Refused } from "./lesson-frame.tsx";
import { Mark } from "./marks.tsx";
import { Button, Empty, Note, State, Tabs } from "./parts.tsx";

type Kind = "term" | "year" | "exam" | "final";
type Term = { kind: string; number: number } | null;

/** A pupil in the column that is shown. */
export interface FinalLine {
  id: string;
  name: string;
  /** Whoever looks at the page sets it. */
  isOwn: boolean;
  /** Learned the subject when the period ended. */
  isLearner: boolean;
  /** What is set in the columns before. */
  before: (string | null)[];
  /** In hundredths. */
  average: number | null;
  marks: number | null;
  hint: { marks: number; atLeast: number; missed: number; lessons: number } | null;
  /** None, one, or two where it is disputed. */
  proposal: string[];
  value: string | null;
  version: number;
  act: string | null;
}

export interface JournalFinalsProps {
  classId: string;
  subjectId: string;
  className: string;
  subject: string;
  columns: { key: string; kind: Kind; term: Term }[];
  /** Days are `2026-12-26`. */
  current: {
    key: string;
    kind: Kind;
    term: Term;
    opensOn: string;
    closesOn: string | null;
    door: "early" | "noProtocol" | "open" | "over";
  };
  pupils: FinalLine[];
  /** Of the scale, best first. */
  values: string[];
  /** Results that are known and not entered (R63). */
  owed: { pupils: number; dueOn: string; dueAt: string; isOverdue: boolean } | null;
  mayWrite: boolean;
  mayAsk: boolean;
  /** The head's order that allows corrections is entered. */
  isOrdered: boolean;
  typed: Map<string, string>;
  problem: string | null;
  /** A one wants to be confirmed. */
  asksOne: boolean;
  reason: string;
  /** How many were written just now. */
  saved: number | null;
}

type Said = JournalFinalsProps & { words: Words };

/** Final marks of a class in a subject, a column a page: what comes out, where it is disputed, and one button for all. */
export function JournalFinalsPage({ frame, ...props }: JournalFinalsProps & { frame: Frame }) {
  const words = wordsIn(frame.language);
  const { say } = words;
  const { classId, subjectId, current, problem, asksOne, saved, owed } = props;
  const said = { ...props, words };
  const journal = `/classes/${classId}/journal/${subjectId}`;
  const subject = words.upper(words.subject(props.subject));
  const title = say("finals-title", { subject, class: props.className });
  return (
    <Layout
      frame={frame}
      title={`${title}, ${columnName(current, words)}`}
      css={["lesson"]}
      language={frame.language}
    >
      <main id="main">
        <div class="line top">
          <a class="back" href={journal} aria-label={say("lesson-to-journal")}>
            <Icon name="left" />
          </a>
          <h1>{title}</h1>
        </div>
        <Tabs
          label={say("finals-columns")}
          tabs={props.columns.map((column) => ({
            href: `${journal}/finals?of=${column.key}`,
            text: columnName(column, words),
            isHere: column.key === current.key,
          }))}
        />
        {problem && <Refused problem={problem} asks={asksOne} language={frame.language} />}
        {!problem && saved !== null && (
          <Note icon="check" tone="ok">
            <p role="status">{say("finals-saved", { n: saved })}</p>
          </Note>
        )}
        <p class="say lead">{sentence(said)}</p>
        {owed && (
          <Note icon="alert" tone={owed.isOverdue ? "red" : "warn"}>
            <p>
              {say("finals-owed", {
                n: owed.pupils,
                late: owed.isOverdue ? "yes" : "no",
                day: words.day(owed.dueOn),
                time: owed.dueAt,
              })}
            </p>
          </Note>
        )}
        {props.pupils.length === 0 ? <Empty say={say("finals-nobody")} /> : <Column {...said} />}
      </main>
    </Layout>
  );
}

function columnName({ kind, term }: { kind: Kind; term: Term }, { say, upper }: Words): string {
  return term ? upper(say("grid-term", { kind: term.kind, n: term.number })) : say("finals-column", { kind });
}

/** What may be done in this column, and when. */
function sentence({ current, pupils, words, isOrdered, mayAsk }: Said): string {
  const { say, day } = words;
  const { door, opensOn, closesOn } = current;
  const disputed = pupils.filter(({ proposal, value }) => proposal.length > 1 && value === null).length;
  if (door === "over") {
    const way = !mayAsk ? "none" : isOrdered ? "act" : "order";
    return say("finals-over", { day: day(closesOn!), way });
  }
  if (door === "noProtocol") return say("finals-no-protocol");
  if (door === "early") return say("finals-early", { day: day(opensOn) });
  return say("finals-open", { day: day(closesOn!), disputed });
}

/** With fields where this person writes: on the day into the journal, after it into a request. */
function Column(said: Said) {
  const { classId, subjectId, current, words, asksOne, mayWrite, mayAsk, isOrdered, reason } = said;
  const { say } = words;
  const { door } = current;
  const here = `/classes/${classId}/journal/${subjectId}/finals`;
  const hasOwn = said.pupils.some(({ isOwn }) => isOwn);
  const list = (isForm: boolean) => (
    <ol>
      {said.pupils.map((pupil, at) => (
        <Line key={pupil.id} pupil={pupil} number={at + 1} isForm={isForm && pupil.isOwn} said={said} />
      ))}
    </ol>
  );
  if (door === "open" && mayWrite && hasOwn)
    return (
      <form method="post" action={here}>
        <input type="hidden" name="of" value={current.key} />
        {asksOne && <input type="hidden" name="confirm" value="one" />}
        {list(true)}
        <div class="pad bar">
          <div class="now">
            <Button kind="main">{say(asksOne ? "finals-confirm" : "finals-save")}</Button>
            <span class="dim">{say("finals-proposed")}</span>
          </div>
        </div>
      </form>
    );
  if (door === "over" && mayAsk && isOrdered && hasOwn)
    return (
      <form method="post" action={`${here}/correction`}>
        <input type="hidden" name="of" value={current.key} />
        {list(true)}
        <AskCorrection reason={reason} language={words.language} />
      </form>
    );
  return list(false);
}

interface LineProps {
  pupil: FinalLine;
  number: number;
  isForm: boolean;
  said: Said;
}

function Line({ pupil, number, isForm, said }: LineProps) {
  const { id, name, value, act, isLearner } = pupil;
  const { say } = said.words;
  return (
    <li class="line pupil">
      <span>{number}</span>
      {isForm ? (
        <label for={`m-${id}`}>
          {name}
          <Why pupil={pupil} said={said} />
        </label>
      ) : (
        <span>
          {name}
          {isLearner ? <Why pupil={pupil} said={said} /> : <small>{say("finals-not-learned")}</small>}
        </span>
      )}
      {isForm ? (
        <Choose pupil={pupil} said={said} />
      ) : (
        <span class="v">
          {value === null ? <span class="dim">–</span> : <Mark value={value} words={said.words} />}
          {act && <span class="sr">{say("finals-by-act", { act })}</span>}
        </span>
      )}
    </li>
  );
}

/** What the mark follows from: the average, the marks before, and where the teacher decides. */
function Why({ pupil, said }: Pick<LineProps, "pupil" | "said">) {
  const { average, marks, hint, proposal, value, before, act } = pupil;
  const { words, columns, problem, typed } = said;
  const { say } = words;
  const earlier = before.flatMap((code, at) =>
    code === null ? [] : [say("finals-before", { column: columnName(columns[at]!, words), value: code })],
  );
  const facts = [
    average !== null && say("finals-average", { average: words.average(average), n: marks ?? 0 }),
    ...(said.current.kind === "term" ? [] : earlier),
    proposal.length === 1 && value !== proposal[0] && say("finals-comes-out", { value: proposal[0]! }),
    value !== null && problem !== null && typed.get(pupil.id) !== value && say("correct-stands", { value }),
    act && say("finals-by-act", { act }),
  ].filter((fact) => typeof fact === "string");
  return (
    <>
      <small>{facts.join(", ") || say("lesson-no-marks")}</small>
      {proposal.length > 1 && value === null && (
        <small>
          <State icon="alert" tone="warn">
            {say("finals-disputed", { lower: proposal[0]!, upper: proposal[1]! })}
          </State>
        </small>
      )}
      {hint && value === null && (
        <small>
          <State icon="alert" tone="warn">
            {say("finals-hint", { ...hint })}
          </State>
        </small>
      )}
    </>
  );
}

/** What comes out stands in the field already, unless it is disputed or «н/а» may be right. */
function Choose({ pupil, said }: Pick<LineProps, "pupil" | "said">) {
  const { id, value, version, proposal, hint } = pupil;
  const { typed, values, current, words } = said;
  const isProposed = current.door === "open" && proposal.length === 1 && !hint;
  const isOnlyProposed = isProposed && value === null && !typed.has(id);
  const chosen = typed.get(id) ?? value ?? (isProposed ? proposal[0]! : "");
  return (
    <span class="cell">
      <input type="hidden" name={`was.${id}`} value={value ?? ""} />
      <input type="hidden" name={`seen.${id}`} value={version} />
      <select
        id={`m-${id}`}
        name={`m.${id}`}
        class={["2", "1"].includes(chosen) ? "fails" : isOnlyProposed ? "proposed" : undefined}
        aria-label={words.say("finals-mark-of", { name: pupil.name })}
      >
        {value === null && <option value="">–</option>}
        {values.map((code) => (
          <option key={code} value={code} selected={code === chosen}>
            {code}
          </option>
        ))}
      </select>
    </span>
  );
}

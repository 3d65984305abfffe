import { wordsIn } from "../words.ts";
import { GridAside } from "./grid-aside.tsx";
import { GridTable } from "./grid-table.tsx";
import { gridWords } from "./grid-words.ts";
import { Icon } from "./icons.tsx";
import { type Frame, Layout } from "./layout.tsx";

/** A work of a lesson, or a lesson that has none yet. */
export interface GridColumn {
  lessonId: string;
  workId: string | null;
  /** `2026-11-27` */
  date: string;
  number: number;
  kindCode: string;
  /** Null: no work yet. */
  kind: string | null;
  title: string | null;
  cancelledFor: string | null;
  state: "open" | "ahead" | "past" | "cancelled";
  /** Its last open day; null: closed. */
  until: string | null;
  mayWrite: boolean;
  isToday: boolean;
  startsWeek: boolean;
}

export interface GridCell {
  value: string | null;
  /** Before it was corrected by act. */
  was: string | null;
  act: string | null;
  version: number;
  absence: {
    kind: "absent" | "late";
    lateMinutes: number | null;
    reason: "illness" | "valid" | "invalid" | "released" | null;
    version: number;
  } | null;
  isOpen: boolean;
}

export interface GridPupil {
  id: string;
  number: number;
  name: string;
  /** In the term; `comesOut`: two where it is disputed. */
  standing: { average: number; marks: number; comesOut: string[] } | null;
  /** Lessons of the month. */
  missed: number;
  /** In the order of the columns. */
  cells: GridCell[];
}

export interface GridProps {
  classId: string;
  subjectId: string;
  className: string;
  subject: string;
  /** `2026-11`, and those beside it within the year. */
  month: string;
  before: string | null;
  after: string | null;
  term: { kind: string; number: number; startsOn: string; endsOn: string } | null;
  /** Lessons of the month that were held. */
  given: number;
  columns: GridColumn[];
  pupils: GridPupil[];
  /** Of the scale, best first. */
  values: string[];
  /** Fewer marks give no term mark. */
  few: number;
  kinds: { code: string; name: string }[];
  today: {
    id: string;
    date: string;
    number: number;
    topic: string | null;
    homework: string | null;
    noHomework: boolean;
    rollTaken: boolean;
    absent: number;
    late: number;
    mayWrite: boolean;
  }[];
  holdSeconds: number;
  timeZone: string;
  readAt: string;
  span: { from: string; to: string };
  /** Whose desk keeps what was typed: an id. */
  reader: string;
}

export function GridPage({ frame, ...props }: GridProps & { frame: Frame }) {
  const words = wordsIn(frame.language);
  const { say } = words;
  const { subject, className, month } = props;
  const title = say("grid-title", { subject: words.upper(subject), class: className });
  return (
    <Layout
      frame={frame}
      title={`${title}, ${say("grid-month", { month: monthNumber(month) })}`}
      css={["grid"]}
      script="grid"
      language={frame.language}
    >
      <main id="main">
        <Head {...props} title={title} language={frame.language} />
        <div class="desk">
          <section class="gridbox scroll" aria-label={say("grid-region")}>
            <GridTable {...props} language={frame.language} />
            <Key language={frame.language} />
          </section>
          <GridAside {...props} language={frame.language} />
        </div>
        <div id="grid-state" class="state bar" hidden data-words={JSON.stringify(gridWords(words))}>
          <div class="line2 is-now">
            <Icon name="clock" />
            <p role="status" aria-live="polite" />
            <div class="acts">
              <button type="button" class="btn btn-s" data-act="retry" hidden>
                <Icon name="retry" /> {say("grid-retry")}
              </button>
              <button type="button" class="btn btn-s" data-act="undo" disabled>
                <Icon name="undo" /> {say("grid-undo")}
              </button>
            </div>
          </div>
          <ul aria-live="polite" aria-label={say("grid-problems")} />
        </div>
      </main>
    </Layout>
  );
}

type Said = { language: Frame["language"] };

function Head({
  classId,
  subjectId,
  month,
  before,
  after,
  term,
  given,
  title,
  language,
}: GridProps & Said & { title: string }) {
  const words = wordsIn(language);
  const { say } = words;
  const to = (other: string) => `/classes/${classId}/journal/${subjectId}?month=${other}`;
  const named = (other: string) => say("grid-month", { month: monthNumber(other) });
  return (
    <div class="head">
      <h1>{title}</h1>
      <nav class="months" aria-label={say("grid-months")}>
        {before && <a href={to(before)}>{named(before)}</a>}{" "}
        <b aria-current="page">{say("grid-month-year", { month: named(month), year: month.slice(0, 4) })}</b>{" "}
        {after && <a href={to(after)}>{named(after)}</a>}
      </nav>
      <p>
        {term &&
          `${words.upper(say("grid-term", { kind: term.kind, n: term.number }))}, ${words.days(term.startsOn, term.endsOn)}. `}
        {say("grid-given", { n: given })}{" "}
        <a href={`/classes/${classId}/journal/${subjectId}/finals`}>{say("finals-to")}</a>
      </p>
    </div>
  );
}

const UNKNOWN = { reason: "unknown" };

function Key({ language }: Said) {
  const { say } = wordsIn(language);
  const absent = say("grid-absent");
  return (
    <p class="key">
      <span>
        <span class="mk mk-u">{absent}</span> {say("grid-reason", UNKNOWN)}
      </span>
      {(["illness", "valid", "invalid"] as const).map((reason) => (
        <span key={reason}>
          <span class="mk mk-n">
            {absent}
            <sup>{say("grid-reason-short", { reason })}</sup>
          </span>{" "}
          {say("grid-reason", { reason })}
        </span>
      ))}
      <span>
        <span class="mk mk-o">{say("grid-late")}</span> {say("grid-late-long", { minutes: 0 })}
      </span>
      <span class="keys">{say("grid-keys")}</span>
    </p>
  );
}

function monthNumber(month: string): number {
  return Number(month.slice("2026-".length));
}

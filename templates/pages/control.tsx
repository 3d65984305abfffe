import { wordsIn } from "../words.ts";
import { type Frame, Layout } from "./layout.tsx";
import { Act, Empty, Part, State } from "./parts.tsx";
import { type SchoolTab, SchoolTop } from "./school-top.tsx";

const FINDINGS = ["withoutTopic", "withoutHomework", "withoutRoll", "withoutMarks"] as const;
type Findings = Record<(typeof FINDINGS)[number] | "lessons", number>;

/** Days are `2026-11-27`. */
export interface ControlProps {
  tabs: SchoolTab[];
  from: string;
  to: string;
  /** The week before, and the one after it; null: it has not begun. */
  before: string;
  after: string | null;
  teachers: (Findings & { id: string; name: string; found: number; trend: number[] })[];
  sum: Findings & { found: number };
  /** Lessons of today that are over and not filled in. */
  gaps: {
    lessonId: string;
    number: number;
    about: string;
    teacher: string;
    lacks: "topic" | "roll" | "both";
  }[];
  debts: { words: string; isLate: boolean }[];
  /** Finals known and not entered (R63), by pupils. */
  unentered: number;
  corrections: number | null;
  /** Null: not for this person, or the week is on the board already. */
  publish: string | null;
  isPublished: boolean;
}

export function ControlPage(props: ControlProps & { frame: Frame }) {
  const { frame, tabs, from, to, before, after, teachers, sum } = props;
  const words = wordsIn(frame.language);
  const { say } = words;
  return (
    <Layout frame={frame} title={say("control-title")} css={["school", "control"]} language={frame.language}>
      <main id="main">
        <SchoolTop frame={frame} tabs={tabs} here="control" title={say("control-title")} />
        <nav class="weeks no-print" aria-label={say("control-weeks")}>
          <a href={`/control?week=${before}`}>{say("control-before")}</a>
          <b>{words.days(from, to)}</b>
          {after && <a href={`/control?week=${after}`}>{say("control-after")}</a>}
        </nav>
        <p class="say">
          {say("control-say", { lessons: sum.lessons, found: sum.found, marks: sum.withoutMarks })}
        </p>
        {props.publish && (
          <div class="acts lead">
            <Act action={props.publish}>{say("control-publish")}</Act>
          </div>
        )}
        {props.isPublished && (
          <p class="lead">
            <State icon="check" tone="ok">
              {say("control-published")}
            </State>
          </p>
        )}
        {teachers.length === 0 ? <Empty say={say("control-none")} /> : <Weeks {...props} />}
        <div class="two">
          <Today {...props} />
          <Soon {...props} />
        </div>
      </main>
    </Layout>
  );
}

function Weeks({ frame, teachers, sum }: ControlProps & { frame: Frame }) {
  const { say } = wordsIn(frame.language);
  return (
    <table class="t">
      <caption class="sr">{say("control-caption")}</caption>
      <thead>
        <tr>
          <th scope="col">{say("control-found")}</th>
          <th scope="col">{say("control-teacher")}</th>
          <th scope="col" class="n">
            {say("control-lessons")}
          </th>
          {FINDINGS.map((finding) => (
            <th key={finding} scope="col" class="n">
              {say("control-finding", { finding })}
            </th>
          ))}
          <th scope="col" class="sp">
            {say("control-trend")}
          </th>
        </tr>
      </thead>
      <tbody>
        {teachers.map(({ id, name, found, trend, ...row }) => (
          <tr key={id}>
            <td>{found || "–"}</td>
            <th scope="row">{name}</th>
            <Figures row={row} frame={frame} />
            <td class="sp">
              <Spark trend={trend} said={say("control-by-week", { list: trend.join(", ") })} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td>{sum.found}</td>
          <th scope="row">{say("control-all", { n: teachers.length })}</th>
          <Figures row={sum} frame={frame} />
          <td class="sp" />
        </tr>
      </tfoot>
    </table>
  );
}

function Figures({ row, frame }: { row: Findings; frame: Frame }) {
  const { say } = wordsIn(frame.language);
  return (
    <>
      <td class="n" data-h={say("control-lessons")}>
        {row.lessons}
      </td>
      {FINDINGS.map((finding) => (
        <td
          key={finding}
          class={row[finding] === 0 ? "n z" : "n"}
          data-h={say("control-finding", { finding })}
        >
          {row[finding] === 0 ? "–" : <b>{row[finding]}</b>}
        </td>
      ))}
    </>
  );
}

const HEIGHT = 18;

function Spark({ trend, said }: { trend: number[]; said: string }) {
  const most = Math.max(1, ...trend);
  return (
    <svg class="spark" viewBox="0 0 104 20" role="img" aria-label={said}>
      <path d="M0 19.5H104" />
      {trend.map((n, at) => {
        const tall = (n / most) * HEIGHT;
        const week = trend.length - at;
        return <rect key={week} x={at * 18.6} y={19 - tall} width="11" height={tall} />;
      })}
    </svg>
  );
}

function Today({ frame, gaps, unentered }: ControlProps & { frame: Frame }) {
  const { say } = wordsIn(frame.language);
  return (
    <Part id="today" title={say("control-today")}>
      {gaps.length === 0 && <Empty say={say("control-no-gaps")} />}
      <ul>
        {gaps.map(({ lessonId, number, about, teacher, lacks }) => (
          <li key={lessonId} class="line">
            <span class="dim">{number}</span>
            <span>
              <a href={`/lessons/${lessonId}`}>{about}</a>
              <small class="below">
                {teacher}: {say("control-lacks", { lacks })}
              </small>
            </span>
          </li>
        ))}
      </ul>
      {unentered > 0 && (
        <p>
          <a class="is-red" href="/finals">
            {say("control-unentered", { n: unentered })}
          </a>
        </p>
      )}
    </Part>
  );
}

function Soon({ frame, debts, corrections }: ControlProps & { frame: Frame }) {
  const { say } = wordsIn(frame.language);
  const late = debts.filter(({ isLate }) => isLate).length;
  return (
    <Part id="soon" title={say("control-waits")}>
      {corrections !== null && (
        <p>
          <a href="/control/corrections">{say("control-corrections", { n: corrections })}</a>
        </p>
      )}
      <p>
        <a href="/deadlines">{say("control-debts", { n: debts.length, late })}</a>
      </p>
    </Part>
  );
}

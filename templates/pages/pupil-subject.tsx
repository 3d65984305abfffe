import { meaning } from "../messages/phrases.ts";
import { type Words, wordsIn } from "../words.ts";
import type { Frame } from "./layout.tsx";
import { Mark } from "./marks.tsx";
import { Button, Part } from "./parts.tsx";
import { PupilFrame } from "./pupil-frame.tsx";
import { type PupilHead, pupilName } from "./pupil-head.tsx";
import { type SubjectMarks, termName } from "./pupil-marks.tsx";

interface Result {
  average: number;
  outcome: { kind: "clear"; value: string } | { kind: "disputed"; lower: string; upper: string };
}

export interface SubjectProps {
  frame: Frame;
  head: PupilHead;
  term: { id: string; yearId: string; kind: "quarter" | "halfYear" | "trimester" | "module"; number: number };
  subject: SubjectMarks;
  /** From which average which mark comes out, in hundredths, the best first. */
  steps: { value: string; from: number }[];
  /** Only in the running term: marks that are not there yet, and what they would make of it. */
  trial: { tried: string[]; result: Result | null } | null;
}

const VALUES = ["5", "4", "3", "2"];
const MOST = 5;

export function PupilSubjectPage({ frame, head, term, subject, steps, trial }: SubjectProps) {
  const { language } = frame;
  const words = wordsIn(language);
  const { say } = words;
  const name = words.upper(subject.subject);
  return (
    <PupilFrame
      frame={frame}
      head={head}
      here="marks"
      title={say("marks-subject-page", { pupil: pupilName(head), subject: subject.subject })}
      heading={null}
      css={["pupil-marks"]}
    >
      <p>
        <a class="tall" href={`/pupils/${head.id}/marks?year=${term.yearId}&term=${term.id}`}>
          {say("marks-back", { period: termName(term, words) })}
        </a>
      </p>
      <h1>{name}</h1>
      <p class="say">{meaning(subject.standing, words) || say("marks-no-average")}</p>
      <Chart subject={subject} steps={steps} words={words} />
      <Part id="each" title={say("marks-each")}>
        <ol>
          {[...subject.marks].reverse().map((mark) => (
            <li key={mark.id} class="line">
              <time datetime={mark.date}>{words.shortDay(mark.date)}</time>
              <a class="tall" href={`/marks/${mark.id}`}>
                {words.upper(mark.kind)}
                {mark.title && ` «${mark.title}»`}
                {mark.isCorrected && `, ${say("corrected-bare")}`}
              </a>
              <Mark value={mark.value} words={words} />
            </li>
          ))}
        </ol>
      </Part>
      {trial && <Trial head={head} subjectId={subject.subjectId} trial={trial} words={words} />}
      <Reckoning subject={subject} steps={steps} words={words} />
    </PupilFrame>
  );
}

const TOP = 14;
const BOTTOM = 118;
const LEFT = 14;
const RIGHT = 292;

/** How the average went with each mark, between 2 and 5; said in words to who listens. */
function Chart({ subject, steps, words }: Pick<SubjectProps, "subject" | "steps"> & { words: Words }) {
  const points = subject.marks.filter((mark) => mark.points !== null && mark.average !== null);
  if (points.length < 2) return null;
  const x = (at: number) => LEFT + (at * (RIGHT - LEFT)) / (points.length - 1);
  const y = (hundredths: number) =>
    BOTTOM - ((Math.max(200, Math.min(500, hundredths)) - 200) * (BOTTOM - TOP)) / 300;
  const path = points.map(
    ({ average }, at) => `${at === 0 ? "M" : "L"}${x(at).toFixed(1)} ${y(average!).toFixed(1)}`,
  );
  const told = points.map(({ date, value }) => `${words.day(date)} ${value}`).join(", ");
  const averages = { from: words.average(points[0]!.average!), to: words.average(points.at(-1)!.average!) };
  return (
    <svg
      class="chart"
      viewBox="0 0 320 142"
      role="img"
      aria-label={words.say("marks-chart", { told, ...averages })}
    >
      {[5, 4, 3, 2].map((value) => (
        <g key={value}>
          <path class="ax" d={`M6 ${y(value * 100)}H300`} />
          <text x="308" y={y(value * 100) + 4}>
            {value}
          </text>
        </g>
      ))}
      {steps.slice(0, 1).map(({ value, from }) => (
        <path key={value} class="th" d={`M6 ${y(from).toFixed(1)}H300`} />
      ))}
      <path class="run" d={path.join("")} />
      {points.map(({ id, value, points: earned }, at) => (
        <text key={id} class="g" x={x(at).toFixed(1)} y={(y(earned! * 100) + 5).toFixed(1)}>
          {value}
        </text>
      ))}
      <circle
        class="end"
        cx={x(points.length - 1).toFixed(1)}
        cy={y(points.at(-1)!.average!).toFixed(1)}
        r="3"
      />
      <text x={LEFT - 8} y="138">
        {words.shortDay(points[0]!.date)}
      </text>
      <text x="300" y="138" text-anchor="end">
        {words.shortDay(points.at(-1)!.date)}
      </text>
    </svg>
  );
}

/** A form that asks by its address: it writes nothing, and works without scripts. */
function Trial({
  head,
  subjectId,
  trial: { tried, result },
  words,
}: {
  head: PupilHead;
  subjectId: string;
  trial: NonNullable<SubjectProps["trial"]>;
  words: Words;
}) {
  const { say } = words;
  return (
    <Part id="if" title={say("marks-trial")}>
      <form method="get" action={`/pupils/${head.id}/marks/${subjectId}#if`} class="if">
        <p class="hint">{say("marks-trial-how")}</p>
        <p class="tries">
          {Array.from({ length: MOST }, (_, at) => (
            <select key={at} name={`m${at + 1}`} aria-label={say("marks-trial-nth", { n: at + 1 })}>
              <option value="">–</option>
              {VALUES.map((value) => (
                <option key={value} value={value} selected={tried[at] === value}>
                  {value}
                </option>
              ))}
            </select>
          ))}
        </p>
        <Button>{say("marks-trial-ask")}</Button>
      </form>
      {tried.length > 0 && (
        <p class="say" role="status">
          {say("bot-family-then", { marks: tried.join(" "), result: resultSaid(result, words) })}
        </p>
      )}
    </Part>
  );
}

/** «средний 4,33, выходит 4» */
function resultSaid(result: Result | null, { say, average }: Words): string {
  if (!result) return say("bot-family-no-average");
  const { outcome } = result;
  const args = { average: average(result.average) };
  return outcome.kind === "clear"
    ? say("bot-family-result", { ...args, mark: outcome.value })
    : say("bot-family-result-disputed", { ...args, lower: outcome.lower, upper: outcome.upper });
}

/** Marks × weights, and from where the school counts which mark. */
function Reckoning({ subject, steps, words }: Pick<SubjectProps, "subject" | "steps"> & { words: Words }) {
  const counted = subject.marks.filter(({ points }) => points !== null);
  const weight = counted.reduce((sum, mark) => sum + mark.weight, 0);
  if (!subject.standing || weight === 0) return null;
  const total = counted.reduce((sum, mark) => sum + mark.points! * mark.weight, 0);
  const parts = counted.map((mark) =>
    mark.weight === 1 ? String(mark.points) : `${mark.points} × ${mark.weight}`,
  );
  return (
    <Part id="how" title={words.say("marks-how")}>
      <p class="sum">
        ({parts.join(" + ")}) : {weight} = {total} : {weight} ≈{" "}
        <b>{words.average(subject.standing.average)}</b>
      </p>
      <p class="dim">
        {words.say("marks-steps", {
          steps: steps
            .map(({ value, from }) => words.say("marks-step", { value, from: words.average(from) }))
            .join(", "),
        })}
      </p>
    </Part>
  );
}

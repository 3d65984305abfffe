import type { Standing } from "../../src/deliveries/message.ts";
import { meaning, period } from "../messages/phrases.ts";
import { type Words, wordsIn } from "../words.ts";
import type { Frame } from "./layout.tsx";
import { Mark } from "./marks.tsx";
import { Empty, Tabs } from "./parts.tsx";
import { PupilFrame } from "./pupil-frame.tsx";
import { type PupilHead, pupilName } from "./pupil-head.tsx";

export interface SubjectMarks {
  subjectId: string;
  subject: string;
  /** Null: no mark counts. */
  standing: Standing | null;
  marks: {
    id: string;
    date: string;
    value: string;
    points: number | null;
    weight: number;
    kind: string;
    title: string | null;
    isCorrected: boolean;
    /** With this mark, in hundredths. */
    average: number | null;
  }[];
}

interface Term {
  id: string;
  kind: "quarter" | "halfYear" | "trimester" | "module";
  number: number;
  startsOn: string;
  endsOn: string;
}

export interface MarksProps {
  frame: Frame;
  head: PupilHead;
  day: string;
  years: { id: string; name: string; className: string }[];
  /** Null: the pupil was in no class yet, or the year has no terms yet. */
  shown: { yearId: string; terms: Term[]; term: Term; subjects: SubjectMarks[] } | null;
}

/** The scale's lowest and highest average, in hundredths: the ends of the line under a subject. */
const LOWEST = 200;
const SPAN = 300;

export function PupilMarksPage({ frame, head, day, years, shown }: MarksProps) {
  const { language } = frame;
  const words = wordsIn(language);
  const { say } = words;
  return (
    <PupilFrame
      frame={frame}
      head={head}
      here="marks"
      title={say("marks-page", { pupil: pupilName(head) })}
      heading={shown ? say("marks-title", { period: termName(shown.term, words) }) : say("marks-plain")}
      css={["pupil-marks"]}
    >
      {shown ? (
        <>
          <Terms head={head} shown={shown} words={words} />
          {day <= shown.term.endsOn && (
            <p class="sub">{say("marks-until", { day: words.day(shown.term.endsOn) })}</p>
          )}
          {shown.subjects.length === 0 ? (
            <Empty say={say("marks-none")} />
          ) : (
            <ul>
              {shown.subjects.map((subject) => (
                <Subject
                  key={subject.subjectId}
                  subject={subject}
                  place={{ head, term: shown }}
                  words={words}
                />
              ))}
            </ul>
          )}
          {shown.subjects.length > 0 && <p class="cap">{say("marks-line")}</p>}
          <Years head={head} years={years} yearId={shown.yearId} words={words} />
        </>
      ) : (
        <Empty say={say("marks-none")} />
      )}
    </PupilFrame>
  );
}

/** «за II четверть» */
export function termName({ kind, number }: Pick<Term, "kind" | "number">, words: Words): string {
  return period({ period: { kind, number } }, words);
}

interface Shown {
  shown: NonNullable<MarksProps["shown"]>;
  head: PupilHead;
  words: Words;
}

function Terms({ shown, head, words }: Shown) {
  const { terms, term, yearId } = shown;
  return (
    <Tabs
      label={words.say("marks-terms")}
      tabs={terms.map((one) => ({
        href: `/pupils/${head.id}/marks?year=${yearId}&term=${one.id}`,
        text: words.say("marks-term", { kind: one.kind, n: one.number }),
        isHere: one.id === term.id,
      }))}
    />
  );
}

function Subject({
  subject: { subjectId, subject, standing, marks },
  place: { head, term },
  words,
}: {
  subject: SubjectMarks;
  place: { head: PupilHead; term: NonNullable<MarksProps["shown"]> };
  words: Words;
}) {
  const href = `/pupils/${head.id}/marks/${subjectId}?year=${term.yearId}&term=${term.term.id}`;
  return (
    <li class="line subj">
      <span />
      <div>
        <h2>
          <a href={href}>{words.upper(subject)}</a>
        </h2>
        <p class="row">
          {marks.map(({ id, value }) => (
            <Mark key={id} value={value} words={words} />
          ))}
        </p>
        <p>{standing && meaning(standing, words)}</p>
      </div>
      <p class="res">
        {standing && <b>{words.average(standing.average)}</b>}
        {standing?.comesOut &&
          !standing.disputed &&
          words.say("marks-comes-out", { mark: standing.comesOut })}
      </p>
      {standing && <Bar average={standing.average} />}
    </li>
  );
}

/** The ruled line itself, blue as far as the average reaches. */
function Bar({ average }: { average: number }) {
  const width = Math.max(0, Math.min(SPAN, average - LOWEST));
  return (
    <svg class="bar2" viewBox={`0 0 ${SPAN} 2`} preserveAspectRatio="none" aria-hidden="true">
      <rect width={width} height="2" />
    </svg>
  );
}

function Years({
  head,
  years,
  yearId,
  words,
}: Pick<MarksProps, "head" | "years"> & { yearId: string; words: Words }) {
  if (years.length < 2) return null;
  return (
    <section class="part" aria-labelledby="years">
      <h2 id="years">{words.say("marks-years")}</h2>
      <ul>
        {years
          .filter(({ id }) => id !== yearId)
          .map(({ id, name, className }) => (
            <li key={id}>
              <a class="tall" href={`/pupils/${head.id}/marks?year=${id}`}>
                {words.say("marks-year", { year: name, class: className })}
              </a>
            </li>
          ))}
      </ul>
    </section>
  );
}

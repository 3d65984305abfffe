import { type Words, wordsIn } from "../words.ts";
import { Icon } from "./icons.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { Pager, Part } from "./parts.tsx";

export interface LessonsProps {
  /** `2026-11-27` */
  day: string;
  isToday: boolean;
  before: string;
  after: string;
  lessons: {
    id: string;
    number: number;
    from: string;
    to: string;
    /** Between its bells now. */
    runs: boolean;
    subject: string;
    className: string;
    topic: string | null;
    marks: number;
    /** What an ended lesson still wants. */
    lacks: string[];
  }[];
  /** Earlier lessons with a test that is not marked for everybody (R14). */
  awaited: { id: string; subject: string; className: string; date: string; until: string }[];
  journals: { classId: string; subjectId: string; className: string; subject: string }[];
}

type Said = LessonsProps & { words: Words };

export function LessonsPage({ frame, ...props }: LessonsProps & { frame: Frame }) {
  const words = wordsIn(frame.language);
  const { say } = words;
  const { isToday, day, before, after } = props;
  const said = { ...props, words };
  const title = isToday ? say("lessons-today") : say("lessons-of", { day: words.day(day) });
  return (
    <Layout frame={frame} title={title} css={["lessons"]} language={frame.language}>
      <main id="main" class="narrow">
        <Pager
          title={title}
          before={{ href: `/lessons?day=${before}`, text: say("lessons-before") }}
          after={{ href: `/lessons?day=${after}`, text: say("lessons-after") }}
        />
        <p class="say lead">{sentence(said)}</p>
        <ol>
          {props.lessons.map((lesson) => (
            <Line key={lesson.id} lesson={lesson} words={words} />
          ))}
        </ol>
        {props.awaited.length > 0 && (
          <Part id="awaited" title={say("lessons-awaited")}>
            <ul>
              {props.awaited.map(({ id, subject, className, date, until }) => (
                <li key={id} class="line">
                  <time class="dim">{words.shortDay(date)}</time>
                  <a href={`/lessons/${id}`}>
                    {className}, {words.subject(subject)}
                  </a>
                  <span class="dim">{say("lessons-until", { day: words.shortDay(until) })}</span>
                </li>
              ))}
            </ul>
          </Part>
        )}
        <Journals {...said} />
      </main>
    </Layout>
  );
}

function sentence({ day, isToday, lessons, words }: Said): string {
  const { say } = words;
  const named = words.upper(words.weekday(day));
  if (lessons.length === 0) return say("lessons-none", { day: named, when: isToday ? 1 : 0 });
  const running = lessons.find(({ runs }) => runs);
  if (running)
    return say("lessons-running", {
      day: named,
      class: running.className,
      subject: words.subject(running.subject),
      to: running.to,
    });
  return isToday ? say("lessons-open", { day: named }) : `${named}.`;
}

function Line({ lesson, words }: { lesson: LessonsProps["lessons"][number]; words: Words }) {
  const { say } = words;
  const { id, runs, from, to, number, topic, marks, lacks } = lesson;
  const what = lacks.map((lack) => say("lessons-lack", { lack })).join(", ");
  return (
    <li>
      <a class={runs ? "line lesson on" : "line lesson"} href={`/lessons/${id}`}>
        <time>{from}</time>
        <span>
          <b>
            {lesson.className}, {words.subject(lesson.subject)}
          </b>
          <small>
            {say("lessons-number", { n: number, to })}
            {topic && `. ${topic}`}
          </small>
          {lacks.length > 0 && (
            <small class="is-warn">
              <Icon name="alert" /> {say("lessons-lacks", { what })}
            </small>
          )}
        </span>
        <span class="count dim">
          {marks === 0 ? (
            <>
              <span aria-hidden="true">–</span>
              <span class="sr">{say("lessons-no-marks")}</span>
            </>
          ) : (
            words.counted("marks", marks)
          )}
        </span>
      </a>
    </li>
  );
}

function Journals({ journals, words }: Said) {
  const { say } = words;
  if (journals.length === 0) return null;
  return (
    <Part id="journals" title={say("lessons-journals")}>
      <ul>
        {journals.map(({ classId, subjectId, className, subject }) => (
          <li key={`${classId} ${subjectId}`} class="line">
            <span class="dim">{className}</span>
            <a href={`/classes/${classId}/journal/${subjectId}`}>{words.upper(subject)}</a>
          </li>
        ))}
      </ul>
      <p class="cap">
        <a href="/corrections">{say("lessons-corrections")}</a>
      </p>
    </Part>
  );
}

import { wordsIn } from "../words.ts";
import { type Frame, Layout } from "./layout.tsx";
import { Mark } from "./marks.tsx";
import { Part } from "./parts.tsx";

export interface MarkWhyProps {
  frame: Frame;
  pupilId: string;
  pupil: string;
  value: string | null;
  subject: string;
  day: string;
  topic: string | null;
  kind: string;
  title: string | null;
  weight: number;
  /** The newest first. */
  versions: {
    version: number;
    value: string | null;
    day: string;
    time: string;
    act: string | null;
    by: string | null;
  }[];
}

/** Why a mark is what it is: the work, what it weighs, how it came to it. */
export function MarkWhyPage({ frame, ...mark }: MarkWhyProps) {
  const { language } = frame;
  const words = wordsIn(language);
  const { say } = words;
  const subject = words.upper(mark.subject);
  const what = mark.title
    ? say("work", { kind: words.upper(mark.kind), title: mark.title })
    : words.upper(mark.kind);
  const title =
    mark.value === null
      ? say("subject-withdrawn", { subject })
      : say("subject-mark", { subject, mark: mark.value });
  return (
    <Layout
      frame={frame}
      title={say("heading", { who: mark.pupil, what: title })}
      css={["pupil-marks"]}
      language={language}
    >
      <main id="main" class="narrow">
        <p>
          <a class="tall" href={`/pupils/${mark.pupilId}/diary?week=${mark.day}`}>
            {say("marks-back-week")}
          </a>
        </p>
        <h1>{title}</h1>
        <p class="say">{say("work-day", { work: what, day: words.weekday(mark.day) })}</p>
        <p class="sub">{mark.pupil}</p>
        {mark.topic && <p>{say("bot-family-topic", { topic: mark.topic })}</p>}
        <p>{say("bot-family-weight", { n: mark.weight })}</p>
        <Part id="history" title={say("marks-history")}>
          <ol>
            {mark.versions.map(({ version, value, day, time, act, by }) => (
              <li key={version} class="line">
                <time datetime={day}>{words.shortDay(day)}</time>
                <span>
                  {[time, by].filter(Boolean).join(", ")}
                  {act !== null && (
                    <small class="block">{act ? say("corrected", { act }) : say("corrected-bare")}</small>
                  )}
                </span>
                {value === null ? <span>{say("withdrawn-mark")}</span> : <Mark value={value} words={words} />}
              </li>
            ))}
          </ol>
        </Part>
      </main>
    </Layout>
  );
}

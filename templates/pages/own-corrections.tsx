import type { CorrectionState } from "../../src/db.ts";
import { type Words, wordsIn } from "../words.ts";
import { Icon } from "./icons.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { Button, Empty } from "./parts.tsx";

interface Own {
  id: string;
  version: number;
  state: CorrectionState;
  pupil: string;
  subject: string;
  /** Null: of a final mark. */
  work: string | null;
  date: string | null;
  was: string | null;
  wanted: string | null;
  reason: string | null;
  act: string | null;
  answer: string | null;
}

interface Props {
  /** The latest first. */
  corrections: Own[];
  isAsked: boolean;
}

/** A teacher's own requests, each with its fate. */
export function OwnCorrectionsPage({ frame, corrections, isAsked }: Props & { frame: Frame }) {
  const words = wordsIn(frame.language);
  const { say } = words;
  return (
    <Layout frame={frame} title={say("correct-own")} css={["lesson"]} language={frame.language}>
      <main id="main" class="narrow">
        <h1>{say("correct-own")}</h1>
        {isAsked && (
          <p class="note" role="status">
            <Icon name="check" tone="ok" />
            <span>{say("correct-asked")}</span>
          </p>
        )}
        {corrections.length === 0 ? (
          <Empty say={say("correct-none")}>
            <a href="/lessons">{say("lesson-back")}</a>
          </Empty>
        ) : (
          <ul>
            {corrections.map((own) => (
              <One key={own.id} own={own} words={words} />
            ))}
          </ul>
        )}
      </main>
    </Layout>
  );
}

function One({ own, words }: { own: Own; words: Words }) {
  const { say } = words;
  const { id, state, pupil, subject, work, date, was, wanted, reason, act, answer } = own;
  const of = [words.upper(subject), work ?? say("correct-final"), date && words.day(date)]
    .filter(Boolean)
    .join(", ");
  return (
    <li class="line">
      <time class="dim">{date && words.shortDay(date)}</time>
      <div>
        <p>
          <b>{pupil}</b> {was ?? "–"} → {wanted ?? "–"}
        </p>
        <p class="small dim">{of}</p>
        <p>{say("correct-state", { state, act: act ?? "", answer: answer ?? "" })}</p>
        {reason && <p class="small">{reason}</p>}
        {state === "draft" && (
          <form method="post" action={`/corrections/${id}/submit`} class="form">
            <input type="hidden" name="version" value={own.version} />
            <p>
              <label for={`reason-${id}`}>{say("correct-reason")}</label>
              <textarea id={`reason-${id}`} name="reason" rows={2} maxLength={500} required />
            </p>
            <Button isSmall>{say("correct-ask")}</Button>
          </form>
        )}
        {(state === "draft" || state === "requested") && (
          <form method="post" action={`/corrections/${id}/withdraw`}>
            <input type="hidden" name="version" value={own.version} />
            <Button kind="bare" isSmall>
              {say("correct-withdraw")}
            </Button>
          </form>
        )}
      </div>
    </li>
  );
}

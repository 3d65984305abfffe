import { wordsIn } from "../words.ts";
import { Form, formLook, Input, type Refusal } from "./fields.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { Button, Empty, Part, State } from "./parts.tsx";
import { type SchoolTab, SchoolTop } from "./school-top.tsx";

/** Days are `2026-11-27`. */
export interface CorrectionLine {
  id: string;
  version: number;
  state: "draft" | "requested" | "approved" | "refused" | "withdrawn";
  pupil: string;
  subject: string;
  /** Of a mark: its work and day; null: a final mark. */
  work: { kind: string; title: string | null; date: string } | null;
  was: string | null;
  wanted: string | null;
  reason: string | null;
  askedBy: string;
  askedOn: string;
  act: string | null;
  answer: string | null;
}

export interface CorrectionsProps {
  tabs: SchoolTab[];
  waiting: CorrectionLine[];
  decided: CorrectionLine[];
  mayDecide: boolean;
  longest: { act: number; answer: number };
  refusal: Refusal | null;
}

export function CorrectionsPage(props: CorrectionsProps & { frame: Frame }) {
  const { frame, tabs, waiting, decided } = props;
  const { say } = wordsIn(frame.language);
  return (
    <Layout frame={frame} title={say("corrections-title")} css={["school"]} language={frame.language}>
      <main id="main">
        <SchoolTop frame={frame} tabs={tabs} here="corrections" title={say("corrections-title")} />
        {waiting.length === 0 ? (
          <Empty say={say("corrections-none")} />
        ) : (
          <p class="say lead">{say("corrections-waiting", { n: waiting.length })}</p>
        )}
        <ul>
          {waiting.map((line) => (
            <Correction key={line.id} line={line} of={props} />
          ))}
        </ul>
        {decided.length > 0 && (
          <Part id="decided" title={say("corrections-decided")}>
            <ul>
              {decided.map((line) => (
                <Correction key={line.id} line={line} of={props} />
              ))}
            </ul>
          </Part>
        )}
      </main>
    </Layout>
  );
}

function Correction({ line, of }: { line: CorrectionLine; of: CorrectionsProps & { frame: Frame } }) {
  const words = wordsIn(of.frame.language);
  const { say } = words;
  const { pupil, subject, work, was, wanted, reason, askedBy, askedOn, state } = line;
  const what = work
    ? [work.kind, work.title && `«${work.title}»`, words.day(work.date)].filter(Boolean).join(", ")
    : say("correction-final");
  return (
    <li class="line">
      <time>{words.shortDay(askedOn)}</time>
      <div>
        <b>
          {pupil}, {words.subject(subject)}: {was ?? "–"} → {wanted ?? say("correction-remove")}
        </b>
        <small class="below">{what}</small>
        <small class="below">
          {askedBy}
          {reason && `: «${reason}»`}
        </small>
        {state === "requested" && of.mayDecide ? (
          <Decide line={line} of={of} />
        ) : (
          <Fate line={line} frame={of.frame} />
        )}
      </div>
    </li>
  );
}

function Decide({ line, of }: { line: CorrectionLine; of: CorrectionsProps & { frame: Frame } }) {
  const { language } = of.frame;
  const { say } = wordsIn(language);
  const { id, version, wanted } = line;
  const approve = formLook(`approve-${id}`, language, of.refusal);
  const refuse = formLook(`refuse-${id}`, language, of.refusal);
  return (
    <>
      <Form of={approve} action={`/corrections/${id}/approve`}>
        <input type="hidden" name="version" value={version} />
        <div class="row">
          <Input of={approve} name="act" label={say("correction-act")} most={of.longest.act} />
          <Button>{say("correction-approve", { value: wanted ?? "–" })}</Button>
        </div>
      </Form>
      <details open={refuse.refusal !== null}>
        <summary>{say("correction-refuse")}</summary>
        <Form of={refuse} action={`/corrections/${id}/refuse`}>
          <input type="hidden" name="version" value={version} />
          <Input of={refuse} name="answer" label={say("correction-answer")} most={of.longest.answer} />
          <Button kind="stop">{say("correction-refuse")}</Button>
        </Form>
      </details>
    </>
  );
}

function Fate({ line, frame }: { line: CorrectionLine; frame: Frame }) {
  const { say } = wordsIn(frame.language);
  const { state, act, answer } = line;
  const isDone = state === "approved";
  return (
    <small>
      <State icon={isDone ? "check" : "cross"} tone={isDone ? "ok" : "dim"}>
        {say("correction-state", { state, act: act ?? "", answer: answer ?? "" })}
      </State>
    </small>
  );
}

import { wordsIn } from "../words.ts";
import { type ClassHead, ClassTop } from "./class-head.tsx";
import { Choice, Form, formLook, Input, type Refusal } from "./fields.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { Button, Empty, Part, State, Table } from "./parts.tsx";

/** Days are `2026-11-27`. */
export interface MissedLine {
  pupilId: string;
  pupil: string;
  from: string;
  to: string;
  lessons: number;
  dueOn: string;
  isCovered: boolean;
}

export interface OverdueLine {
  pupilId: string;
  documentId: string;
  pupil: string;
  from: string;
  to: string;
  dueOn: string;
  lessons: number;
}

interface Sum {
  id: string;
  name: string;
  missed: number;
  illness: number;
  valid: number;
  invalid: number;
  released: number;
  unexplained: number;
  late: number;
}

export interface AbsencesProps {
  head: ClassHead;
  missed: MissedLine[];
  overdue: OverdueLine[];
  pupils: { id: string; name: string }[];
  sums: { from: string; to: string; rows: Sum[] };
  today: string;
  mayExplain: boolean;
  mayExplainLate: boolean;
  refusal: Refusal | null;
}

const REASONS = ["illness", "valid", "invalid", "released"] as const;

type Shown = AbsencesProps & { frame: Frame };

export function ClassAbsencesPage(props: Shown) {
  const { frame, head, missed, overdue } = props;
  const { language } = frame;
  const { say } = wordsIn(language);
  return (
    <Layout frame={frame} title={say("class-tab", { tab: "absences" })} css={["school"]} language={language}>
      <main id="main">
        <ClassTop frame={frame} of={head} here="absences" />
        {missed.length === 0 ? (
          <Empty say={say("absences-none")} />
        ) : (
          <p class="say lead">{say("absences-missed", { n: missed.length })}</p>
        )}
        <ul>
          {missed.map((one) => (
            <Missed key={one.pupilId} missed={one} of={props} />
          ))}
        </ul>
        {overdue.length > 0 && (
          <Part id="overdue" title={say("absences-overdue")}>
            <p class="hint">{say("absences-overdue-hint")}</p>
            <ul>
              {overdue.map((one) => (
                <Overdue key={one.documentId} overdue={one} of={props} />
              ))}
            </ul>
          </Part>
        )}
        {props.mayExplain && <Document {...props} />}
        <Sums {...props} />
      </main>
    </Layout>
  );
}

function Missed({ missed, of }: { missed: MissedLine; of: Shown }) {
  const words = wordsIn(of.frame.language);
  const { say } = words;
  const { pupilId, pupil, from, to, lessons, dueOn, isCovered } = missed;
  return (
    <li class="line">
      <time>{words.shortDay(from)}</time>
      <div>
        <b>{pupil}</b>
        <small class="below">
          {say("absences-line", { days: words.days(from, to), n: lessons, due: words.day(dueOn) })}
        </small>
        {isCovered && (
          <small>
            <State icon="sheet">{say("absences-covered")}</State>
          </small>
        )}
        {of.mayExplain && (
          <ReasonForm id={`reason-${pupilId}`} to="reasons" about={{ pupilId, from, to }} of={of} />
        )}
      </div>
    </li>
  );
}

function Overdue({ overdue, of }: { overdue: OverdueLine; of: Shown }) {
  const words = wordsIn(of.frame.language);
  const { say } = words;
  const { pupilId, documentId, pupil, from, to, lessons, dueOn } = overdue;
  return (
    <li class="line">
      <time class="is-red">{words.shortDay(dueOn)}</time>
      <div>
        <b>{pupil}</b>
        <small class="below">
          {say("absences-line", { days: words.days(from, to), n: lessons, due: words.day(dueOn) })}
        </small>
        {of.mayExplainLate && (
          <ReasonForm
            id={`late-${documentId}`}
            to="late-reasons"
            about={{ pupilId, documentId, from, to }}
            of={of}
          />
        )}
      </div>
    </li>
  );
}

interface ReasonFormProps {
  id: string;
  to: "reasons" | "late-reasons";
  /** What the reason is of. */
  about: Record<string, string>;
  of: Shown;
}

function ReasonForm({ id, to, about, of }: ReasonFormProps) {
  const { say } = wordsIn(of.frame.language);
  const form = formLook(id, of.frame.language, of.refusal);
  return (
    <Form of={form} action={`/classes/${of.head.id}/${to}`}>
      {Object.entries(about).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div class="row">
        <Choice of={form} name="reason" label={say("absences-reason")} options={reasons(of.frame)} />
        <Button>{say("absences-set")}</Button>
      </div>
    </Form>
  );
}

function reasons(frame: Frame) {
  const { say } = wordsIn(frame.language);
  return REASONS.map((reason) => ({ value: reason, text: say("absences-why", { reason }) }));
}

function Document({ frame, head, pupils, today, refusal }: Shown) {
  const { language } = frame;
  const { say } = wordsIn(language);
  const of = formLook("document", language, refusal);
  const people = pupils.map(({ id, name }) => ({ value: id, text: name }));
  return (
    <details class="part" open={of.refusal !== null}>
      <summary>{say("document-title")}</summary>
      <p class="hint">{say("document-hint")}</p>
      <Form of={of} action={`/classes/${head.id}/documents`}>
        <Choice of={of} name="pupilId" label={say("document-pupil")} options={people} />
        <Input of={of} name="kind" label={say("document-kind")} hint={say("document-kind-hint")} most={60} />
        <Input of={of} name="number" label={say("document-number")} most={60} isOptional />
        <div class="pair">
          <Input of={of} name="from" label={say("document-from")} type="date" />
          <Input of={of} name="to" label={say("document-to")} type="date" />
          <Input of={of} name="issuedOn" label={say("document-issued")} type="date" />
          <Input of={of} name="presentedOn" label={say("document-presented")} type="date" value={today} />
        </div>
        <Choice of={of} name="reason" label={say("absences-reason")} options={reasons(frame)} />
        <Button>{say("document-save")}</Button>
      </Form>
    </details>
  );
}

function Sums({ frame, sums }: Shown) {
  const words = wordsIn(frame.language);
  const { say } = words;
  const some = sums.rows.filter(({ missed, late }) => missed + late > 0);
  const shown = (n: number) => (n === 0 ? "–" : String(n));
  return (
    <Part id="sums" title={say("absences-sums")}>
      {some.length === 0 ? (
        <p class="hint">{say("absences-sums-none", { days: words.days(sums.from, sums.to) })}</p>
      ) : (
        <Table
          caption={words.days(sums.from, sums.to)}
          columns={[
            { head: say("absences-pupil") },
            { head: say("absences-all"), isNumber: true },
            ...REASONS.map((reason) => ({ head: say("absences-short", { reason }), isNumber: true })),
            { head: say("absences-short", { reason: "none" }), isNumber: true },
            { head: say("absences-late"), isNumber: true },
          ]}
          rows={some.map((row) => [
            row.name,
            shown(row.missed),
            ...REASONS.map((reason) => shown(row[reason])),
            shown(row.unexplained),
            shown(row.late),
          ])}
        />
      )}
    </Part>
  );
}

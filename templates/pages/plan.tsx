import { type Words, wordsIn } from "../words.ts";
import { Form, formLook, type Refusal } from "./fields.tsx";
import { FileInput } from "./file-input.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { Button, Empty, Note, Part, Table } from "./parts.tsx";

interface Line {
  position: number;
  topic: string;
  hours: number;
  homework: string | null;
  /** ISO. */
  plannedOn: string | null;
}

export interface PlanProps {
  /** Of the teaching. */
  id: string;
  subject: string;
  whom: string;
  teacher: string;
  /** 0: there is none yet. */
  version: number;
  lines: Line[];
  mayWrite: boolean;
  /** What a table would make of the plan; nothing was written. */
  preview: {
    lines: Line[];
    wrong: { row: number; column: string | null; value: string; expected: string }[];
    isSame: boolean;
  } | null;
  isSaved: boolean;
  refusal: Refusal | null;
}

type Said = PlanProps & { frame: Frame; words: Words };

/** The lesson plan of a class in a subject (R36). */
export function PlanPage(props: PlanProps & { frame: Frame }) {
  const { frame, id, subject, whom, teacher, version, lines, mayWrite, isSaved, preview } = props;
  const words = wordsIn(frame.language);
  const { say } = words;
  const said = { ...props, words };
  const title = say("plan-title", { subject: words.upper(words.subject(subject)), whom });
  const hours = lines.reduce((sum, line) => sum + line.hours, 0);
  return (
    <Layout frame={frame} title={title} css={["school"]} language={frame.language}>
      <main id="main">
        <p>
          <a class="reach" href="/plans">
            {say("plans-title")}
          </a>
        </p>
        <h1>{title}</h1>
        <p class="sub">{teacher}</p>
        {isSaved && (
          <Note icon="check" tone="ok">
            <p role="status">{say("plan-saved")}</p>
          </Note>
        )}
        {lines.length > 0 && (
          <p class="say lead">{say("plan-say", { topics: lines.length, hours, version })}</p>
        )}
        {preview && <Preview {...said} preview={preview} />}
        {mayWrite && <Upload {...said} />}
        {lines.length === 0 ? (
          <Empty say={say("plan-none")} />
        ) : (
          <Part id="plan-lines" title={say("plan-lines")}>
            <p>
              <a class="reach" href={`/api/teachings/${id}/plan/export`}>
                {say("plan-export")}
              </a>
            </p>
            <Lines lines={lines} words={words} caption={say("plan-lines")} />
          </Part>
        )}
      </main>
    </Layout>
  );
}

function Upload({ frame, id, refusal, words: { say } }: Said) {
  const of = formLook("plan", frame.language, refusal);
  return (
    <Form of={of} action={`/teachings/${id}/plan`}>
      <FileInput id="plan-file" label={say("plan-file")} hint={say("plan-columns")} accept=".xlsx,.csv" />
      <p>
        <label>
          <input type="checkbox" name="apply" value="yes" />
          {say("plan-apply")}
        </label>
      </p>
      <Button kind="main" isFile>
        {say("plan-send")}
      </Button>
    </Form>
  );
}

/** What the table holds, or every cell of it that is wrong. */
function Preview({ preview, words }: Said & { preview: NonNullable<PlanProps["preview"]> }) {
  const { say } = words;
  const { lines, wrong, isSame } = preview;
  const state = wrong.length > 0 ? "wrong" : isSame ? "same" : "new";
  return (
    <Part id="preview" title={say("plan-preview")}>
      <Note
        icon={wrong.length > 0 ? "alert" : "list"}
        {...(wrong.length > 0 ? { tone: "red" as const } : {})}
      >
        <p>{say("plan-previewed", { state, n: wrong.length, topics: lines.length })}</p>
      </Note>
      {wrong.length > 0 ? (
        <Table
          caption={say("movement-wrong")}
          columns={["row", "column", "cell", "why"].map((name) => ({ head: say(`movement-${name}`) }))}
          rows={wrong.map(({ row, column, value, expected }) => [
            String(row),
            column ?? "–",
            value,
            expected,
          ])}
        />
      ) : (
        <Lines lines={lines} words={words} caption={say("plan-preview")} />
      )}
    </Part>
  );
}

function Lines({ lines, words, caption }: { lines: Line[]; words: Words; caption: string }) {
  const { say, shortDay } = words;
  return (
    <Table
      caption={caption}
      columns={[
        { head: say("plan-number") },
        { head: say("plan-topic") },
        { head: say("plan-hours"), isNumber: true },
        { head: say("plan-day") },
        { head: say("plan-homework") },
      ]}
      rows={lines.map(({ position, topic, hours, plannedOn, homework }) => [
        String(position),
        topic,
        String(hours),
        plannedOn ? shortDay(plannedOn) : "–",
        homework ?? "–",
      ])}
    />
  );
}

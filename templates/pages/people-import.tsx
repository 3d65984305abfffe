import type { WrongCell } from "../../src/tables/tables.ts";
import { wordsIn } from "../words.ts";
import { Choice, Form, formLook, type Refusal, Tick } from "./fields.tsx";
import { FileInput } from "./file-input.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { Button, Note, Part, Table } from "./parts.tsx";

export const IMPORT_KINDS = ["pupils", "staff"] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

export interface ImportPlan {
  isApplied: boolean;
  /** Null where something is wrong: then nothing was written. `same` null: it is not counted. */
  lines: { thing: string; fresh: number; changed: number; same: number | null }[] | null;
  notes: string[];
  wrong: WrongCell[];
}

export interface PeopleImportProps {
  kind: ImportKind;
  /** The headings of each table, as they are asked for. */
  columns: Record<ImportKind, string[]>;
  plan: ImportPlan | null;
  refusal: Refusal | null;
}

export function PeopleImportPage({
  frame,
  kind,
  columns,
  plan,
  refusal,
}: PeopleImportProps & { frame: Frame }) {
  const { language } = frame;
  const { say } = wordsIn(language);
  const look = formLook("people", language, refusal && { ...refusal, field: null });
  const isFine = plan?.lines && !plan.isApplied;
  return (
    <Layout frame={frame} title={say("people-import-title")} css={["people"]} language={language}>
      <main id="main">
        <p>
          <a href="/people">{say("person-back")}</a>
        </p>
        <h1>{say("people-import-title")}</h1>
        <p class="say">{say("people-import-say")}</p>
        {plan && <Plan {...plan} language={language} />}
        <Form of={look} action="/people/import">
          <Choice
            of={look}
            name="kind"
            label={say("people-import-kind-head")}
            value={kind}
            options={IMPORT_KINDS.map((one) => ({
              value: one,
              text: say("people-import-kind", { kind: one }),
            }))}
          />
          <FileInput
            id="people-file"
            label={say("people-import-file")}
            hint={say("people-import-hint")}
            accept=".xlsx,.csv,.json"
          />
          <Tick of={look} name="apply" label={say("people-import-apply")} />
          <Button kind="main" isFile>
            {say("people-import-send", { again: isFine ? "yes" : "no" })}
          </Button>
        </Form>
        {IMPORT_KINDS.map((one) => (
          <Part key={one} id={`columns-${one}`} title={say("people-import-columns", { kind: one })}>
            <p lang="ru" class="words">
              {columns[one].join(" · ")}
            </p>
            <p class="hint">{say("people-import-about", { kind: one })}</p>
            <p class="lead">
              <a class="btn" href={`/people/import/${one}/sample`}>
                {say("people-import-sample")}
              </a>
            </p>
          </Part>
        ))}
      </main>
    </Layout>
  );
}

function Plan({ isApplied, lines, notes, wrong, language }: ImportPlan & Pick<Frame, "language">) {
  const { say } = wordsIn(language);
  const state = wrong.length > 0 ? "wrong" : isApplied ? "applied" : "shown";
  const tone = { wrong: "red", applied: "ok", shown: undefined } as const;
  return (
    <Part id="plan" title={say("people-import-plan", { state })}>
      <Note
        icon={state === "wrong" ? "alert" : state === "applied" ? "check" : "list"}
        {...(tone[state] ? { tone: tone[state] } : {})}
      >
        {say("people-import-outcome", { state, n: wrong.length })}
      </Note>
      {notes.map((note) => (
        <p key={note} class="cap" lang="ru">
          {note}
        </p>
      ))}
      {lines && lines.length > 0 && (
        <Table
          caption={say("people-import-counts")}
          columns={[
            { head: say("people-import-what") },
            ...(["fresh", "changed", "same"] as const).map((how) => ({
              head: say("people-import-how", { how }),
              isNumber: true,
            })),
          ]}
          rows={lines.map(({ thing, fresh, changed, same }) => [
            say("people-import-thing", { thing }),
            ...[fresh, changed, same ?? "–"].map(String),
          ])}
        />
      )}
      {wrong.length > 0 && <Wrong wrong={wrong} language={language} />}
    </Part>
  );
}

/** A file that is another table is wrong in every row: the first ones say it. */
const MOST_SHOWN = 100;

function Wrong({ wrong, language }: Pick<ImportPlan, "wrong"> & Pick<Frame, "language">) {
  const { say } = wordsIn(language);
  return (
    <>
      <Table
        caption={say("movement-wrong")}
        columns={(["row", "column", "cell", "why"] as const).map((head) => ({
          head: say(`movement-${head}`),
        }))}
        rows={wrong.slice(0, MOST_SHOWN).map(({ row, column, value, expected }) => [
          String(row),
          <span key={row} lang="ru">
            {column ?? "–"}
          </span>,
          value,
          <span key={row} lang="ru">
            {expected}
          </span>,
        ])}
      />
      {wrong.length > MOST_SHOWN && (
        <p class="cap">{say("people-import-more", { n: wrong.length - MOST_SHOWN })}</p>
      )}
    </>
  );
}

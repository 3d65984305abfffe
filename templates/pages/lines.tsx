import type { ComponentChildren } from "preact";
import type { Words } from "../words.ts";
import { Form, type FormLook, formLook, type Refusal } from "./fields.tsx";
import { Button, Empty, Part } from "./parts.tsx";

export interface Shown {
  mayWrite: boolean;
  refusal: Refusal | null;
  words: Words;
}
interface LinesProps {
  shown: Shown;
  /** Of its forms. */
  name: string;
  /** Where they are sent, `/calendar/terms` with `?year=…` behind it. */
  to: string;
  query: string;
  title: string;
  isRemoved?: boolean;
  /** Of what is added. */
  fields: (of: FormLook) => ComponentChildren;
  lines: {
    id: string;
    version: number;
    lead?: string;
    text: string;
    more: (string | null)[];
    /** Of what is changed. */
    fields: (of: FormLook) => ComponentChildren;
  }[];
}

/** Lines of the calendar or the curriculum, each with what may be done to it, and the form of another. */
export function Lines({ shown, name, to, query, title, isRemoved, fields, lines }: LinesProps) {
  const { mayWrite, refusal, words } = shown;
  const { say } = words;
  const add = formLook(name, words.language, refusal);
  return (
    <Part id={`${name}-lines`} title={title}>
      {lines.length === 0 && <Empty say={say("calendar-nothing", { may: mayWrite ? "yes" : "no" })} />}
      <ul>
        {lines.map(({ id, version, lead, text, more, fields: own }) => {
          const of = formLook(`${name}-${id}`, words.language, refusal);
          const seen = <input type="hidden" name="version" value={version} />;
          return (
            <li key={id} class="line">
              <span class="dim">{lead}</span>
              <div>
                {text}
                <small class="below">{more.filter(Boolean).join(", ")}</small>
                {mayWrite && (
                  <details open={of.refusal !== null}>
                    <summary>{say("calendar-change")}</summary>
                    <Form of={of} action={`${to}/${id}${query}`}>
                      {seen}
                      {own(of)}
                      <Button>{say("calendar-save")}</Button>
                    </Form>
                    {isRemoved && (
                      <form method="post" action={`${to}/${id}/remove${query}`} class="form">
                        {seen}
                        <Button kind="stop" isSmall>
                          {say("calendar-remove", { what: text })}
                        </Button>
                      </form>
                    )}
                  </details>
                )}
              </div>
            </li>
          );
        })}
      </ul>
      {mayWrite && (
        <details open={add.refusal !== null}>
          <summary>{say("calendar-add")}</summary>
          <Form of={add} action={to + query}>
            {fields(add)}
            <Button>{say("calendar-save")}</Button>
          </Form>
        </details>
      )}
    </Part>
  );
}

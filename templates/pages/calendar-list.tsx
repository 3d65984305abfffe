import type { ComponentChildren } from "preact";
import type { InCalendar } from "./calendar.tsx";
import { Form, type FormLook, formLook } from "./fields.tsx";
import { Button, Part } from "./parts.tsx";

export type Shown = Omit<InCalendar, "calendar">;
interface LinesProps {
  shown: Shown;
  year: { id: string };
  /** Of its forms, and in their addresses. */
  name: string;
  path: string;
  title: string;
  isRemoved?: boolean;
  /** Of what is added. */
  fields: (of: FormLook) => ComponentChildren;
  lines: {
    id: string;
    version: number;
    text: string;
    more: (string | null)[];
    /** Of what is changed; without them it is taken away and entered anew. */
    fields?: (of: FormLook) => ComponentChildren;
  }[];
}

/** Lines of the calendar, each with what may be done to it, and the form of another. */
export function Lines({ shown, year, name, path, title, isRemoved, fields, lines }: LinesProps) {
  const { mayWrite, refusal, words } = shown;
  const { say } = words;
  const add = formLook(name, words.language, refusal);
  const to = (rest = "") => `/calendar/${path}${rest}?year=${year.id}`;
  return (
    <Part id={`${name}-lines`} title={title}>
      {lines.length === 0 && <p>{say("calendar-nothing")}</p>}
      <ul>
        {lines.map(({ id, version, text, more, fields: own }) => {
          const of = formLook(`${name}-${id}`, words.language, refusal);
          const seen = <input type="hidden" name="version" value={version} />;
          return (
            <li key={id} class="line">
              <span />
              <div>
                {text}
                <small class="below">{more.filter(Boolean).join(", ")}</small>
                {mayWrite && (
                  <details open={of.refusal !== null}>
                    <summary>{say("calendar-change")}</summary>
                    {own && (
                      <Form of={of} action={to(`/${id}`)}>
                        {seen}
                        {own(of)}
                        <Button>{say("calendar-save")}</Button>
                      </Form>
                    )}
                    {isRemoved && (
                      <form method="post" action={to(`/${id}/remove`)} class="form">
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
          <Form of={add} action={to()}>
            {fields(add)}
            <Button>{say("calendar-save")}</Button>
          </Form>
        </details>
      )}
    </Part>
  );
}

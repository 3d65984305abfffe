import { wordsIn } from "../words.ts";
import { Field } from "./field.tsx";
import { Icon } from "./icons.tsx";
import type { Frame } from "./layout.tsx";
import { Act, Button, Empty, Note, Part } from "./parts.tsx";
import { PupilFrame } from "./pupil-frame.tsx";
import { type PupilHead, pupilName } from "./pupil-head.tsx";

export interface TypedExcuse {
  from: string;
  to: string;
  text: string;
  problem: string | null;
}

export interface ExcusesProps {
  frame: Frame;
  head: PupilHead;
  today: string;
  typed: TypedExcuse;
  /** A note was just given. */
  isHanded: boolean;
  /** The newest first. */
  excuses: {
    id: string;
    from: string;
    to: string;
    text: string;
    state: "given" | "confirmed" | "withdrawn";
    files: number;
    mayWithdraw: boolean;
  }[];
}

export function ExcusesPage({ frame, head, today, typed, isHanded, excuses }: ExcusesProps) {
  const { language } = frame;
  const words = wordsIn(language);
  const { say } = words;
  return (
    <PupilFrame
      frame={frame}
      head={head}
      here="excuses"
      title={say("excuses-page", { pupil: pupilName(head) })}
      heading={say("excuses-title")}
    >
      {isHanded && (
        <Note icon="check" tone="ok">
          {say("excuses-handed")}
        </Note>
      )}
      {head.isGuardian && <Form head={head} today={today} typed={typed} language={language} />}
      <Part id="given" title={say("excuses-given")}>
        {excuses.length === 0 ? (
          <Empty say={say("excuses-none")} />
        ) : (
          <ul>
            {excuses.map(({ id, from, to, text, state, files, mayWithdraw }) => (
              <li key={id} class="line">
                <Icon name={state === "confirmed" ? "check" : state === "withdrawn" ? "undo" : "clock"} />
                <div>
                  <b>{words.days(from, to)}</b>
                  <p class="words">{text}</p>
                  <p class="dim">{say("excuses-state", { state, files })}</p>
                  {mayWithdraw && (
                    <Act action={`/excuses/${id}/withdraw`}>
                      {say("excuses-withdraw", { days: words.days(from, to) })}
                    </Act>
                  )}
                </div>
              </li>
            ))}
          </ul>
        )}
      </Part>
    </PupilFrame>
  );
}

function Form({
  head,
  today,
  typed,
  language,
}: Pick<ExcusesProps, "head" | "today" | "typed"> & Pick<Frame, "language">) {
  const { say } = wordsIn(language);
  const { from, to, text, problem } = typed;
  return (
    <form class="form" method="post" action={`/pupils/${head.id}/excuses`} encType="multipart/form-data">
      <p class="hint">{say("excuses-how")}</p>
      <div class="pair">
        <Field
          name="from"
          label={say("excuses-from")}
          problem={problem}
          more={{ type: "date", value: from, min: today }}
        />
        <Field
          name="to"
          label={say("excuses-to")}
          problem={null}
          more={{ type: "date", value: to, min: today }}
        />
      </div>
      <p>
        <label for="text">{say("excuses-why")}</label>
        <textarea id="text" name="text" rows={3} maxLength={1000} required>
          {text}
        </textarea>
      </p>
      <p>
        <label for="file">{say("excuses-file")}</label>
        <input id="file" name="file" type="file" accept="application/pdf,image/jpeg,image/png" />
        <span class="hint">{say("excuses-file-hint")}</span>
      </p>
      <Button kind="main">{say("excuses-send")}</Button>
    </form>
  );
}

import { type Words, wordsIn } from "../words.ts";
import { Icon } from "./icons.tsx";
import type { Frame } from "./layout.tsx";
import { LessonFrame, type LessonHead, Refused } from "./lesson-frame.tsx";
import { Note } from "./parts.tsx";

type Kind = "present" | "absent" | "late";

export interface LessonRollProps {
  lesson: LessonHead;
  version: number;
  isTaken: boolean;
  pupils: { id: string; number: number; name: string; kind: Kind; lateMinutes: number | null }[];
  mayWrite: boolean;
  problem: string | null;
  isSaved: boolean;
}

const KINDS: Kind[] = ["present", "absent", "late"];

export function LessonRollPage({ frame, ...props }: LessonRollProps & { frame: Frame }) {
  const words = wordsIn(frame.language);
  const { say } = words;
  const taken = props.isTaken ? "yes" : "no";
  const { lesson, problem, mayWrite, isSaved, version, pupils } = props;
  const list = (
    <ol>
      {pupils.map((pupil) => (
        <li key={pupil.id} class="line pupil">
          <span>{pupil.number}</span>
          {mayWrite ? <Choice pupil={pupil} words={words} /> : <Noted pupil={pupil} words={words} />}
        </li>
      ))}
    </ol>
  );
  return (
    <LessonFrame frame={frame} lesson={lesson} tab="roll">
      {problem && <Refused problem={problem} asks={false} language={frame.language} />}
      {isSaved && !problem && (
        <p class="note" role="status">
          <Icon name="check" tone="ok" />
          <span>{say("lesson-saved-words")}</span>
        </p>
      )}
      {!mayWrite && (
        <Note icon="clock" tone="dim">
          <p>{say("lesson-roll-closed")}</p>
        </Note>
      )}
      {mayWrite ? (
        <form method="post" action={`/lessons/${lesson.id}/roll`}>
          <p class="sub">{say("lesson-roll-say", { taken })}</p>
          <input type="hidden" name="version" value={version} />
          {list}
          <div class="pad bar">
            <div class="now">
              <button type="submit" class="btn btn-main">
                {say("lesson-roll-save")}
              </button>
            </div>
          </div>
        </form>
      ) : (
        list
      )}
    </LessonFrame>
  );
}

interface Row {
  pupil: LessonRollProps["pupils"][number];
  words: Words;
}

function Choice({ pupil: { id, name, kind, lateMinutes }, words: { say } }: Row) {
  return (
    <fieldset>
      <legend>{name}</legend>
      <div class="roll">
        {KINDS.map((each) => (
          <label key={each}>
            <input type="radio" name={`k.${id}`} value={each} checked={each === kind} />
            {say("lesson-roll-choice", { kind: each })}
          </label>
        ))}
        <input
          class="min"
          name={`m.${id}`}
          value={lateMinutes ?? ""}
          inputMode="numeric"
          maxLength={3}
          aria-label={say("lesson-roll-minutes", { name })}
        />
      </div>
    </fieldset>
  );
}

function Noted({ pupil: { name, kind, lateMinutes }, words: { say } }: Row) {
  const minutes = lateMinutes ? ` ${lateMinutes}` : "";
  return (
    <>
      <span>{name}</span>
      <span class={kind === "absent" ? "is-warn" : "dim"}>
        {say("lesson-roll-choice", { kind })}
        {minutes}
      </span>
    </>
  );
}

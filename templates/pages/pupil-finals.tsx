import type { PupilFinal } from "../../src/journal/progress.ts";
import { period, periodOf } from "../messages/phrases.ts";
import { type Words, wordsIn } from "../words.ts";
import type { Frame } from "./layout.tsx";
import { Mark } from "./marks.tsx";
import { Act, Empty, Note, Part } from "./parts.tsx";
import { PupilFrame } from "./pupil-frame.tsx";
import { type PupilHead, pupilName } from "./pupil-head.tsx";

export interface PupilFinalsProps {
  frame: Frame;
  head: PupilHead;
  /** The newest first. */
  finals: PupilFinal[];
  /** The message whose finals this guardian has not said to have seen; null: none. */
  unseen: string | null;
}

export function PupilFinalsPage({ frame, head, finals, unseen }: PupilFinalsProps) {
  const { language } = frame;
  const words = wordsIn(language);
  const { say } = words;
  const years = [...new Set(finals.map(({ year }) => year))].sort().reverse();
  return (
    <PupilFrame
      frame={frame}
      head={head}
      here="finals"
      title={say("finals-page", { pupil: pupilName(head) })}
      heading={say("finals-own")}
      css={["pupil-marks"]}
    >
      {unseen && (
        <Note icon="alert" tone="warn">
          <p>{say("finals-unseen")}</p>
          <Act action={`/o/${unseen}/seen`}>{say("family-answer", { answer: "seen" })}</Act>
        </Note>
      )}
      {finals.length === 0 && <Empty say={say("finals-none")} />}
      {years.map((year) => (
        <Part key={year} id={`y${year.slice(0, 4)}`} title={year}>
          <Year finals={finals.filter((final) => final.year === year)} words={words} />
        </Part>
      ))}
    </PupilFrame>
  );
}

/** A subject a line: its marks of the year in the order of the periods. */
function Year({ finals, words }: { finals: PupilFinal[]; words: Words }) {
  const subjects = [...new Set(finals.map(({ subject }) => subject))].sort((a, b) =>
    a.localeCompare(b, "ru"),
  );
  return (
    <ul>
      {subjects.map((subject) => (
        <li key={subject} class="line">
          <span />
          <div>
            <h3>{words.upper(subject)}</h3>
            {finals
              .filter((final) => final.subject === subject)
              .reverse()
              .map((final) => (
                <p key={final.id} class="final">
                  <span>{words.upper(period({ period: periodOf(final) }, words))}</span>{" "}
                  <Mark value={final.value} words={words} />
                </p>
              ))}
          </div>
        </li>
      ))}
    </ul>
  );
}

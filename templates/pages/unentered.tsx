import { wordsIn } from "../words.ts";
import type { Frame } from "./layout.tsx";
import { Part } from "./parts.tsx";

/** Finals of a class in a subject that are known and not entered (R63). */
export interface UnenteredLine {
  classId: string;
  className: string;
  subjectId: string;
  subject: string;
  /** As the address of a column names it: a term's id, else its kind. */
  of: string;
  pupils: number;
  isOverdue: boolean;
}

export function Unentered({ lines, language }: { lines: UnenteredLine[] } & Pick<Frame, "language">) {
  const { say, subject: inWords } = wordsIn(language);
  if (lines.length === 0) return null;
  return (
    <Part id="unentered" title={say("finals-unentered")}>
      <ul>
        {lines.map(({ classId, className, subjectId, subject, of, pupils, isOverdue }) => (
          <li key={`${classId} ${subjectId} ${of}`} class="line">
            <span class="dim">{pupils}</span>
            <a href={`/classes/${classId}/journal/${subjectId}/finals?of=${of}`}>
              {className}, {inWords(subject)}
            </a>
            {isOverdue && <span class="is-red">{say("class-late")}</span>}
          </li>
        ))}
      </ul>
    </Part>
  );
}

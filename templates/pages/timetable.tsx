import { wordsIn } from "../words.ts";
import { Choice, formLook, type Option } from "./fields.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { Button, Empty } from "./parts.tsx";
import { type SchoolTab, SchoolTop } from "./school-top.tsx";

/** Days are `2026-11-27`. */
export interface TimetableLine {
  entryId: string;
  date: string;
  number: number;
  from: string;
  subject: string;
  teacher: string;
  /** `7А`; and the subgroup, if it is one's. */
  whom: string;
  room: string | null;
  cancelledFor: string | null;
  isSubstituted: boolean;
}

export interface TimetableProps {
  tabs: SchoolTab[];
  /** Monday and Sunday. */
  from: string;
  to: string;
  before: string;
  after: string;
  classes: { id: string; name: string }[];
  teachers: Option[];
  classId: string | null;
  teacherId: string | null;
  lines: TimetableLine[];
  /** Substitutions are made from this day on; null: not by this person. */
  maySubstituteFrom: string | null;
  mayEnter: boolean;
}

export function TimetablePage(props: TimetableProps & { frame: Frame }) {
  const { frame, tabs, from, to, before, after, lines, classId, teacherId, classes } = props;
  const { language } = frame;
  const words = wordsIn(language);
  const { say } = words;
  const days = [...new Set(lines.map(({ date }) => date))];
  const whose = classId ? `class=${classId}` : `teacher=${teacherId ?? ""}`;
  return (
    <Layout frame={frame} title={say("timetable-title")} css={["school", "timetable"]} language={language}>
      <main id="main">
        <SchoolTop frame={frame} tabs={tabs} here="timetable" title={say("timetable-title")} />
        <nav class="weeks no-print" aria-label={say("timetable-class")}>
          {classes.map(({ id, name }) => (
            <a
              key={id}
              href={`/timetable?class=${id}&week=${from}`}
              aria-current={id === classId ? "page" : undefined}
            >
              {name}
            </a>
          ))}
        </nav>
        <div class="find">
          <Find {...props} />
        </div>
        <nav class="weeks no-print" aria-label={say("control-weeks")}>
          <a href={`/timetable?${whose}&week=${before}`}>{say("control-before")}</a>
          <b>{words.days(from, to)}</b>
          <a href={`/timetable?${whose}&week=${after}`}>{say("control-after")}</a>
        </nav>
        {classId && props.mayEnter && (
          <p>
            <a class="reach" href={`/timetable/entries?class=${classId}`}>
              {say("timetable-enter")}
            </a>
          </p>
        )}
        {lines.length === 0 && <Empty say={say("timetable-none")} />}
        <div class="week part">
          {days.map((day) => (
            <section key={day}>
              <h3>{words.upper(words.weekday(day))}</h3>
              <ol>
                {lines
                  .filter(({ date }) => date === day)
                  .map((line) => (
                    <Lesson key={line.entryId} line={line} of={props} />
                  ))}
              </ol>
            </section>
          ))}
        </div>
      </main>
    </Layout>
  );
}

function Find({ frame, from, teachers, teacherId }: TimetableProps & { frame: Frame }) {
  const { say } = wordsIn(frame.language);
  return (
    <form method="get" action="/timetable">
      <Choice
        of={formLook("find", frame.language, null)}
        name="teacher"
        label={say("timetable-teacher")}
        options={[{ value: "", text: "–" }, ...teachers]}
        value={teacherId ?? ""}
      />
      <input type="hidden" name="week" value={from} />
      <Button isSmall>{say("timetable-show")}</Button>
    </form>
  );
}

function Lesson({ line, of }: { line: TimetableLine; of: TimetableProps & { frame: Frame } }) {
  const words = wordsIn(of.frame.language);
  const { say } = words;
  const { entryId, date, number, subject, teacher, whom, room, cancelledFor, isSubstituted } = line;
  const isOpen = of.maySubstituteFrom !== null && date >= of.maySubstituteFrom;
  return (
    <li>
      <span>{number}</span>
      <div>
        {cancelledFor ? <s>{words.subject(subject)}</s> : <b>{words.subject(subject)}</b>}
        <small class="below">
          {[line.from, of.classId ? teacher : whom, room && say("timetable-room", { room })]
            .filter(Boolean)
            .join(", ")}
        </small>
        {cancelledFor && (
          <small class="below is-warn">{say("timetable-cancelled", { why: cancelledFor })}</small>
        )}
        {isSubstituted && !cancelledFor && (
          <small class="below is-warn">{say("timetable-substituted")}</small>
        )}
        {isOpen && <a href={`/timetable/${entryId}/${date}`}>{say("timetable-substitute")}</a>}
      </div>
    </li>
  );
}

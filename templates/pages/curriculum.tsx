import { type Words, wordsIn } from "../words.ts";
import { School } from "./curriculum-school.tsx";
import { Choice, Form, type FormLook, formLook, Input, type Option, type Refusal } from "./fields.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { Lines } from "./lines.tsx";
import { Button, Empty, Part } from "./parts.tsx";
import { type SchoolTab, SchoolTop } from "./school-top.tsx";

interface Teaching {
  id: string;
  version: number;
  subject: string;
  teacher: string;
  subgroup: string | null;
  hoursAWeek: number;
  /** ISO; null: it runs already. */
  from: string | null;
  to: string | null;
}

export interface CurriculumProps {
  tabs: SchoolTab[];
  yearId: string | null;
  classes: { id: string; name: string; letter: string }[];
  /** The class that is shown; null: none was chosen. */
  classId: string | null;
  subjects: { id: string; name: string }[];
  rooms: string[];
  teachers: Option[];
  teachings: Teaching[];
  /** `7А, 7Б` of each. */
  subgroups: { id: string; name: string; subject: string; classes: string; members: number }[];
  today: string;
  mayWrite: boolean;
  refusal: Refusal | null;
}

export type Said = CurriculumProps & { words: Words };

/** What a class is taught and by whom (R35), with what a school chooses from. */
export function CurriculumPage({ frame, ...props }: CurriculumProps & { frame: Frame }) {
  const words = wordsIn(frame.language);
  const { say } = words;
  const { tabs, classes, classId, teachings } = props;
  const said = { ...props, words };
  const here = classes.find(({ id }) => id === classId);
  const title = say("curriculum-title");
  return (
    <Layout frame={frame} title={title} css={["school", "timetable"]} language={frame.language}>
      <main id="main">
        <SchoolTop frame={frame} tabs={tabs} here="curriculum" title={title} />
        <nav class="weeks no-print" aria-label={say("curriculum-classes")}>
          {classes.map(({ id, name }) => (
            <a key={id} href={`/curriculum?class=${id}`} aria-current={id === classId ? "page" : undefined}>
              {name}
            </a>
          ))}
        </nav>
        {here && (
          <>
            <p class="say lead">
              {say("curriculum-say", {
                class: here.name,
                n: teachings.length,
                hours: teachings.reduce((sum, { hoursAWeek }) => sum + hoursAWeek, 0),
              })}
            </p>
            <Teachings {...said} />
          </>
        )}
        {!here && classes.length > 0 && <p class="say lead">{say("curriculum-choose")}</p>}
        {classes.length > 0 ? <Subgroups {...said} /> : <Empty say={say("curriculum-none")} />}
        <School {...said} />
      </main>
    </Layout>
  );
}

function Teachings({ teachings, classId, subjects, subgroups, teachers, today, ...shown }: Said) {
  const { say, upper, subject: inWords, day } = shown.words;
  const hours = (of: FormLook, value: number) => (
    <Input
      of={of}
      name="hoursAWeek"
      label={say("curriculum-week")}
      type="number"
      min="1"
      max="60"
      value={String(value)}
    />
  );
  return (
    <Lines
      {...{ shown, name: "teachings", to: "/curriculum/teachings", query: `?class=${classId}` }}
      title={say("curriculum-teachings")}
      fields={(of: FormLook) => (
        <>
          <Choice of={of} name="subjectId" label={say("curriculum-subject")} options={optionsOf(subjects)} />
          <Choice of={of} name="teacherId" label={say("timetable-teacher")} options={teachers} />
          <Choice
            of={of}
            name="subgroupId"
            label={say("curriculum-whom")}
            options={[
              { value: "", text: say("curriculum-whole") },
              ...subgroups.map(({ id, name, subject }) => ({
                value: id,
                text: `${inWords(subject)}, ${name}`,
              })),
            ]}
          />
          {hours(of, 2)}
          <Input of={of} name="from" label={say("entries-from")} type="date" value={today} />
        </>
      )}
      lines={teachings.map(({ id, version, subject, teacher, subgroup, hoursAWeek, from, to }) => ({
        ...{ id, version },
        lead: say("curriculum-hours", { n: hoursAWeek }),
        text: upper(inWords(subject)),
        more: [
          teacher,
          subgroup,
          from && say("entries-begins", { day: day(from) }),
          to && say("entries-ends", { day: day(to) }),
        ],
        fields: (of: FormLook) => (
          <>
            {hours(of, hoursAWeek)}
            <Input
              of={of}
              name="to"
              label={say("entries-to")}
              hint={say("entries-to-hint")}
              type="date"
              value={to ?? ""}
              isOptional
            />
          </>
        ),
      }))}
    />
  );
}

function Subgroups({ subgroups, classId, subjects, mayWrite, refusal, words }: Said) {
  const { say, subject: inWords } = words;
  const add = formLook("subgroups", words.language, refusal);
  return (
    <Part id="groups" title={say("curriculum-subgroups")}>
      {subgroups.length === 0 && <Empty say={say("curriculum-undivided", { one: classId ? "yes" : "no" })} />}
      <ul>
        {subgroups.map(({ id, name, subject, classes, members }) => (
          <li key={id} class="line">
            <span class="dim">{members}</span>
            <a class="reach" href={`/curriculum/subgroups/${id}`}>
              {classes}: {inWords(subject)}, {name}
            </a>
          </li>
        ))}
      </ul>
      {mayWrite && classId && (
        <details open={add.refusal !== null}>
          <summary>{say("calendar-add")}</summary>
          <Form of={add} action={`/curriculum/subgroups?class=${classId}`}>
            <Choice
              of={add}
              name="subjectId"
              label={say("curriculum-subject")}
              options={optionsOf(subjects)}
            />
            <Input of={add} name="name" label={say("calendar-name")} most={50} />
            <Button>{say("calendar-save")}</Button>
          </Form>
        </details>
      )}
    </Part>
  );
}

function optionsOf(rows: { id: string; name: string }[]): Option[] {
  return rows.map(({ id, name }) => ({ value: id, text: name }));
}

import { type Words, wordsIn } from "../words.ts";
import { School } from "./curriculum-school.tsx";
import { Choice, Form, formLook, Input, type Option, type Refusal } from "./fields.tsx";
import { type Frame, Layout } from "./layout.tsx";
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
  /** The class that is shown; null: there is none. */
  classId: string | null;
  subjects: { id: string; name: string }[];
  rooms: string[];
  teachers: Option[];
  teachings: Teaching[];
  subgroups: { id: string; name: string; subject: string; members: number }[];
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
        {here ? (
          <>
            <p class="say lead">
              {say("curriculum-say", {
                class: here.name,
                n: teachings.length,
                hours: teachings.reduce((sum, { hoursAWeek }) => sum + hoursAWeek, 0),
              })}
            </p>
            <Teachings {...said} />
            <Subgroups {...said} />
          </>
        ) : (
          <Empty say={say("curriculum-none")} />
        )}
        <School {...said} />
      </main>
    </Layout>
  );
}

function Teachings({
  teachings,
  classId,
  subjects,
  subgroups,
  teachers,
  today,
  mayWrite,
  refusal,
  words,
}: Said) {
  const { say, upper, subject: inWords, day } = words;
  const add = formLook("teachings", words.language, refusal);
  return (
    <Part id="taught" title={say("curriculum-teachings")}>
      <ul>
        {teachings.map(({ id, version, subject, teacher, subgroup, hoursAWeek, from, to }) => {
          const of = formLook(`teachings-${id}`, words.language, refusal);
          return (
            <li key={id} class="line">
              <span class="dim">{say("curriculum-hours", { n: hoursAWeek })}</span>
              <div>
                {upper(inWords(subject))}
                <small class="below">
                  {[
                    teacher,
                    subgroup,
                    from && say("entries-begins", { day: day(from) }),
                    to && say("entries-ends", { day: day(to) }),
                  ]
                    .filter(Boolean)
                    .join(", ")}
                </small>
                {mayWrite && (
                  <details open={of.refusal !== null}>
                    <summary>{say("calendar-change")}</summary>
                    <Form of={of} action={`/curriculum/teachings/${id}?class=${classId}`}>
                      <input type="hidden" name="version" value={version} />
                      <Hours of={of} value={hoursAWeek} label={say("curriculum-week")} />
                      <Input
                        of={of}
                        name="to"
                        label={say("entries-to")}
                        hint={say("entries-to-hint")}
                        type="date"
                        value={to ?? ""}
                        isOptional
                      />
                      <Button>{say("calendar-save")}</Button>
                    </Form>
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
          <Form of={add} action={`/curriculum/teachings?class=${classId}`}>
            <Choice
              of={add}
              name="subjectId"
              label={say("curriculum-subject")}
              options={optionsOf(subjects)}
            />
            <Choice of={add} name="teacherId" label={say("timetable-teacher")} options={teachers} />
            <Choice
              of={add}
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
            <Hours of={add} value={2} label={say("curriculum-week")} />
            <Input of={add} name="from" label={say("entries-from")} type="date" value={today} />
            <Button>{say("calendar-save")}</Button>
          </Form>
        </details>
      )}
    </Part>
  );
}

function Subgroups({ subgroups, classId, subjects, mayWrite, refusal, words }: Said) {
  const { say, upper, subject: inWords } = words;
  const add = formLook("subgroups", words.language, refusal);
  return (
    <Part id="groups" title={say("curriculum-subgroups")}>
      {subgroups.length === 0 && <p>{say("curriculum-undivided")}</p>}
      <ul>
        {subgroups.map(({ id, name, subject, members }) => (
          <li key={id} class="line">
            <span class="dim">{members}</span>
            <a class="reach" href={`/curriculum/subgroups/${id}`}>
              {upper(inWords(subject))}, {name}
            </a>
          </li>
        ))}
      </ul>
      {mayWrite && (
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

interface HoursProps {
  of: ReturnType<typeof formLook>;
  value: number;
  label: string;
}

function Hours({ of, value, label }: HoursProps) {
  return (
    <Input of={of} name="hoursAWeek" label={label} type="number" min="1" max="60" value={String(value)} />
  );
}

function optionsOf(rows: { id: string; name: string }[]): Option[] {
  return rows.map(({ id, name }) => ({ value: id, text: name }));
}

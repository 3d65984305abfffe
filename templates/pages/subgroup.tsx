import { wordsIn } from "../words.ts";
import { Form, formLook, Input, type Refusal } from "./fields.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { Button, Empty } from "./parts.tsx";

export interface SubgroupProps {
  id: string;
  version: number;
  name: string;
  subject: string;
  /** Its first class. */
  classId: string | null;
  /** Of all its classes. */
  pupils: { id: string; name: string; className: string; isMember: boolean }[];
  today: string;
  mayWrite: boolean;
  refusal: Refusal | null;
}

/** Who is in a subgroup, and from which day it is otherwise (R35). */
export function SubgroupPage({ frame, ...props }: SubgroupProps & { frame: Frame }) {
  const { id, version, name, subject, classId, pupils, today, mayWrite, refusal } = props;
  const words = wordsIn(frame.language);
  const { say } = words;
  const of = formLook("members", frame.language, refusal);
  const rename = formLook("name", frame.language, refusal);
  const title = `${words.upper(words.subject(subject))}, ${name}`;
  const isIn = (pupil: SubgroupProps["pupils"][number]) =>
    of.refusal ? of.refusal.typed[`p.${pupil.id}`] === "yes" : pupil.isMember;
  const members = pupils.filter(({ isMember }) => isMember);
  return (
    <Layout frame={frame} title={title} css={["school", "timetable"]} language={frame.language}>
      <main id="main">
        <p>
          <a class="reach" href={classId ? `/curriculum?class=${classId}` : "/curriculum"}>
            {say("curriculum-title")}
          </a>
        </p>
        <h1>{title}</h1>
        <p class="say lead">{say("subgroup-say", { n: members.length, all: pupils.length })}</p>
        {pupils.length === 0 && <Empty say={say("subgroup-nobody")} />}
        {mayWrite && pupils.length > 0 ? (
          <Form of={of} action={`/curriculum/subgroups/${id}`}>
            <input type="hidden" name="version" value={version} />
            <ul>
              {pupils.map((pupil) => (
                <li key={pupil.id} class="line">
                  <span class="dim">{pupil.className}</span>
                  <label class="reach">
                    <input type="checkbox" name={`p.${pupil.id}`} value="yes" checked={isIn(pupil)} />
                    {pupil.name}
                  </label>
                </li>
              ))}
            </ul>
            <Input
              of={of}
              name="from"
              label={say("subgroup-from")}
              hint={say("subgroup-hint")}
              type="date"
              value={today}
            />
            <Button kind="main">{say("subgroup-save")}</Button>
          </Form>
        ) : (
          <ul>
            {members.map((pupil) => (
              <li key={pupil.id} class="line">
                <span class="dim">{pupil.className}</span>
                <span>{pupil.name}</span>
              </li>
            ))}
          </ul>
        )}
        {mayWrite && (
          <details open={rename.refusal !== null}>
            <summary>{say("curriculum-rename")}</summary>
            <Form of={rename} action={`/curriculum/subgroups/${id}/name`}>
              <input type="hidden" name="version" value={version} />
              <Input of={rename} name="name" label={say("calendar-name")} value={name} most={50} />
              <Button>{say("calendar-save")}</Button>
            </Form>
          </details>
        )}
      </main>
    </Layout>
  );
}

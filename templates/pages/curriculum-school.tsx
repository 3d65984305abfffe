import type { Said } from "./curriculum.tsx";
import { Form, formLook, Input } from "./fields.tsx";
import { Button, Part } from "./parts.tsx";

/** Subjects, classes and rooms: few words that everything else is made of. */
export function School({ yearId, classId, classes, subjects, rooms, mayWrite, refusal, words }: Said) {
  const { say } = words;
  const query = classId ? `?class=${classId}` : "";
  const look = (form: string) => formLook(form, words.language, refusal);
  const subject = look("subjects");
  const room = look("rooms");
  const ofClass = look("classes");
  return (
    <Part id="school" title={say("curriculum-school")}>
      <h3>{say("curriculum-subjects")}</h3>
      <p>{subjects.map(({ name }) => name).join(", ") || "–"}</p>
      <h3>{say("curriculum-rooms")}</h3>
      <p>{rooms.join(", ") || "–"}</p>
      {mayWrite && (
        <details open={[subject, room, ofClass].some((of) => of.refusal !== null)}>
          <summary>{say("curriculum-more")}</summary>
          <Form of={subject} action={`/curriculum/subjects${query}`}>
            <Input of={subject} name="name" label={say("curriculum-subject")} most={100} />
            <Button>{say("curriculum-add-subject")}</Button>
          </Form>
          <Form of={room} action={`/curriculum/rooms${query}`}>
            <Input of={room} name="name" label={say("entries-room")} most={100} />
            <Button>{say("curriculum-add-room")}</Button>
          </Form>
          {yearId && (
            <Form of={ofClass} action={`/curriculum/classes${query}`}>
              <input type="hidden" name="yearId" value={yearId} />
              <Input
                of={ofClass}
                name="level"
                label={say("curriculum-level")}
                type="number"
                min="1"
                max="11"
              />
              <Input of={ofClass} name="letter" label={say("curriculum-letter")} most={10} />
              <Button>{say("curriculum-add-class")}</Button>
            </Form>
          )}
        </details>
      )}
      {mayWrite && (
        <details>
          <summary>{say("curriculum-rename")}</summary>
          {subjects.map(({ id, name }) => (
            <Rename
              key={id}
              form={`subjects-${id}`}
              to={`/curriculum/subjects/${id}${query}`}
              field="name"
              value={name}
              of={{ refusal, words }}
            />
          ))}
          {classes.map(({ id, letter }) => (
            <Rename
              key={id}
              form={`classes-${id}`}
              to={`/curriculum/classes/${id}${query}`}
              field="letter"
              value={letter}
              of={{ refusal, words }}
            />
          ))}
        </details>
      )}
    </Part>
  );
}

interface RenameProps {
  form: string;
  to: string;
  field: "name" | "letter";
  value: string;
  of: Pick<Said, "refusal" | "words">;
}

function Rename({ form, to, field, value, of: { refusal, words } }: RenameProps) {
  const of = formLook(form, words.language, refusal);
  return (
    <Form of={of} action={to}>
      <Input
        of={of}
        name={field}
        label={words.say("curriculum-new", { what: value })}
        value={value}
        most={100}
      />
      <Button isSmall>{words.say("calendar-save")}</Button>
    </Form>
  );
}

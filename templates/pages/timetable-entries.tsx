import { type Words, wordsIn } from "../words.ts";
import { Choice, Form, formLook, Input, type Option, type Refusal } from "./fields.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { Button, Empty, Part } from "./parts.tsx";

interface Entry {
  id: string;
  version: number;
  /** 1 Monday … 7 Sunday. */
  weekday: number;
  number: number;
  what: string;
  /** The subgroup, if it is one's, and the teacher. */
  who: string;
  room: string | null;
  /** ISO; null: it holds already. */
  from: string | null;
  to: string | null;
}

export interface TimetableEntriesProps {
  classId: string;
  className: string;
  today: string;
  entries: Entry[];
  teachings: Option[];
  rooms: Option[];
  refusal: Refusal | null;
}

type Said = TimetableEntriesProps & { frame: Frame; words: Words };

export function TimetableEntriesPage(props: TimetableEntriesProps & { frame: Frame }) {
  const { frame, classId, className, entries } = props;
  const words = wordsIn(frame.language);
  const { say } = words;
  const said = { ...props, words };
  const days = [...new Set(entries.map(({ weekday }) => weekday))];
  const title = say("entries-title", { class: className });
  return (
    <Layout frame={frame} title={title} css={["school", "timetable"]} language={frame.language}>
      <main id="main">
        <h1>{title}</h1>
        <p class="say lead">{say("entries-say")}</p>
        <p>
          <a class="reach" href={`/timetable?class=${classId}`}>
            {say("substitution-back")}
          </a>
        </p>
        <Add {...said} />
        {entries.length === 0 && <Empty say={say("entries-none")} />}
        <div class="week part">
          {days.map((day) => (
            <section key={day}>
              <h3>{say("diary-weekday-long", { n: day % 7 })}</h3>
              <ol>
                {entries
                  .filter(({ weekday }) => weekday === day)
                  .map((entry) => (
                    <Line key={entry.id} entry={entry} said={said} />
                  ))}
              </ol>
            </section>
          ))}
        </div>
      </main>
    </Layout>
  );
}

function Add({ frame, classId, today, teachings, rooms, refusal, words }: Said) {
  const { say } = words;
  const of = formLook("add", frame.language, refusal);
  if (teachings.length === 0) return <Empty say={say("entries-no-teachings")} />;
  return (
    <Part id="new" title={say("entries-add")}>
      <Form of={of} action={`/timetable/entries?class=${classId}`} isWide>
        <Choice of={of} name="teachingId" label={say("entries-teaching")} options={teachings} />
        <div class="row">
          <Choice
            of={of}
            name="weekday"
            label={say("entries-weekday")}
            options={[1, 2, 3, 4, 5, 6].map((n) => ({
              value: String(n),
              text: say("diary-weekday-long", { n }),
            }))}
          />
          <Input of={of} name="number" label={say("entries-number")} type="number" min="0" max="20" />
          <Choice
            of={of}
            name="roomId"
            label={say("entries-room")}
            options={[{ value: "", text: "–" }, ...rooms]}
          />
        </div>
        <div class="row">
          <Input of={of} name="from" label={say("entries-from")} type="date" value={today} />
          <Input
            of={of}
            name="to"
            label={say("entries-to")}
            hint={say("entries-to-hint")}
            type="date"
            isOptional
          />
        </div>
        <Button kind="main">{say("entries-save")}</Button>
      </Form>
    </Part>
  );
}

function Line({ entry, said }: { entry: Entry; said: Said }) {
  const { frame, classId, today, refusal, words } = said;
  const { say } = words;
  const { id, version, number, what, who, room, from, to } = entry;
  const of = formLook(`end-${id}`, frame.language, refusal);
  return (
    <li>
      <span>{number}</span>
      <div>
        <b>{what}</b>
        <small class="below">
          {[
            who,
            room && say("timetable-room", { room }),
            from && say("entries-begins", { day: words.day(from) }),
            to && say("entries-ends", { day: words.day(to) }),
          ]
            .filter(Boolean)
            .join(", ")}
        </small>
        <details open={of.refusal !== null}>
          <summary>{say("entries-end")}</summary>
          <Form of={of} action={`/timetable/entries/${id}/end?class=${classId}`}>
            <input type="hidden" name="version" value={version} />
            <Input
              of={of}
              name="from"
              label={say("entries-end-from")}
              type="date"
              value={today}
              min={today}
            />
            <Button kind="stop" isSmall>
              {say("entries-end-it", { what, n: number })}
            </Button>
          </Form>
        </details>
      </div>
    </li>
  );
}

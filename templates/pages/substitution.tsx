import { wordsIn } from "../words.ts";
import { Choice, Form, formLook, Input, type Option, type Refusal, Tick } from "./fields.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { Button, Note } from "./parts.tsx";
import type { TimetableLine } from "./timetable.tsx";

export interface SubstitutionProps {
  line: TimetableLine;
  /** Of what stands there already; null: nothing does. */
  standing: {
    version: number;
    reason: string;
    substituteId: string;
    roomId: string;
    cancelled: boolean;
  } | null;
  staff: Option[];
  rooms: Option[];
  back: string;
  longest: number;
  refusal: Refusal | null;
}

export function SubstitutionPage(props: SubstitutionProps & { frame: Frame }) {
  const { frame, line, standing, staff, rooms, back, longest, refusal } = props;
  const { language } = frame;
  const words = wordsIn(language);
  const { say } = words;
  const of = formLook("substitution", language, refusal);
  const here = `/timetable/${line.entryId}/${line.date}`;
  const nobody = { value: "", text: say("substitution-usual") };
  return (
    <Layout frame={frame} title={say("substitution-title")} css={["school"]} language={language}>
      <main id="main" class="narrow">
        <h1>{say("substitution-title")}</h1>
        <p class="say lead">
          {words.upper(words.weekday(line.date))}, {line.from}: {line.whom}, {words.subject(line.subject)},{" "}
          {line.teacher}
        </p>
        <p>
          <a href={back}>{say("substitution-back")}</a>
        </p>
        {standing && (
          <Note icon="check" tone="ok">
            <p>
              {say("substitution-stands", {
                cancelled: standing.cancelled ? "yes" : "no",
                reason: standing.reason,
              })}
            </p>
          </Note>
        )}
        <Form of={of} action={here}>
          {standing && <input type="hidden" name="version" value={standing.version} />}
          <Choice
            of={of}
            name="substituteId"
            label={say("substitution-who")}
            options={[nobody, ...staff]}
            value={standing?.substituteId ?? ""}
          />
          <Choice
            of={of}
            name="roomId"
            label={say("substitution-room")}
            options={[nobody, ...rooms]}
            value={standing?.roomId ?? ""}
          />
          <Tick
            of={of}
            name="cancelled"
            label={say("substitution-cancelled")}
            isOn={standing?.cancelled ?? false}
          />
          <Tick of={of} name="doubles" label={say("substitution-doubles")} />
          <Input
            of={of}
            name="reason"
            label={say("substitution-reason")}
            hint={say("substitution-reason-hint")}
            value={standing?.reason ?? ""}
            most={longest}
          />
          <Button kind="main">{say("substitution-save")}</Button>
        </Form>
        {standing && (
          <form method="post" action={`${here}/withdraw`}>
            <input type="hidden" name="version" value={standing.version} />
            <Button kind="stop">{say("substitution-withdraw")}</Button>
          </form>
        )}
      </main>
    </Layout>
  );
}

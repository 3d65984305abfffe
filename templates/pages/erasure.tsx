import { wordsIn } from "../words.ts";
import { Form, formLook, Input, type Refusal, Tick } from "./fields.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { Button, Note } from "./parts.tsx";

export interface ErasureProps {
  person: { id: string; name: string };
  /** `2026-11-27`; null: nobody has asked for it on a page. */
  askedOn: string | null;
  today: string;
  kept: { kind: string; n: number }[];
  isDone: boolean;
  refusal: Refusal | null;
}

/** What is kept about somebody, and its end by a written demand (R34). */
export function ErasurePage({ frame, ...props }: ErasureProps & { frame: Frame }) {
  const { person, askedOn, today, kept, isDone, refusal } = props;
  const { say, fullDay } = wordsIn(frame.language);
  const of = formLook("erasure", frame.language, refusal);
  return (
    <Layout frame={frame} title={say("erasure-title")} css={["people"]} language={frame.language}>
      <main id="main" class="narrow">
        <p>
          <a class="reach" href={`/people/${person.id}`}>
            {person.name}
          </a>
        </p>
        <h1>{say("erasure-title")}</h1>
        {isDone && (
          <Note icon="check" tone="ok">
            <p>{say("erasure-done")}</p>
          </Note>
        )}
        {askedOn && (
          <Note icon="alert" tone="warn">
            <p>{say("erasure-asks", { day: fullDay(askedOn) })}</p>
          </Note>
        )}
        <p class="say lead">{say("erasure-goes")}</p>
        <p>{say("erasure-stays")}</p>
        <section class="part">
          <h2>{say("erasure-kept")}</h2>
          <ul>
            {kept.map(({ kind, n }) => (
              <li key={kind}>{say("bot-choices-data-line", { kind, n })}</li>
            ))}
          </ul>
        </section>
        <Form of={of} action={`/people/${person.id}/erasure`}>
          <Input
            of={of}
            name="number"
            label={say("erasure-number")}
            hint={say("erasure-number-hint")}
            most={30}
          />
          <Input
            of={of}
            name="date"
            label={say("erasure-date")}
            type="date"
            value={askedOn ?? today}
            max={today}
          />
          <Tick of={of} name="sure" label={say("erasure-sure")} />
          <Button kind="stop">{say("erasure-do")}</Button>
        </Form>
      </main>
    </Layout>
  );
}

import { wordsIn } from "../words.ts";
import { Form, formLook, type Refusal, Tick } from "./fields.tsx";
import { Icon } from "./icons.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { Button, Empty } from "./parts.tsx";

export interface SlipsProps {
  /** `unreachable`: pupils of whom nobody can be reached. */
  classes: { id: string; name: string; unreachable: number }[];
  refusal: Refusal | null;
}

export function SlipsPage({ frame, classes, refusal }: SlipsProps & { frame: Frame }) {
  const { language } = frame;
  const { say } = wordsIn(language);
  return (
    <Layout frame={frame} title={say("slips-title")} css={["contacts"]} language={language}>
      <main id="main">
        <p>
          <a href="/contacts">{say("contacts-back")}</a>
        </p>
        <h1>{say("slips-title")}</h1>
        <p class="say lead">{say("slips-say")}</p>
        {classes.length === 0 && <Empty say={say("slips-none")} />}
        <ul class="cards">
          {classes.map(({ id, name, unreachable }) => (
            <li key={id}>
              <h2>{name}</h2>
              <p class="dim">{say("slips-unreachable", { n: unreachable })}</p>
              <Form of={formLook(id, language, refusal)} action={`/contacts/slips/${id}`}>
                <Tick of={formLook(id, language, refusal)} name="everybody" label={say("slips-everybody")} />
                <Button>
                  <Icon name="print" /> {say("slips-print")}
                </Button>
              </Form>
            </li>
          ))}
        </ul>
      </main>
    </Layout>
  );
}

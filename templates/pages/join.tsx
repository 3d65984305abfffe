import type { ComponentChildren } from "preact";
import type { Language } from "../../src/deliveries/message.ts";
import { refusalIn } from "../refusals.ts";
import { wordsIn } from "../words.ts";
import { Field } from "./field.tsx";
import { Icon } from "./icons.tsx";
import { type Frame, Layout } from "./layout.tsx";

/** The steps of a slip; only after its PIN somebody is named. */
export type JoinProps = { code: string } & (
  | { step: "pin"; problem: string | null }
  | { step: "question"; pin: string; pupil: string; isSelf: boolean }
  | { step: "address"; pin: string; problem: string | null; email: string }
  | { step: "done"; isConfirmed: boolean }
  | { step: "declined" }
  | { step: "over" }
);

export function JoinPage({ frame, ...props }: JoinProps & { frame: Frame }) {
  const { language } = frame;
  const isReady = props.step === "done" && props.isConfirmed;
  const title = wordsIn(language).say("join-title", { step: isReady ? "ready" : props.step });
  return (
    <Layout frame={frame} title={title} css={["start"]} language={language}>
      <main id="main" class="narrow">
        <h1>{title}</h1>
        <Step {...props} language={language} />
      </main>
    </Layout>
  );
}

function Step(props: JoinProps & { language: Language }) {
  const { code, language } = props;
  const { say } = wordsIn(language);
  switch (props.step) {
    case "pin":
      return (
        <Form code={code}>
          <p class="say">{say("join-where")}</p>
          <Field
            name="pin"
            label={say("join-pin")}
            problem={props.problem && refusalIn(language, props.problem)}
            more={{ inputMode: "numeric", autocomplete: "off" }}
          />
          <button type="submit" class="btn btn-main">
            {say("join-next")}
          </button>
        </Form>
      );
    case "question":
      return (
        <Form code={code} pin={props.pin}>
          <p class="say lead">
            {say("join-about", { self: props.isSelf ? "yes" : "no" })} <b>{props.pupil}</b>.
          </p>
          <button type="submit" name="answer" value="yes" class="btn btn-main">
            {say("join-yes", { self: props.isSelf ? "yes" : "no" })}
          </button>
          <button type="submit" name="answer" value="no" class="btn">
            {say("join-no")}
          </button>
        </Form>
      );
    case "address":
      return (
        <Form code={code} pin={props.pin}>
          <input type="hidden" name="answer" value="yes" />
          <Field
            name="email"
            label={say("join-email")}
            problem={props.problem && refusalIn(language, props.problem)}
            more={{ type: "email", autocomplete: "email", value: props.email }}
          />
          <button type="submit" class="btn btn-main">
            {say("join-send")}
          </button>
        </Form>
      );
    case "done":
      return <Done isConfirmed={props.isConfirmed} language={language} />;
    case "declined":
      return <p class="say lead">{say("join-declined")}</p>;
    case "over":
      return <p class="say lead">{say("join-over")}</p>;
  }
}

function Done({ isConfirmed, language }: { isConfirmed: boolean; language: Language }) {
  return (
    <p class="note" role="status">
      <Icon name="check" tone="ok" />
      <span>{wordsIn(language).say("join-done", { confirmed: isConfirmed ? "yes" : "no" })}</span>
    </p>
  );
}

function Form({ code, pin, children }: { code: string; pin?: string; children: ComponentChildren }) {
  return (
    <form class="in" method="post" action={`/j/${code}`}>
      {pin !== undefined && <input type="hidden" name="pin" value={pin} />}
      {children}
    </form>
  );
}

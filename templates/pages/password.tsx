import { refusalIn } from "../refusals.ts";
import { wordsIn } from "../words.ts";
import { Field } from "./field.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { Button, Note } from "./parts.tsx";

export interface PasswordProps {
  /** The password came from the administrator: nothing else opens before it is changed. */
  handedOver: boolean;
  problem: { field: "old" | "new"; sentence: string } | null;
  isChanged: boolean;
}

export function PasswordPage({ frame, handedOver, problem, isChanged }: PasswordProps & { frame: Frame }) {
  const { language } = frame;
  const { say } = wordsIn(language);
  const title = isChanged ? say("password-done-title") : say("password-title");
  return (
    <Layout frame={frame} title={title} language={language}>
      <main id="main" class="narrow">
        <h1>{title}</h1>
        {isChanged ? (
          <Note icon="check" tone="ok">
            {say("password-done")} <a href="/">{say("password-way-on")}</a>
          </Note>
        ) : (
          <Form frame={frame} handedOver={handedOver} problem={problem} />
        )}
      </main>
    </Layout>
  );
}

function Form({
  frame,
  handedOver,
  problem,
}: Pick<PasswordProps, "handedOver" | "problem"> & { frame: Frame }) {
  const { say } = wordsIn(frame.language);
  const saidOf = (field: "old" | "new") =>
    problem?.field === field ? refusalIn(frame.language, problem.sentence) : null;
  return (
    <form class="form" method="post" action="/password">
      <p class="say">{handedOver ? say("password-handed-over") : say("password-ends-others")}</p>
      <Field
        name="old"
        label={say("password-old")}
        problem={saidOf("old")}
        more={{ type: "password", autocomplete: "current-password" }}
      />
      <Field
        name="new"
        label={say("password-new")}
        problem={saidOf("new")}
        more={{ type: "password", autocomplete: "new-password" }}
      />
      <Button kind="main">{say("password-change")}</Button>
    </form>
  );
}

import { Field } from "./field.tsx";
import { Icon } from "./icons.tsx";
import { type Frame, Layout } from "./layout.tsx";

export interface PasswordProps {
  /** The password came from the administrator: nothing else opens before it is changed. */
  handedOver: boolean;
  problem: { field: "old" | "new"; sentence: string } | null;
  isChanged: boolean;
}

export function PasswordPage({ frame, handedOver, problem, isChanged }: PasswordProps & { frame: Frame }) {
  const title = isChanged ? "Пароль сменён" : "Сменить пароль";
  return (
    <Layout frame={frame} title={title} css={["start"]}>
      <main id="main" class="narrow">
        <h1>{title}</h1>
        {isChanged ? <Done /> : <Form handedOver={handedOver} problem={problem} />}
      </main>
    </Layout>
  );
}

function Done() {
  return (
    <p class="note" role="status">
      <Icon name="check" tone="ok" />
      <span>
        На других устройствах вход закрыт. <a href="/">К началу</a>
      </span>
    </p>
  );
}

function Form({ handedOver, problem }: Pick<PasswordProps, "handedOver" | "problem">) {
  const saidOf = (field: "old" | "new") => (problem?.field === field ? problem.sentence : null);
  return (
    <form class="in" method="post" action="/password">
      <p class="say">
        {handedOver
          ? "Этот пароль вам выдали. Придумайте свой: дальше за всё, что сделано под вашим именем, отвечаете вы."
          : "После смены вход на других устройствах закроется."}
      </p>
      <Field
        name="old"
        label="Нынешний пароль"
        problem={saidOf("old")}
        more={{ type: "password", autocomplete: "current-password" }}
      />
      <Field
        name="new"
        label="Новый, не короче 10 знаков"
        problem={saidOf("new")}
        more={{ type: "password", autocomplete: "new-password" }}
      />
      <button type="submit" class="btn btn-main">
        Сменить
      </button>
    </form>
  );
}

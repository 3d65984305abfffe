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
      <Field name="old" label="Нынешний пароль" autocomplete="current-password" problem={saidOf("old")} />
      <Field
        name="new"
        label="Новый, не короче 10 знаков"
        autocomplete="new-password"
        problem={saidOf("new")}
      />
      <button type="submit" class="btn btn-main">
        Сменить
      </button>
    </form>
  );
}

interface FieldProps {
  name: string;
  label: string;
  autocomplete: "current-password" | "new-password";
  problem: string | null;
}

function Field({ name, label, autocomplete, problem }: FieldProps) {
  return (
    <p>
      <label for={name}>{label}</label>
      <input
        id={name}
        name={name}
        type="password"
        autocomplete={autocomplete}
        required
        aria-invalid={problem ? "true" : undefined}
        aria-describedby={problem ? `${name}-problem` : undefined}
      />
      {problem && (
        <span class="err" id={`${name}-problem`}>
          <Icon name="alert" />
          <span>{problem}</span>
        </span>
      )}
    </p>
  );
}

import type { ComponentChildren } from "preact";
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

const TITLES: Record<JoinProps["step"], string> = {
  pin: "Введите ПИН-код с листка",
  question: "Проверьте имя",
  address: "Куда присылать?",
  done: "Остался один шаг",
  declined: "Хорошо, ничего не пришлём",
  over: "Листок больше не действует",
};

export function JoinPage({ frame, ...props }: JoinProps & { frame: Frame }) {
  const title = props.step === "done" && props.isConfirmed ? "Готово" : TITLES[props.step];
  return (
    <Layout frame={frame} title={title} css={["start"]}>
      <main id="main" class="narrow">
        <h1>{title}</h1>
        <Step {...props} />
      </main>
    </Layout>
  );
}

function Step(props: JoinProps) {
  const { code } = props;
  switch (props.step) {
    case "pin":
      return (
        <Form code={code}>
          <p class="say">Шесть цифр в нижней части листка, который дал классный руководитель.</p>
          <Field
            name="pin"
            label="ПИН-код"
            problem={props.problem}
            more={{ inputMode: "numeric", autocomplete: "off" }}
          />
          <button type="submit" class="btn btn-main">
            Дальше
          </button>
        </Form>
      );
    case "question":
      return (
        <Form code={code} pin={props.pin}>
          <p class="say lead">
            Вы будете получать сообщения {props.isSelf ? "о себе" : "об одном ребёнке"}: <b>{props.pupil}</b>.
          </p>
          <button type="submit" name="answer" value="yes" class="btn btn-main">
            {props.isSelf ? "Да, это я" : "Да, это мой ребёнок"}
          </button>
          <button type="submit" name="answer" value="no" class="btn">
            Нет
          </button>
        </Form>
      );
    case "address":
      return (
        <Form code={code} pin={props.pin}>
          <input type="hidden" name="answer" value="yes" />
          <Field
            name="email"
            label="Ваш адрес почты"
            problem={props.problem}
            more={{ type: "email", autocomplete: "email", value: props.email }}
          />
          <button type="submit" class="btn btn-main">
            Прислать письмо
          </button>
        </Form>
      );
    case "done":
      return <Done isConfirmed={props.isConfirmed} />;
    case "declined":
      return (
        <p class="say lead">
          Листок попал не к тому человеку, классный руководитель это увидит. Ссылка с него больше не
          действует.
        </p>
      );
    case "over":
      return (
        <p class="say lead">
          Им уже воспользовались, его заменили новым, или прошло две недели. Попросите у классного
          руководителя новый.
        </p>
      );
  }
}

function Done({ isConfirmed }: { isConfirmed: boolean }) {
  return (
    <p class="note" role="status">
      <Icon name="check" tone="ok" />
      <span>
        {isConfirmed
          ? "Этот адрес уже подтверждён. Сообщения школы приходят на него."
          : "Мы отправили письмо. Откройте его и нажмите «Да, это мой адрес». Если ошиблись в адресе, откройте ссылку с листка ещё раз."}
      </span>
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

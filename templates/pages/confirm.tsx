import { Icon } from "./icons.tsx";
import { type Frame, Layout } from "./layout.tsx";

export interface ConfirmProps {
  token: string;
  state: "asked" | "done" | "over";
}

const TITLES: Record<ConfirmProps["state"], string> = {
  asked: "Это ваш адрес?",
  done: "Адрес подтверждён",
  over: "Ссылка больше не действует",
};

/** Whoever opens it may be a stranger: it names nobody, not even the address. */
export function ConfirmPage({ frame, token, state }: ConfirmProps & { frame: Frame }) {
  return (
    <Layout frame={frame} title={TITLES[state]}>
      <main id="main" class="narrow">
        <h1>{TITLES[state]}</h1>
        {state === "asked" && <Question token={token} />}
        {state === "done" && (
          <p class="note" role="status">
            <Icon name="check" tone="ok" />
            <span>Готово. Сообщения школы будут приходить сюда. Страницу можно закрыть.</span>
          </p>
        )}
        {state === "over" && (
          <p class="say lead">
            Она действует неделю и только для адреса, на который пришла. Новую пришлёт классный руководитель.
          </p>
        )}
      </main>
    </Layout>
  );
}

function Question({ token }: { token: string }) {
  return (
    <>
      <p class="say lead">
        На него будут приходить сообщения школьного журнала. Если адрес школе давали не вы, просто закройте
        страницу: без подтверждения ничего не придёт.
      </p>
      <form method="post" action={`/c/${token}`}>
        <button type="submit" class="btn btn-main">
          Да, это мой адрес
        </button>
      </form>
    </>
  );
}

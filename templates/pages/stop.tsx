import { Icon } from "./icons.tsx";
import { type Frame, Layout } from "./layout.tsx";

export interface StopProps {
  token: string;
  isStopped: boolean;
}

const STILL =
  "Итоговые отметки и сообщение, что ребёнка нет на уроке, будут приходить и дальше: школа обязана о них сообщать.";

export function StopPage({ frame, token, isStopped }: StopProps & { frame: Frame }) {
  const title = isStopped
    ? "Об отметках и заданиях больше не пишем"
    : "Больше не писать об отметках и заданиях?";
  return (
    <Layout frame={frame} title={title}>
      <main id="main" class="narrow">
        <h1>{title}</h1>
        {isStopped ? <Done /> : <Question token={token} />}
      </main>
    </Layout>
  );
}

function Question({ token }: { token: string }) {
  return (
    <>
      <p class="say lead">
        Отметок, заданий и сводок за неделю больше не будет, ни почтой, ни в Telegram. {STILL}
      </p>
      <form method="post" action={`/stop/${token}`}>
        <button type="submit" class="btn btn-stop">
          Не писать
        </button>
      </form>
    </>
  );
}

function Done() {
  return (
    <>
      <p class="note" role="status">
        <Icon name="check" tone="ok" />
        <span>Записано.</span>
      </p>
      <p class="say lead">{STILL} Вернуть их можно в настройках сообщений или через администратора школы.</p>
    </>
  );
}

import { wordsIn } from "../words.ts";
import { Icon } from "./icons.tsx";
import { type Frame, Layout } from "./layout.tsx";

export interface StopProps {
  token: string;
  isStopped: boolean;
}

export function StopPage({ frame, token, isStopped }: StopProps & { frame: Frame }) {
  const { language } = frame;
  const { say } = wordsIn(language);
  const title = say("stop-title", { stopped: isStopped ? "yes" : "no" });
  return (
    <Layout frame={frame} title={title} language={language}>
      <main id="main" class="narrow">
        <h1>{title}</h1>
        {isStopped ? (
          <>
            <p class="note" role="status">
              <Icon name="check" tone="ok" />
              <span>{say("stop-noted")}</span>
            </p>
            <p class="say lead">
              {say("stop-still")} {say("stop-back")}
            </p>
          </>
        ) : (
          <>
            <p class="say lead">
              {say("stop-ask")} {say("stop-still")}
            </p>
            <form method="post" action={`/stop/${token}`}>
              <button type="submit" class="btn btn-stop">
                {say("stop-do")}
              </button>
            </form>
          </>
        )}
      </main>
    </Layout>
  );
}

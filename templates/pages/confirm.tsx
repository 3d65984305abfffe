import { wordsIn } from "../words.ts";
import { Icon } from "./icons.tsx";
import { type Frame, Layout } from "./layout.tsx";

export interface ConfirmProps {
  token: string;
  state: "asked" | "done" | "over";
}

/** Whoever opens it may be a stranger: it names nobody, not even the address. */
export function ConfirmPage({ frame, token, state }: ConfirmProps & { frame: Frame }) {
  const { language } = frame;
  const { say } = wordsIn(language);
  const title = say("address-title", { state });
  return (
    <Layout frame={frame} title={title} language={language}>
      <main id="main" class="narrow">
        <h1>{title}</h1>
        {state === "asked" && (
          <>
            <p class="say lead">{say("address-asked")}</p>
            <form method="post" action={`/c/${token}`}>
              <button type="submit" class="btn btn-main">
                {say("confirm-yes")}
              </button>
            </form>
          </>
        )}
        {state === "done" && (
          <p class="note" role="status">
            <Icon name="check" tone="ok" />
            <span>{say("address-done")}</span>
          </p>
        )}
        {state === "over" && <p class="say lead">{say("address-over")}</p>}
      </main>
    </Layout>
  );
}

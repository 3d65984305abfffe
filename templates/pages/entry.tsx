import { wordsIn } from "../words.ts";
import { type Frame, Layout } from "./layout.tsx";
import { Button } from "./parts.tsx";

export type EntryProps = { state: "asked"; token: string } | { state: "sent" } | { state: "over" };

/** The link that signs in once. Whoever opens it may be a stranger: it names nobody. */
export function EntryPage({ frame, ...props }: EntryProps & { frame: Frame }) {
  const { language } = frame;
  const { say } = wordsIn(language);
  const isSent = props.state === "sent";
  const title = say("entry-title", { state: props.state });
  return (
    <Layout frame={frame} title={title} language={language}>
      <main id="main" class="narrow">
        <h1>{title}</h1>
        {props.state === "asked" ? (
          <>
            <p class="say lead">{say("entry-ask")}</p>
            <form method="post" action={`/e/${props.token}`}>
              <Button kind="main">{say("entry-open")}</Button>
            </form>
          </>
        ) : (
          <>
            <p class="say lead">{say(isSent ? "entry-sent" : "entry-over")}</p>
            {isSent && <p>{say("entry-sent-none")}</p>}
            <p class="lead">
              <a class="btn" href="/">
                {say("entry-back")}
              </a>
            </p>
          </>
        )}
      </main>
    </Layout>
  );
}

import type { FinalKind } from "../../src/db.ts";
import type { Language } from "../../src/deliveries/message.ts";
import { wordsIn } from "../words.ts";
import { grouped } from "./deliveries-sums.tsx";
import { Icon } from "./icons.tsx";
import { type Frame, Layout } from "./layout.tsx";
import { Unentered, type UnenteredLine } from "./unentered.tsx";

export interface FinalsProps {
  /** Kinds of finals with how many the families do not know yet. */
  waiting: { kind: FinalKind; count: number }[];
  /** All finals of the journal. */
  total: number;
  /** How many were announced just now. */
  published: number | null;
  /** Known and not entered, the oldest first. */
  unentered: UnenteredLine[];
}

export function FinalsPage({ frame, waiting, total, published, unentered }: FinalsProps & { frame: Frame }) {
  const { language } = frame;
  const { say, counted } = wordsIn(language);
  return (
    <Layout frame={frame} title={say("publish-title")} css={["finals"]} language={language}>
      <main id="main" class="narrow">
        <h1>{say("publish-title")}</h1>
        {published !== null && published > 0 && (
          <p class="note" role="status">
            <Icon name="check" tone="ok" />
            <span>
              {say("publish-done", { what: counted("finals", published) })}{" "}
              <a href="/deliveries">{say("publish-deliveries")}</a>
            </span>
          </p>
        )}
        <p class="say lead">{sentence(language, waiting, total)}</p>
        <ul>
          {waiting.map(({ kind, count }) => (
            <li key={kind} class="line">
              <span class="dim">{grouped(count, language)}</span>
              <span>
                <b>{say("publish-kind", { kind })}</b>
                <small>{say("publish-untold", { what: counted("finals", count) })}</small>
              </span>
              <form method="post" action="/finals/publish">
                <input type="hidden" name="kind" value={kind} />
                <button type="submit" class="btn">
                  {say("publish-do", { n: grouped(count, language) })}
                </button>
              </form>
            </li>
          ))}
        </ul>
        <Unentered lines={unentered} language={language} />
      </main>
    </Layout>
  );
}

function sentence(language: Language, waiting: FinalsProps["waiting"], total: number): string {
  const { say, counted, upper } = wordsIn(language);
  if (total === 0) return say("publish-none");
  if (waiting.length === 0) return say("publish-all-told");
  const count = waiting.reduce((sum, { count: some }) => sum + some, 0);
  return say("publish-say", { what: upper(counted("finals", count)) });
}

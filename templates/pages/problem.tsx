import { refusalIn } from "../refusals.ts";
import { wordsIn } from "../words.ts";
import { type Frame, Layout } from "./layout.tsx";

export interface ProblemProps {
  /** `nothing`; its title is a choice of `problem-title`. */
  kind: string;
  /** What a verb said, in Russian: what was wrong and what to do. Null: the page has its own words for this kind. */
  said: string | null;
  /** Where the person begins. */
  home: string;
  /** What the administrator finds the trace by. */
  code: string | null;
}

export function ProblemPage({ frame, kind, said, home, code }: ProblemProps & { frame: Frame }) {
  const { language } = frame;
  const { say } = wordsIn(language);
  const title = say("problem-title", { kind });
  return (
    <Layout frame={frame} title={title} language={language}>
      <main id="main" class="empty">
        <h1 class="sr">{title}</h1>
        <p class="say">{said === null ? ownWords(kind, frame) : refusalIn(language, said)}</p>
        <a class="btn" href={home}>
          {say("problem-way")}
        </a>
        {code && (
          <p class="lead dim small">
            {say("problem-code")} <code>{code}</code>
          </p>
        )}
      </main>
    </Layout>
  );
}

function ownWords(kind: string, { language }: Frame): string {
  const { say } = wordsIn(language);
  if (kind === "signedOut") return say("problem-signed-out");
  if (kind === "nothing") return say("problem-nothing");
  if (kind === "often") return say("problem-often");
  return kind === "broken" ? say("problem-broken") : say("problem-unreadable");
}

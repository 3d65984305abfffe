import { wordsIn } from "../words.ts";
import { type Frame, Layout } from "./layout.tsx";
import { Empty } from "./parts.tsx";

/** To whom no diary is open. */
export function NoPupilPage({ frame }: { frame: Frame }) {
  const { language } = frame;
  const { say } = wordsIn(language);
  return (
    <Layout frame={frame} title={say("pupil-section", { section: "diary" })} language={language}>
      <main id="main" class="narrow">
        <h1>{say("pupil-section", { section: "diary" })}</h1>
        <Empty say={say("pupil-none")}>
          <a href="/sessions">{say("foot-sessions")}</a>
        </Empty>
      </main>
    </Layout>
  );
}

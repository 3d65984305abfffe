import { wordsIn } from "../words.ts";
import { type Frame, Layout } from "./layout.tsx";
import { Act, Empty, State } from "./parts.tsx";

export interface NewsProps {
  /** The latest first; `on` is `2026-11-27`. */
  news: {
    id: string;
    title: string;
    text: string;
    on: string;
    /** Null: nobody asks whether they have seen it. */
    seen: { on: string | null } | null;
    deliveryId: string | null;
  }[];
}

/** The announcements of the school to a family. */
export function NewsPage({ frame, news }: NewsProps & { frame: Frame }) {
  const { language } = frame;
  const { say, shortDay, fullDay } = wordsIn(language);
  return (
    <Layout frame={frame} title={say("news-title")} css={["school"]} language={language}>
      <main id="main">
        <h1>{say("news-title")}</h1>
        {news.length === 0 && <Empty say={say("news-none")} />}
        {news.map(({ id, title, text, on, seen, deliveryId }) => (
          <article key={id} class="line" id={`a-${id}`}>
            <time datetime={on}>{shortDay(on)}</time>
            <div>
              <h2>{title}</h2>
              {text
                .split(/\n+/)
                .filter(Boolean)
                .map((paragraph) => (
                  <p key={paragraph} class="words">
                    {paragraph}
                  </p>
                ))}
              {seen?.on && (
                <p>
                  <State icon="check" tone="ok">
                    {say("message-seen", { day: fullDay(seen.on) })}
                  </State>
                </p>
              )}
              {seen && !seen.on && deliveryId && (
                <div class="lead">
                  <Act action={`/o/${deliveryId}/seen`}>{say("message-see")}</Act>
                </div>
              )}
            </div>
          </article>
        ))}
      </main>
    </Layout>
  );
}

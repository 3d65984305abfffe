import { type Frame, Layout } from "./layout.tsx";

export interface ProblemProps {
  title: string;
  /** What was wrong and what to do. */
  sentence: string;
  way: { href: string; text: string };
  /** What the administrator finds the trace by. */
  code: string | null;
}

export function ProblemPage({ frame, title, sentence, way, code }: ProblemProps & { frame: Frame }) {
  return (
    <Layout frame={frame} title={title}>
      <main id="main" class="empty">
        <h1 class="sr">{title}</h1>
        <p class="say">{sentence}</p>
        <a class="btn" href={way.href}>
          {way.text}
        </a>
        {code && (
          <p class="lead dim small">
            Администратору: <code>{code}</code>
          </p>
        )}
      </main>
    </Layout>
  );
}

import type { FinalKind } from "../../src/db.ts";
import { wordsIn } from "../words.ts";
import { Icon } from "./icons.tsx";
import { type Frame, Layout } from "./layout.tsx";

export interface FinalsProps {
  /** Kinds of finals with how many the families do not know yet. */
  waiting: { kind: FinalKind; count: number }[];
  /** All finals of the journal. */
  total: number;
  /** How many were announced just now. */
  published: number | null;
}

const words = wordsIn("ru");
const KINDS: Record<FinalKind, string> = {
  term: "За учебный период",
  year: "За год",
  exam: "Экзамен",
  final: "Итог",
};

export function FinalsPage({ frame, waiting, total, published }: FinalsProps & { frame: Frame }) {
  return (
    <Layout frame={frame} title="Итоговые отметки" css={["finals"]}>
      <main id="main" class="narrow">
        <h1>Итоговые отметки</h1>
        {published !== null && published > 0 && (
          <p class="note" role="status">
            <Icon name="check" tone="ok" />
            <span>
              Объявлено: {words.counted("finals", published)}. Сообщения уходят, их судьба в{" "}
              <a href="/deliveries">отправлениях</a>.
            </span>
          </p>
        )}
        <p class="say lead">{sentence(waiting, total)}</p>
        <ul>
          {waiting.map(({ kind, count }) => (
            <li key={kind} class="line">
              <span class="dim">{count.toLocaleString("ru")}</span>
              <span>
                <b>{KINDS[kind]}</b>
                <small>{words.counted("finals", count)}, семьям не сказано</small>
              </span>
              <form method="post" action="/finals/publish">
                <input type="hidden" name="kind" value={kind} />
                <button type="submit" class="btn">
                  Объявить {count.toLocaleString("ru")}
                </button>
              </form>
            </li>
          ))}
        </ul>
      </main>
    </Layout>
  );
}

function sentence(waiting: FinalsProps["waiting"], total: number): string {
  if (total === 0)
    return "Итоговых отметок в журнале пока нет. Внесённые без объявления будут ждать здесь решения завуча.";
  if (waiting.length === 0) return "Семьям сказано обо всех итоговых отметках.";
  const count = waiting.reduce((sum, { count: some }) => sum + some, 0);
  return `${words.upper(words.counted("finals", count))} ещё не объявлены семьям. Объявить — значит сразу разослать; отозвать сообщения нельзя.`;
}

import { wordsIn } from "../words.ts";
import { Icon } from "./icons.tsx";
import { type Frame, Layout } from "./layout.tsx";

export interface PaperProps {
  rounds: {
    number: number;
    /** `2026-11-27` */
    opened: string;
    printed: string | null;
    pupils: { id: string; surname: string; givenName: string; className: string }[];
  }[];
  mayClose: boolean;
}

const words = wordsIn("ru");

export function PaperPage({ frame, rounds, mayClose }: PaperProps & { frame: Frame }) {
  return (
    <Layout frame={frame} title="Бумага" css={["paper"]}>
      <main id="main" class="narrow">
        <h1>Бумага</h1>
        <p class="say lead">
          {rounds.length === 0
            ? "Печатать пока нечего. Листы появятся здесь сами: для семей, которые просили бумагу, и для тех, кому не дошло иначе."
            : "Листы для семей, которые просили бумагу, и для тех, кому не дошло иначе. По два на лист A4."}
        </p>
        <ol>
          {rounds.map((round) => (
            <Round key={round.number} round={round} mayClose={mayClose} />
          ))}
        </ol>
      </main>
    </Layout>
  );
}

function Round({
  round: { number, opened, printed, pupils },
  mayClose,
}: {
  round: PaperProps["rounds"][number];
  mayClose: boolean;
}) {
  return (
    <li class="line">
      <span class="dim">№ {number}</span>
      <div>
        <h2>
          {printed ? `Напечатано ${words.day(printed)}` : `Собирается с ${words.day(opened)}`}, листов:{" "}
          {pupils.length}
        </h2>
        <ul class="who-for">
          {pupils.map(({ id, surname, givenName, className }, at) => (
            <li key={`${id} ${at}`}>
              {surname} {givenName}, {className}
            </li>
          ))}
        </ul>
        <div class="acts">
          <a class="btn btn-s" href={`/paper/${number}/print.pdf`}>
            <Icon name="print" /> Напечатать № {number}
          </a>
          {mayClose && !printed && (
            <form method="post" action={`/paper/${number}/printed`}>
              <button type="submit" class="btn btn-s">
                Отметить напечатанным
              </button>
            </form>
          )}
        </div>
        {mayClose && !printed && <p class="hint">Следующие листы после этого лягут в новую печать.</p>}
      </div>
    </li>
  );
}

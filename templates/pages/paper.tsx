import type { Basis } from "../../src/paper/basis.ts";
import { wordsIn } from "../words.ts";
import { Calls, type CallsProps } from "./calls.tsx";
import { Icon } from "./icons.tsx";
import { type Frame, Layout } from "./layout.tsx";

interface PupilNamed {
  id: string;
  surname: string;
  givenName: string;
}

/** Days are `2026-11-27`; people's names are short: «Усманова Г. Р.». */
export interface PaperProps extends CallsProps {
  rounds: {
    id: string;
    number: number;
    className: string;
    opened: string;
    printed: string | null;
    sheets: {
      deliveryId: string;
      pupil: PupilNamed;
      receiver: string;
      basis: Basis;
      handedOver: { on: string; by: string } | null;
    }[];
  }[];
  /** Whose families declared paper. */
  pupils: { pupil: PupilNamed; receiver: string; number: string | null; date: string }[];
  today: string;
  mayTick: boolean;
}

const words = wordsIn("ru");

export function PaperPage({ frame, rounds, pupils, calls, today, mayTick }: PaperProps & { frame: Frame }) {
  return (
    <Layout frame={frame} title="Бумага" css={["paper"]}>
      <main id="main" class="narrow">
        <h1>Бумага</h1>
        <Calls calls={calls} />
        <p class="say lead">
          {rounds.length === 0
            ? "Печатать пока нечего. Листы появятся здесь сами: для семей, которые просили бумагу, и для тех, кому не дошло иначе."
            : "Листы для семей, которые просили бумагу, и для тех, кому не дошло иначе. По два на лист A4."}
        </p>
        <ol>
          {rounds.map((round) => (
            <Round key={round.id} round={round} today={today} mayTick={mayTick} />
          ))}
        </ol>
        <Diaries pupils={pupils} />
      </main>
    </Layout>
  );
}

interface RoundProps {
  round: PaperProps["rounds"][number];
  today: string;
  mayTick: boolean;
}

function Round({ round: { id, number, className, opened, printed, sheets }, today, mayTick }: RoundProps) {
  const waiting = sheets.filter(({ handedOver }) => !handedOver).length;
  return (
    <li class="line">
      <span class="dim">№ {number}</span>
      <div>
        <h2>
          {className || "Без класса"}.{" "}
          {printed ? `Напечатано ${words.day(printed)}` : `Собирается с ${words.day(opened)}`}, листов:{" "}
          {sheets.length}
          {printed && waiting > 0 && `, не отдано: ${waiting}`}
        </h2>
        <ul class="who-for">
          {sheets.map((sheet) => (
            <Sheet
              key={`${sheet.deliveryId} ${sheet.pupil.id}`}
              sheet={sheet}
              action={printed && mayTick ? `/paper/${id}/handed-over` : null}
              today={today}
            />
          ))}
        </ul>
        <div class="acts">
          {printed ? (
            <a class="btn btn-s" href={`/paper/${id}/sheets.pdf`}>
              <Icon name="print" /> Напечатать ещё раз
            </a>
          ) : (
            <form method="post" action={`/paper/${id}/print`} target="_blank" rel="noopener">
              <button type="submit" class="btn btn-s">
                <Icon name="print" /> Напечатать № {number}
              </button>
            </form>
          )}
        </div>
        {!printed && <p class="hint">Печать закрывает обход: следующие листы лягут в новый.</p>}
      </div>
    </li>
  );
}

interface SheetProps {
  sheet: PaperProps["rounds"][number]["sheets"][number];
  /** Null: nothing to tick yet, or not by this person. */
  action: string | null;
  today: string;
}

function Sheet({ sheet: { deliveryId, pupil, receiver, basis, handedOver }, action, today }: SheetProps) {
  const mayChange = action !== null && (!handedOver || handedOver.on === today);
  return (
    <li>
      <span>
        {pupil.surname} {pupil.givenName}{" "}
        <small>
          для: {receiver}. {basisIn(basis)}
        </small>
        {handedOver && (
          <small class="is-ok">
            Отдано {words.day(handedOver.on)}
            {handedOver.by && `, ${handedOver.by}`}
          </small>
        )}
      </span>
      {mayChange && (
        <form method="post" action={action}>
          <input type="hidden" name="sheet" value={`${deliveryId} ${pupil.id}`} />
          <input type="hidden" name="handedOver" value={handedOver ? "no" : "yes"} />
          <button type="submit" class={handedOver ? "btn btn-s btn-bare" : "btn btn-s"}>
            {handedOver ? "Не отдано" : "Отдано"}
          </button>
        </form>
      )}
    </li>
  );
}

function basisIn(basis: Basis): string {
  return basis.kind === "declared" ? declared(basis) : "Последний способ: иначе не доходит.";
}

function declared({ number, date }: { number: string | null; date: string }): string {
  return `По заявлению${number ? ` № ${number}` : ""} от ${words.fullDay(date)}.`;
}

function Diaries({ pupils }: Pick<PaperProps, "pupils">) {
  if (pupils.length === 0) return null;
  return (
    <section>
      <h2>Бумажный дневник</h2>
      <p class="hint">Страницы этой недели, чтобы вклеить в дневник.</p>
      <ul class="who-for">
        {pupils.map(({ pupil, receiver, number, date }) => (
          <li key={`${pupil.id} ${receiver}`}>
            <span>
              {pupil.surname} {pupil.givenName}{" "}
              <small>
                для: {receiver}. {declared({ number, date })}
              </small>
            </span>
            <a class="btn btn-s" href={`/paper/diary/${pupil.id}`}>
              <Icon name="print" /> Неделя
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

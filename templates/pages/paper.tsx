import type { Language } from "../../src/deliveries/message.ts";
import type { Basis } from "../../src/paper/basis.ts";
import { type Words, wordsIn } from "../words.ts";
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

export function PaperPage({ frame, rounds, pupils, calls, today, mayTick }: PaperProps & { frame: Frame }) {
  const { language } = frame;
  const { say } = wordsIn(language);
  return (
    <Layout frame={frame} title={say("paper-title")} css={["paper"]} language={language}>
      <main id="main" class="narrow">
        <h1>{say("paper-title")}</h1>
        <Calls calls={calls} language={language} />
        <p class="say lead">{say("paper-say", { n: rounds.length })}</p>
        <ol>
          {rounds.map((round) => (
            <Round key={round.id} round={round} today={today} mayTick={mayTick} language={language} />
          ))}
        </ol>
        <Diaries pupils={pupils} language={language} />
      </main>
    </Layout>
  );
}

interface RoundProps {
  round: PaperProps["rounds"][number];
  today: string;
  mayTick: boolean;
  language: Language;
}

function Round({ round, today, mayTick, language }: RoundProps) {
  const words = wordsIn(language);
  const { say } = words;
  const { id, number, className, opened, printed, sheets } = round;
  const waiting = sheets.filter(({ handedOver }) => !handedOver).length;
  return (
    <li class="line">
      <span class="dim">{say("paper-number", { number: String(number) })}</span>
      <div>
        <h2>
          {className || say("paper-no-class")}.{" "}
          {say("paper-round", {
            state: printed ? "printed" : "open",
            day: words.day(printed ?? opened),
            sheets: sheets.length,
            waiting: printed ? waiting : 0,
          })}
        </h2>
        <ul class="who-for">
          {sheets.map((sheet) => (
            <Sheet
              key={`${sheet.deliveryId} ${sheet.pupil.id}`}
              sheet={sheet}
              action={printed && mayTick ? `/paper/${id}/handed-over` : null}
              today={today}
              language={language}
            />
          ))}
        </ul>
        <div class="acts">
          {printed ? (
            <a class="btn btn-s" href={`/paper/${id}/sheets.pdf`}>
              <Icon name="print" /> {say("paper-again")}
            </a>
          ) : (
            <form method="post" action={`/paper/${id}/print`} target="_blank" rel="noopener">
              <button type="submit" class="btn btn-s">
                <Icon name="print" /> {say("paper-print", { number: String(number) })}
              </button>
            </form>
          )}
        </div>
        {!printed && <p class="hint">{say("paper-closes")}</p>}
      </div>
    </li>
  );
}

interface SheetProps {
  sheet: PaperProps["rounds"][number]["sheets"][number];
  /** Null: nothing to tick yet, or not by this person. */
  action: string | null;
  today: string;
  language: Language;
}

function Sheet({ sheet, action, today, language }: SheetProps) {
  const words = wordsIn(language);
  const { say } = words;
  const { deliveryId, pupil, receiver, basis, handedOver } = sheet;
  const mayChange = action !== null && (!handedOver || handedOver.on === today);
  return (
    <li>
      <span>
        {pupil.surname} {pupil.givenName}{" "}
        <small>
          {sentence(say("paper-for", { name: receiver }))} {basisIn(basis, words)}
        </small>
        {handedOver && (
          <small class="is-ok">
            {say("paper-handed", { day: words.day(handedOver.on) })}
            {handedOver.by && `, ${handedOver.by}`}
          </small>
        )}
      </span>
      {mayChange && (
        <form method="post" action={action}>
          <input type="hidden" name="sheet" value={`${deliveryId} ${pupil.id}`} />
          <input type="hidden" name="handedOver" value={handedOver ? "no" : "yes"} />
          <button type="submit" class={handedOver ? "btn btn-s btn-bare" : "btn btn-s"}>
            {say(handedOver ? "paper-untick" : "paper-tick")}
          </button>
        </form>
      )}
    </li>
  );
}

function basisIn(basis: Basis, words: Words): string {
  return basis.kind === "declared" ? declared(basis, words) : words.say("paper-last-resort");
}

function declared({ number, date }: { number: string | null; date: string }, words: Words): string {
  return words.say("paper-declared", { number: number ?? "none", date: words.fullDay(date) });
}

function Diaries({ pupils, language }: Pick<PaperProps, "pupils"> & { language: Language }) {
  const words = wordsIn(language);
  const { say } = words;
  if (pupils.length === 0) return null;
  return (
    <section>
      <h2>{say("paper-diary")}</h2>
      <p class="hint">{say("paper-diary-hint")}</p>
      <ul class="who-for">
        {pupils.map(({ pupil, receiver, number, date }) => (
          <li key={`${pupil.id} ${receiver}`}>
            <span>
              {pupil.surname} {pupil.givenName}{" "}
              <small>
                {sentence(say("paper-for", { name: receiver }))} {declared({ number, date }, words)}
              </small>
            </span>
            <a class="btn btn-s" href={`/paper/diary/${pupil.id}`}>
              <Icon name="print" /> {say("paper-week")}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Initials end in a point of their own. */
function sentence(text: string): string {
  return text.endsWith(".") ? text : `${text}.`;
}

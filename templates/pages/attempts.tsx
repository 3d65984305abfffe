import type { ContactState } from "../../src/db.ts";
import type { DeliveryLine } from "./deliveries.tsx";
import { Fate, inWords } from "./fate.tsx";

export interface DeliveryDetail {
  /** Masked. */
  address: string;
  contactState: ContactState;
  suspendedReason: string | null;
  attempts: {
    number: number;
    started: string;
    ended: string | null;
    outcome: string | null;
    isRepeat: boolean;
    reason: string | null;
    providerWords: string | null;
    providerId: string | null;
  }[];
}

type Attempt = DeliveryDetail["attempts"][number];

const OUTCOMES: Record<string, { tone: string; words: string }> = {
  sent: { tone: "ok", words: "Принято" },
  later: { tone: "warn", words: "Просили позже" },
  unknown: { tone: "warn", words: "Ответа нет" },
  never: { tone: "red", words: "Отказ навсегда" },
  broken: { tone: "red", words: "Сломалось у нас" },
  released: { tone: "dim", words: "Отпущено" },
};

const DEAD: readonly DeliveryLine["state"][] = ["failed", "dropped", "unknown"];

/** How one message went, try by try, with the provider's own words. */
export function Attempts({
  delivery,
  detail,
  mayReplay,
}: {
  delivery: DeliveryLine;
  detail: DeliveryDetail;
  mayReplay: boolean;
}) {
  return (
    <div class="inn">
      <div>
        <h2>Как шло</h2>
        {detail.attempts.length === 0 ? (
          <p class="none">Попыток ещё не было.</p>
        ) : (
          <ol class="steps">
            {detail.attempts.map((attempt) => (
              <Step key={attempt.number} attempt={attempt} />
            ))}
          </ol>
        )}
      </div>
      <div class="said">
        <h2>Куда</h2>
        <p>{detail.address}</p>
        {detail.contactState === "suspended" && (
          <p class="is-warn">Контакт приостановлен: {inWords(detail.suspendedReason)}.</p>
        )}
        {detail.contactState === "revoked" && <p class="is-warn">Контакт отозван.</p>}
        <p>
          <Fate delivery={delivery} />
        </p>
        {mayReplay && DEAD.includes(delivery.state) && (
          <form method="post" action={`/deliveries/${delivery.id}/replay`}>
            <button type="submit" class="btn">
              Повторить
            </button>
          </form>
        )}
      </div>
    </div>
  );
}

function Step({ attempt }: { attempt: Attempt }) {
  const { number, started, ended, outcome, isRepeat, reason, providerWords, providerId } = attempt;
  const known = outcome === null ? null : (OUTCOMES[outcome] ?? { tone: "dim", words: outcome });
  return (
    <>
      <li>
        <time>{started}</time>
        <span>
          Попытка {number}
          {isRepeat && ", повтор: прежняя могла дойти"}
        </span>
      </li>
      <li>
        <time>{ended ?? "…"}</time>
        <span>
          {known ? (
            <b class={`is-${known.tone}`}>
              {known.words}
              {reason && `: ${inWords(reason)}`}
            </b>
          ) : (
            "отправляем"
          )}
          {providerWords && <code>{providerWords}</code>}
          {providerId && <code>{providerId}</code>}
        </span>
      </li>
    </>
  );
}

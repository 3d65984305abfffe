import type { ContactState } from "../../src/db.ts";
import type { Language } from "../../src/deliveries/message.ts";
import { wordsIn } from "../words.ts";
import type { DeliveryLine } from "./deliveries.tsx";
import { Fate, inWords } from "./fate.tsx";

export interface DeliveryDetail {
  /** Masked; of a chat its last digits. */
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

const TONES: Record<string, string> = {
  sent: "ok",
  later: "warn",
  unknown: "warn",
  never: "red",
  broken: "red",
};

const DEAD: readonly DeliveryLine["state"][] = ["failed", "dropped", "unknown"];

/** How one message went, try by try, with the provider's own words. */
export function Attempts({
  delivery,
  detail,
  mayReplay,
  personId,
  language,
}: {
  delivery: DeliveryLine;
  detail: DeliveryDetail;
  mayReplay: boolean;
  /** Whose messages one is looking at, to come back to; empty: everybody's. */
  personId: string;
  language: Language;
}) {
  const { say } = wordsIn(language);
  return (
    <div class="inn">
      <div>
        <h2>{say("attempts-title")}</h2>
        {detail.attempts.length === 0 ? (
          <p class="none">{say("attempts-none")}</p>
        ) : (
          <ol class="steps">
            {detail.attempts.map((attempt) => (
              <Step key={attempt.number} attempt={attempt} language={language} />
            ))}
          </ol>
        )}
      </div>
      <div class="said">
        <h2>{say("attempts-where")}</h2>
        <p>{say("attempts-to", { channel: delivery.channel, address: detail.address })}</p>
        {detail.contactState === "suspended" && (
          <p class="is-warn">
            {say("attempts-suspended", { why: inWords(language, detail.suspendedReason) })}
          </p>
        )}
        {detail.contactState === "revoked" && <p class="is-warn">{say("attempts-revoked")}</p>}
        <p>
          <Fate delivery={delivery} language={language} />
        </p>
        {mayReplay && DEAD.includes(delivery.state) && (
          <form method="post" action={`/deliveries/${delivery.id}/replay`}>
            {personId && <input type="hidden" name="person" value={personId} />}
            <button type="submit" class="btn">
              {say("attempts-replay")}
            </button>
          </form>
        )}
      </div>
    </div>
  );
}

function Step({ attempt, language }: { attempt: Attempt; language: Language }) {
  const { say } = wordsIn(language);
  const { number, started, ended, outcome, isRepeat, reason, providerWords, providerId } = attempt;
  return (
    <>
      <li>
        <time>{started}</time>
        <span>{say("attempts-attempt", { n: number, again: isRepeat ? "yes" : "no" })}</span>
      </li>
      <li>
        <time>{ended ?? "…"}</time>
        <span>
          {outcome ? (
            <b class={`is-${TONES[outcome] ?? "dim"}`}>
              {say("attempts-outcome", { outcome })}
              {reason && `: ${inWords(language, reason)}`}
            </b>
          ) : (
            say("attempts-under-way")
          )}
          {providerWords && <code>{providerWords}</code>}
          {providerId && <code>{providerId}</code>}
        </span>
      </li>
    </>
  );
}

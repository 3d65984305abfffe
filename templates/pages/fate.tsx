/** The fate of a delivery in words an administrator understands. «Принято», not «доставлено»: we know what the server said. */
import type { Language } from "../../src/deliveries/message.ts";
import { wordsIn } from "../words.ts";
import type { DeliveryLine } from "./deliveries.tsx";
import { Icon, type IconName } from "./icons.tsx";

/** A reason without words of its own is shown as it is kept. */
export function inWords(language: Language, reason: string | null): string {
  return reason === null ? "" : wordsIn(language).say("delivery-reason", { reason });
}

type Fated = Pick<DeliveryLine, "state" | "reason" | "settled" | "notBefore" | "channel">;

const LOOKS: Record<Fated["state"], { icon: IconName; tone: "ok" | "dim" | "warn" | "red" }> = {
  waiting: { icon: "clock", tone: "dim" },
  sending: { icon: "clock", tone: "dim" },
  sent: { icon: "check", tone: "ok" },
  unknown: { icon: "alert", tone: "warn" },
  failed: { icon: "stop", tone: "red" },
  dropped: { icon: "cross", tone: "dim" },
};

export function Fate({ delivery, language }: { delivery: Fated; language: Language }) {
  const { icon, tone } = LOOKS[delivery.state];
  return (
    <span class={`st is-${tone}`}>
      <Icon name={icon} />
      <span>{fateOf(delivery, language)}</span>
    </span>
  );
}

function fateOf({ state, reason, settled, notBefore, channel }: Fated, language: Language): string {
  const { say } = wordsIn(language);
  const why = inWords(language, reason);
  if (state === "waiting" && reason)
    return say("delivery-waits", { dated: notBefore ? "yes" : "no", until: notBefore ?? "", why });
  if (state === "sent")
    return say("delivery-sent", { paper: channel === "paper" ? "yes" : "no", at: settled ?? "" });
  if (state === "failed" && reason === "broken") return say("delivery-broken");
  return say("delivery-fate", { state, why });
}

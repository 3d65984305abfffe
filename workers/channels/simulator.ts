import type { Channel } from "../../src/db.ts";
import type { Sender, SendOutcome } from "./channel.ts";

// In: a message for an address that is nobody's. Out: the fate that stands beside it in the table, without a call. If it dies
// here the fate is the same at the next attempt, or "later" once more.

const taken: SendOutcome = { kind: "sent", providerId: "simulator", words: "simulated" };
const later = (reason: string, afterMs: number): SendOutcome => {
  return { kind: "later", reason, afterMs, gate: "open", words: "simulated" };
};
const never = (reason: string): SendOutcome => ({ kind: "never", reason, suspend: true, words: "simulated" });

/** Taken, and sent back by workers/bounces.ts. */
export const BOUNCING_ADDRESS = "bounced@simulator.invalid";

/**
 * Address → what comes of a message to it, attempt by attempt; the last one stays. Chats above 2^52 belong to nobody, nor
 * does anything under `.invalid` (RFC 2606).
 */
export const SIMULATED: Partial<Record<Channel, Record<string, [SendOutcome, SendOutcome?]>>> = {
  telegram: {
    "8000000000000001": [taken],
    "8000000000000002": [later("serverError", 20_000), taken],
    "8000000000000003": [never("botBlocked")],
    "8000000000000004": [{ kind: "unknown", reason: "noAnswer", words: "simulated" }],
    "8000000000000005": [later("tooMany", 5_000), taken],
  },
  email: {
    "delivered@simulator.invalid": [taken],
    "delayed@simulator.invalid": [later("refusedForNow", 20_000), taken],
    "refused@simulator.invalid": [never("addressRefused")],
    "silent@simulator.invalid": [{ kind: "unknown", reason: "noAnswer", words: "simulated" }],
    [BOUNCING_ADDRESS]: [taken],
  },
};

/** Answers for the simulated addresses itself and lets every other message through. */
export function withSimulator(sender: Sender): Sender {
  const table = SIMULATED[sender.channel] ?? {};
  /** Deliveries that were refused once; a process that starts anew refuses them once more. */
  const met = new Set<string>();
  return {
    ...sender,
    async send(outgoing) {
      const fate = Object.hasOwn(table, outgoing.address) ? table[outgoing.address] : undefined;
      if (!fate) return sender.send(outgoing);
      const [first, then] = fate;
      if (!then) return first;
      if (met.delete(outgoing.deliveryId)) return then;
      met.add(outgoing.deliveryId);
      return first;
    },
  };
}

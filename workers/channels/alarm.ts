import { log } from "../../src/log.ts";
import type { Sender } from "./channel.ts";

/** Says once that a channel refuses everything until somebody mends a setting, and once that it works again. */
export function withAlarm(sender: Sender): Sender {
  const { channel } = sender;
  let stoppedBy: string | null = null;
  return {
    ...sender,
    async send(outgoing) {
      const outcome = await sender.send(outgoing);
      if (outcome.kind === "later" && outcome.gate === "stopped" && outcome.reason !== stoppedBy) {
        stoppedBy = outcome.reason;
        log.error({ channel, reason: stoppedBy }, "channel stopped: its settings are refused");
      } else if (outcome.kind === "sent" && stoppedBy) {
        stoppedBy = null;
        log.info({ channel }, "channel works again");
      }
      return outcome;
    },
  };
}

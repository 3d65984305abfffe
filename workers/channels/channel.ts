import type { Channel, Urgency } from "../../src/db.ts";
import type { Rendered } from "../../src/deliveries/message.ts";
import type { Pace } from "../../src/deliveries/pace.ts";
import type { Outcome } from "../../src/deliveries/settling.ts";

/** A message ready to leave, for one contact. */
export interface Outgoing<R extends Rendered = Rendered> {
  deliveryId: string;
  address: string;
  receiver: string;
  urgency: Urgency;
  rendered: R;
  pupilIds: string[];
  unsubscribe: string;
  /** Fires when the call has taken too long; what was written by then may have been heard. */
  signal: AbortSignal;
}

/** What a channel is to the post office. `send` never throws for what a provider says; what it throws is a bug of ours. */
export interface Sender {
  channel: Channel;
  pace: Pace;
  /** So many at once in this process. */
  concurrency: number;
  send(outgoing: Outgoing): Promise<SendOutcome>;
  close(): Promise<void>;
}

export type SendOutcome = Exclude<Outcome, { kind: "broken" }>;

/** An entry of a channel's verdict table: the provider's own words or code, and what they mean to us. */
export interface Verdict {
  /** Matched against the provider's words. */
  words: RegExp;
  outcome:
    | { kind: "never"; reason: string; suspend: boolean }
    | { kind: "later"; reason: string; afterMs: number; gate: "open" | "paused" | "stopped" };
}

const MINUTE_MS = 60_000;
/** How long a stopped channel waits before one call tries whether it has been mended. */
export const STOPPED_MS = 5 * MINUTE_MS;

/** Reaching the provider failed before anything was said: spends patience, not an attempt. */
export function notConnected(words: string): SendOutcome {
  return { kind: "later", reason: "noConnection", words, afterMs: 10_000, gate: "open" };
}

export function judge(verdicts: readonly Verdict[], words: string): SendOutcome | null {
  const verdict = verdicts.find((entry) => entry.words.test(words));
  return verdict ? { ...verdict.outcome, words } : null;
}

/** Codes of a connection that was never made: nothing can have been heard. */
export const NEVER_CONNECTED = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EDNS",
]);

import type { Channel, Db } from "../src/db.ts";
import { findStopped } from "../src/deliveries/pace.ts";
import {
  sweepAbandoned,
  sweepEvents,
  sweepImpatient,
  sweepOwn,
  sweepPermits,
} from "../src/deliveries/sweeping.ts";
import { log } from "../src/log.ts";

// In: what got stuck. Out: attempts ended as "unknown", permits free again, events back to the relay, deliveries of a dead
// channel to the next contact. It is why the queue may be lost; if it dies here the next sweep does the same.

/** Routing takes milliseconds; an event published this long ago and not routed lost its job. */
const UNROUTED_SECONDS = 30;

export interface Sweep {
  db: Db;
  workerNumber: number;
  inHand: Set<string>;
  /** Channels without their setting: what waits for them uses up its patience. */
  deadChannels: Channel[];
  /** The others by their gates: what waits before a stopped one uses up its patience too. */
  gates: Map<string, Channel>;
}

export async function sweepOnce({ db, workerNumber, inHand, deadChannels, gates }: Sweep): Promise<number> {
  const own = await sweepOwn(db, workerNumber, inHand);
  const abandoned = await sweepAbandoned(db);
  await sweepPermits(db);
  const events = await sweepEvents(db, UNROUTED_SECONDS);
  const stopped = await findStopped(db, [...gates.keys()]);
  const impatient = await sweepImpatient(db, [...deadChannels, ...stopped.map((gate) => gates.get(gate)!)]);
  const swept = own + abandoned + events + impatient;
  if (swept > 0) log.warn({ own, abandoned, events, impatient }, "swept");
  return swept;
}

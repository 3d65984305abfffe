import type { Channel, Db } from "../src/db.ts";
import { findStopped } from "../src/deliveries/pace.ts";
import { sweepAbandoned, sweepImpatient, sweepOwn, sweepPermits } from "../src/deliveries/sweeping.ts";
import { log } from "../src/log.ts";

// In: what got stuck. Out: attempts ended as "unknown", permits free again, deliveries of a dead channel to the next contact.
// If it dies here the next sweep does the same.

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
  const stopped = await findStopped(db, [...gates.keys()]);
  const impatient = await sweepImpatient(db, [...deadChannels, ...stopped.map((gate) => gates.get(gate)!)]);
  const swept = own + abandoned + impatient;
  if (swept > 0) log.warn({ own, abandoned, impatient }, "swept");
  return swept;
}

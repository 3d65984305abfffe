import type { Channel, Db } from "../src/db.ts";
import { sweepAbandoned, sweepEvents, sweepImpatient, sweepPermits } from "../src/deliveries/sweeping.ts";
import { log } from "../src/log.ts";

// In: what got stuck. Out: attempts ended as "unknown", permits free again, events back to the relay, deliveries of a dead
// channel to the next contact. It is why the queue may be lost; if it dies here the next sweep does the same.

/** Routing takes milliseconds; an event published this long ago and not routed lost its job. */
const UNROUTED_SECONDS = 30;

export async function sweepOnce(db: Db, deadChannels: Channel[]): Promise<number> {
  const abandoned = await sweepAbandoned(db);
  await sweepPermits(db);
  const events = await sweepEvents(db, UNROUTED_SECONDS);
  const impatient = await sweepImpatient(db, deadChannels);
  if (abandoned + events + impatient > 0) log.warn({ abandoned, events, impatient }, "swept");
  return abandoned + events + impatient;
}

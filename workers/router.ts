import { routeEvents } from "../src/deliveries/notices.ts";
import type { Desk } from "./counter.ts";
import type { Payloads } from "./queues.ts";

// In: ids of events. Out: one notice per (fact, person) with its time, and a wake-up for the feeder.
// If it dies here nothing was written, and the relay queues them again.

export async function routeOne(desk: Desk, { eventIds }: Payloads["events"]): Promise<number> {
  return routeEvents(desk.lines, eventIds, await desk.settings());
}

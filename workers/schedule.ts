import { WAKE_FEEDER } from "../src/deliveries/notices.ts";
import { WAKE_RELAY } from "../src/outbox/outbox.ts";

/** Everything that recurs, in one table: how often it looks by itself, and what wakes it before that. */
export const SCHEDULE = {
  relay: { everyMs: 1000, wokenBy: WAKE_RELAY },
  feeder: { everyMs: 250, wokenBy: WAKE_FEEDER },
  series: { everyMs: 5000, wokenBy: null },
  sweeper: { everyMs: 3000, wokenBy: null },
  reminders: { everyMs: 60_000, wokenBy: null },
  bounces: { everyMs: 60_000, wokenBy: null },
  nights: { everyMs: 900_000, wokenBy: null },
  caretaker: { everyMs: 3_600_000, wokenBy: null },
} as const satisfies Record<string, { everyMs: number; wokenBy: string | null }>;

import { Gauge, Registry } from "prom-client";
import { now } from "../clock.ts";
import type { Db } from "../db.ts";
import { readStatus } from "../deliveries/status.ts";
import { readAlarms } from "./alarms.ts";

type Sample = [labels: Record<string, string>, value: number];

/** The state of the post office as Prometheus reads it: counts by channel and kind, and nothing about anybody. */
export async function readMetrics(db: Db): Promise<{ type: string; text: string }> {
  const [status, alarms] = [await readStatus(db), await readAlarms(db)];
  const { channels, deliveries } = status;
  const registry = new Registry();
  const gauge = (name: string, help: string, samples: Sample[]) => {
    const labelNames = Object.keys(samples[0]?.[0] ?? {});
    const made = new Gauge({ name: `vestnik_${name}`, help, labelNames, registers: [registry] });
    for (const [labels, value] of samples) made.set(labels, value);
  };
  gauge(
    "deliveries",
    "Deliveries kept, by state and reason",
    deliveries.map(({ channel, kind, state, reason, deliveries: count }) => [
      { channel, kind, state, reason: reason ?? "" },
      count,
    ]),
  );
  gauge(
    "oldest_due_seconds",
    "How long ago the longest waiting delivery was due",
    channels.flatMap(({ channel, kind, oldestDue }): Sample[] =>
      oldestDue ? [[{ channel, kind }, Math.max(0, (now().getTime() - Date.parse(oldestDue)) / 1000)]] : [],
    ),
  );
  gauge(
    "on_time_ratio",
    "Share of what was sent that the provider took in time",
    channels.flatMap(({ channel, kind, sent, onTime }): Sample[] =>
      sent > 0 ? [[{ channel, kind }, onTime / sent]] : [],
    ),
  );
  gauge("events_unrouted", "Events whose notices are not planned yet", [[{}, status.unrouted]]);
  gauge("attempts_unknown", "Calls whose answer never came", [[{}, status.unknown]]);
  gauge("repeats_known", "Calls made although an earlier one may have been heard", [
    [{}, status.repeatsKnown],
  ]);
  gauge(
    "alarms",
    "What is broken now, by kind",
    alarms.map(({ kind, count }): Sample => [{ kind }, count]),
  );
  return { type: registry.contentType, text: await registry.metrics() };
}

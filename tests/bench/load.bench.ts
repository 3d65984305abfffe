import { setTimeout as pass } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import type { Db } from "../../src/db.ts";
import { BACKENDS, redis } from "../support/backends.ts";
import { crowdSchool, owe } from "../support/crowd.ts";
import { type ProvidersProcess, startProviders } from "../support/providers-process.ts";
import type { Taken } from "../support/providers-program.ts";
import { digestsDue, fillTerm } from "../support/term-crowd.ts";
import { until } from "../support/until.ts";
import { startWorkerProcess } from "../support/worker-process.ts";
import { median, quantile, say } from "./crew.ts";

const FAMILIES = Number(process.env.LOAD_FAMILIES ?? 20_000);
const PER_SECOND = 30;
const ALERTS = Number(process.env.LOAD_ALERTS ?? 200);
const BURST = 80;
const MOST_P99_MS = 1000;
const MOST_BURST_MS = 5000;
const ALERT_MS = 1000;

afterAll(() => redis?.close());

async function lateness(db: Db, providers: ProvidersProcess): Promise<{ alerts: number[]; digests: number }> {
  const urgent = await db.$queryRaw<{ id: string; dueAt: Date }[]>`
    select id, "dueAt" from "Delivery" where urgency = 'urgent' order by "dueAt"`;
  const taken = [...(await providers.taken("telegram")), ...(await providers.taken("smtp"))];
  const arrivals = new Map(taken.map(({ marker, at }: Taken) => [marker, at]));
  const alerts = urgent.map(({ id, dueAt }) => arrivals.get(id)! - dueAt.getTime());
  return { alerts, digests: taken.length - alerts.length };
}

test.each(BACKENDS)(
  "urgent news beside twenty thousand digests, $name",
  async ({ name, redisUrl, missing }) => {
    if (missing) return say(`load, ${name}: left out, ${missing}`);
    const providers = await startProviders({ limits: { perSecond: PER_SECOND, perChatPerSecond: 1 } });
    const school = await crowdSchool({ families: FAMILIES, channels: ["telegram", "email"] });
    const { db, url } = school;
    await fillTerm(db);
    await digestsDue(db, FAMILIES);
    const worker = await startWorkerProcess({ ...providers, databaseUrl: url, redisUrl });
    await until(async () => (await providers.count("telegram")) >= PER_SECOND, {
      ...{ timeoutMs: 120_000, what: "the digests to be on their way" },
    });
    for (let from = 0; from < ALERTS; from++) {
      await owe(db, { urgency: "urgent", from, count: 1 });
      await pass(ALERT_MS);
    }
    await owe(db, { urgency: "urgent", from: ALERTS, count: BURST });
    const allHeard = async () =>
      (await db.delivery.count({ where: { urgency: "urgent", state: "sent" } })) >= ALERTS + BURST;
    await until(allHeard, { timeoutMs: 60_000, everyMs: 100, what: "every alert to be heard" });
    const { alerts, digests } = await lateness(db, providers);
    const [single, burst] = [alerts.slice(0, ALERTS), alerts.slice(ALERTS)];
    const waiting = await db.delivery.count({ where: { urgency: "digest", state: "waiting" } });
    expect(await providers.refusals()).toBe(0);
    say(
      `load, ${name}: beside ${digests} digests that left (${waiting} waiting still, ${await providers.refusals()} refused), ${ALERTS} alerts: ` +
        `median ${median(single).toFixed(0)} ms, p99 ${quantile(single, 0.99).toFixed(0)} (at most ${MOST_P99_MS}); ` +
        `${BURST} at once: the last after ${Math.max(...burst).toFixed(0)} ms (at most ${MOST_BURST_MS})`,
    );
    await worker.stop();
    await school.close();
    await providers.stop();
  },
);

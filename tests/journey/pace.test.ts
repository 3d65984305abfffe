import { describe, expect, test } from "vitest";
import { publishFinals } from "../../src/finals/finals.ts";
import { crowdSchool } from "../support/crowd.ts";
import { startFakeTelegram } from "../support/fake-telegram.ts";
import { until } from "../support/until.ts";
import { startWorkerProcess } from "../support/worker-process.ts";

const FAMILIES = 150;
/** How much of it is used is a figure of tests/bench/pace.bench.ts. */
const PER_SECOND = 30;

describe("three processes at one strict server", () => {
  test("a server that slides 30 a second and 1 a second per chat refuses nobody", async () => {
    const telegram = await startFakeTelegram({ limits: { perSecond: PER_SECOND, perChatPerSecond: 1 } });
    const school = await crowdSchool({ families: FAMILIES, channels: ["telegram"] });
    // Permits lie in PostgreSQL, whatever the queues are kept in.
    const surroundings = { databaseUrl: school.url, telegram };
    const processes = await Promise.all([1, 2, 3].map(() => startWorkerProcess(surroundings)));
    try {
      await publishFinals(school.db, "final", { actorId: null, source: "web" });
      await until(() => telegram.ledger.length >= FAMILIES, { timeoutMs: 60_000, what: "all messages" });
      expect(telegram.refusals).toBe(0);
      expect(telegram.ledger).toHaveLength(FAMILIES);
    } finally {
      await Promise.all(processes.map((worker) => worker.stop()));
      await school.close();
      await telegram.close();
    }
  }, 120_000);
});

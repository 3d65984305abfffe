import { afterAll, describe, expect, test } from "vitest";
import { publishFinals } from "../../src/finals/finals.ts";
import { BACKENDS, redis } from "../support/backends.ts";
import { crowdSchool } from "../support/crowd.ts";
import { startFakeTelegram } from "../support/fake-telegram.ts";
import { startProcess } from "../support/processes.ts";
import { until } from "../support/until.ts";

const FAMILIES = 330;
const PER_SECOND = 30;
/** Three processes share thirty permits a second; so much of it must be used. */
const LEAST_SHARE = 0.97;

afterAll(() => redis?.close());

describe.each(BACKENDS)("three processes at one strict server, $name", ({ redisUrl, missing }) => {
  if (missing) return test.skip(`left out: ${missing}`);

  test("a server that slides 30 a second and 1 a second per chat refuses nobody, and hardly a moment is wasted", async () => {
    const telegram = await startFakeTelegram({ limits: { perSecond: PER_SECOND, perChatPerSecond: 1 } });
    const school = await crowdSchool({ families: FAMILIES, channels: ["telegram"] });
    const env = {
      DATABASE_URL: school.url,
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.root,
      LOG_LEVEL: "warn",
      SECRET: "a secret of thirty-two characters",
      ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
    };
    const processes = await Promise.all(
      [1, 2, 3].map(() =>
        startProcess(["serve", "--only", "workers"], { env, ready: /Почтовая служба работает/ }),
      ),
    );
    try {
      await publishFinals(school.db, "final", { actorId: null, source: "web" });
      await until(() => telegram.ledger.length >= FAMILIES, { timeoutMs: 60_000, what: "all messages" });
      // The first second is a burst of all permits; the pace is what follows it.
      const start = telegram.ledger[0]!.at + 1000;
      const paced = telegram.ledger.filter(({ at }) => at >= start);
      const seconds = (paced.at(-1)!.at - start) / 1000;
      const rate = paced.length / seconds;
      process.stdout.write(`${rate.toFixed(2)} messages a second of ${PER_SECOND}\n`);
      expect(telegram.refusals).toBe(0);
      expect(telegram.ledger).toHaveLength(FAMILIES);
      expect(rate).toBeGreaterThanOrEqual(PER_SECOND * LEAST_SHARE);
    } finally {
      await Promise.all(processes.map((worker) => worker.stop()));
      await school.close();
      await telegram.close();
    }
  }, 120_000);
});

import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { setSettings } from "../../src/settings.ts";
import { startWorkers } from "../../workers/main.ts";
import { BACKENDS, redis } from "../support/backends.ts";
import { crowdSchool, owe } from "../support/crowd.ts";
import { startFakeTelegram } from "../support/fake-telegram.ts";
import { createGate } from "../support/gate.ts";
import { testConfig } from "../support/post-office.ts";
import { until } from "../support/until.ts";

/** Calls of its own that the post office has under way at the usual pace. */
const IN_HAND = 15;
const URGENT = 3;

afterAll(() => redis?.close());

describe.each(BACKENDS)("what is urgent, $name", ({ redisUrl, missing }) => {
  if (missing) return test.skip(`left out: ${missing}`);

  test("Absences reach their parents while Telegram has not answered a single one of a wave of finals", async () => {
    const telegram = await startFakeTelegram();
    const school = await crowdSchool({ families: 2 * IN_HAND + URGENT, channels: ["telegram"] });
    await setSettings(school.db, { telegramPermits: 30, telegramReserved: URGENT });
    const door = createGate();
    telegram.script({ times: IN_HAND, answer: { hold: door } });
    const workers = await startWorkers({
      db: school.db,
      databaseUrl: school.url,
      config: testConfig({
        TELEGRAM_BOT_TOKEN: telegram.token,
        TELEGRAM_API_ROOT: telegram.root,
        ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
      }),
    });
    onTestFinished(async () => {
      door.release();
      await workers.stop();
      await school.close();
      await telegram.close();
    });
    await owe(school.db, { urgency: "final", from: 0, count: 2 * IN_HAND });
    await until(() => telegram.calls === IN_HAND);
    await owe(school.db, { urgency: "urgent", from: 2 * IN_HAND, count: URGENT });
    await until(() => telegram.ledger.length === URGENT);
    expect(telegram.calls).toBe(IN_HAND + URGENT);
    door.release();
    await until(() => telegram.ledger.length === 2 * IN_HAND + URGENT);
  });
});

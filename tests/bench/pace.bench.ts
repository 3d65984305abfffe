import { afterAll, expect, test } from "vitest";
import { BACKENDS, redis } from "../support/backends.ts";
import { startFakeTelegram } from "../support/fake-telegram.ts";
import { median, rateOf, runWave, say } from "./crew.ts";

const PER_SECOND = 30;
const RUNS = 3;

afterAll(() => redis?.close());

test.each(BACKENDS)(
  "three processes at a server that slides 30 a second, $name",
  async ({ name, redisUrl, missing }) => {
    if (missing) return say(`pace, ${name}: left out, ${missing}`);
    const telegram = await startFakeTelegram({ limits: { perSecond: PER_SECOND, perChatPerSecond: 1 } });
    const rates: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      await runWave({ telegram, redisUrl, families: 330, processes: 3, permits: PER_SECOND });
      expect(telegram.refusals).toBe(0);
      // The first second is a burst of all permits; the pace is what follows it.
      rates.push(rateOf(telegram, 1000));
    }
    const rate = median(rates);
    say(
      `pace, ${name}: ${rate.toFixed(2)} messages a second of ${PER_SECOND} allowed (${((rate / PER_SECOND) * 100).toFixed(1)} %), ` +
        `0 refused; runs ${rates.map((each) => each.toFixed(2)).join(", ")}`,
    );
    await telegram.close();
  },
);

import { afterAll, expect, test } from "vitest";
import { BACKENDS, redis } from "../support/backends.ts";
import { startProviders } from "../support/providers-process.ts";
import { median, oweFinals, runWave, say } from "./crew.ts";

const PER_SECOND = 30;
const RUNS = 3;
const FAMILIES = 600;
/** The first permits leave as one burst; the pace is what follows it, counted in whole seconds. */
const BURST_MS = 1000;

afterAll(() => redis?.close());

test.each(BACKENDS)(
  "three processes at a server that slides 30 a second, $name",
  async ({ name, redisUrl, missing }) => {
    if (missing) return say(`pace, ${name}: left out, ${missing}`);
    const providers = await startProviders({ limits: { perSecond: PER_SECOND, perChatPerSecond: 1 } });
    const wave = { providers, channel: "telegram", redisUrl, families: FAMILIES, owe: oweFinals } as const;
    const shares: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const taken = await runWave({ ...wave, processes: 3, permits: PER_SECOND });
      expect(await providers.refusals()).toBe(0);
      const from = taken[0]!.at + BURST_MS;
      const seconds = Math.floor((taken.at(-1)!.at - from) / 1000);
      const counted = taken.filter(({ at }) => at >= from && at < from + seconds * 1000).length;
      shares.push((100 * counted) / (seconds * PER_SECOND));
    }
    say(
      `pace, ${name}: ${median(shares).toFixed(1)} % of ${PER_SECOND} a second, 0 refused; ` +
        `runs ${shares.map((share) => share.toFixed(1)).join(", ")}`,
    );
    await providers.stop();
  },
);

import { afterAll, expect, test } from "vitest";
import { openApi } from "../../bots/api.ts";
import { BACKENDS, redis } from "../support/backends.ts";
import { type ProvidersProcess, startProviders } from "../support/providers-process.ts";
import { atOnce, median, oweFinals, rateOf, runWave, say } from "./crew.ts";

const FAMILIES = 20_000;
const RUNS = 3;
/** Pace lifted: as many calls as the house can make. */
const PERMITS = 2000;
const BARE_AT_ONCE = 20;
const LEAST = { postgres: 300, redis: 1000 };

afterAll(() => redis?.close());

/** The limit: nothing but grammY's client calling the same server. */
async function bareCalls(providers: ProvidersProcess): Promise<number> {
  await providers.reset();
  const api = openApi({ token: providers.telegram.token, apiRoot: providers.telegram.root });
  await atOnce(BARE_AT_ONCE, FAMILIES, (family) =>
    api.sendMessage(9_000_000 + family, "<b>Анна, 7А: алгебра — 4</b>", { parse_mode: "HTML" }),
  );
  return rateOf(await providers.taken("telegram"));
}

test.each(BACKENDS)("messages a second with the pace lifted, $name", async ({ name, redisUrl, missing }) => {
  if (missing) return say(`speed, ${name}: left out, ${missing}`);
  const providers = await startProviders();
  const wave = { providers, channel: "telegram", redisUrl, families: FAMILIES, owe: oweFinals } as const;
  const rates: number[] = [];
  const bare: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    bare.push(await bareCalls(providers));
    const taken = await runWave({ ...wave, processes: 1, permits: PERMITS });
    expect(taken).toHaveLength(FAMILIES);
    rates.push(rateOf(taken));
  }
  const share = (100 * median(rates)) / median(bare);
  say(
    `speed, ${name}: ${median(rates).toFixed(0)} messages a second from one process ` +
      `(at least ${redisUrl ? LEAST.redis : LEAST.postgres}), ${share.toFixed(0)} % of bare grammY calls in the same run, ` +
      `${median(bare).toFixed(0)}; runs ${rates.map((each) => each.toFixed(0)).join(", ")}`,
  );
  await providers.stop();
});

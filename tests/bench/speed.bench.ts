import { afterAll, expect, test } from "vitest";
import { openApi } from "../../bots/api.ts";
import { BACKENDS, redis } from "../support/backends.ts";
import { type ProvidersProcess, startProviders } from "../support/providers-process.ts";
import { atOnce, median, oweFinals, rateOf, runWave, say } from "./crew.ts";

const FAMILIES = 20_000;
/** Counted apart: a post office that has just been started is slower than it is all day. */
const FIRST_FAMILIES = 5_000;
const RUNS = 3;
/** Pace lifted: as many calls as the house can make. */
const PERMITS = 2000;
const PROCESSES = [1, 2];
const BARE_AT_ONCE = 20;
const LEAST = { postgres: 300, redis: 1000 };

afterAll(() => redis?.close());

/** The limit: nothing but grammY's client calling the same server. */
async function bareCalls(providers: ProvidersProcess): Promise<number> {
  await providers.reset();
  const api = openApi({ token: providers.telegram.token, apiRoot: providers.telegram.root });
  await atOnce(BARE_AT_ONCE, FIRST_FAMILIES + FAMILIES, (family) =>
    api.sendMessage(9_000_000 + family, "<b>Анна, 7А: алгебра — 4</b>", { parse_mode: "HTML" }),
  );
  return warmRate(await providers.taken("telegram"));
}

function warmRate(taken: { at: number }[]): number {
  return rateOf(taken.slice(FIRST_FAMILIES));
}

const HOUSES = BACKENDS.flatMap((backend) => PROCESSES.map((processes) => ({ ...backend, processes })));

test.each(HOUSES)("messages a second with the pace lifted, $name, processes: $processes", async (house) => {
  const { name, redisUrl, missing, processes } = house;
  if (missing) return say(`speed, ${name}: left out, ${missing}`);
  const providers = await startProviders();
  const families = FIRST_FAMILIES + FAMILIES;
  const wave = { providers, channel: "telegram", redisUrl, families, owe: oweFinals } as const;
  const first: number[] = [];
  const rates: number[] = [];
  const bare: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    bare.push(await bareCalls(providers));
    const taken = await runWave({ ...wave, processes, permits: PERMITS });
    expect(taken).toHaveLength(families);
    first.push(rateOf(taken.slice(0, FIRST_FAMILIES)));
    rates.push(warmRate(taken));
  }
  const share = (100 * median(rates)) / median(bare);
  say(
    `speed, ${name}: ${median(rates).toFixed(0)} messages a second, processes: ${processes} ` +
      `(at least ${redisUrl ? LEAST.redis : LEAST.postgres}), ${share.toFixed(0)} % of bare grammY calls in the same run, ` +
      `${median(bare).toFixed(0)}; runs ${listed(rates)}; the ${FIRST_FAMILIES} after the start ${listed(first)}`,
  );
  await providers.stop();
});

function listed(rates: number[]): string {
  return rates.map((each) => each.toFixed(0)).join(", ");
}

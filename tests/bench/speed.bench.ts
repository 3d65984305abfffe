import { afterAll, expect, test } from "vitest";
import { openApi } from "../../bots/api.ts";
import { BACKENDS, redis } from "../support/backends.ts";
import { type FakeTelegram, startFakeTelegram } from "../support/fake-telegram.ts";
import { median, rateOf, runWave, say } from "./crew.ts";

const FAMILIES = 1500;
const RUNS = 3;
/** Pace lifted: as many calls as the house can make. */
const PERMITS = 1000;
const BARE_AT_ONCE = 20;

afterAll(() => redis?.close());

/** The limit: nothing but grammY's client calling the same server. */
async function bareCalls(telegram: FakeTelegram): Promise<number> {
  telegram.reset();
  const api = openApi({ token: telegram.token, apiRoot: telegram.root });
  let next = 0;
  const caller = async () => {
    while (next < FAMILIES)
      await api.sendMessage(9_000_000 + next++, "<b>Анна, 7А: алгебра — 4</b>", { parse_mode: "HTML" });
  };
  await Promise.all(Array.from({ length: BARE_AT_ONCE }, caller));
  return rateOf(telegram);
}

test.each(BACKENDS)("messages a second with the pace lifted, $name", async ({ name, redisUrl, missing }) => {
  if (missing) return say(`speed, ${name}: left out, ${missing}`);
  const telegram = await startFakeTelegram();
  const rates: number[] = [];
  const bare: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    bare.push(await bareCalls(telegram));
    await runWave({ telegram, redisUrl, families: FAMILIES, processes: 1, permits: PERMITS });
    expect(telegram.ledger).toHaveLength(FAMILIES);
    rates.push(rateOf(telegram));
  }
  say(
    `speed, ${name}: ${median(rates).toFixed(0)} messages a second from one process; bare grammY calls in the same run ` +
      `${median(bare).toFixed(0)}; runs ${rates.map((each) => each.toFixed(0)).join(", ")}`,
  );
  await telegram.close();
});

import { createTransport } from "nodemailer";
import { expect, test } from "vitest";
import { type ProvidersProcess, startProviders } from "../support/providers-process.ts";
import { atOnce, median, rateOf, runWave, say } from "./crew.ts";

const LETTERS = 5000;
const RUNS = 3;
/** The setting emailConnections as it comes. */
const CONNECTIONS = 5;

/** The limit: nothing but nodemailer's pool handing the same bytes to the same server. */
async function bareLetters(providers: ProvidersProcess, raw: Buffer): Promise<number> {
  await providers.reset();
  const transport = createTransport({ url: providers.smtp.url, pool: true, maxConnections: CONNECTIONS });
  await atOnce(CONNECTIONS, LETTERS, (family) =>
    transport.sendMail({
      envelope: { from: "journal@school.invalid", to: `family-${family}@crowd.invalid` },
      raw,
    }),
  );
  transport.close();
  return rateOf(await providers.taken("smtp"));
}

test("letters a second over the same number of connections", async () => {
  const providers = await startProviders();
  const rates: number[] = [];
  const bare: number[] = [];
  let bytes = 0;
  for (let run = 0; run < RUNS; run++) {
    const wave = { providers, channel: "email", redisUrl: undefined, families: LETTERS } as const;
    const taken = await runWave({ ...wave, processes: 1, permits: 1 });
    expect(taken).toHaveLength(LETTERS);
    rates.push(rateOf(taken));
    const raw = Buffer.from(await providers.letter(), "latin1");
    bytes = raw.length;
    bare.push(await bareLetters(providers, raw));
  }
  const share = (100 * median(rates)) / median(bare);
  say(
    `email: ${median(rates).toFixed(0)} letters of ${(bytes / 1024).toFixed(0)} KB a second over ${CONNECTIONS} connections, ` +
      `${share.toFixed(0)} % of bare nodemailer in the same run, ${median(bare).toFixed(0)}; ` +
      `runs ${rates.map((each) => each.toFixed(0)).join(", ")}`,
  );
  await providers.stop();
});

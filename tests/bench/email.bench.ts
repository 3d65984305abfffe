import { simpleParser } from "mailparser";
import { createTransport, type SendMailOptions } from "nodemailer";
import { afterAll, expect, test } from "vitest";
import { BACKENDS, redis } from "../support/backends.ts";
import { type ProvidersProcess, startProviders } from "../support/providers-process.ts";
import { atOnce, median, oweDigests, rateOf, runWave, say } from "./crew.ts";

const LETTERS = 5000;
const RUNS = 3;
const LEAST_SHARE = { postgres: 45, redis: 70 };
/** The setting emailConnections as it comes. */
const CONNECTIONS = 5;
/** A server beside us that looks at nothing; and one that thinks about a letter, if for less time than those out there. */
const SERVERS = [
  { letterMs: 0, kind: "a server that accepts at once" },
  { letterMs: 20, kind: "a server that takes 20 ms to accept" },
];

/** Nothing but nodemailer's pool, and the same server. */
async function bareLetters(providers: ProvidersProcess, letter: SendMailOptions): Promise<number> {
  await providers.reset();
  const transport = createTransport({ url: providers.smtp.url, pool: true, maxConnections: CONNECTIONS });
  await atOnce(CONNECTIONS, LETTERS, (family) =>
    transport.sendMail({
      envelope: { from: "journal@school.invalid", to: `family-${family}@crowd.invalid` },
      ...letter,
    }),
  );
  transport.close();
  return rateOf(await providers.taken("smtp"));
}

/** What a letter is made of, for nodemailer to put together once more. */
async function partsOf(raw: Buffer): Promise<SendMailOptions> {
  const { subject, html, text, attachments } = await simpleParser(raw, { skipImageLinks: true });
  return {
    ...{ from: "journal@school.invalid", to: "family@crowd.invalid", subject },
    ...(html ? { html } : {}),
    text,
    attachments: attachments.map(({ cid, filename, content, contentType }) => ({
      ...{ cid, filename, content, contentType, contentDisposition: "inline" as const },
    })),
  };
}

afterAll(() => redis?.close());

test.each(BACKENDS.flatMap((backend) => SERVERS.map((server) => ({ ...backend, ...server }))))(
  "digests a second over the same number of connections, $name, $kind",
  async ({ name, redisUrl, missing, letterMs, kind }) => {
    if (missing) return say(`email, ${name}: left out, ${missing}`);
    const providers = await startProviders({ letterMs });
    const rates: number[] = [];
    const bare: number[] = [];
    const composed: number[] = [];
    let bytes = 0;
    for (let run = 0; run < RUNS; run++) {
      const wave = { providers, channel: "email", redisUrl, families: LETTERS, owe: oweDigests } as const;
      const taken = await runWave({ ...wave, processes: 1, permits: 1 });
      expect(taken).toHaveLength(LETTERS);
      rates.push(rateOf(taken));
      const raw = Buffer.from(await providers.letter(), "latin1");
      bytes = raw.length;
      bare.push(await bareLetters(providers, { raw }));
      composed.push(await bareLetters(providers, await partsOf(raw)));
    }
    const share = (100 * median(rates)) / median(bare);
    say(
      `email, ${name}, ${kind}: ${median(rates).toFixed(0)} digests of ${(bytes / 1024).toFixed(0)} KB a second over ${CONNECTIONS} connections, ` +
        `${share.toFixed(0)} % (at least ${LEAST_SHARE[redisUrl ? "redis" : "postgres"]}) of bare nodemailer handing over the same bytes in the same run, ${median(bare).toFixed(0)}; where it puts the letter together itself, ${median(composed).toFixed(0)}; ` +
        `runs ${rates.map((each) => each.toFixed(0)).join(", ")}`,
    );
    await providers.stop();
  },
);

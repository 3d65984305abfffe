import { expect, test } from "vitest";
import { BACKENDS, redis } from "../support/backends.ts";
import { planChaos, sizesFrom } from "./plan.ts";
import { play } from "./play.ts";
import { allowed, FLAWLESS, failingsOf, report } from "./report.ts";

await redis?.close();

/** A dice decides how many marks are changed: some more are planned than ten thousand. */
const SIZES = sizesFrom(process.env, { events: 10_300, blows: 50 });

test.each(BACKENDS)("ten thousand marks while things die, $name", async ({ name, redisUrl, missing }) => {
  if (missing) return say(`chaos, ${name}: left out, ${missing}\n`);
  const plan = planChaos(SIZES, { redis: Boolean(redisUrl) });
  const played = await play(plan, { redis: Boolean(redisUrl), restMs: 300_000 });
  say(report(name, plan, played));
  expect(failingsOf(played)).toEqual(FLAWLESS);
  expect(played.verdict.repeatsExplained).toBeLessThanOrEqual(allowed(played));
  expect(played.heldShare).toBeGreaterThanOrEqual(0.3);
});

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

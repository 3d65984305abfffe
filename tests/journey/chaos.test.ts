import { describe, expect, test } from "vitest";
import { planChaos, sizesFrom } from "../chaos/plan.ts";
import { play } from "../chaos/play.ts";
import { FLAWLESS, failingsOf, report } from "../chaos/report.ts";
import { BACKENDS, redis } from "../support/backends.ts";

await redis?.close();

describe.each(BACKENDS)("a short chaos, $name", ({ name, missing, redisUrl }) => {
  if (missing) return test.skip(`left out: ${missing}`);

  test("Whatever is killed in the middle: what is owed is heard or explained, and nothing is said twice on purpose", async () => {
    const plan = planChaos(sizesFrom(process.env, { events: 200, blows: 5 }), { redis: Boolean(redisUrl) });
    const played = await play(plan, { redis: Boolean(redisUrl), restMs: 180_000 });
    expect(failingsOf(played), report(name, plan, played)).toEqual(FLAWLESS);
    expect(played.verdict.delivered).toBeGreaterThan(0);
  }, 600_000);
});

import { expect, test } from "vitest";
import { type Alteration, alterHouse } from "./altered-house.ts";
import { planChaos, sizesFrom } from "./plan.ts";
import { type Played, play } from "./play.ts";
import { report } from "./report.ts";

const CLAIMING = "src/deliveries/claiming.ts";
const SIZES = { ...sizesFrom(process.env, { events: 0, blows: 0 }), events: 400, blows: 7 };

// A proof that cannot fail proves nothing: the same play against a house that lacks what keeps the promise.
test("Without the guard of the claim something is said twice", async () => {
  const played = await playWithout("claim guard", [
    { file: CLAIMING, from: " and d.state = 'waiting'", to: "" },
    { file: CLAIMING, from: `s."contactId" = d."contactId" and s.state = 'sending'`, to: "false" },
  ]);
  expect(played.verdict.repeatsUnexplained.length).toBeGreaterThan(0);
});

test("Without the sweeper what was in flight never ends", async () => {
  const played = await playWithout("sweeper", [
    { file: "workers/main.ts", from: "sweeper: async () =>", to: "sweeper: async () => 0 &&" },
  ]);
  expect(played.unrest).toMatch(/"deliveries":[1-9]/);
});

async function playWithout(what: string, alterations: Alteration[]): Promise<Played> {
  const altered = alterHouse(alterations);
  try {
    const plan = planChaos(SIZES, { redis: false });
    const played = await play(plan, { redis: false, root: altered.root, restMs: 40_000 });
    process.stdout.write(`${report(`without the ${what}`, plan, played)}\n`);
    return played;
  } finally {
    altered.remove();
  }
}

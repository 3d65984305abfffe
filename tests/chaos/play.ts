import { setTimeout as pass } from "node:timers/promises";
import { publishFinals } from "../../src/finals/finals.ts";
import { startEcho } from "./echo.ts";
import { gatherEvidence } from "./evidence.ts";
import { createMisfortunes } from "./faults.ts";
import { readHeard } from "./heard.ts";
import { buildHouse, type House, persist } from "./house.ts";
import { countHalves } from "./owed.ts";
import { type BlowKind, HOLD_SECONDS, type Plan } from "./plan.ts";
import { type ChaosSchool, chaosSchool } from "./school.ts";
import { tellStuck } from "./stuck.ts";
import { judge, type Verdict } from "./verdict.ts";
import { countUnwritten, writeAll } from "./writing.ts";

export interface PlayOptions {
  redis: boolean;
  /** Another tree of the house than ours. */
  root?: string;
  /** How long the house may take to come to rest at the end. */
  restMs: number;
}

export interface Played {
  verdict: Verdict;
  /** Rows behind what the verdict complains of. */
  evidence: string[];
  messages: number;
  digests: number;
  blows: Partial<Record<BlowKind, number>>;
  /** Calls under way in what was killed, and calls after which nobody knows. */
  inFlight: number;
  unknowns: number;
  /** Events whose hold was running when something was struck, over all events. */
  heldShare: number;
  /** Facts without event or events without fact; cells whose last wish does not stand. */
  halves: number;
  unwritten: number;
  /** Empty where everything came to rest. */
  unrest: string;
  seconds: number;
}

const WAVES_A_DIGEST = 3;
const LOOK_MS = 500;

/** Plays the plan against a whole house and judges what was heard. */
export async function play(plan: Plan, options: PlayOptions): Promise<Played> {
  const startedAt = performance.now();
  const house = await buildHouse(options);
  try {
    const school = await chaosSchool(house.db, plan);
    const misfortunes = createMisfortunes(house);
    for (const { channel, address } of school.refused) misfortunes.refuse(channel, address);
    await house.open();
    const echo = await startEcho(house);
    const blows: Played["blows"] = {};
    let inFlight = 0;
    const held: Date[] = [];
    for (const [number, { writes, faults, blow }] of plan.waves.entries()) {
      misfortunes.add(faults);
      const written = writeAll(writes, { address: house.address, school }).catch(async (error: Error) => {
        throw new Error(`${error.message}\n${await tellStuck(house)}`);
      });
      await pass(blow.afterMs);
      held.push(new Date());
      [inFlight] = await Promise.all([house.strike(blow.kind).then((calls) => inFlight + calls), written]);
      blows[blow.kind] = (blows[blow.kind] ?? 0) + 1;
      if (number % WAVES_A_DIGEST === WAVES_A_DIGEST - 1) await strikeDigestHour(house);
      if (number === Math.floor(plan.waves.length / 2)) await announceFinals(house);
    }
    await echo.stop();
    const unrest = await comeToRest(house, options.restMs);
    const heard = await readHeard(house.db, house);
    const verdict = await judge(house.db, heard);
    return {
      ...{ verdict, evidence: await gatherEvidence(house.db, verdict) },
      messages: heard.length,
      digests: await house.db.delivery.count({ where: { kind: { in: ["daily", "weekly"] }, state: "sent" } }),
      ...{ blows, inFlight, unknowns: misfortunes.unknowns(), unrest },
      heldShare: await shareHeld(house, held),
      halves: await countHalves(house.db),
      unwritten: await countWishes(house, plan, school),
      seconds: (performance.now() - startedAt) / 1000,
    };
  } finally {
    await house.close();
  }
}

const announceFinals = ({ db }: House) =>
  persist(() => publishFinals(db, "final", { actorId: null, source: "web" }));

/** The hour that families chose for their digest comes now. */
async function strikeDigestHour({ db }: House): Promise<void> {
  await persist(
    () => db.$executeRaw`
      update "Series" s set "nextDueAt" = now() from "Choice" c
      where c."personId" = s."personId" and c.topic = 'marks'
        and (c.frequency::text, s.frequency::text) in (('evening', 'daily'), ('weekly', 'weekly'))`,
  );
}

/** Waits until nothing is owed any more; minutes of patience pass at once, and digest hours come until all is carried. */
async function comeToRest(house: House, restMs: number): Promise<string> {
  const { db } = house;
  const until = performance.now() + restMs;
  for (let look = 0; ; look++) {
    const [left] = await persist(
      () => db.$queryRaw<{ events: number; notices: number; deliveries: number }[]>`
        select (select count(*) from "Event" where "routedAt" is null)::int as events,
          (select count(*) from "Notice" where state = 'open')::int as notices,
          (select count(*) from "Delivery" where state in ('waiting', 'sending'))::int as deliveries`,
    );
    if (Object.values(left!).every((count) => count === 0)) return "";
    if (performance.now() > until) return `${JSON.stringify(left)}\n${await tellStuck(house)}`;
    if (look % 6 === 0) {
      await strikeDigestHour(house);
      // Again where a claim had its rows in hand the other way round.
      await persist(() => db.delivery.updateMany({ where: { state: "waiting" }, data: { notBefore: null } }));
    }
    await pass(LOOK_MS);
  }
}

async function shareHeld({ db }: House, moments: Date[]): Promise<number> {
  const [row] = await db.$queryRaw<{ share: number }[]>`
    select avg(case when exists (select 1 from unnest(${moments}::timestamptz[]) struck
      where struck between e."occurredAt" and e."occurredAt" + make_interval(secs => ${HOLD_SECONDS})) then 1 else 0 end)::float8 as share
    from "Event" e where e.kind like 'mark.%'`;
  return row!.share;
}

async function countWishes({ db }: House, plan: Plan, school: ChaosSchool): Promise<number> {
  const marks = await db.mark.findMany({
    select: { workId: true, pupilId: true, value: { select: { code: true } } },
  });
  const standing = marks.map(({ value, ...cell }) => ({ ...cell, value: value?.code ?? null }));
  const writes = plan.waves.flatMap((wave) => wave.writes);
  return countUnwritten(writes, { school, standing });
}

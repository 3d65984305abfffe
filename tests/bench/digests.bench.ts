import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cachedEachFor } from "../../src/cached.ts";
import { readCalendar } from "../../src/calendar/calendar.ts";
import type { Db } from "../../src/db.ts";
import { planSeries } from "../../src/deliveries/series.ts";
import { readDigests } from "../../src/digests/read.ts";
import { openLines, type RawLines } from "../../src/raw.ts";
import { getSettings } from "../../src/settings.ts";
import { renderMessage } from "../../templates/messages/messages.ts";
import { openComposer } from "../../workers/channels/composer.ts";
import { type CrowdSchool, crowdSchool } from "../support/crowd.ts";
import { digestsDue, fillTerm } from "../support/term-crowd.ts";
import { say } from "./crew.ts";

const SIZES = [2_000, 10_000, 20_000];
/** As many as a claim takes at once under load. */
const BATCH = 100;
const WARM_UP = 1_000;
const MOST_GROWTH_MB = 100;
const DAY_MS = 86_400_000;
const MB = 1024 * 1024;

const composer = openComposer();
let school: CrowdSchool;
let lines: RawLines;

beforeAll(async () => {
  school = await crowdSchool({ families: Math.max(...SIZES), channels: ["email"] });
  await fillTerm(school.db);
  lines = openLines(school.url);
}, 600_000);
afterAll(async () => {
  await composer.close();
  await lines?.close();
  await school?.close();
});

test("plans, reads and renders the digests of a Friday evening", { timeout: 1_800_000 }, async () => {
  const { db } = school;
  const perDigest: number[] = [];
  await tellDigests(db, WARM_UP);
  const usualMb = await keptMb();
  for (const size of SIZES) {
    await db.$executeRaw`delete from "Delivery"`;
    const planMs = await planFor(db, size);
    const { ms, readMs, mostMb, told } = await tellDigests(db, size);
    const growthMb = (await keptMb()) - usualMb;
    expect(told).toBe(size);
    expect(growthMb).toBeLessThan(MOST_GROWTH_MB);
    perDigest.push(ms / size);
    say(
      `digests: ${size} weekly letters: planned in ${(planMs / 1000).toFixed(1)} s, read, rendered and put together in ` +
        `${(ms / 1000).toFixed(1)} s (${(ms / size).toFixed(2)} ms each, ${(readMs / size).toFixed(2)} of them read), RSS grew by ${growthMb.toFixed(0)} MB (limit ${MOST_GROWTH_MB}), ${mostMb.toFixed(0)} MB at most`,
    );
  }
  expect(Math.max(...perDigest)).toBeLessThan(2 * Math.min(...perDigest));
});

/** Weekly digests of so many families, and nobody else's, become deliveries. */
async function planFor(db: Db, size: number): Promise<number> {
  await digestsDue(db, size);
  const startedAt = performance.now();
  while ((await planSeries(db)) > 0);
  return performance.now() - startedAt;
}

/** What the process keeps when the garbage is gone; between two collections it takes what V8 lets it take. */
async function keptMb(): Promise<number> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  await new Promise(setImmediate);
  collect();
  return process.memoryUsage.rss() / MB;
}

interface Told {
  ms: number;
  readMs: number;
  /** The largest RSS on the way. */
  mostMb: number;
  told: number;
}

async function tellDigests(db: Db, size: number): Promise<Told> {
  const settings = await getSettings(db);
  const calendarOf = cachedEachFor(1000, (yearId: string) => readCalendar(db, yearId));
  const pupils = await db.person.findMany({
    where: { externalId: { startsWith: "crowd:" }, givenName: "Ученик" },
    select: { id: true },
    take: size,
  });
  const window = {
    from: new Date(Date.now() - 7 * DAY_MS),
    until: new Date(),
    changed: [],
    withHomework: true,
  };
  let most = 0;
  let told = 0;
  let readMs = 0;
  const startedAt = performance.now();
  for (let start = 0; start < pupils.length; start += BATCH) {
    const wanted = pupils.slice(start, start + BATCH).map(({ id }) => {
      return { key: id, pupilId: id, frequency: "weekly" as const, ...window };
    });
    const readAt = performance.now();
    const digests = await lines.$transaction((tx) => readDigests(tx, wanted, { settings, calendarOf }));
    readMs += performance.now() - readAt;
    for (const [deliveryId, digest] of digests) {
      if (!digest) continue;
      const links = {
        open: `https://dnevnik.example/o/${deliveryId}`,
        unsubscribe: "https://dnevnik.example/s",
      };
      const of = {
        language: "ru",
        school: { name: "Школа № 214", city: "Красноярск" },
        suspended: null,
      } as const;
      const letter = renderMessage("email", "full", { ...of, deliveryId, pupils: [], links, digest });
      if (letter.channel === "email")
        await composer.compose({ ...letter, textEncoding: "base64", pictures: letter.pictures ?? [] });
      told += 1;
    }
    most = Math.max(most, process.memoryUsage.rss());
  }
  return { ms: performance.now() - startedAt, readMs, mostMb: most / MB, told };
}

import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { castOf } from "../../prisma/cast-ids.ts";
import { seedDemo, todaysLessons } from "../../prisma/seed.ts";
import { now } from "../../src/clock.ts";
import { openDb } from "../../src/db.ts";
import { CHROMIUM, leftOut, openSite, type Site } from "../support/browser.ts";
import { testDatabase } from "../support/database.ts";
import type { TestSchool } from "../support/school.ts";
import { furnish, type Reached, WALKERS, walkPages } from "../support/walk.ts";

const FOLDER = join(import.meta.dirname, "../../.data/screenshots");
const THEMES = ["light", "dark"] as const;
/** A journal of a year may be long; what is wrong with it is seen in its first screens. */
const TALLEST = 2600;
/** From those whom a page is for to those who oversee it. */
const READERS = [...WALKERS].reverse();

describe.skipIf(!CHROMIUM)(`Pictures of every page${leftOut}`, () => {
  let school: TestSchool;
  let site: Site;
  let pages: Reached[];

  beforeAll(async () => {
    school = await demonstration();
    await furnish(school);
    site = await openSite(school);
    pages = chosenOf(await walkPages(school.db, school.cast));
  });
  afterAll(async () => {
    await site.close();
    await school.close();
  });

  const walks = READERS.flatMap((who) => (["phone", "desktop"] as const).map((size) => ({ who, size })));
  test.concurrent.each(walks)("$who on a $size, light and dark", async ({ who, size }) => {
    const page = await site.visit("/", { size, as: school.cast[who].id });
    const wide: string[] = [];
    for (const theme of THEMES) rmSync(folderOf({ who, size, theme }), { recursive: true, force: true });
    for (const { route, url } of pages.filter((page) => page.who === who)) {
      await page.goto(site.url + url);
      const [shown, needed, height] = await page.evaluate<[number, number, number]>(
        "[document.documentElement.clientWidth, document.documentElement.scrollWidth, document.documentElement.scrollHeight]",
      );
      if (needed > shown) wide.push(`${url}: ${needed} px of ${shown}`);
      const clip = { x: 0, y: 0, width: shown, height: Math.min(height, TALLEST) };
      for (const theme of THEMES) {
        await page.emulateMedia({ colorScheme: theme });
        const path = join(folderOf({ who, size, theme }), `${nameOf(route)}.png`);
        await page.screenshot({ path, clip, fullPage: true, animations: "disabled" });
      }
    }
    await page.context().close();
    expect(wide).toEqual([]);
  });
});

/** The demonstration as somebody meets it in the middle of its day. */
async function demonstration(): Promise<TestSchool> {
  const { url, drop } = await testDatabase();
  const db = openDb(url);
  await seedDemo(db);
  const cast = castOf(now());
  const today = await todaysLessons(db, cast, now());
  const close = async () => {
    await db.$disconnect();
    await drop();
  };
  return { db, url, cast, today, close };
}

/** Where each of them begins and what is a step away; what lies further once, seen by whom it is for rather than by the office. */
function chosenOf(reached: Reached[]): Reached[] {
  const seen = new Set<string>();
  return READERS.flatMap((reader) => reached.filter(({ who }) => who === reader)).filter((page) => {
    const { type, status, who, route, steps } = page;
    if (type !== "text/html" || status !== 200 || seen.has(`${who} ${route}`)) return false;
    const isNew = steps <= 1 || !seen.has(route);
    seen.add(`${who} ${route}`).add(route);
    return isNew;
  });
}

/** A run of some of them (`-t`) leaves the others' pictures. */
function folderOf({ who, size, theme }: { who: string; size: string; theme: string }): string {
  return join(FOLDER, `${who}-${size}-${theme}`);
}

function nameOf(route: string): string {
  return route.replace(/^\//, "").replaceAll("/", "-").replaceAll(":", "") || "start";
}

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { groupBy } from "../../src/grouping.ts";
import {
  CHROMIUM,
  expectAccessible,
  expectNoSidewaysScroll,
  type Look,
  leftOut,
  openSite,
  type Site,
} from "../support/browser.ts";
import { castSchool, type TestSchool } from "../support/school.ts";
import { furnish, type Reached, walkPages } from "../support/walk.ts";

/** What is seen before signing in. */
const STRANGERS = ["/", "/on-time", "/guide", "/nothing/here"];
const LONG = { timeout: 240_000 };

describe.skipIf(!CHROMIUM)(`Every page in Chromium${leftOut}`, () => {
  let school: TestSchool;
  let site: Site;
  let pages: Reached[];

  beforeAll(async () => {
    school = await castSchool();
    await furnish(school);
    site = await openSite(school);
    pages = oneOfEachMake(await walkPages(school.db, school.cast));
  }, LONG.timeout);
  afterAll(async () => {
    await site.close();
    await school.close();
  });

  test.each<Pick<Look, "size" | "theme"> & { rules?: string[]; every: number }>([
    { size: "phone", theme: "light", every: 1 },
    // The markup is the same, only its colours and its width are others: some pages speak for all.
    { size: "desktop", theme: "dark", every: 5, rules: ["color-contrast"] },
  ])(
    "is for everybody and stays within its width on a $size, $theme",
    LONG,
    async ({ rules, every, ...look }) => {
      const wrong: string[] = [];
      const shown = pages.filter((_, number) => number % every === 0);
      const visits = [...groupBy(shown, ({ who }) => who)].map(([who, theirs]) => ({
        as: school.cast[who].id,
        urls: theirs.map(({ url }) => url),
      }));
      for (const { as, urls } of [{ as: null, urls: STRANGERS }, ...visits]) {
        const page = await site.visit(urls[0]!, { ...look, ...(as ? { as } : {}) });
        for (const url of urls) {
          await page.goto(site.url + url);
          for (const check of [expectNoSidewaysScroll(page), expectAccessible(page, rules)])
            await check.catch((error: Error) => wrong.push(error.message));
        }
        await page.context().close();
      }
      expect(wrong).toEqual([]);
    },
  );
});

/**
 * Of each page what its readers see of different make: who may write sees forms that another does not, and another name in the
 * same place is the same page. A letter in its frame is a stranger to our pages.
 */
function oneOfEachMake(reached: Reached[]): Reached[] {
  const shown = reached.filter(
    ({ type, status, route }) => type === "text/html" && status === 200 && !route.endsWith("/letter"),
  );
  return [...groupBy(shown, ({ route, body }) => `${route} ${makeOf(body)}`).values()].map(
    ([first]) => first!,
  );
}

/** The elements of its middle with their classes, each once: what the top and the foot hold is looked at with every page. */
function makeOf(body: string): string {
  const [, middle = body] = /<main\b([\s\S]*)<\/main>/.exec(body) ?? [];
  const made = [...middle.matchAll(/<(\w+)(?:[^>]*?\sclass="([^"]*)")?/g)].map(
    ([, tag, look = ""]) => `${tag}.${look}`,
  );
  return [...new Set(made)].sort().join(" ");
}

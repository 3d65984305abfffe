import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeHistory } from "../../prisma/seed-history.ts";
import { now } from "../../src/clock.ts";
import { CHROMIUM, type Look, leftOut, openSite, type Site } from "../support/browser.ts";
import { castSchool, type TestSchool } from "../support/school.ts";
import { furnish, type Reached, walkPages } from "../support/walk.ts";

const FOLDER = join(import.meta.dirname, "../../.data/screenshots");
const LOOKS = (["phone", "desktop"] as const).flatMap((size) =>
  (["light", "dark"] as const).map((theme) => ({ size, theme })),
);

describe.skipIf(!CHROMIUM)(`Pictures of every page${leftOut}`, () => {
  let school: TestSchool;
  let site: Site;
  let pages: Reached[];

  beforeAll(async () => {
    school = await castSchool();
    await writeHistory(school.db, school.cast, now());
    await furnish(school);
    site = await openSite(school);
    const seen = new Set<string>();
    pages = (await walkPages(school.db, school.cast)).filter(({ type, status, who, route }) => {
      const isNew = type === "text/html" && status === 200 && !seen.has(who + route);
      seen.add(who + route);
      return isNew;
    });
  });
  afterAll(async () => {
    await site.close();
    await school.close();
  });

  test.each<Required<Pick<Look, "size" | "theme">>>(LOOKS)("on a $size, $theme", async (look) => {
    for (const { who, route, url } of pages) {
      const page = await site.visit(url, { ...look, as: school.cast[who].id });
      const name = `${who}${route.replaceAll("/", "-").replaceAll(":", "")}-${look.size}-${look.theme}.png`;
      await page.screenshot({ path: join(FOLDER, name), fullPage: true });
      await page.context().close();
    }
    expect(pages.length).toBeGreaterThan(20);
  });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  CHROMIUM,
  expectAccessible,
  expectNoSidewaysScroll,
  leftOut,
  openSite,
  type Site,
  weightOf,
} from "./browser.ts";
import { castSchool, type TestSchool } from "./school.ts";

describe.skipIf(!CHROMIUM)(`The browser of the tests${leftOut}`, () => {
  let school: TestSchool;
  let site: Site;
  beforeAll(async () => {
    school = await castSchool();
    site = await openSite(school);
  });
  afterAll(async () => {
    await site.close();
    await school.close();
  });

  test("Ольга Петровна opens her lessons on a phone, and nothing is wrong there", async () => {
    const page = await site.visit("/lessons", { as: school.cast.smirnova.id, size: "phone", theme: "dark" });
    expect(await page.locator("nav a[aria-current]").textContent()).toBe("Уроки");
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    const weight = await weightOf(page);
    expect(weight).toBeGreaterThan(10_000);
    expect(weight).toBeLessThan(100_000);
  });

  test("What a page says wrong fails whoever looked at it", async () => {
    const other = await openSite(school);
    const page = await other.visit("/on-time");
    await page.evaluate(`
      document.body.append(Object.assign(document.createElement("img"), { src: "data:," }));
      document.body.append(Object.assign(document.createElement("div"), { style: "width: 3000px; height: 1px" }));
      const inline = document.createElement("script");
      inline.textContent = "1";
      document.body.append(inline);
    `);
    await expect(expectAccessible(page)).rejects.toThrow("image-alt");
    await expect(expectNoSidewaysScroll(page)).rejects.toThrow("it moves sideways");
    await expect(other.close()).rejects.toThrow("Content Security Policy");
  });

  test("A request to somewhere else is stopped and told", async () => {
    const other = await openSite(school);
    const page = await other.visit("/on-time");
    const stopped = page.waitForEvent("requestfailed");
    await page.evaluate("location.href = 'http://elsewhere.example/'");
    await stopped;
    await expect(other.close()).rejects.toThrow("elsewhere.example");
  });
});

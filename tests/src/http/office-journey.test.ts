import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  CHROMIUM,
  expectAccessible,
  expectNoSidewaysScroll,
  leftOut,
  openSite,
  type Site,
} from "../../support/browser.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { tell } from "../../support/told.ts";

const LONG = { timeout: 60_000 };

let school: TestSchool;
let site: Site;

beforeAll(async () => {
  school = await castSchool();
  if (CHROMIUM) site = await openSite({ db: school.db });
});
afterAll(async () => {
  await site?.close();
  await school.close();
});

describe.skipIf(!CHROMIUM)(`By hand in the browser${leftOut}`, () => {
  test.each(["phone", "desktop"] as const)(
    "The administrator confirms an address, finds the family and sends a refused message again (%s)",
    LONG,
    async (size) => {
      const { db, cast, today } = school;
      const [owner, pupil, work] = size === "phone" ? OF_PHONE : OF_DESKTOP;
      const personId = cast[owner].id;
      const statement = await db.statement.create({
        data: { personId, number: `${size}-1`, date: new Date("2026-09-01"), about: "contacts" },
      });
      const address = `${owner.toLowerCase()}@family.example`;
      const { id } = await db.contact.create({
        data: {
          ...{ personId, channel: "email", address, state: "unconfirmed" },
          ...{ origin: "statement", statementId: statement.id, rank: 1 },
        },
      });
      const refused = await tell(db, {
        workId: today.algebra.works[work],
        pupilIds: [cast[pupil].id],
        receiverId: personId,
        ...{ state: "failed", reason: "botBlocked" },
      });
      await db.notice.updateMany({ where: { personId }, data: { state: "open" } });

      const page = await site.visit("/contacts", { as: cast.maltsev.id, size });
      await page.click(`a[href^="/people/${personId}"]`);
      const form = `form[action="/contacts/${id}/confirm"]`;
      await page.fill(`${form} [name="how"]`, "сверено по телефону");
      await send(page, `${form} button`);
      expect(await db.contact.count({ where: { address, state: "confirmed" } })).toBe(1);

      await page.goto(`${site.url}/deliveries`);
      await expectNoSidewaysScroll(page);
      const person = await db.person.findUniqueOrThrow({ where: { id: personId } });
      await page.fill("#who", `${person.surname} ${person.givenName}`);
      await page.click('form[action="/deliveries/find"] button');
      await page.waitForURL(/\?person=/);
      expect(page.url()).not.toContain(encodeURIComponent(person.surname));
      await page.click(`#d-${refused} a`);
      await page.waitForURL(/open=/);
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
      await send(page, `form[action="/deliveries/${refused}/replay"] button`);
      expect((await db.delivery.findUniqueOrThrow({ where: { id: refused } })).state).toBe("waiting");
      await page.close();
    },
  );

  test.each(["phone", "desktop"] as const)(
    "A mother puts her addresses in order, asks for a pause and a test, without any script (%s)",
    LONG,
    async (size) => {
      const { db, cast } = school;
      const personId = cast.egorMother.id;
      await db.contact.updateMany({
        where: { personId },
        data: { state: "confirmed", suspendedReason: null },
      });
      await db.delivery.deleteMany({ where: { personId, kind: "trial" } });
      const page = await site.visit("/settings", { as: personId, size, withoutScripts: true });
      const first = () => page.locator("[aria-labelledby=contacts] li b").first().textContent();
      const before = await first();
      await send(page, 'form[action="/settings/order"] button');
      expect(await first()).not.toBe(before);
      await send(page, 'form[action$="/trial"] button');
      expect(await db.delivery.count({ where: { personId, kind: "trial" } })).toBe(1);
      await send(page, 'form[action$="/pause"] button');
      expect(await page.locator("[aria-labelledby=contacts]").textContent()).toContain(
        "вы просили пока не писать",
      );
      await send(page, 'form[action$="/resume"] button');
      expect(await db.contact.count({ where: { personId, state: "suspended" } })).toBe(0);
      await expectNoSidewaysScroll(page);
      await page.close();
    },
  );
});

/** Presses a button of a form and waits for the page that answers it: the address may look the same. */
async function send(page: Page, button: string): Promise<void> {
  await Promise.all([page.waitForEvent("framenavigated"), page.locator(button).first().click()]);
}

const OF_PHONE = ["egorMother", "egor", "answer"] as const;
const OF_DESKTOP = ["veraMother", "vera", "test"] as const;

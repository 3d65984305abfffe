import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { now, setClock } from "../../../src/clock.ts";
import { askToConfirm, confirmByLink, confirmLink } from "../../../src/contacts/confirming.ts";
import type { ContactState } from "../../../src/db.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

const NOW = new Date("2026-11-26T03:00:00Z");
const DAY_MS = 86_400_000;
const SECRET = "a secret of thirty-two characters";

let school: TestSchool;
let contactId: string;
beforeAll(async () => {
  setClock(NOW);
  school = await castSchool();
});
beforeEach(async () => {
  setClock(NOW);
  const { db, cast } = school;
  await db.delivery.deleteMany();
  await db.contact.deleteMany({ where: { address: "kravtsova@school.example" } });
  const contact = { personId: cast.annaMother.id, channel: "email", origin: "ownEntry" } as const;
  ({ id: contactId } = await db.contact.create({
    data: { ...contact, address: "kravtsova@school.example" },
  }));
});
afterAll(async () => {
  setClock(null);
  await school.close();
});

const ask = () => school.db.$transaction((tx) => askToConfirm(tx, [contactId], { at: now() }));
const settle = () => school.db.delivery.updateMany({ data: { state: "sent" } });
const stateOf = async () => (await school.db.contact.findUniqueOrThrow({ where: { id: contactId } })).state;
const tokenAt = (at: Date, secret = SECRET) =>
  confirmLink({ publicUrl: "", secret }, contactId, at).slice("/c/".length);

describe("An address is asked whether it is theirs (R64)", () => {
  test("three times a day and not more, and once again a day later", async () => {
    for (let asked = 0; asked < 3; asked++) {
      expect(await ask()).toEqual([contactId]);
      await settle();
    }
    expect(await ask()).toEqual([]);
    setClock(new Date(NOW.getTime() + DAY_MS + 60_000));
    expect(await ask()).toEqual([contactId]);
  });

  test("three times a day also where two people named the same one", async () => {
    const { db, cast } = school;
    for (let asked = 0; asked < 3; asked++) {
      await ask();
      await settle();
    }
    const other = await db.contact.create({
      data: {
        personId: cast.zlataMother.id,
        channel: "email",
        origin: "ownEntry",
        address: "kravtsova@school.example",
      },
    });
    expect(await db.$transaction((tx) => askToConfirm(tx, [other.id], { at: now() }))).toEqual([]);
  });

  test("not again while a question waits, however many ask at once", async () => {
    await Promise.all([ask(), ask(), ask()]);
    expect(await school.db.delivery.count()).toBe(1);
  });

  test.each<ContactState>(["suspended", "revoked"])("not where the contact is %s", async (state) => {
    await school.db.contact.update({ where: { id: contactId }, data: { state } });
    expect(await ask()).toEqual([]);
  });
});

describe("The link of the question", () => {
  test("confirms the address it was sent to, once, and says who did it", async () => {
    await confirmByLink(school.db, SECRET, tokenAt(NOW));
    await confirmByLink(school.db, SECRET, tokenAt(NOW));
    expect(await school.db.contact.findUnique({ where: { id: contactId } })).toMatchObject({
      state: "confirmed",
      confirmedHow: "link",
      confirmedAt: expect.any(Date),
      version: 2,
    });
  });

  test("answers the yearly question, and revives what that had suspended", async () => {
    await school.db.contact.update({
      where: { id: contactId },
      data: { state: "suspended", suspendedReason: "recheckDue", recheckAskedAt: NOW },
    });
    await confirmByLink(school.db, SECRET, tokenAt(NOW));
    const contact = await school.db.contact.findUniqueOrThrow({ where: { id: contactId } });
    expect(contact).toMatchObject({ state: "confirmed", suspendedReason: null, recheckAskedAt: null });
  });

  test.each([
    ["is over after a week", () => tokenAt(new Date(NOW.getTime() - 7 * DAY_MS))],
    ["was signed elsewhere", () => tokenAt(NOW, "another secret of thirty characters")],
    ["has a later end written into it", () => tokenAt(NOW).replace(/\.\w+\./, ".zzzzzz.")],
    ["is no link at all", () => "x"],
  ])("does nothing when it %s", async (_, token) => {
    await expect(confirmByLink(school.db, SECRET, token())).rejects.toThrow("больше не действует");
    expect(await stateOf()).toBe("unconfirmed");
  });

  test("does nothing for a contact that was revoked meanwhile", async () => {
    await school.db.contact.update({ where: { id: contactId }, data: { state: "revoked" } });
    await expect(confirmByLink(school.db, SECRET, tokenAt(NOW))).rejects.toThrow("больше не действует");
  });
});

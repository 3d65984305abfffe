import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { setClock } from "../../../src/clock.ts";
import { confirmFromAddress } from "../../../src/contacts/contacts.ts";
import { askRecheck, suspendOverdue } from "../../../src/contacts/recheck.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

let school: TestSchool;
const DAY_MS = 86_400_000;
const NOW = new Date("2026-11-26T03:00:00Z");
const later = (days: number) => setClock(new Date(NOW.getTime() + days * DAY_MS));

beforeAll(async () => {
  setClock(NOW);
  school = await castSchool({ now: NOW });
});
afterEach(() => setClock(null));
afterAll(() => school.close());

const contactOf = (who: CastKey) =>
  school.db.contact.findFirstOrThrow({ where: { personId: school.cast[who].id }, orderBy: { rank: "asc" } });
const by = (who: CastKey) => ({ actorId: school.cast[who].id, source: "web", silent: false }) as const;

test("A contact of this year is asked nothing", async () => {
  later(0);
  expect(await askRecheck(school.db)).toBe(0);
  expect(await suspendOverdue(school.db)).toBe(0);
});

test("After a year each is asked once whether it is still theirs; who does not answer in thirty days is suspended", async () => {
  const { db } = school;
  later(366);
  const electronic = await db.contact.count({ where: { state: "confirmed", channel: { not: "paper" } } });
  expect(electronic).toBeGreaterThan(10);
  const both = await Promise.all([askRecheck(db), askRecheck(db)]);
  expect(both[0]! + both[1]!).toBe(electronic);
  expect(await askRecheck(db)).toBe(0);
  expect(await db.delivery.count({ where: { kind: "confirm" } })).toBe(electronic);
  // Paper has no address that could have become somebody else's.
  expect(await contactOf("leilaMother")).toMatchObject({ state: "confirmed", recheckAskedAt: null });

  later(370);
  const { id } = await contactOf("annaMother");
  await db.$transaction((tx) => confirmFromAddress(tx, id, "link", by("annaMother")));

  later(395);
  expect(await suspendOverdue(db)).toBe(0);
  later(397);
  expect(await suspendOverdue(db)).toBe(electronic - 1);
  expect(await contactOf("annaFather")).toMatchObject({ state: "suspended", suspendedReason: "recheckDue" });
  expect(await contactOf("annaMother")).toMatchObject({ state: "confirmed", recheckAskedAt: null });
  expect(await suspendOverdue(db)).toBe(0);
  const told = { action: "contact.suspended", objectId: school.cast.annaFather.id, actorId: null };
  expect(await db.auditEntry.count({ where: told })).toBe(1);
});

test("Who answers after all is reached again at once", async () => {
  later(400);
  const { id } = await contactOf("annaFather");
  const answered = await school.db.$transaction((tx) => confirmFromAddress(tx, id, "link", by("annaFather")));
  expect(answered).toMatchObject({ state: "confirmed", suspendedReason: null, recheckAskedAt: null });
  expect(await suspendOverdue(school.db)).toBe(0);
  expect(await askRecheck(school.db)).toBe(0);
});

import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Prisma } from "../../../src/db.ts";
import { readOnTime } from "../../../src/oversight/on-time.ts";
import { after, plant } from "../../support/planted.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

/** 24 November, 15:00 at the school in Krasnoyarsk. */
const NOW = new Date("2026-11-24T08:00:00Z");
const DUE = new Date("2026-11-24T05:00:00Z");

let school: TestSchool;

beforeAll(async () => {
  school = await castSchool({ now: NOW });
});
afterAll(async () => {
  await school.close();
});
beforeEach(async () => {
  await school.db.delivery.deleteMany();
});

const PROMISES = [
  { what: "An urgent message", urgency: "urgent", group: "soon", seconds: 10 },
  { what: "A mark the family wants at once", urgency: "now", group: "soon", seconds: 10 },
  { what: "A digest", urgency: "digest", group: "digests", seconds: 15 * 60 },
  { what: "R63: a final", urgency: "final", group: "finals", seconds: 3600 },
] as const;

test.each(PROMISES)("$what is on time within $seconds s, and not a second later.", async (promise) => {
  const { urgency, group, seconds } = promise;
  const deadlineAt = urgency === "final" ? after(DUE, 3600) : null;
  for (const late of [0, seconds, seconds + 1])
    await plant(school, "annaMother", {
      ...{ urgency, dueAt: DUE, deadlineAt, state: "sent", settledAt: after(DUE, late) },
    });
  const nothing = { owed: 0, onTime: 0 };
  expect(await readOnTime(school.db, NOW)).toEqual([
    {
      day: "2026-11-24",
      ...{ soon: nothing, digests: nothing, finals: nothing },
      [group]: { owed: 3, onTime: 2 },
    },
  ]);
});

const FATES: { what: string; fate: Omit<Prisma.DeliveryUncheckedCreateInput, "personId">; owed: number }[] = [
  { what: "waits past its time is owed", fate: { state: "waiting", dueAt: DUE }, owed: 1 },
  {
    what: "waits and has time left is not owed yet",
    fate: { state: "waiting", dueAt: after(NOW, -9) },
    owed: 0,
  },
  { what: "may not have been heard is owed", fate: { state: "unknown", dueAt: DUE }, owed: 1 },
  { what: "we broke is owed", fate: { state: "failed", reason: "broken", dueAt: DUE }, owed: 1 },
  {
    what: "was refused is counted where it went next",
    fate: { state: "failed", reason: "botBlocked", dueAt: DUE },
    owed: 0,
  },
  {
    what: "had become pointless was not owed",
    fate: { state: "dropped", reason: "asTold", dueAt: DUE },
    owed: 0,
  },
  {
    what: "is a sheet of paper is not counted",
    fate: { state: "sent", channel: "paper", dueAt: DUE },
    owed: 0,
  },
  {
    what: "confirms a contact is not counted",
    fate: { state: "sent", urgency: "service", dueAt: DUE },
    owed: 0,
  },
] as never;

test.each(FATES)("What $what.", async ({ fate, owed }) => {
  await plant(school, "annaMother", fate);
  const days = await readOnTime(school.db, NOW);
  expect(days.map(({ soon }) => soon)).toEqual(owed ? [{ owed, onTime: 0 }] : []);
});

test("A day is the school's own: what was due an hour after its midnight is of the new day; the thirty-first day back is gone.", async () => {
  for (const dueAt of ["2026-11-22T18:00:00Z", "2026-11-22T16:00:00Z", "2026-10-25T16:59:00Z"])
    await plant(school, "annaMother", { dueAt: new Date(dueAt), state: "sent", settledAt: new Date(dueAt) });
  const days = await readOnTime(school.db, NOW);
  expect(days.map(({ day }) => day)).toEqual(["2026-11-23", "2026-11-22"]);
});

import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { setClock } from "../../../src/clock.ts";
import { readAlarms } from "../../../src/oversight/alarms.ts";
import { after, plant } from "../../support/planted.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

const NOW = new Date("2026-11-24T08:00:00Z");
const MINUTE = 60;
const HOUR = 3600;

let school: TestSchool;

beforeAll(async () => {
  setClock(NOW);
  school = await castSchool({ now: NOW });
});
afterAll(async () => {
  setClock(null);
  await school.close();
});
beforeEach(async () => {
  setClock(NOW);
  await school.db.delivery.deleteMany();
  await school.db.series.deleteMany();
  await school.db.gate.deleteMany();
  await school.db.event.updateMany({ data: { routedAt: NOW } });
});

const kinds = async () => (await readAlarms(school.db, NOW)).map(({ kind }) => kind);
const ago = (seconds: number) => after(NOW, -seconds);
const digest = { kind: "weekly", urgency: "digest" } as const;

test("A quiet school has no alarm.", async () => {
  await plant(school, "annaMother", { state: "sent", settledAt: NOW });
  expect(await readAlarms(school.db, NOW)).toEqual([]);
});

test("Two thousand messages that wait are busy, not broken, as long as the channel takes one now and then.", async () => {
  const first = await plant(school, "annaMother", { dueAt: ago(50 * MINUTE) });
  const { id: _, ...row } = await school.db.delivery.findUniqueOrThrow({ where: { id: first } });
  await school.db.delivery.createMany({ data: Array.from({ length: 2000 }, () => row) });
  await plant(school, "egorMother", {
    state: "sent",
    dueAt: ago(50 * MINUTE),
    settledAt: ago(29 * MINUTE),
  });
  expect(await kinds()).toEqual([]);
});

test("A channel that takes nothing for half an hour while a message waits is silent; another channel's luck is no help.", async () => {
  const waiting = await plant(school, "annaMother", { dueAt: ago(31 * MINUTE) });
  await plant(school, "egorMother", { state: "sent", settledAt: ago(31 * MINUTE), dueAt: ago(31 * MINUTE) });
  await plant(school, "egorMother", { channel: "email", state: "sent", settledAt: NOW });
  const [alarm, ...rest] = await readAlarms(school.db, NOW);
  expect(alarm).toMatchObject({ kind: "channel.silent", count: 1, since: ago(31 * MINUTE) });
  expect(alarm?.words).toMatch(/^Telegram: /);
  expect(rest).toEqual([]);
  await school.db.delivery.update({ where: { id: waiting }, data: { dueAt: ago(29 * MINUTE) } });
  expect(await kinds()).toEqual([]);
});

test("What rests for a family's quiet hours does not wait.", async () => {
  await plant(school, "annaMother", {
    ...digest,
    dueAt: ago(9 * HOUR),
    reason: "quietHours",
    notBefore: ago(MINUTE),
  });
  expect(await kinds()).toEqual([]);
});

test("A digest two hours late is an alarm, planned or not; one that an outage has just let through is not.", async () => {
  const { db, cast } = school;
  const taken = { state: "sent", settledAt: NOW } as const;
  await plant(school, "egorMother", taken);
  await plant(school, "annaMother", { ...digest, dueAt: ago(15 * HOUR), windowUntil: ago(MINUTE) });
  await plant(school, "annaMother", { ...digest, dueAt: ago(119 * MINUTE) });
  expect(await kinds()).toEqual([]);
  await plant(school, "annaMother", { ...digest, dueAt: ago(121 * MINUTE) });
  expect(await kinds()).toEqual(["digests.late"]);
  await db.delivery.deleteMany({ where: { state: "waiting" } });
  const series = { personId: cast.annaMother.id, pupilId: cast.anna.id, frequency: "daily" } as const;
  await db.series.create({ data: { ...series, nextDueAt: ago(121 * MINUTE) } });
  expect(await readAlarms(db, NOW)).toMatchObject([
    { kind: "digests.late", count: 1, since: ago(121 * MINUTE) },
  ]);
});

test("News that nobody sorts for half an hour mean that the post office does not run; silent ones are sorted by nobody.", async () => {
  const event = { kind: "mark.set", factId: school.cast.anna.id, factVersion: 1 };
  await school.db.event.create({ data: { ...event, occurredAt: ago(HOUR), silent: true } });
  await school.db.event.create({ data: { ...event, occurredAt: ago(29 * MINUTE) } });
  expect(await kinds()).toEqual([]);
  await school.db.event.create({ data: { ...event, occurredAt: ago(31 * MINUTE) } });
  expect(await kinds()).toEqual(["postOffice.idle"]);
});

test("A stopped gate is an alarm, a paused one is not; and so is what we broke ourselves, until it is put right.", async () => {
  await school.db.gate.create({ data: { name: "bot", pausedUntil: after(NOW, HOUR) } });
  await plant(school, "annaMother", { state: "failed", reason: "botBlocked", settledAt: NOW });
  expect(await kinds()).toEqual([]);
  await school.db.gate.create({ data: { name: "post", stopped: "loginRefused" } });
  await plant(school, "annaMother", { state: "failed", reason: "broken", settledAt: NOW });
  expect(await kinds()).toEqual(["channel.stopped", "deliveries.broken"]);
});

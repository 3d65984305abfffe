import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { readCalendar } from "../../src/calendar/calendar.ts";
import { joinCrew } from "../../src/deliveries/crew.ts";
import { openGate, type Pace } from "../../src/deliveries/pace.ts";
import { openLines, type RawLines } from "../../src/raw.ts";
import { getSettings } from "../../src/settings.ts";
import { type Counter, openCounter } from "../../workers/counter.ts";
import { type FrailLine, layFrailLine } from "../support/frail-line.ts";
import { castSchool, type TestSchool } from "../support/school.ts";

const PACE: Pace = { gate: "telegram:1", permits: 2, cooldownMs: 0, contactCooldownMs: 1000, reserved: 0 };
const WORKER = 7;

let school: TestSchool;
let line: FrailLine;
let lines: RawLines;
let counter: Counter;

beforeAll(async () => {
  school = await castSchool();
  line = await layFrailLine(school.url);
  lines = openLines(line.url);
});

afterAll(async () => {
  await lines.close();
  await line.close();
  await school.close();
});

beforeEach(async () => {
  await school.db.permit.deleteMany();
  await openGate(school.db, PACE);
  const { db } = school;
  counter = openCounter(
    {
      ...{ db, lines, workerNumber: WORKER, settings: () => getSettings(db) },
      calendarOf: (yearId) => readCalendar(db, yearId),
      ...{ publicUrl: "", secret: "", inHand: new Set<string>() },
    },
    PACE,
  );
});

test("Permits whose giving was never heard of are free again at once, and the one in hand stays taken", async () => {
  const inHand = await counter.take({ deliveryId: null, isUrgent: false });
  line.loseAnswerTo(PACE.gate);
  await expect(counter.take({ deliveryId: null, isUrgent: false })).rejects.toThrow();
  const again = await counter.take({ deliveryId: null, isUrgent: false });
  expect(new Set([inHand.permit!.slot, again.permit!.slot])).toEqual(new Set([0, 1]));
  expect(await counter.take({ deliveryId: null, isUrgent: false })).toEqual({ chat: null, permit: null });
});

test("A chat whose permit was never heard of can be written to at once, and a gate's permit beside it stays taken", async () => {
  const contact = await school.db.contact.findFirstOrThrow({ where: { channel: "telegram" } });
  const { id: deliveryId } = await school.db.delivery.create({
    data: {
      ...{ personId: contact.personId, contactId: contact.id, channel: "telegram", kind: "marks" },
      ...{ urgency: "now", dueAt: new Date(), patienceUntil: new Date() },
    },
  });
  await counter.take({ deliveryId: null, isUrgent: false });
  line.loseAnswerTo(PACE.gate);
  await expect(counter.take({ deliveryId, isUrgent: false })).rejects.toThrow();
  expect(await counter.take({ deliveryId, isUrgent: false })).toMatchObject({
    chat: { deliveryId },
    permit: { gate: PACE.gate },
  });
  expect(await counter.take({ deliveryId, isUrgent: false })).toEqual({ chat: null, permit: null });
  expect(await school.db.permit.count({ where: { gate: PACE.gate, holder: WORKER } })).toBe(2);
});

test("A worker whose line breaks while it takes its place in the crew takes it on the next one", async () => {
  line.loseAnswerTo("tcp_keepalives_idle");
  const member = await joinCrew(school.db, line.url);
  const [row] = await school.db.$queryRaw<{ lives: boolean }[]>`
    select ${member.number}::int in (select number from living_worker) as lives`;
  expect(row).toEqual({ lives: true });
  await member.leave();
});

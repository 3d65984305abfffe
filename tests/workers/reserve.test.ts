import { afterAll, beforeAll, expect, test } from "vitest";
import { openGate, type Pace, takePermits } from "../../src/deliveries/pace.ts";
import { castSchool, type TestSchool } from "../support/school.ts";

const PACE: Pace = { gate: "telegram:1", permits: 5, cooldownMs: 0, contactCooldownMs: 0, reserved: 2 };

let school: TestSchool;

beforeAll(async () => {
  school = await castSchool();
  await openGate(school.db, PACE);
});
afterAll(() => school.close());

const take = async (count: number, isUrgent: boolean) => {
  const asked = { deliveryIds: [], count, aheadMs: 0, holder: 0, isUrgent };
  return (await takePermits(school.db, PACE, asked)).permits.length;
};
const rest = () => school.db.permit.updateMany({ data: { freeAt: new Date(0), holder: null } });

test("On a quiet day the digests have every permit", async () => {
  expect(await take(9, false)).toBe(5);
  await rest();
});

test("After one absence the digests leave two permits to the next ones, and a minute later they have all again", async () => {
  expect(await take(1, true)).toBe(1);
  expect(await take(9, false)).toBe(2);
  expect(await take(9, true)).toBe(2);
  await rest();
  await school.db.gate.update({
    where: { name: PACE.gate },
    data: { urgentAt: new Date(Date.now() - 61_000) },
  });
  expect(await take(9, false)).toBe(5);
});

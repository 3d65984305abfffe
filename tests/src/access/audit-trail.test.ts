import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readTrail, type TrailQuestion } from "../../../src/access/audit-trail.ts";
import { audit } from "../../../src/audit.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

let school: TestSchool;
const at = (hour: number) => new Date(Date.UTC(2026, 10, 25, hour));

beforeAll(async () => {
  school = await castSchool();
  const { smirnova, maltsev, anna, egor } = school.cast;
  const by = (actorId: string, hour: number) => ({ actorId, source: "web", at: at(hour) }) as const;
  await audit(school.db, by(smirnova.id, 1), [
    { action: "mark.set", objectId: school.today.algebra.id, pupilId: anna.id },
    { action: "mark.set", objectId: school.today.algebra.id, pupilId: egor.id },
  ]);
  await audit(school.db, by(smirnova.id, 2), { action: "mark.changed", pupilId: anna.id });
  await audit(school.db, by(maltsev.id, 3), { action: "account.created", objectId: smirnova.id });
  await audit(school.db, by(maltsev.id, 4), { action: "account.handedOver", objectId: smirnova.id });
});
afterAll(() => school.close());

const actions = async (question: TrailQuestion) =>
  (await readTrail(school.db, question, { take: 50 })).map(({ action }) => action);

describe("R51: the trail of an account", () => {
  test("is everything its owner did, the newest first", async () => {
    expect(await actions({ actor: school.cast.smirnova.id })).toEqual([
      "mark.changed",
      "mark.set",
      "mark.set",
    ]);
  });

  test("names who did it", async () => {
    const [entry] = await readTrail(school.db, { actor: school.cast.maltsev.id }, { take: 1 });
    expect(entry?.actor).toMatchObject({ surname: "Мальцев" });
  });
});

describe("R51: what was done to a person", () => {
  test("is found for a pupil and for a teacher", async () => {
    expect(await actions({ about: school.cast.anna.id })).toEqual(["mark.changed", "mark.set"]);
    expect(await actions({ about: school.cast.smirnova.id })).toEqual([
      "account.handedOver",
      "account.created",
    ]);
  });

  test("is found by the kind of action and by time, the end left out", async () => {
    expect(await actions({ action: "account." })).toHaveLength(2);
    expect(await actions({ action: "mark.s", about: school.cast.egor.id })).toEqual(["mark.set"]);
    expect(await actions({ from: at(2), until: at(4) })).toEqual(["account.created", "mark.changed"]);
  });
});

test("The trail is read page by page, also through entries of one moment", async () => {
  const whole = await readTrail(school.db, {}, { take: 50 });
  const seen: string[] = [];
  for (;;) {
    const cursor = seen.length > 0 ? { cursor: { id: seen.at(-1)! }, skip: 1 } : {};
    const page = await readTrail(school.db, {}, { take: 2, ...cursor });
    if (page.length === 0) break;
    seen.push(...page.map(({ id }) => id));
  }
  expect(seen).toEqual(whole.map(({ id }) => id));
});

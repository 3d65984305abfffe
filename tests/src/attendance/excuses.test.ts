import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { confirmExcuse, type Excuse, giveExcuse, withdrawExcuse } from "../../../src/attendance/excuses.ts";
import { takeRoll } from "../../../src/attendance/roll.ts";
import { setClock } from "../../../src/clock.ts";
import { BadInput, Closed, Conflict, NotFound } from "../../../src/errors.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { by, kindsOf, morning, THURSDAY } from "./days.ts";

let school: TestSchool;

beforeAll(async () => {
  school = await castSchool({ now: THURSDAY });
});
beforeEach(() => setClock(THURSDAY));
afterEach(() => setClock(null));
afterAll(() => school.close());

const id = (person: CastKey) => school.cast[person].id;
const give = (pupil: CastKey, from: string, to = from, guardian: CastKey = "annaMother") =>
  giveExcuse(
    school.db,
    id(pupil),
    { from, to, text: "Идём к врачу" },
    { actorId: id(guardian), source: "bot", silent: false },
  );
const confirm = (excuse: Excuse) => confirmExcuse(school.db, excuse, by(id("gromova")));
const withdraw = (excuse: Excuse, guardian: CastKey = "annaMother") =>
  withdrawExcuse(school.db, excuse, by(id(guardian)));

describe("Кравцова writes that Anna will be away", () => {
  test("in advance; the class teacher is told and confirms it", async () => {
    const excuse = await give("anna", "2026-11-30", "2026-12-01");
    expect(excuse).toMatchObject({ state: "given", givenById: id("annaMother"), source: "bot", version: 1 });
    expect(await confirm(excuse)).toMatchObject({ state: "confirmed", version: 2 });
    expect(await kindsOf(school.db, id("anna"))).toEqual(["excuse.given", "excuse.confirmed"]);
    const trail = await school.db.auditEntry.findMany({
      where: { objectId: excuse.id },
      orderBy: { at: "asc" },
    });
    expect(trail.map(({ action, actorId, details }) => [action, actorId, details])).toEqual([
      ["excuse.given", id("annaMother"), null],
      ["excuse.confirmed", id("gromova"), null],
    ]);
  });

  test("within the day, up to the school's midnight", async () => {
    setClock(new Date("2026-11-26T16:59:00Z"));
    expect(await give("misha", "2026-11-26")).toMatchObject({ state: "given" });
    setClock(new Date("2026-11-26T17:00:00Z"));
    await expect(give("misha", "2026-11-26")).rejects.toThrow("26.11.2026 уже прошло");
  });

  test("and it says no reason in the journal by itself (R22)", async () => {
    const excuse = await give("anna", "2026-11-26");
    const { db, today } = school;
    const absences = [{ pupilId: id("anna"), kind: "absent" as const }];
    const roll = await takeRoll(db, today.algebra.id, { version: 0, absences }, by(id("smirnova")));
    expect(roll.absences).toMatchObject([{ reason: null }]);
    await confirm(excuse);
    expect(await db.absence.findMany({ where: { pupilId: id("anna") } })).toMatchObject([{ reason: null }]);
  });

  test.each<[string, string, string, string]>([
    ["yesterday is over", "2026-11-25", "2026-11-26", "from"],
    ["the last day before the first", "2026-11-28", "2026-11-27", "to"],
    ["more than thirty days", "2026-11-27", "2026-12-27", "to"],
  ])("but not like that: %s", async (_, from, to, field) => {
    const excuse = give("anna", from, to);
    await expect(excuse).rejects.toThrow(BadInput);
    await expect(excuse).rejects.toMatchObject({ path: [field] });
  });

  test("for thirty days at the most", async () => {
    expect(await give("anna", "2026-11-27", "2026-12-26")).toMatchObject({ state: "given" });
  });
});

describe("Taking it back", () => {
  test("works also after it was confirmed, until its days are over", async () => {
    const excuse = await give("misha", "2026-11-27");
    const confirmed = await confirmExcuse(school.db, excuse, by(id("osokina")));
    setClock(morning("2026-11-27"));
    expect(await withdraw(confirmed)).toMatchObject({ state: "withdrawn", version: 3 });
    expect((await kindsOf(school.db, id("misha"))).at(-1)).toBe("excuse.withdrawn");
  });

  test("is too late the day after", async () => {
    const excuse = await give("misha", "2026-11-26", "2026-11-27");
    setClock(morning("2026-11-28"));
    await expect(withdraw(excuse)).rejects.toThrow(Closed);
    expect(await school.db.excuse.findUnique({ where: { id: excuse.id } })).toEqual(excuse);
  });

  test("is done once, and what was taken back is not confirmed", async () => {
    const gone = await withdraw(await give("misha", "2026-11-27"));
    await expect(withdraw(gone)).rejects.toThrow(Closed);
    await expect(confirm(gone)).rejects.toThrow("Записку забрали");
  });
});

test("The class teacher and the mother at the same moment: one of the two is told what it is now", async () => {
  const excuse = await give("misha", "2026-11-27");
  const outcomes = await Promise.allSettled([confirm(excuse), withdraw(excuse)]);
  const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  expect(refused).toEqual([expect.any(Conflict)]);
  expect(refused[0].current).toMatchObject({ id: excuse.id, version: 2 });
});

test("The same note again is the one that stands, and a new one after it was taken back", async () => {
  const excuse = await give("misha", "2026-12-02");
  expect(await give("misha", "2026-12-02")).toEqual(excuse);
  const confirmed = await confirmExcuse(school.db, excuse, by(id("osokina")));
  expect(await give("misha", "2026-12-02")).toEqual(confirmed);
  await withdraw(confirmed);
  expect(await give("misha", "2026-12-02")).toMatchObject({ state: "given", version: 1 });
  const [once, again] = await Promise.all([give("misha", "2026-12-03"), give("misha", "2026-12-03")]);
  expect(once).toEqual(again);
});

test("Confirming twice changes nothing", async () => {
  const excuse = await confirm(await give("misha", "2026-11-30"));
  await expect(confirm(excuse)).rejects.toThrow("Записка уже подтверждена");
  expect(await school.db.excuse.findUnique({ where: { id: excuse.id } })).toEqual(excuse);
});

test("A note that does not exist is nothing", async () => {
  await expect(confirmExcuse(school.db, { id: id("anna"), version: 1 }, by(id("gromova")))).rejects.toThrow(
    NotFound,
  );
});

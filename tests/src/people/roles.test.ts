import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { standingsOf } from "../../../src/access/standing.ts";
import { dateOf, dayIn, isoDay } from "../../../src/clock.ts";
import { BadInput, Conflict, NotFound } from "../../../src/errors.ts";
import { changeRole, grantRole } from "../../../src/people/roles.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

let school: TestSchool;
const DAY_MS = 86_400_000;
const day = (after: number) => isoDay(new Date(dayIn("Asia/Krasnoyarsk").getTime() + after * DAY_MS));

beforeAll(async () => {
  school = await castSchool();
});
afterAll(() => school.close());

const byMaltsev = () => ({ actorId: school.cast.maltsev.id, source: "web", silent: false }) as const;
const isDeputyHead = async (personId: string, on: string) =>
  (await standingsOf(school.db, personId, { about: "school", day: dateOf(on) })).has("deputyHead");
const makeDeputy = (personId: string, days: { from?: string; to?: string | null } = {}) =>
  grantRole(
    school.db,
    { personId, role: "deputyHead", from: day(0), to: null, documentOn: day(-1), ...days },
    byMaltsev(),
  );

describe("Who is made deputy head", () => {
  test("is it from the first day on, and until the last one", async () => {
    const { id } = school.cast.belyaeva;
    await makeDeputy(id, { from: day(1), to: day(5) });
    expect(await Promise.all([0, 1, 5, 6].map((after) => isDeputyHead(id, day(after))))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  test("keeps the date of the order, and the trail says who gave the role and names nobody", async () => {
    const { id } = school.cast.drozdova;
    const grant = await makeDeputy(id);
    expect(grant).toMatchObject({ documentOn: dateOf(day(-1)), version: 1 });
    expect(await school.db.auditEntry.findFirst({ where: { objectId: id } })).toMatchObject({
      action: "role.granted",
      actorId: school.cast.maltsev.id,
      details: { grantId: grant.id, role: "deputyHead" },
    });
  });

  test("is not made it twice for the same days, also when six do it at once", async () => {
    const { id } = school.cast.chernov;
    const days = [0, 1, 2, 3, 4, 5];
    // All connections are open by now: none of the six waits for its own.
    await Promise.all(days.map((after) => isDeputyHead(id, day(after))));
    const all = await Promise.allSettled(days.map((after) => makeDeputy(id, { from: day(after) })));
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(makeDeputy(id, { from: day(30) })).rejects.toThrow(Conflict);
    expect(await school.db.roleGrant.count({ where: { personId: id, role: "deputyHead" } })).toBe(1);
  });

  test("is somebody", async () => {
    await expect(makeDeputy(school.today.algebra.id)).rejects.toThrow(NotFound);
  });

  test.each([
    ["an order of tomorrow", { documentOn: day(1) }, "documentOn"],
    ["an end before the beginning", { to: day(-2) }, "to"],
  ])("is not with %s", async (_, wrong, field) => {
    const wanted = { personId: school.cast.osokina.id, role: "deputyHead", from: day(0) } as const;
    const error = await grantRole(
      school.db,
      { ...wanted, to: null, documentOn: null, ...wrong },
      byMaltsev(),
    ).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(BadInput);
    expect(error.path).toEqual([field]);
  });
});

describe("Who is no longer deputy head", () => {
  test("has no right the day after the last one, and had it until then", async () => {
    const { id } = school.cast.voronina;
    const grant = await school.db.roleGrant.findFirstOrThrow({
      where: { personId: id, role: "deputyHead" },
    });
    await changeRole(school.db, { id: grant.id, version: 1, to: day(-1) }, byMaltsev());
    expect(await isDeputyHead(id, day(0))).toBe(false);
    expect(await isDeputyHead(id, day(-1))).toBe(true);
  });

  test("and never was, because it was somebody else, loses the right at once", async () => {
    const { id } = school.cast.sedova;
    const grant = await makeDeputy(id);
    expect(await isDeputyHead(id, day(0))).toBe(true);
    await changeRole(school.db, { id: grant.id, version: 1, to: day(-1) }, byMaltsev());
    expect(await isDeputyHead(id, day(0))).toBe(false);
    expect(await isDeputyHead(id, day(-1))).toBe(false);
    await makeDeputy(id, { from: day(1) });
  });

  test("cannot get back days that a later grant covers", async () => {
    const { id } = school.cast.tkachev;
    const first = await makeDeputy(id, { to: day(3) });
    await makeDeputy(id, { from: day(4) });
    const longer = changeRole(school.db, { id: first.id, version: 1, to: null }, byMaltsev());
    await expect(longer).rejects.toThrow(Conflict);
    const kept = await school.db.roleGrant.findUniqueOrThrow({ where: { id: first.id } });
    expect(kept).toMatchObject({ to: dateOf(day(3)), version: 1 });
  });

  test("is ended by one of two administrators; the other sees that it was done", async () => {
    const grant = await makeDeputy(school.cast.smirnova.id);
    await changeRole(school.db, { id: grant.id, version: 1, to: day(1) }, byMaltsev());
    const late = changeRole(school.db, { id: grant.id, version: 1, to: day(2) }, byMaltsev());
    await expect(late).rejects.toMatchObject({ name: "Conflict", current: { to: dateOf(day(1)) } });
  });
});

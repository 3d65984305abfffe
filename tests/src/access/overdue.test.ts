import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { createAccount, disableAccount, handOver } from "../../../src/access/issuing.ts";
import { overdueAccounts } from "../../../src/access/overdue.ts";
import { dateOf } from "../../../src/clock.ts";
import { addGuardian, barGuardian } from "../../../src/people/guardianships.ts";
import { createPerson } from "../../../src/people/people.ts";
import { changeRole, grantRole } from "../../../src/people/roles.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

let school: TestSchool;

beforeAll(async () => {
  school = await castSchool({ now: new Date("2026-11-25T03:00:00Z"), accounts: true });
  await school.db.workingDay.createMany({
    data: [
      ...[
        "2026-12-31",
        "2027-01-01",
        "2027-01-04",
        "2027-01-05",
        "2027-01-06",
        "2027-01-07",
        "2027-01-08",
      ].map((day) => ({ date: dateOf(day), working: false, name: "новогодние каникулы" })),
      { date: dateOf("2027-02-20"), working: true, name: "рабочая суббота" },
    ],
  });
});
afterAll(() => school.close());

const by = () => ({ actorId: school.cast.maltsev.id, source: "web", silent: false }) as const;

/** Somebody new, hired by a document of that day. */
async function hire(documentOn: string | null, from = documentOn ?? "2026-11-02") {
  const facts = { surname: "Нова", givenName: "Ия", patronymic: null, sex: null, birthDate: null };
  const { id } = await createPerson(school.db, facts, by());
  await grantRole(school.db, { personId: id, role: "teacher", from, to: null, documentOn: null }, by());
  // Documents of days to come are refused today; the calendar of the test runs ahead of the clock.
  await school.db.roleGrant.updateMany({
    where: { personId: id },
    data: { documentOn: documentOn && dateOf(documentOn) },
  });
  return id;
}

async function overdueOn(day: string, personId: string) {
  const found = await overdueAccounts(school.db, day);
  return found.filter((person) => person.id === personId);
}

describe("R48: an account is in its owner's hands within three working days of the document", () => {
  test.each([
    ["of a Monday: Thursday", "2026-11-16", "2026-11-19"],
    ["of a Thursday, over the weekend: Tuesday", "2026-11-19", "2026-11-24"],
    ["of a Saturday: Wednesday", "2026-11-21", "2026-11-25"],
    ["of the end of December, over the holidays of January", "2026-12-29", "2027-01-12"],
    ["of a Thursday before a Saturday on which the staff work: Monday", "2027-02-18", "2027-02-22"],
  ])("%s", async (_, documentOn, dueOn) => {
    const id = await hire(documentOn);
    const dayAfter = new Date(dateOf(dueOn).getTime() + 86_400_000).toISOString().slice(0, 10);
    expect(await overdueOn(dueOn, id)).toEqual([]);
    expect(await overdueOn(dayAfter, id)).toMatchObject([{ why: "missing", documentOn, dueOn }]);
  });

  test("where the document has no date, of the first day", async () => {
    const id = await hire(null, "2026-11-02");
    expect(await overdueOn("2026-11-06", id)).toMatchObject([
      { documentOn: "2026-11-02", dueOn: "2026-11-05" },
    ]);
  });

  test("made and not handed over is not in time either; handed over it is", async () => {
    const personId = await hire("2026-11-16");
    await createAccount(school.db, { personId }, by());
    expect(await overdueOn("2026-11-25", personId)).toMatchObject([{ why: "notHandedOver" }]);
    await handOver(school.db, personId, by());
    expect(await overdueOn("2026-11-25", personId)).toEqual([]);
  });

  test("closed by the administrator it is owed to nobody", async () => {
    const personId = await hire("2026-11-16");
    await createAccount(school.db, { personId }, by());
    await disableAccount(school.db, personId, by());
    expect(await overdueOn("2026-11-25", personId)).toEqual([]);
  });

  test("who has left is owed none", async () => {
    const personId = await hire("2026-11-16");
    const grant = await school.db.roleGrant.findFirstOrThrow({ where: { personId } });
    await changeRole(school.db, { id: grant.id, version: 1, to: "2026-11-20" }, by());
    expect(await overdueOn("2026-11-20", personId)).toHaveLength(1);
    expect(await overdueOn("2026-11-23", personId)).toEqual([]);
  });
});

describe("R48: whose account is overdue in the cast, which nobody has handed over", () => {
  const why = async (key: CastKey) =>
    (await overdueOn("2026-11-25", school.cast[key].id)).map((found) => found.why);

  test("a teacher who was given none, a pupil, a mother: each once", async () => {
    expect(await why("belyaeva")).toEqual(["missing"]);
    expect(await why("anna")).toEqual(["missing"]);
    // Two pupils of hers are two reasons for one account.
    expect(await why("annaMother")).toEqual(["notHandedOver"]);
    expect(await why("lukina")).toEqual(["notHandedOver"]);
  });

  test("nobody who may not see the pupil: barred, gone, or the mother of one of age who did not allow it", async () => {
    expect(await why("glebFather")).toEqual([]);
    expect(await why("alinaGrandmother")).toEqual([]);
    expect(await why("yanaMother")).toEqual([]);
    expect(await why("arsenyMother")).toEqual(["missing"]);
  });

  test("a guardian who was added later from that day on, until a court bars them", async () => {
    const { db, cast } = school;
    const days = { from: "2026-11-18", to: null };
    const facts = { surname: "Абрамова", givenName: "Нина", patronymic: null, sex: null, birthDate: null };
    const { id: guardianId } = await createPerson(db, facts, by());
    const ilya = { guardianId, pupilId: cast.ilya.id, kinship: "other" as const, ...days };
    const { id } = await addGuardian(db, ilya, by());
    expect(await overdueOn("2026-11-24", guardianId)).toMatchObject([{ dueOn: "2026-11-23" }]);
    await barGuardian(db, { id, version: 1, from: "2026-11-24", document: "решение № 1" }, by());
    expect(await overdueOn("2026-11-24", guardianId)).toEqual([]);
  });

  test("the longest overdue first", async () => {
    const days = (await overdueAccounts(school.db, "2027-03-01")).map(({ documentOn }) => documentOn);
    expect(days.length).toBeGreaterThan(40);
    expect(days).toEqual([...days].sort());
  });
});

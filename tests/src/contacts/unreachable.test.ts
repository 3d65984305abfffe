import { afterAll, beforeAll, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { dayIn } from "../../../src/clock.ts";
import { findUnreachable } from "../../../src/contacts/unreachable.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

let school: TestSchool;
const today = dayIn("Asia/Krasnoyarsk");

beforeAll(async () => {
  school = await castSchool();
});
afterAll(() => school.close());

const inSeventh = async () => {
  const classId = school.cast.classes.sevenA.id;
  const families = await findUnreachable(school.db, today, { classId });
  return families.map(({ surname }) => surname);
};
const confirm = (who: CastKey, data: object = { state: "confirmed" }) =>
  school.db.contact.updateMany({ where: { personId: school.cast[who].id }, data });

test("Nobody can be reached of Кирилл (never opened the slip), Роман (letter came back), Руслан (no contact), Степан (no consent)", async () => {
  expect(await inSeventh()).toEqual(["Ефимов", "Ким", "Назаров", "Фёдоров"]);
  const all = await findUnreachable(school.db, today);
  const kirill = all.find(({ id }) => id === school.cast.kirill.id)!;
  expect(kirill).toMatchObject({ className: "7А", hearers: [{ id: school.cast.kirillMother.id }] });
});

test("One parent who hears is enough; a father barred by a court, and a grandmother who left, are not asked", async () => {
  await confirm("glebMother", { state: "revoked" });
  await confirm("alinaFather", { state: "suspended", suspendedReason: "botBlocked" });
  await confirm("ilyaMother", { state: "revoked" });
  expect(await inSeventh()).toEqual(["Ефимов", "Ким", "Назаров", "Павлов", "Тихонова", "Фёдоров"]);
  const families = await findUnreachable(school.db, today);
  const gleb = families.find(({ id }) => id === school.cast.gleb.id)!;
  expect(gleb.hearers.map(({ id }) => id)).toEqual([school.cast.glebMother.id]);
  await confirm("glebMother");
  await confirm("alinaFather");
  await confirm("ilyaMother");
});

test("The sheet of last resort is the school's own way and reaches nobody; paper by statement does (R44)", async () => {
  const personId = school.cast.ruslanMother.id;
  const { id } = await school.db.contact.create({
    data: {
      personId,
      channel: "paper",
      address: personId,
      state: "confirmed",
      origin: "lastResort",
      rank: 1000,
    },
  });
  expect(await inSeventh()).toContain("Назаров");
  await school.db.contact.update({ where: { id }, data: { origin: "statement" } });
  expect(await inSeventh()).not.toContain("Назаров");
});

test("A child's own telephone does not stand for the parents; of age without consent, only the pupil is asked", async () => {
  await confirm("veraMother", { state: "revoked" });
  expect(await inSeventh()).toContain("Мельникова");
  const yana = async () =>
    (await findUnreachable(school.db, today)).find(({ id }) => id === school.cast.yana.id);
  expect(await yana()).toBeUndefined();
  await confirm("yana", { state: "revoked" });
  expect((await yana())?.hearers).toMatchObject([{ id: school.cast.yana.id }]);
});

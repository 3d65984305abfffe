import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { standingsOf } from "../../../src/access/standing.ts";
import { dateOf, dayIn, isoDay } from "../../../src/clock.ts";
import { BadInput, Closed, Conflict, NotFound } from "../../../src/errors.ts";
import { findPeople } from "../../../src/people/directory.ts";
import { changeEnrolment, enrolPupil, movePupil } from "../../../src/people/enrolments.ts";
import { createPerson } from "../../../src/people/people.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

let school: TestSchool;
const DAY_MS = 86_400_000;
const day = (after: number) => isoDay(new Date(dayIn("Asia/Krasnoyarsk").getTime() + after * DAY_MS));

beforeAll(async () => {
  school = await castSchool();
});
afterAll(() => school.close());

const byPopova = () => ({ actorId: school.cast.popova.id, source: "web", silent: false }) as const;
const newcomer = () =>
  createPerson(
    school.db,
    { surname: "Новикова", givenName: "Ия", patronymic: null, sex: "female", birthDate: null },
    byPopova(),
  );
const enrol = (pupilId: string, days: { from?: string; to?: string | null } = {}) =>
  enrolPupil(
    school.db,
    { pupilId, classId: school.cast.classes.sevenA.id, from: day(0), to: null, documentOn: null, ...days },
    byPopova(),
  );
const enrolmentOf = (pupil: CastKey) =>
  school.db.enrolment.findFirstOrThrow({ where: { pupilId: school.cast[pupil].id } });
const classOn = async (pupil: CastKey, on: string) =>
  (await findPeople(school.db, { surname: school.cast[pupil].surname }, { on, limit: 50 })).find(
    ({ id }) => id === school.cast[pupil].id,
  )?.className;

describe("A pupil", () => {
  test("is in the list of the class from the first day on", async () => {
    const { id } = await newcomer();
    await enrol(id, { from: day(1) });
    const classId = school.cast.classes.sevenA.id;
    const listed = async (on: string) =>
      (await findPeople(school.db, { classId }, { on, limit: 100 })).some((pupil) => pupil.id === id);
    expect([await listed(day(0)), await listed(day(1))]).toEqual([false, true]);
  });

  test("is in one class at a time, also when six secretaries enrol at once", async () => {
    const days = [0, 1, 2, 3, 4, 5];
    // All connections are open by now: none of the six waits for its own.
    const [first] = await Promise.all(days.map(newcomer));
    const { id } = first!;
    const all = await Promise.allSettled(days.map((after) => enrol(id, { from: day(after) })));
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(enrol(school.cast.anna.id)).rejects.toThrow(Conflict);
  });

  test("is not enrolled outside the class's school year, nor into a year that is closed", async () => {
    const { id } = await newcomer();
    await expect(enrol(id, { from: "2001-09-01" })).rejects.toThrow(BadInput);
    const year = { where: { id: school.cast.year.id } };
    await school.db.schoolYear.update({ ...year, data: { closedAt: new Date() } });
    await expect(enrol(id)).rejects.toThrow(Closed);
    await school.db.schoolYear.update({ ...year, data: { closedAt: null } });
    await enrol(id);
  });

  test("who leaves is in the class to the last day, and its teacher's no more afterwards", async () => {
    const { id, version } = await enrolmentOf("artyom");
    await changeEnrolment(school.db, { id, version, to: day(2) }, byPopova());
    expect([await classOn("artyom", day(2)), await classOn("artyom", day(3))]).toEqual(["7А", null]);
    const { gromova, artyom } = school.cast;
    const toArtyom = async (on: string) =>
      (await standingsOf(school.db, gromova.id, { about: { pupil: artyom.id }, day: dateOf(on) })).has(
        "classTeacher",
      );
    expect([await toArtyom(day(2)), await toArtyom(day(3))]).toEqual([true, false]);
  });
});

describe("Moving to another class", () => {
  const move = async (pupil: CastKey, rest: Partial<Parameters<typeof movePupil>[1]> = {}) => {
    const { id, version } = await enrolmentOf(pupil);
    const to = {
      pupilId: school.cast[pupil].id,
      classId: school.cast.classes.fourB.id,
      from: day(1),
      documentOn: day(0),
    };
    return movePupil(school.db, { id, version, ...to, ...rest }, byPopova());
  };

  test("ends the one class the day before the other begins, and keeps both", async () => {
    const moved = await move("egor");
    expect(moved).toMatchObject({ from: dateOf(day(1)), to: null, documentOn: dateOf(day(0)), version: 1 });
    expect([await classOn("egor", day(0)), await classOn("egor", day(1))]).toEqual(["7А", "4Б"]);
    expect(await school.db.auditEntry.findFirst({ where: { pupilId: school.cast.egor.id } })).toMatchObject({
      action: "enrolment.moved",
      objectId: moved.id,
    });
  });

  test("keeps the day that was set for leaving the school", async () => {
    const { id, version } = await enrolmentOf("vera");
    await changeEnrolment(school.db, { id, version, to: day(20) }, byPopova());
    expect(await move("vera")).toMatchObject({ to: dateOf(day(20)) });
  });

  test("that is wrong changes nothing", async () => {
    const before = await enrolmentOf("timur");
    const { sevenA, elevenA } = school.cast.classes;
    await expect(move("timur", { classId: sevenA.id })).rejects.toThrow(BadInput);
    await expect(move("timur", { from: "2001-09-01" })).rejects.toThrow(BadInput);
    await expect(move("timur", { classId: elevenA.id, version: 7 })).rejects.toThrow(Conflict);
    await expect(move("timur", { pupilId: school.cast.anna.id })).rejects.toThrow(NotFound);
    expect(await enrolmentOf("timur")).toEqual(before);
  });

  test("to the wrong class on the first day is put right without leaving a day in it", async () => {
    const { sevenA, fourB, elevenA } = school.cast.classes;
    const { id } = await newcomer();
    const wrong = await enrol(id);
    const right = {
      id: wrong.id,
      version: 1,
      pupilId: id,
      classId: fourB.id,
      from: day(0),
      documentOn: null,
    };
    await movePupil(school.db, right, byPopova());
    const on = (classId: string) => findPeople(school.db, { classId }, { on: day(0), limit: 100 });
    expect((await on(sevenA.id)).some((pupil) => pupil.id === id)).toBe(false);
    expect((await on(fourB.id)).some((pupil) => pupil.id === id)).toBe(true);
    expect((await on(elevenA.id)).some((pupil) => pupil.id === id)).toBe(false);
  });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dateOf } from "../../../src/clock.ts";
import { plannedLessons } from "../../../src/curriculum/planned-lessons.ts";
import { addEntries } from "../../../src/curriculum/timetable.ts";
import { setSettings } from "../../../src/settings.ts";
import { entry, MONDAY, type WeekSchool, weekSchool } from "../../support/week-school.ts";

let school: WeekSchool;

beforeAll(async () => {
  school = await weekSchool();
  const { sevenA, sevenB, eighthA } = school.classes;
  const english = await school.subgroup("english", "первая", ["anna", "darya"]);
  const algebra = await school.teach("smirnova", "algebra", { classId: sevenA });
  await addEntries(
    school.db,
    [
      entry(algebra),
      entry(algebra, { weekday: 2, number: 5 }),
      entry(await school.teach("tkachev", "physics", { classId: sevenB })),
      entry(await school.teach("sedova", "history", { classId: eighthA })),
      entry(await school.teach("belyaeva", "english", { subgroupId: english }), { number: 2 }),
    ],
    school.by,
  );
});
afterAll(() => school.close());

async function dayOf(date: string, of: { classIds?: string[]; teacherId?: string } = {}) {
  const lessons = await plannedLessons(school.db, { from: date, to: date, ...of });
  const names = new Map(
    Object.values(school.cast.subjects).map(({ id, name }) => [id, name] as [string, string]),
  );
  return lessons.map(({ number, subjectId }) => `${number} ${names.get(subjectId)}`);
}

describe("The lessons of a day", () => {
  test("come in their order, by the bells, in the school's own zone", async () => {
    expect(await dayOf(MONDAY)).toEqual(
      expect.arrayContaining(["1 алгебра", "1 физика", "1 история", "2 английский язык"]),
    );
    const [first] = await plannedLessons(school.db, { from: MONDAY, to: MONDAY });
    expect([first?.startsAt.toISOString(), first?.endsAt.toISOString()]).toEqual([
      "2027-09-20T01:00:00.000Z",
      "2027-09-20T01:40:00.000Z",
    ]);
  });

  test("of a class are its own and those of its subgroups; of a teacher those held", async () => {
    const { classes, cast } = school;
    expect(await dayOf(MONDAY, { classIds: [classes.sevenA] })).toEqual(["1 алгебра", "2 английский язык"]);
    expect(await dayOf(MONDAY, { classIds: [classes.sevenB] })).toEqual(["1 физика", "2 английский язык"]);
    expect(await dayOf(MONDAY, { classIds: [classes.eighthA] })).toEqual(["1 история"]);
    expect(await dayOf(MONDAY, { teacherId: cast.smirnova.id })).toEqual(["1 алгебра"]);
  });

  test("are none on a weekend, before the year and after it", async () => {
    for (const day of ["2027-09-25", "2027-09-26", "2027-08-30", "2028-05-29"])
      expect(await dayOf(day)).toEqual([]);
  });
});

describe("The calendar rules over the week (R30, R37)", () => {
  test("a moved day of level 7 follows Tuesday; 8А, which it does not concern, has its Monday", async () => {
    const { db, yearId, classes } = school;
    const date = "2027-10-11";
    const moved = { yearId, date: dateOf(date), likeWeekday: 2, levelFrom: 5, levelTo: 7, reason: "перенос" };
    await db.movedDay.create({ data: moved });
    expect(await dayOf(date, { classIds: [classes.sevenA] })).toEqual(["5 алгебра"]);
    expect(await dayOf(date, { classIds: [classes.eighthA] })).toEqual(["1 история"]);
  });

  test("on a day off of level 7 its subgroups have no lesson either", async () => {
    const { db, yearId } = school;
    const day = dateOf("2027-10-18");
    await db.dayOff.create({
      data: {
        yearId,
        kind: "vacation",
        name: "каникулы",
        startsOn: day,
        endsOn: day,
        levelFrom: 7,
        levelTo: 7,
      },
    });
    expect(await dayOf("2027-10-18")).toEqual(["1 история"]);
  });

  test("a shortened day has the lessons that a bell rings for", async () => {
    const { db, yearId } = school;
    const date = "2027-09-28";
    expect(await dayOf(date)).toEqual(["5 алгебра"]);
    const bells = { create: [{ number: 1, startsAt: 540, endsAt: 570 }] };
    await db.bellSchedule.create({ data: { yearId, name: "короткий", date: dateOf(date), bells } });
    expect(await dayOf(date)).toEqual([]);
  });
});

describe("A subgroup of classes of two levels", () => {
  test("goes by the bells of the lower one", async () => {
    const { db, yearId, cast, classes } = school;
    const subgroup = await db.subgroup.create({
      data: { yearId, subjectId: cast.subjects.biology.id, name: "биологи" },
    });
    await db.subgroupClass.createMany({
      data: [classes.eighthA, classes.sevenA].map((classId) => ({ subgroupId: subgroup.id, classId })),
    });
    const bells = { create: [{ number: 6, startsAt: 900, endsAt: 940 }] };
    await db.bellSchedule.create({
      data: { yearId, name: "восьмые", weekdays: [4], levelFrom: 8, levelTo: 8, bells },
    });
    const biology = await school.teach("drozdova", "biology", { subgroupId: subgroup.id });
    await addEntries(db, [entry(biology, { weekday: 4, number: 6 })], school.by);
    const [lesson] = await plannedLessons(db, { from: "2027-09-23", to: "2027-09-23" });
    expect(lesson?.startsAt.toISOString()).toBe("2027-09-23T05:10:00.000Z");
    expect(lesson?.classIds.toSorted()).toEqual([classes.sevenA, classes.eighthA].toSorted());
  });
});

test("In Europe/Berlin eight o'clock stays eight o'clock when the clocks change", async () => {
  const { db, yearId, classes } = school;
  await setSettings(db, { timeZone: "Europe/Berlin" });
  // Lessons on the very Sundays on which the clocks change: a day of 25 hours and one of 23.
  const sundays = ["2027-10-31", "2028-03-26"];
  await db.movedDay.createMany({
    data: sundays.map((day) => ({ yearId, date: dateOf(day), likeWeekday: 1, reason: "перенос" })),
  });
  const startsOn = async (day: string) => {
    const [first] = await plannedLessons(db, { from: day, to: day, classIds: [classes.sevenA] });
    return first?.startsAt.toISOString();
  };
  expect(await startsOn("2027-10-25")).toBe("2027-10-25T06:00:00.000Z");
  expect(await startsOn("2027-10-31")).toBe("2027-10-31T07:00:00.000Z");
  expect(await startsOn("2027-11-01")).toBe("2027-11-01T07:00:00.000Z");
  expect(await startsOn("2028-03-20")).toBe("2028-03-20T07:00:00.000Z");
  expect(await startsOn("2028-03-26")).toBe("2028-03-26T06:00:00.000Z");
  await setSettings(db, { timeZone: "Asia/Krasnoyarsk" });
});

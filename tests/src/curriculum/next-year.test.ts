import { afterAll, beforeAll, expect, test } from "vitest";
import { dateOf, isoDay, setClock } from "../../../src/clock.ts";
import { createClass } from "../../../src/curriculum/classes.ts";
import { openNextYear, previewNextYear } from "../../../src/curriculum/next-year.ts";
import { BadInput, Closed, NotFound } from "../../../src/errors.ts";
import type { By } from "../../../src/outbox/events.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

const NOW = new Date("2026-11-26T03:00:00Z");
const NEXT = { name: "2027/2028", startsOn: "2027-09-01", endsOn: "2028-05-26" };

let school: TestSchool;
let by: By;

beforeAll(async () => {
  setClock(NOW);
  school = await castSchool({ now: NOW });
  by = { actorId: school.cast.maltsev.id, source: "web", silent: false, at: NOW };
});
afterAll(async () => {
  setClock(null);
  await school.close();
});

const counts = ({ db }: TestSchool) =>
  Promise.all([db.schoolYear.count(), db.schoolClass.count(), db.enrolment.count(), db.teaching.count()]);
const classOn = async (pupilId: string, day: string) => {
  const on = dateOf(day);
  const held = { from: { lte: on }, OR: [{ to: null }, { to: { gte: on } }] };
  const rows = await school.db.enrolment.findMany({ where: { pupilId, ...held }, include: { class: true } });
  return rows.map(({ class: of }) => `${of.level}${of.letter}`).join();
};

test("R31: the next year is shown first, then opened once: classes move on, the last ones leave", async () => {
  const { db, cast } = school;
  const wanted = { yearId: cast.year.id, next: NEXT };
  const subgroup = await db.subgroup.create({
    data: {
      yearId: cast.year.id,
      subjectId: cast.subjects.russian.id,
      name: "1-я",
      classes: { create: { classId: cast.classes.sevenA.id } },
      members: {
        create: [
          { pupilId: cast.vera.id, from: cast.year.startsOn },
          { pupilId: cast.egor.id, from: cast.year.startsOn, to: dateOf("2026-10-01") },
        ],
      },
      teachings: {
        create: { teacherId: cast.osokina.id, subjectId: cast.subjects.russian.id, from: cast.year.startsOn },
      },
    },
  });
  const before = await counts(school);
  const preview = await previewNextYear(db, wanted, by);
  expect(preview).toMatchObject({
    classes: ["4Б → 5Б", "7А → 8А"],
    moved: 28,
    left: 3,
    subgroups: 1,
    members: 1,
  });
  expect(preview.leaders).toContainEqual(expect.stringMatching(/^8А: Громова /));
  expect(preview.teachings).toBeGreaterThan(0);
  expect(await counts(school)).toEqual(before);
  expect(await openNextYear(db, wanted, by)).toEqual(preview);
  const after = await counts(school);
  expect(await openNextYear(db, wanted, by)).toMatchObject({
    classes: [],
    moved: 0,
    left: 0,
    teachings: 0,
    subgroups: 0,
    leaders: [],
  });
  expect(await counts(school)).toEqual(after);

  const moved = await db.subgroup.findFirstOrThrow({
    where: { name: "1-я", year: { name: NEXT.name } },
    include: { members: true, teachings: true, classes: { include: { class: true } } },
  });
  expect(moved.classes.map(({ class: { level, letter } }) => `${level}${letter}`)).toEqual(["8А"]);
  expect(moved.members).toMatchObject([{ pupilId: cast.vera.id, from: dateOf(NEXT.startsOn), to: null }]);
  expect(moved.teachings).toMatchObject([{ teacherId: cast.osokina.id, from: dateOf(NEXT.startsOn) }]);
  expect(await db.subgroupMember.count({ where: { subgroupId: subgroup.id, to: null } })).toBe(0);
  const ledOn = async (day: string) => {
    const on = dateOf(day);
    const held = { from: { lte: on }, OR: [{ to: null }, { to: { gte: on } }] };
    const where = { teacherId: cast.gromova.id, ...held };
    const rows = await db.classLeadership.findMany({ where, include: { class: true } });
    return rows.map(({ class: of }) => `${of.level}${of.letter}`);
  };
  expect(await ledOn("2027-08-31")).toEqual(["7А"]);
  expect(await ledOn("2027-09-01")).toEqual(["8А"]);

  expect(await classOn(cast.anna.id, isoDay(cast.year.endsOn))).toBe("7А");
  expect(await classOn(cast.anna.id, "2027-08-31")).toBe("7А");
  expect(await classOn(cast.anna.id, "2027-09-01")).toBe("8А");
  expect(await classOn(cast.danil.id, isoDay(cast.year.endsOn))).toBe("11А");
  expect(await classOn(cast.danil.id, "2027-09-01")).toBe("");
});

test("R31: a year that is over and closed takes no more classes", async () => {
  const { db } = school;
  const over = await db.schoolYear.create({
    data: {
      ...{ name: "2020/2021", startsOn: dateOf("2020-09-01"), endsOn: dateOf("2021-05-26") },
      closedAt: new Date("2021-06-01"),
    },
  });
  await expect(createClass(db, { yearId: over.id, level: 7, letter: "А" }, by)).rejects.toThrow(Closed);
  expect(await db.schoolClass.count({ where: { yearId: over.id } })).toBe(0);
});

test("R31: a next year that begins before the end of this one, or of a year that is not there, is refused", async () => {
  const { db, cast } = school;
  const early = { yearId: cast.year.id, next: { ...NEXT, name: "рано", startsOn: "2026-12-01" } };
  await expect(openNextYear(db, early, by)).rejects.toThrow(BadInput);
  const nowhere = { yearId: "00000000-0000-4000-8000-000000000000", next: NEXT };
  await expect(openNextYear(db, nowhere, by)).rejects.toThrow(NotFound);
});

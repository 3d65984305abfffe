import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { dateOf, isoDay } from "../../../src/clock.ts";
import { createClass, renameClass } from "../../../src/curriculum/classes.ts";
import { setMembers } from "../../../src/curriculum/members.ts";
import { createRoom } from "../../../src/curriculum/rooms.ts";
import { createSubgroup, renameSubgroup } from "../../../src/curriculum/subgroups.ts";
import { createSubject, renameSubject } from "../../../src/curriculum/subjects.ts";
import { changeTeaching, createTeaching, type NewTeaching } from "../../../src/curriculum/teachings.ts";
import { addEntries } from "../../../src/curriculum/timetable.ts";
import { BadInput, Closed, Conflict, NotFound } from "../../../src/errors.ts";
import { entry, FIRST_DAY, MONDAY, type WeekSchool, weekSchool } from "../../support/week-school.ts";

let school: WeekSchool;
beforeAll(async () => {
  school = await weekSchool();
});
afterAll(() => school.close());

const NOBODY = "00000000-0000-4000-8000-000000000000";

describe("Subjects, rooms and classes (R30, R35)", () => {
  test("A subject is there once, in whatever letters, and who entered it is known", async () => {
    const { db, by, cast } = school;
    const { id } = await createSubject(db, "Астрономия", by);
    await expect(createSubject(db, "астрономия", by)).rejects.toThrow("Предмет «Астрономия» уже есть");
    await expect(renameSubject(db, { id, name: "Алгебра" }, by)).rejects.toThrow(Conflict);
    expect(await renameSubject(db, { id, name: "астрономия" }, by)).toEqual({ id, name: "астрономия" });
    const audited = await db.auditEntry.findMany({ where: { objectId: id }, orderBy: { at: "asc" } });
    expect(audited.map(({ action }) => action)).toEqual(["subject.created", "subject.renamed"]);
    expect(audited[0]?.actorId).toBe(cast.voronina.id);
  });

  test("A room is there once", async () => {
    await createRoom(school.db, "Спортзал", school.by);
    await expect(createRoom(school.db, "спортзал", school.by)).rejects.toThrow("Кабинет «Спортзал» уже есть");
  });

  test("A class of a year is there once; its letter may change, its level does not", async () => {
    const { db, by, yearId, classes } = school;
    await expect(createClass(db, { yearId, level: 7, letter: "а" }, by)).rejects.toThrow(
      "Класс 7А в этом году",
    );
    await expect(renameClass(db, { id: classes.sevenB, letter: "А" }, by)).rejects.toThrow(Conflict);
    const { id } = await createClass(db, { yearId, level: 9, letter: "А" }, by);
    expect(await renameClass(db, { id, letter: "В" }, by)).toMatchObject({ level: 9, letter: "В" });
  });

  test("Nothing of it is changed in a closed year (R31), nor in one that is not there", async () => {
    const { db, by } = school;
    const closed = await db.schoolYear.create({
      data: {
        name: "2025/2026",
        startsOn: dateOf("2025-09-01"),
        endsOn: dateOf("2026-05-26"),
        closedAt: dateOf("2026-06-01"),
      },
    });
    const newClass = { level: 5, letter: "А" };
    await expect(createClass(db, { yearId: closed.id, ...newClass }, by)).rejects.toThrow(Closed);
    await expect(createClass(db, { yearId: NOBODY, ...newClass }, by)).rejects.toThrow(NotFound);
  });
});

describe("A subgroup (R35)", () => {
  test("is of one or several classes of one year", async () => {
    const { db, by, yearId, cast, classes } = school;
    const wanted = { yearId, subjectId: cast.subjects.biology.id, name: "первая" };
    const both = await createSubgroup(db, { ...wanted, classIds: [classes.sevenA, classes.sevenB] }, by);
    expect(await db.subgroupClass.count({ where: { subgroupId: both.id } })).toBe(2);
    const other = { ...wanted, name: "вторая" };
    for (const classIds of [[], [cast.classes.sevenA.id], [classes.sevenA, classes.sevenA]])
      await expect(createSubgroup(db, { ...other, classIds }, by)).rejects.toThrow(BadInput);
    await expect(createSubgroup(db, { ...wanted, classIds: [classes.sevenA] }, by)).rejects.toThrow(
      "Назовите иначе",
    );
    const { version } = await renameSubgroup(db, { id: both.id, version: 1, name: "сильная" }, by);
    expect(version).toBe(2);
    await expect(renameSubgroup(db, { id: both.id, version: 1, name: "слабая" }, by)).rejects.toThrow(
      Conflict,
    );
  });

  const ids = (...pupils: CastKey[]) => pupils.map((pupil) => school.cast[pupil].id);
  const newest = async (id: string) =>
    (await school.db.subgroup.findUniqueOrThrow({ where: { id } })).version;
  const setOn = async (id: string, from: string, pupils: CastKey[]) =>
    setMembers(school.db, { id, version: await newest(id), pupilIds: ids(...pupils), from }, school.by);

  async function membersOn(subgroupId: string, day: string): Promise<CastKey[]> {
    const on = dateOf(day);
    const members = await school.db.subgroupMember.findMany({
      where: { subgroupId, from: { lte: on }, OR: [{ to: null }, { to: { gte: on } }] },
    });
    return (["anna", "darya", "egor", "gleb", "kirill", "roman", "vera"] as const).filter((key) =>
      members.some(({ pupilId }) => pupilId === school.cast[key].id),
    );
  }

  test("changes its members from a day on; before it they stay who they were", async () => {
    const id = await school.subgroup("history", "первая", ["anna", "darya"]);
    await setOn(id, "2027-10-04", ["anna", "vera"]);
    expect(await membersOn(id, "2027-10-03")).toEqual(["anna", "darya"]);
    expect(await membersOn(id, "2027-10-04")).toEqual(["anna", "vera"]);
  });

  test("takes back what was planned for later, and lets the same pupil in again", async () => {
    const id = await school.subgroup("geography", "первая", ["anna"]);
    await setOn(id, "2027-10-04", ["anna", "vera"]);
    await setOn(id, MONDAY, ["anna"]);
    expect(await membersOn(id, "2027-10-05")).toEqual(["anna"]);
    await setOn(id, "2027-10-04", ["vera"]);
    expect(await membersOn(id, "2027-10-03")).toEqual(["anna"]);
    expect(await membersOn(id, "2027-10-05")).toEqual(["vera"]);
    await setOn(id, "2027-10-04", ["vera"]);
    expect(await school.db.subgroupMember.count({ where: { subgroupId: id } })).toBe(2);
  });

  test("takes only who is in one of its classes that day: Роман of 8А is not", async () => {
    const id = await school.subgroup("literature", "первая", []);
    const refused = setOn(id, MONDAY, ["anna", "roman"]);
    await expect(refused).rejects.toMatchObject({ name: "BadInput", path: ["pupilIds", 1] });
    await expect(setOn(id, MONDAY, ["anna", "anna"])).rejects.toThrow(BadInput);
    await expect(setOn(id, "2027-08-31", ["anna"])).rejects.toThrow("не учится в классах подгруппы");
    expect(await membersOn(id, MONDAY)).toEqual([]);
  });

  test("has a pupil alone: Анна is in one subgroup of a subject at a time", async () => {
    const first = await school.subgroup("physics", "первая", ["anna", "egor"]);
    const second = await school.subgroup("physics", "вторая", ["gleb"]);
    const refused = await setOn(second, "2027-10-04", ["anna", "gleb"]).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Conflict);
    expect((refused as Conflict).current).toEqual([{ pupilId: school.cast.anna.id, subgroupId: first }]);
    await setOn(first, "2027-10-04", ["egor"]);
    await setOn(second, "2027-10-04", ["anna", "gleb"]);
    expect(await membersOn(second, "2027-10-04")).toEqual(["anna", "gleb"]);
  });

  test("lets nobody in who would have two lessons at once", async () => {
    const { db, by } = school;
    const english = await school.subgroup("english", "первая", ["anna"]);
    const computers = await school.subgroup("informatics", "первая", ["vera"]);
    await addEntries(
      db,
      [
        entry(await school.teach("belyaeva", "english", { subgroupId: english })),
        entry(await school.teach("chernov", "informatics", { subgroupId: computers })),
      ],
      by,
    );
    await expect(setOn(computers, MONDAY, ["anna", "vera"])).rejects.toThrow("у одних и тех же учеников");
    expect(await membersOn(computers, MONDAY)).toEqual(["vera"]);
  });

  test("keeps those for whom a lesson was held", async () => {
    const { db, cast } = school;
    const id = await school.subgroup("geometry", "первая", ["anna"]);
    const held = dateOf("2027-09-15");
    await db.lesson.create({
      data: {
        subgroupId: id,
        subjectId: cast.subjects.geometry.id,
        teacherId: cast.smirnova.id,
        date: held,
        number: 1,
        startsAt: held,
        endsAt: held,
      },
    });
    await expect(setOn(id, "2027-09-10", [])).rejects.toThrow("Измените состав с 20.09.2027");
    await setOn(id, MONDAY, []);
    expect(await membersOn(id, "2027-09-15")).toEqual(["anna"]);
  });
});

describe("A teaching (R35)", () => {
  const wanted = (other: Partial<NewTeaching> = {}): NewTeaching => ({
    teacherId: school.cast.smirnova.id,
    subjectId: school.cast.subjects.algebra.id,
    classId: school.classes.sevenA,
    subgroupId: null,
    hoursAWeek: 4,
    from: FIRST_DAY,
    to: null,
    ...other,
  });

  test("is held by staff only: Анна's mother teaches nobody", async () => {
    const { db, by, cast } = school;
    const refused = createTeaching(db, wanted({ teacherId: cast.annaMother.id }), by);
    await expect(refused).rejects.toMatchObject({ name: "BadInput", path: ["teacherId"] });
    await db.roleGrant.updateMany({
      where: { personId: cast.drozdova.id },
      data: { to: dateOf("2027-08-31") },
    });
    await expect(createTeaching(db, wanted({ teacherId: cast.drozdova.id }), by)).rejects.toThrow(
      "01.09.2027 этот человек не сотрудник школы",
    );
  });

  test("is of a class or of a subgroup of its subject, in a year", async () => {
    const { db, by } = school;
    const subgroupId = await school.subgroup("russian", "первая", []);
    for (const wrong of [
      wanted({ subgroupId }),
      wanted({ classId: null }),
      wanted({ classId: null, subgroupId }),
      wanted({ classId: NOBODY }),
      wanted({ subjectId: NOBODY }),
      wanted({ from: "2028-06-01" }),
      wanted({ to: "2027-08-01" }),
    ])
      await expect(createTeaching(db, wrong, by)).rejects.toThrow(BadInput);
  });

  test("is there once at a time; ended, the same one may begin again", async () => {
    const { db, by } = school;
    const { id, version } = await createTeaching(db, wanted(), by);
    await expect(createTeaching(db, wanted({ from: MONDAY }), by)).rejects.toThrow(Conflict);
    const ended = await changeTeaching(db, { id, version, to: "2027-10-31", hoursAWeek: 5 }, by);
    expect([isoDay(ended.to!), ended.hoursAWeek]).toEqual(["2027-10-31", 5]);
    const again = await createTeaching(db, wanted({ from: "2028-01-10" }), by);
    await expect(changeTeaching(db, { id, version: 2, to: null }, by)).rejects.toThrow(Conflict);
    await expect(changeTeaching(db, { id, version: 1, to: null }, by)).rejects.toThrow(Conflict);
    await expect(changeTeaching(db, { id: again.id, version: 1, to: "2027-12-01" }, by)).rejects.toThrow(
      BadInput,
    );
  });

  test("is not prolonged over lessons that took its place in the timetable", async () => {
    const { db, by, classes } = school;
    const old = await school.teach("tkachev", "physics", { classId: classes.sevenB });
    await addEntries(db, [entry(old, { number: 3 })], by);
    await changeTeaching(db, { id: old.id, version: 1, to: "2027-10-31" }, by);
    const next = await school.teach("sedova", "history", { classId: classes.sevenB });
    await addEntries(db, [entry(next, { number: 3, from: "2027-11-01" })], by);
    await expect(changeTeaching(db, { id: old.id, version: 2, to: null }, by)).rejects.toThrow(
      "понедельник, 3-й урок: у 7Б уже есть урок",
    );
  });
});

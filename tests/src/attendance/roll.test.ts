import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { noteAbsences, readRoll, takeRoll } from "../../../src/attendance/roll.ts";
import { setClock } from "../../../src/clock.ts";
import { BadInput, Closed, Conflict, NotFound } from "../../../src/errors.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { addLesson, atOnce, by, kindsOf, morning, THURSDAY } from "./days.ts";

const TODAY = "2026-11-26";
let school: TestSchool;
let number = 10;

beforeAll(async () => {
  school = await castSchool({ now: THURSDAY });
});
beforeEach(() => setClock(THURSDAY));
afterEach(() => setClock(null));
afterAll(() => school.close());

const id = (person: CastKey) => school.cast[person].id;
const smirnova = () => by(id("smirnova"));
const newLesson = () => addLesson(school, { day: TODAY, number: number++ });
const absent = (...pupils: CastKey[]) =>
  pupils.map((pupil) => ({ pupilId: id(pupil), kind: "absent" as const }));
const late = (pupil: CastKey, lateMinutes: number | null = null) => ({
  pupilId: id(pupil),
  kind: "late" as const,
  lateMinutes,
});
const cellOf = (lessonId: string, pupil: CastKey) =>
  school.db.absence.findUnique({
    where: { lessonId_pupilId: { lessonId, pupilId: id(pupil) } },
    include: { versions: { orderBy: { version: "asc" } } },
  });

describe("The roll of a lesson (R13, R38)", () => {
  test("says who is absent or late; everybody else is present", async () => {
    const lesson = await newLesson();
    const roll = await takeRoll(
      school.db,
      lesson.id,
      { version: 0, absences: [...absent("ilya"), late("darya", 10)] },
      smirnova(),
    );
    expect(roll).toMatchObject({ version: 3, takenAt: expect.any(Date), takenById: id("smirnova") });
    expect(
      roll.absences
        .map(({ pupilId, kind, lateMinutes, reason }) => [pupilId, kind, lateMinutes, reason])
        .sort(),
    ).toEqual(
      [
        [id("ilya"), "absent", null, null],
        [id("darya"), "late", 10, null],
      ].sort(),
    );
    expect(await school.db.absence.count({ where: { lessonId: lesson.id } })).toBe(2);
    expect(await kindsOf(school.db, id("ilya"))).toEqual(["absence.noted"]);
    expect(await kindsOf(school.db, id("darya"))).toEqual(["absence.noted"]);
    expect(await kindsOf(school.db, id("timur"))).toEqual([]);
  });

  test("keeps who wrote it, when and from where, and leaves a trail (R51)", async () => {
    const lesson = await newLesson();
    await takeRoll(
      school.db,
      lesson.id,
      { version: 0, absences: absent("timur") },
      { ...smirnova(), source: "bot" },
    );
    const cell = await cellOf(lesson.id, "timur");
    expect(cell?.versions).toMatchObject([
      { version: 1, kind: "absent", reason: null, byId: id("smirnova"), source: "bot" },
    ]);
    const trail = await school.db.auditEntry.findMany({ where: { objectId: { in: [lesson.id, cell!.id] } } });
    expect(trail.map(({ action, via, pupilId, details }) => [action, via, pupilId, details]).sort()).toEqual([
      ["absence.noted", "bot", id("timur"), null],
      ["roll.taken", "bot", null, null],
    ]);
  });

  test("is taken also where nobody is missing", async () => {
    const lesson = await newLesson();
    const roll = await takeRoll(school.db, lesson.id, { version: 0, absences: [] }, smirnova());
    expect(roll).toMatchObject({ version: 1, takenById: id("smirnova"), absences: [] });
  });

  test("the same again changes nothing and tells nobody, whoever sends it", async () => {
    const lesson = await newLesson();
    const absences = [...absent("sofia"), late("matvey", 5)];
    const first = await takeRoll(school.db, lesson.id, { version: 0, absences }, smirnova());
    const again = await takeRoll(school.db, lesson.id, { version: 0, absences }, by(id("gromova")));
    expect(again).toEqual(first);
    expect(await kindsOf(school.db, id("sofia"))).toEqual(["absence.noted"]);
    expect((await cellOf(lesson.id, "matvey"))?.versions).toHaveLength(1);
    expect(await school.db.auditEntry.count({ where: { objectId: lesson.id } })).toBe(1);
  });

  test("is corrected: late instead of absent, other minutes, present after all", async () => {
    const lesson = await newLesson();
    let roll = await takeRoll(school.db, lesson.id, { version: 0, absences: absent("kirill") }, smirnova());
    for (const absences of [[late("kirill")], [late("kirill", 7)], []])
      roll = await takeRoll(school.db, lesson.id, { version: roll.version, absences }, smirnova());
    expect(roll.absences).toEqual([]);
    expect(
      (await cellOf(lesson.id, "kirill"))?.versions.map(({ kind, lateMinutes }) => [kind, lateMinutes]),
    ).toEqual([
      ["absent", null],
      ["late", null],
      ["late", 7],
      [null, null],
    ]);
    expect(await kindsOf(school.db, id("kirill"))).toEqual([
      "absence.noted",
      "absence.changed",
      "absence.changed",
      "absence.withdrawn",
    ]);
  });

  test("A pupil who was present after all had no reason to be away", async () => {
    const lesson = await newLesson();
    await takeRoll(school.db, lesson.id, { version: 0, absences: absent("polina") }, smirnova());
    await school.db.absence.updateMany({ where: { lessonId: lesson.id }, data: { reason: "illness" } });
    const { version } = await readRoll(school.db, lesson.id);
    await takeRoll(school.db, lesson.id, { version, absences: [] }, smirnova());
    expect(await cellOf(lesson.id, "polina")).toMatchObject({ kind: null, reason: null });
    const roll = await takeRoll(
      school.db,
      lesson.id,
      { version: version + 1, absences: absent("polina") },
      smirnova(),
    );
    expect(roll.absences).toMatchObject([{ kind: "absent", reason: null }]);
  });
});

describe("Two people over one roll", () => {
  test("who comes second with another one is shown what stands there, and nothing is lost", async () => {
    const lesson = await newLesson();
    const first = await takeRoll(
      school.db,
      lesson.id,
      { version: 0, absences: absent("artyom") },
      smirnova(),
    );
    const second = takeRoll(
      school.db,
      lesson.id,
      { version: 0, absences: absent("nikita") },
      by(id("gromova")),
    );
    await expect(second).rejects.toThrow(Conflict);
    await expect(second).rejects.toMatchObject({ current: first });
    expect(await readRoll(school.db, lesson.id)).toEqual(first);
    expect(await kindsOf(school.db, id("nikita"))).toEqual([]);
  });

  test("at the same moment one of them is refused", async () => {
    const lesson = await newLesson();
    const outcomes = await atOnce(
      school.db,
      "AuditEntry",
      (["maria", "roman", "anna"] as const).map(
        (pupil) => () => takeRoll(school.db, lesson.id, { version: 0, absences: absent(pupil) }, smirnova()),
      ),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await school.db.absence.count({ where: { lessonId: lesson.id } })).toBe(1);
  });

  test("a roll over a reason that was said meanwhile is refused", async () => {
    const lesson = await newLesson();
    const { version } = await takeRoll(
      school.db,
      lesson.id,
      { version: 0, absences: absent("egor") },
      smirnova(),
    );
    await school.db.absence.updateMany({
      where: { lessonId: lesson.id },
      data: { reason: "valid", version: { increment: 1 } },
    });
    await expect(takeRoll(school.db, lesson.id, { version, absences: [] }, smirnova())).rejects.toThrow(
      Conflict,
    );
    expect(await cellOf(lesson.id, "egor")).toMatchObject({ kind: "absent", reason: "valid" });
  });
});

describe("The door of the lesson's day (R11)", () => {
  test.each<[string, string]>([
    ["The day after it is closed", "2026-11-27"],
    ["The day before it is not open yet", "2026-11-25"],
  ])("%s", async (_, day) => {
    const lesson = await newLesson();
    setClock(morning(day));
    const roll = takeRoll(school.db, lesson.id, { version: 0, absences: absent("pavel") }, smirnova());
    await expect(roll).rejects.toThrow(Closed);
    const cell = { pupilId: id("pavel"), kind: "absent" as const, version: 0 };
    await expect(noteAbsences(school.db, lesson.id, [cell], smirnova())).rejects.toThrow(Closed);
    expect(await kindsOf(school.db, id("pavel"))).toEqual([]);
  });

  test("What is imported passes, and nobody hears of it", async () => {
    const lesson = await addLesson(school, { day: "2026-10-20", number: 1 });
    const silent = { ...smirnova(), source: "import" as const, silent: true };
    await takeRoll(school.db, lesson.id, { version: 0, absences: absent("pavel") }, silent);
    expect(await kindsOf(school.db, id("pavel"))).toEqual([]);
    const cell = await cellOf(lesson.id, "pavel");
    const events = await school.db.event.findMany({ where: { factId: cell!.id } });
    expect(events).toMatchObject([{ kind: "absence.noted", silent: true, routedAt: expect.any(Date) }]);
  });

  test("A lesson that falls out has no roll", async () => {
    const lesson = await newLesson();
    await school.db.lesson.update({ where: { id: lesson.id }, data: { cancelledFor: "мороз" } });
    await expect(takeRoll(school.db, lesson.id, { version: 0, absences: [] }, smirnova())).rejects.toThrow(
      Closed,
    );
  });

  test("A lesson that does not exist has none either", async () => {
    await expect(takeRoll(school.db, id("anna"), { version: 0, absences: [] }, smirnova())).rejects.toThrow(
      NotFound,
    );
  });
});

test("A subgroup's roll is of its own pupils", async () => {
  const { db, cast } = school;
  const { year, subjects, classes } = cast;
  const subgroup = await db.subgroup.create({
    data: {
      yearId: year.id,
      subjectId: subjects.english.id,
      name: "первая",
      classes: { create: { classId: classes.sevenA.id } },
      members: {
        create: (["stepan", "varvara"] as const).map((pupil) => ({
          pupilId: id(pupil),
          from: year.startsOn,
        })),
      },
    },
  });
  const lesson = await newLesson();
  await db.lesson.update({ where: { id: lesson.id }, data: { classId: null, subgroupId: subgroup.id } });
  const alien = takeRoll(db, lesson.id, { version: 0, absences: absent("lev") }, smirnova());
  await expect(alien).rejects.toThrow(BadInput);
  const roll = await takeRoll(db, lesson.id, { version: 0, absences: absent("stepan") }, smirnova());
  expect(roll.absences).toMatchObject([{ pupilId: id("stepan"), kind: "absent" }]);
});

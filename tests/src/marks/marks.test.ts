import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { dateOf, isoDay, setClock } from "../../../src/clock.ts";
import { BadInput, Closed, ConfirmFirst, Conflict } from "../../../src/errors.ts";
import { openWork } from "../../../src/lessons/works.ts";
import { type MarkEntry, type WriteOptions, writeMarks } from "../../../src/marks/marks.ts";
import type { By } from "../../../src/outbox/events.ts";
import { atOnce } from "../../support/at-once.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";

/** Ten in the morning of a Thursday in Krasnoyarsk; its midnight is 17:00 UTC. */
const NOW = new Date("2026-11-26T03:00:00Z");
const MIDNIGHT = new Date("2026-11-26T17:00:00Z");
const justBefore = (moment: Date) => new Date(moment.getTime() - 1);

let school: TestSchool;
let by: By;
/** A fresh work of today's algebra, and one with a norm of three school days. */
let answer: string;
let testWork: string;

beforeAll(async () => {
  setClock(NOW);
  school = await castSchool({ now: NOW });
  by = { actorId: school.cast.smirnova.id, source: "web", silent: false };
});
beforeEach(async () => {
  setClock(NOW);
  const { id } = school.today.algebra;
  answer = (await openWork(school.db, id, { kindCode: "answer" }, by)).id;
  testWork = (await openWork(school.db, id, { kindCode: "test" }, by)).id;
});
afterEach(() => setClock(null));
afterAll(() => school.close());

type Marks = Partial<Record<CastKey, string | null>>;
const entriesOf = (marks: Marks): MarkEntry[] =>
  Object.entries(marks).map(([key, value]) => ({ pupilId: school.cast[key as CastKey].id, value }));
const write = (workId: string, marks: Marks, options: WriteOptions & { at?: string | Date } = {}) => {
  const { at, ...rest } = options;
  return writeMarks(school.db, workId, entriesOf(marks), at ? { ...by, at: new Date(at) } : by, rest);
};
const cell = (workId: string, pupil: CastKey) =>
  school.db.mark.findUnique({
    where: { workId_pupilId: { workId, pupilId: school.cast[pupil].id } },
    include: { value: true, versions: { orderBy: { version: "asc" }, include: { value: true } } },
  });
const standing = async (workId: string, pupil: CastKey) => (await cell(workId, pupil))?.value?.code ?? null;
const eventsOf = async (workId: string, pupil: CastKey) => {
  const mark = await cell(workId, pupil);
  const events = await school.db.event.findMany({
    where: { factId: mark!.id },
    orderBy: { factVersion: "asc" },
  });
  return events.map(({ kind }) => kind);
};

describe("A mark is written", () => {
  test("with who, when and from where; what was before stays beside it", async () => {
    expect(await write(answer, { anna: "4" })).toMatchObject({ set: 1, same: 0 });
    expect(await write(answer, { anna: "5" })).toMatchObject({ changed: 1 });
    expect(await write(answer, { anna: null })).toMatchObject({ withdrawn: 1 });
    const mark = (await cell(answer, "anna"))!;
    expect(mark.versions.map(({ value }) => value?.code ?? null)).toEqual(["4", "5", null]);
    expect(mark.versions[0]).toMatchObject({ byId: school.cast.smirnova.id, source: "web", act: null });
    expect(await eventsOf(answer, "anna")).toEqual(["mark.set", "mark.changed", "mark.withdrawn"]);
    const audited = await school.db.auditEntry.findMany({ where: { objectId: mark.id } });
    expect(audited.map(({ action, pupilId }) => ({ action, pupilId }))).toContainEqual({
      action: "mark.changed",
      pupilId: school.cast.anna.id,
    });
  });

  test("The same again changes nothing and tells nobody", async () => {
    await write(answer, { anna: "4", egor: "3" });
    const again = await write(answer, { anna: "4", egor: "3", vera: null });
    expect(again).toMatchObject({ set: 0, changed: 0, withdrawn: 0, same: 3 });
    expect(await eventsOf(answer, "anna")).toEqual(["mark.set"]);
    expect(again.cells.map(({ value, version }) => ({ value, version }))).toEqual([
      { value: "4", version: 1 },
      { value: "3", version: 1 },
      { value: null, version: 0 },
    ]);
  });

  test("Two marks of one pupil in one lesson are marks of two works", async () => {
    const { id } = school.today.algebra;
    const second = (await openWork(school.db, id, { kindCode: "answer" }, by)).id;
    await write(answer, { lev: "5" });
    await write(second, { lev: "4" });
    expect([await standing(answer, "lev"), await standing(second, "lev")]).toEqual(["5", "4"]);
  });

  test("What cannot stand in the journal is refused whole, with the way to it", async () => {
    const refused = async (marks: Marks | MarkEntry[]) => {
      const entries = Array.isArray(marks) ? marks : entriesOf(marks);
      const error: unknown = await writeMarks(school.db, answer, entries, by).catch((thrown) => thrown);
      return error instanceof BadInput ? error.path : error;
    };
    const anna = { pupilId: school.cast.anna.id, value: "5" };
    expect(await refused({ anna: "5", egor: "7" })).toEqual(["marks", 1, "value"]);
    expect(await refused({ anna: "5", misha: "5" })).toEqual(["marks", 1, "pupilId"]);
    expect(await refused([anna, anna])).toEqual(["marks", 1, "pupilId"]);
    expect(await cell(answer, "anna")).toBeNull();
  });
});

describe("R11: «исправление отметок и выставление отметок задним числом запрещено»", () => {
  test("Set and changed until the last millisecond of the lesson's day, by the school's clock", async () => {
    await write(answer, { anna: "4" }, { at: justBefore(MIDNIGHT) });
    await write(answer, { anna: "5" }, { at: justBefore(MIDNIGHT) });
    expect(await standing(answer, "anna")).toBe("5");
  });

  test("From midnight on neither set nor changed nor taken away, and the sentence names the way through", async () => {
    await write(answer, { anna: "4" });
    for (const marks of [{ anna: "5" }, { anna: null }, { egor: "5" }])
      await expect(write(answer, marks, { at: MIDNIGHT })).rejects.toThrow(
        new Closed("День урока, 26.11.2026, закрыт. Отметку можно изменить только по акту через завуча."),
      );
    expect(await standing(answer, "anna")).toBe("4");
    expect(await cell(answer, "egor")).toBeNull();
  });

  test("The moment it was received counts, not the one at which it was written", async () => {
    setClock(MIDNIGHT);
    await write(answer, { anna: "4" }, { at: justBefore(MIDNIGHT) });
    expect(await standing(answer, "anna")).toBe("4");
  });

  test("Not before the lesson's day either", async () => {
    await expect(write(answer, { anna: "4" }, { at: "2026-11-25T16:59:59.999Z" })).rejects.toThrow(
      "Урок 26.11.2026 ещё не наступил.",
    );
  });

  test("A lesson that falls out takes no marks", async () => {
    const { id } = school.today.algebra;
    await school.db.lesson.update({ where: { id }, data: { cancelledFor: "карантин" } });
    await expect(write(answer, { anna: "4" })).rejects.toThrow("отменён");
    await school.db.lesson.update({ where: { id }, data: { cancelledFor: null } });
  });

  test("What is imported passes, and nobody hears of it", async () => {
    const silent: By = {
      actorId: null,
      source: "import",
      silent: true,
      at: new Date("2026-12-24T03:00:00Z"),
    };
    await writeMarks(school.db, answer, entriesOf({ anna: "1" }), silent);
    expect(await standing(answer, "anna")).toBe("1");
    const { id } = (await cell(answer, "anna"))!;
    const [event] = await school.db.event.findMany({ where: { factId: id } });
    expect(event).toMatchObject({ silent: true });
    expect(event!.routedAt).not.toBeNull();
  });
});

describe("R14: a work with a checking norm of three school days, of a Thursday", () => {
  const [FRIDAY, MONDAY] = ["2026-11-27T03:00:00Z", "2026-11-30T03:00:00Z"];
  const TUESDAY_NIGHT = "2026-12-01T16:59:59.999Z";

  test("may be entered until the last moment of Tuesday, and not on Wednesday", async () => {
    await write(testWork, { anna: "4" }, { at: FRIDAY });
    await write(testWork, { egor: "3" }, { at: TUESDAY_NIGHT });
    await expect(write(testWork, { vera: "5" }, { at: "2026-12-01T17:00:00Z" })).rejects.toThrow(
      "Срок проверки закончился 01.12.2026.",
    );
    expect(isoDay((await cell(testWork, "egor"))!.enteredOn)).toBe("2026-12-01");
    expect(await cell(testWork, "vera")).toBeNull();
  });

  test("Once entered it is changed on that day, and closed from its midnight on while others are still entered", async () => {
    await write(testWork, { anna: "4" }, { at: FRIDAY });
    await write(testWork, { anna: "5" }, { at: "2026-11-27T16:59:59.999Z" });
    for (const marks of [{ anna: "3" }, { anna: null }])
      await expect(write(testWork, { ...marks, egor: "4" }, { at: MONDAY })).rejects.toThrow(
        "Отметку меняют только в день, когда её поставили: 27.11.2026.",
      );
    expect(await standing(testWork, "anna")).toBe("5");
    await write(testWork, { egor: "4" }, { at: MONDAY });
  });

  test("Entered in the lesson it is closed the next day as well", async () => {
    await write(testWork, { anna: "4" });
    await expect(write(testWork, { anna: "5" }, { at: FRIDAY })).rejects.toThrow(Closed);
  });

  test("A slip that was taken away on its day leaves an empty cell: entered while the norm runs, closed after that day", async () => {
    await write(testWork, { anna: "2" });
    await write(testWork, { anna: null });
    await write(testWork, { anna: "4" }, { at: FRIDAY });
    await write(testWork, { anna: "5" }, { at: FRIDAY });
    await expect(write(testWork, { anna: "3" }, { at: MONDAY })).rejects.toThrow(Closed);
    expect(await standing(testWork, "anna")).toBe("5");
  });

  test("A work keeps the norm it was given with", async () => {
    await school.db.workKind.update({ where: { code: "test" }, data: { checkingDays: 0 } });
    await write(testWork, { anna: "4" }, { at: TUESDAY_NIGHT });
    await school.db.workKind.update({ where: { code: "test" }, data: { checkingDays: 3 } });
  });
});

describe("What is unusual is asked back first", () => {
  const questions = async (marks: Marks, options: WriteOptions = {}) => {
    const error: unknown = await write(answer, marks, options).catch((thrown) => thrown);
    return error instanceof ConfirmFirst ? error.questions : error;
  };
  const pupilId = (key: CastKey) => school.cast[key].id;

  test("A one, and a mark for somebody noted absent; a late pupil is there", async () => {
    const { id: lessonId } = school.today.algebra;
    const note = (pupil: CastKey, kind: "absent" | "late" | null) =>
      school.db.absence.create({ data: { lessonId, pupilId: pupilId(pupil), kind, setAt: NOW } });
    await note("roman", "absent");
    await note("maria", "late");
    await note("nikita", null);
    const marks = { anna: "1", roman: "4", maria: "4", nikita: "4" };
    expect(await questions(marks)).toEqual([
      { code: "one", pupilIds: [pupilId("anna")] },
      { code: "absent", pupilIds: [pupilId("roman")] },
    ]);
    expect(await questions(marks, { confirm: ["one"] })).toEqual([
      { code: "absent", pupilIds: [pupilId("roman")] },
    ]);
    expect(await cell(answer, "maria")).toBeNull();
    expect(await write(answer, marks, { confirm: ["one", "absent"] })).toMatchObject({ set: 4 });
    expect(await write(answer, marks)).toMatchObject({ same: 4 });
    expect(await write(answer, { roman: null })).toMatchObject({ withdrawn: 1 });
  });
});

describe("Two teachers in one cell", () => {
  const seen = (pupil: CastKey, value: string | null, version: number): MarkEntry => ({
    pupilId: school.cast[pupil].id,
    value,
    version,
  });
  const colleague = (): By => ({ ...by, actorId: school.cast.gromova.id });

  test("The second is told what stands there now, nothing of theirs is written, and they send what they still want", async () => {
    await write(answer, { anna: "4" });
    const wanted = [seen("anna", "5", 0), seen("egor", "3", 0)];
    const error: unknown = await writeMarks(school.db, answer, wanted, colleague()).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(Conflict);
    expect((error as Conflict).current).toMatchObject([
      { pupilId: school.cast.anna.id, value: "4", version: 1, byId: school.cast.smirnova.id },
    ]);
    expect(await cell(answer, "egor")).toBeNull();
    const again = [seen("anna", "5", 1), seen("egor", "3", 0)];
    expect(await writeMarks(school.db, answer, again, colleague())).toMatchObject({ changed: 1, set: 1 });
  });

  test("At the same moment in an empty cell: one is written, the others are told", async () => {
    const values = ["5", "4", "3"];
    const lost = await atOnce(
      school.db,
      "Mark",
      values.map((value) => () => writeMarks(school.db, answer, [seen("gleb", value, 0)], colleague())),
    );
    expect(lost).toHaveLength(2);
    expect(lost.every((reason) => reason instanceof Conflict)).toBe(true);
    expect((await cell(answer, "gleb"))!.versions).toHaveLength(1);
  });

  test("Both want the same: nothing is lost, so nobody is stopped", async () => {
    await write(answer, { anna: "4" });
    expect(await writeMarks(school.db, answer, [seen("anna", "4", 0)], colleague())).toMatchObject({
      same: 1,
    });
  });

  test("A cell that was emptied meanwhile is as empty as it was seen", async () => {
    await write(answer, { anna: "4" });
    await write(answer, { anna: null });
    expect(await writeMarks(school.db, answer, [seen("anna", "5", 0)], colleague())).toMatchObject({
      set: 1,
    });
  });
});

describe("Who belongs into the lesson", () => {
  const lessonOf = async (of: { classId: string } | { subgroupId: string }) => {
    const { id: subjectId } = school.cast.subjects.english;
    const lesson = await school.db.lesson.create({
      data: {
        ...of,
        subjectId,
        teacherId: school.cast.smirnova.id,
        date: dateOf("2026-11-26"),
        number: 7,
        startsAt: NOW,
        endsAt: NOW,
      },
    });
    const { id: workId } = await school.db.work.create({ data: { lessonId: lesson.id, kindCode: "answer" } });
    return workId;
  };

  test("Of a subgroup its members on that day, of whichever class, and nobody else of theirs", async () => {
    const { db, cast } = school;
    const from = dateOf("2026-09-01");
    const { id: subgroupId } = await db.subgroup.create({
      data: {
        yearId: cast.year.id,
        subjectId: cast.subjects.english.id,
        name: "первая",
        classes: { create: [{ classId: cast.classes.sevenA.id }, { classId: cast.classes.fourB.id }] },
        members: {
          create: [
            { pupilId: cast.anna.id, from },
            { pupilId: cast.misha.id, from },
            { pupilId: cast.darya.id, from, to: dateOf("2026-11-25") },
          ],
        },
      },
    });
    const workId = await lessonOf({ subgroupId });
    expect(await write(workId, { anna: "5", misha: "4" })).toMatchObject({ set: 2 });
    for (const outside of ["darya", "egor"] as const)
      await expect(write(workId, { [outside]: "5" })).rejects.toThrow("На этом уроке такого ученика нет.");
  });

  test("Class 1 takes no marks", async () => {
    const { db, cast } = school;
    const { id: classId } = await db.schoolClass.create({
      data: { yearId: cast.year.id, level: 1, letter: "А" },
    });
    const { id: pupilId } = await db.person.create({ data: { surname: "Первоклассник", givenName: "Пётр" } });
    await db.enrolment.create({ data: { pupilId, classId, from: dateOf("2026-09-01") } });
    const workId = await lessonOf({ classId });
    const error: unknown = await writeMarks(db, workId, [{ pupilId, value: "5" }], by).catch(
      (thrown) => thrown,
    );
    expect(error).toBeInstanceOf(BadInput);
    expect((error as BadInput).message).toContain("В первом классе отметок не бывает");
    expect((error as BadInput).path).toEqual(["marks", 0, "value"]);
  });
});

describe("Cells a device kept past midnight without a connection", () => {
  const keptSince = justBefore(MIDNIGHT);
  const at = "2026-11-27T01:00:00Z";

  test("come back as late, with nothing written over what stands there", async () => {
    await write(answer, { anna: "4" });
    const written = await write(answer, { anna: "5", egor: "3" }, { at, keptSince });
    expect(written).toMatchObject({ set: 0, changed: 0, same: 0 });
    expect(written.late).toMatchObject(entriesOf({ anna: "5", egor: "3" }));
    expect(await standing(answer, "anna")).toBe("4");
    expect(await cell(answer, "egor")).toBeNull();
  });

  test("What was on time already, and what a norm still lets in (R14), is no draft", async () => {
    await write(testWork, { anna: "4" });
    const written = await write(testWork, { anna: "5", egor: "3" }, { at, keptSince });
    expect(written).toMatchObject({ set: 1 });
    expect(written.late).toMatchObject(entriesOf({ anna: "5" }));
    const again = await write(testWork, { egor: "3" }, { at, keptSince });
    expect(again).toMatchObject({ same: 1, late: [] });
  });

  test("Typed when the day was over already they are simply too late", async () => {
    for (const since of [MIDNIGHT, new Date("2026-11-25T10:00:00Z")])
      await expect(write(answer, { anna: "5" }, { at, keptSince: since })).rejects.toThrow(Closed);
  });
});

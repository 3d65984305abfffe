import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { explainAbsences } from "../../../src/attendance/reasons.ts";
import { readCalendar } from "../../../src/calendar/calendar.ts";
import { dateOf, setClock } from "../../../src/clock.ts";
import type { Digest } from "../../../src/digests/digest.ts";
import { type DigestWanted, readDigests } from "../../../src/digests/read.ts";
import { readTermProgress } from "../../../src/journal/progress.ts";
import { setTask } from "../../../src/lessons/tasks.ts";
import { writeMarks } from "../../../src/marks/marks.ts";
import { addMaterial } from "../../../src/materials/materials.ts";
import { getSettings } from "../../../src/settings.ts";
import { at, type TermSchool, termSchool, WEEK } from "../../support/term-school.ts";

let school: TermSchool;

beforeAll(async () => {
  school = await termSchool();
});
afterAll(() => school.close());
afterEach(async () => {
  const { db, yearId, cast, classes } = school;
  setClock(at(WEEK.friday, 18));
  await db.$executeRaw`truncate "Work", "Absence", "IndividualTask", "Substitution", "DayOff" cascade`;
  await db.lesson.updateMany({ data: { homework: null, rollTakenAt: null } });
  await db.term.updateMany({ where: { yearId }, data: { endsOn: dateOf("2027-10-29") } });
  await db.enrolment.updateMany({
    where: { pupilId: cast.gleb.id, classId: classes.sevenA },
    data: { to: null },
  });
});

async function read(pupil: CastKey, wish: Partial<DigestWanted> = {}): Promise<Digest | null> {
  const { db, cast } = school;
  const wanted: DigestWanted = {
    ...{ key: pupil, pupilId: cast[pupil].id, frequency: "weekly" },
    ...{ from: at(WEEK.lastFriday, 18), until: at(WEEK.friday, 18), changed: [], withHomework: true },
    ...wish,
  };
  const settings = await getSettings(db);
  const digests = await db.$transaction((tx) =>
    readDigests(tx, [wanted], { settings, calendarOf: (yearId) => readCalendar(db, yearId) }),
  );
  return digests.get(pupil)!;
}

const weekly = async (pupil: CastKey, wish: Partial<DigestWanted> = {}) => (await read(pupil, wish))!;
const daily = (pupil: CastKey, wish: Partial<DigestWanted> = {}) =>
  read(pupil, { frequency: "daily", from: at(WEEK.thursday, 18), ...wish });
const subjectOf = (digest: Digest, name: string) => digest.subjects.find(({ subject }) => subject === name);

describe("The week of a pupil", () => {
  test("tells the marks of the week and where they lead (R62)", async () => {
    await school.put("anna", "algebra", { day: "2027-09-08", value: "5" });
    await school.put("anna", "algebra", { day: "2027-09-15", value: "4" });
    await school.put("anna", "algebra", { day: WEEK.monday, value: "4" });
    await school.put("anna", "algebra", { day: WEEK.friday, value: "5" });
    const digest = await weekly("anna");
    expect(digest).toMatchObject({
      pupil: { surname: "Кравцова", givenName: "Анна", className: "7А" },
      from: WEEK.monday,
      to: WEEK.friday,
      marks: [
        { value: "5", count: 1 },
        { value: "4", count: 1 },
      ],
      curve: [
        { week: "2027-09-06", average: 500 },
        { week: "2027-09-13", average: 400 },
        { week: WEEK.monday, average: 450 },
      ],
    });
    expect(digest.subjects).toEqual([
      {
        ...{ subject: "алгебра", marks: ["4", "5"], average: 450, trend: "same", comesOut: "5" },
        ...{ disputed: null, few: true, cameOut: null, forecast: null, lessonsLeft: 15, atRisk: null },
      },
    ]);
  });

  test("has the same averages as the diary, for every pupil", async () => {
    const marks = { anna: "5434", egor: "3325", vera: "4", gleb: "52" } as const;
    const days = ["2027-09-08", "2027-09-15", WEEK.monday, WEEK.friday];
    for (const [pupil, values] of Object.entries(marks) as [CastKey, string][])
      for (const [index, value] of [...values].entries())
        await school.put(pupil, "algebra", { day: days[index]!, value });
    for (const pupil of Object.keys(marks) as CastKey[]) {
      const digest = await weekly(pupil, { sayNothing: true });
      const own = { day: WEEK.friday, reader: "family" } as const;
      const progress = await readTermProgress(school.db, school.cast[pupil].id, own);
      expect(digest.subjects.map(({ subject, average }) => [subject, average])).toEqual(
        progress.subjects.map(({ subject, forecast }) => [subject, forecast?.average]),
      );
    }
  });

  test("says which mark fell, what brings it back, and what is left of the term for it", async () => {
    for (const day of ["2027-09-06", "2027-09-08", "2027-09-10"])
      await school.put("vera", "algebra", { day, value: "5" });
    await school.put("vera", "algebra", { day: WEEK.monday, value: "4" });
    await school.put("vera", "algebra", { day: WEEK.friday, value: "3" });
    expect(subjectOf(await weekly("vera"), "алгебра")).toMatchObject({
      ...{ average: 440, trend: "down", comesOut: "4", cameOut: "5", few: false, lessonsLeft: 15 },
      forecast: { value: "5", of: "5", need: 1, possible: true },
    });
  });

  test("warns where two low marks would take the mark down", async () => {
    const days = ["2027-09-06", "2027-09-08", "2027-09-10", "2027-09-15", WEEK.monday];
    for (const [index, value] of [..."44433"].entries())
      await school.put("egor", "algebra", { day: days[index]!, value });
    expect(subjectOf(await weekly("egor"), "алгебра")?.atRisk).toEqual({ of: "3", need: 2, value: "3" });
  });

  test("calls the next mark impossible when the lessons left cannot bring it", async () => {
    const { db, yearId } = school;
    await db.term.updateMany({ where: { yearId }, data: { endsOn: dateOf("2027-09-28") } });
    const days = ["2027-09-06", "2027-09-08", "2027-09-10", WEEK.monday, WEEK.friday];
    for (const day of days) await school.put("gleb", "algebra", { day, value: "3" });
    expect(subjectOf(await weekly("gleb"), "алгебра")).toMatchObject({
      lessonsLeft: 1,
      forecast: { value: "4", possible: false },
    });
  });

  test("leaves out what has not stood for its hold, and tells it a week later", async () => {
    await school.put("anna", "algebra", { day: WEEK.friday, value: "2", at: at(WEEK.friday, 17, 55) });
    await school.put("anna", "algebra", { day: WEEK.monday, value: "5" });
    expect((await weekly("anna")).subjects).toMatchObject([{ marks: ["5"], average: 500 }]);
    setClock(at(WEEK.friday, 18, 10));
    expect((await weekly("anna")).subjects).toMatchObject([{ marks: ["5"], average: 500 }]);
    const later = { from: at(WEEK.friday, 18), until: at("2027-10-01", 18) };
    setClock(later.until);
    expect((await weekly("anna", later)).subjects).toMatchObject([
      { marks: ["2"], average: 350, trend: "down" },
    ]);
  });

  test("shows a corrected mark once, as what it was and what it is", async () => {
    const { db, cast } = school;
    const by = { actorId: cast.smirnova.id, source: "web", silent: true } as const;
    const workId = await school.put("anna", "algebra", { day: "2027-09-15", value: "4" });
    await school.put("anna", "algebra", { day: WEEK.monday, value: "4" });
    await writeMarks(db, workId, [{ pupilId: cast.anna.id, value: "5" }], {
      ...by,
      at: at(WEEK.tuesday, 10),
    });
    const digest = await weekly("anna");
    expect(digest.changed).toMatchObject([
      { date: "2027-09-15", story: { kind: "mark.changed", subject: "алгебра", was: "4", value: "5" } },
    ]);
    expect(digest.subjects).toMatchObject([{ marks: ["4"], average: 450, trend: "up" }]);
    const told = await weekly("anna", { changed: digest.changed });
    expect(told.changed).toEqual(digest.changed);
  });

  test("tells a mark as it stood when the week ended; what was changed before the letter left is the next one's", async () => {
    const { db, cast } = school;
    const by = { actorId: cast.smirnova.id, source: "web", silent: true } as const;
    const workId = await school.put("anna", "algebra", { day: WEEK.monday, value: "4" });
    const corrected = { ...by, at: at(WEEK.friday, 18, 5) };
    await writeMarks(db, workId, [{ pupilId: cast.anna.id, value: "5" }], corrected);
    setClock(at(WEEK.friday, 19));
    const thisWeek = await weekly("anna");
    expect(thisWeek).toMatchObject({ changed: [], subjects: [{ marks: ["4"] }] });
    const next = { from: at(WEEK.friday, 18), until: at("2027-10-01", 18) };
    setClock(next.until);
    const nextWeek = await weekly("anna", next);
    expect(nextWeek.changed).toMatchObject([{ story: { kind: "mark.changed", was: "4", value: "5" } }]);
  });

  test("counts lessons missed without guessing why, and says later why it was", async () => {
    const { db, cast } = school;
    await school.miss("algebra", "2027-09-15", ["anna"]);
    await school.miss("algebra", WEEK.monday, ["anna", "egor"]);
    await school.miss("russian", WEEK.tuesday, ["anna"]);
    const by = { actorId: cast.gromova.id, source: "web", silent: true } as const;
    const which = { from: "2027-09-13", to: WEEK.monday };
    await explainAbsences(
      db,
      cast.anna.id,
      { which, reason: "illness" },
      { ...by, at: at(WEEK.thursday, 10) },
    );
    expect((await weekly("anna")).attendance).toEqual({
      missed: [
        { reason: "illness", lessons: 1 },
        { reason: "unknown", lessons: 1 },
      ],
      late: 0,
      missedInTerm: 3,
      explained: [{ date: "2027-09-15", reason: "illness", lessons: 1 }],
    });
    expect((await weekly("egor")).attendance).toMatchObject({ missed: [{ reason: "unknown", lessons: 1 }] });
  });

  test("reports no autumn of old marks as news when a school begins in the middle of it", async () => {
    const { db, cast } = school;
    const workId = await school.put("egor", "algebra", { day: "2027-09-08", value: "3" });
    const by = { actorId: null, source: "import", silent: true, at: at(WEEK.thursday, 12) } as const;
    await writeMarks(db, workId, [{ pupilId: cast.anna.id, value: "4" }], by);
    expect((await weekly("anna", { sayNothing: true })).subjects).toMatchObject([
      { marks: [], average: 400, trend: "same" },
    ]);
  });
});

describe("The homework ahead", () => {
  test("is what the next school day's lessons asked for, in one's own subgroup and alone", async () => {
    const { db, cast, by } = school;
    await school.setHomework("algebra", "2027-09-22", "§ 1");
    await school.setHomework("algebra", WEEK.friday, "§ 23, № 481");
    await school.setHomework("english", WEEK.friday, "упр. 3");
    await school.setHomework("russian", WEEK.thursday, "упр. 204");
    const { id } = await school.lessonOf("english", WEEK.friday);
    const asked = { pupilId: cast.anna.id, text: "карточка 3" };
    await setTask(db, id, asked, { ...by, silent: true, at: at(WEEK.friday, 12) });
    expect((await weekly("anna")).ahead).toEqual({
      date: WEEK.nextMonday,
      homework: [
        { subject: "алгебра", text: "§ 23, № 481", files: 0 },
        { subject: "английский язык", text: "упр. 3; карточка 3", files: 0 },
      ],
    });
    const algebra = { subject: "алгебра", text: "§ 23, № 481", files: 0 };
    expect((await weekly("egor")).ahead?.homework).toEqual([algebra]);
    expect(await daily("egor", { withHomework: false })).toBeNull();
  });

  test("R49: may lie in a file alone", async () => {
    const { db, cast, by } = school;
    const { id: lessonId } = await school.lessonOf("algebra", WEEK.friday);
    const sheet = { lessonId, kind: "homework" as const, pupilId: null, name: "листок.txt" };
    const dataDir = await mkdtemp(join(tmpdir(), "vestnik-homework-"));
    const given = { ...sheet, bytes: Buffer.from("x"), dataDir };
    await addMaterial(db, given, { ...by, actorId: cast.smirnova.id });
    expect((await weekly("egor")).ahead?.homework).toEqual([{ subject: "алгебра", text: "", files: 1 }]);
    await rm(dataDir, { recursive: true });
    await db.material.deleteMany();
  });

  test("waits in the holidays for their last evening", async () => {
    const { db, yearId } = school;
    await school.setHomework("algebra", WEEK.friday, "§ 23");
    const vacation = { kind: "vacation", name: "каникулы" } as const;
    const days = { startsOn: dateOf("2027-09-25"), endsOn: dateOf("2027-10-03") };
    await db.dayOff.create({ data: { yearId, ...vacation, ...days } });
    const on = (day: string) => daily("egor", { from: at(day, 0), until: at(day, 18) });
    expect((await on(WEEK.friday))?.ahead?.date).toBe("2027-10-04");
    expect(await on("2027-09-29")).toBeNull();
    expect((await on("2027-10-03"))?.ahead?.date).toBe("2027-10-04");
  });

  test("passes over a lesson that falls out that day", async () => {
    const { db } = school;
    await school.setHomework("algebra", WEEK.friday, "§ 23");
    const { id: entryId } = await db.timetableEntry.findFirstOrThrow({
      where: { weekday: 1, number: 1, lessons: { some: {} } },
    });
    const substitution = { entryId, date: dateOf(WEEK.nextMonday), cancelled: true, reason: "карантин" };
    await db.substitution.create({ data: substitution });
    expect((await weekly("egor", { sayNothing: true })).ahead?.date).toBe("2027-09-28");
  });
});

describe("The day of a pupil", () => {
  test("tells the marks of that day alone, and none to those who hear them at once", async () => {
    await school.put("anna", "algebra", { day: WEEK.monday, value: "5" });
    await school.put("anna", "english", { day: WEEK.friday, value: "3" });
    expect(await daily("anna")).toMatchObject({
      ...{ from: WEEK.friday, to: WEEK.friday, curve: [] },
      subjects: [{ subject: "английский язык", marks: ["3"] }],
    });
    expect(await daily("anna", { withMarks: false })).toBeNull();
    expect((await weekly("anna", { withMarks: false })).marks).toHaveLength(2);
  });

  test("is nothing when nothing happened, unless they want to be told so", async () => {
    expect(await daily("egor")).toBeNull();
    expect(await daily("egor", { sayNothing: true })).toMatchObject({ subjects: [], marks: [] });
  });

  test("of a pupil who is in no class any more tells what was carried to it", async () => {
    const { db, cast } = school;
    await db.enrolment.updateMany({
      where: { pupilId: cast.gleb.id },
      data: { to: dateOf(WEEK.lastFriday) },
    });
    const story = { kind: "mark.withdrawn", subject: "алгебра", value: null, was: "2" } as const;
    const work = { kind: "ответ на уроке", title: null };
    const changed = [
      { date: WEEK.monday, story: { ...story, work, date: WEEK.monday, act: null, standing: null } },
    ];
    expect(await daily("gleb", { changed })).toMatchObject({ pupil: { className: "" }, changed });
  });
});

import { verify } from "@node-rs/argon2";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { castOf } from "../../prisma/cast-ids.ts";
import { seedDemo, todaysLessons } from "../../prisma/seed.ts";
import { dayIn, isoDay, setClock } from "../../src/clock.ts";
import { type Db, openDb } from "../../src/db.ts";
import { holdLessons } from "../../src/lessons/holding.ts";
import { getSettings } from "../../src/settings.ts";
import { testDatabase } from "../support/database.ts";
import { castSchool, type TestSchool } from "../support/school.ts";

const ZONE = "Asia/Krasnoyarsk";
const DAY_MS = 86_400_000;
const FRIDAY = new Date("2026-11-27T10:24:00+07:00");

afterEach(() => setClock(null));

describe("Algebra of 7А runs now", () => {
  let school: TestSchool;
  beforeAll(async () => {
    school = await castSchool();
  });
  afterAll(() => school.close());

  test.each([
    ["on an ordinary Friday", "2026-11-27T10:24:00+07:00"],
    ["when the bell has just rung", "2026-11-26T09:50:00+07:00"],
    ["when the bell rings again", "2026-11-25T10:30:00+07:00"],
    ["before the first bell of a usual day", "2026-11-24T06:59:59+07:00"],
    ["in the evening", "2026-11-23T19:17:00+07:00"],
    ["on a Saturday", "2026-11-28T12:00:00+07:00"],
    ["on a Sunday", "2026-11-29T15:40:00+07:00"],
    ["at five past midnight", "2026-11-30T00:05:00+07:00"],
    ["on the stroke of midnight", "2026-12-01T00:00:00+07:00"],
    ["at ten to one at night", "2026-12-02T00:50:00+07:00"],
    ["at two at night", "2026-12-03T02:00:00+07:00"],
    ["at nine in the evening", "2026-12-04T21:00:00+07:00"],
    ["at twenty to eleven in the evening", "2026-12-05T22:40:00+07:00"],
    ["at five to midnight", "2026-12-06T23:55:00+07:00"],
    ["in the last second of a day", "2026-12-07T23:59:59.999+07:00"],
    ["on New Year's Eve", "2026-12-31T23:58:00+07:00"],
    ["on New Year's night", "2027-01-01T00:03:00+07:00"],
    ["on the last day of February", "2028-02-29T11:11:00+07:00"],
    ["in summer", "2027-07-14T13:30:00+07:00"],
    ["on 31 August", "2027-08-31T18:00:00+07:00"],
    ["on 1 September", "2027-09-01T08:10:00+07:00"],
  ])("%s", async (_, moment) => {
    const now = new Date(moment);
    const cast = castOf(now);
    await todaysLessons(school.db, cast, now);
    const date = dayIn(ZONE, now);
    const lessons = await school.db.lesson.findMany({
      where: { classId: cast.classes.sevenA.id, date },
      orderBy: { number: "asc" },
      include: { works: true },
    });
    const running = lessons.filter(({ startsAt, endsAt }) => startsAt <= now && now < endsAt);

    expect(running).toMatchObject([{ subjectId: cast.subjects.algebra.id, teacherId: cast.smirnova.id }]);
    expect(running[0]?.works.map(({ title }) => title)).toContain("Многочлены");
    expect(lessons.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(dayIn(ZONE, lessons[0]?.startsAt)).toEqual(date);
    expect(dayIn(ZONE, new Date((lessons[5]?.endsAt.getTime() ?? 0) - 1))).toEqual(date);
    for (const [index, lesson] of lessons.slice(1).entries())
      expect(lesson.startsAt.getTime()).toBeGreaterThan(lessons[index]?.endsAt.getTime() ?? 0);
    for (const span of [cast.year, cast.terms.quarter, cast.terms.halfYear]) {
      expect(span.startsOn <= date && date <= span.endsOn).toBe(true);
      expect(span.startsOn >= cast.year.startsOn && span.endsOn <= cast.year.endsOn).toBe(true);
    }
  });
});

describe("The demonstration", () => {
  let db: Db;
  let close: () => Promise<void>;
  beforeEach(async () => {
    const { url, drop } = await testDatabase();
    db = openDb(url);
    close = async () => {
      await db.$disconnect();
      await drop();
    };
  });
  afterEach(() => close());

  async function startAt(moment: Date): Promise<void> {
    setClock(moment);
    await seedDemo(db, moment);
  }

  async function count() {
    return {
      aloud: await db.event.count({ where: { silent: false } }),
      people: await db.person.count(),
      lessons: await db.lesson.count(),
      works: await db.work.count(),
      versions: await db.markVersion.count(),
      finals: await db.finalVersion.count(),
      events: await db.event.count(),
      settings: await db.setting.count(),
    };
  }

  test("Started twice on the same day it adds nothing, and algebra runs again.", async () => {
    await startAt(FRIDAY);
    const before = await count();
    const evening = new Date("2026-11-27T20:00:00+07:00");
    await startAt(evening);
    expect(await count()).toEqual(before);

    const { classes, subjects } = castOf(evening);
    const running = { startsAt: { lte: evening }, endsAt: { gt: evening } };
    const lessons = await db.lesson.findMany({ where: { ...running, classId: classes.sevenA.id } });
    expect(lessons).toMatchObject([{ subjectId: subjects.algebra.id }]);
  });

  test("A mark that was changed by hand stays as it is at the next start.", async () => {
    await startAt(FRIDAY);
    const { anna, values } = castOf(FRIDAY);
    const fives = { pupilId: anna.id, valueId: values["5"], work: { lesson: { date: dayIn(ZONE, FRIDAY) } } };
    const changed = await db.mark.updateMany({ where: fives, data: { valueId: values["4"] } });
    expect(changed.count).toBeGreaterThan(0);
    await startAt(FRIDAY);
    expect(await db.mark.count({ where: fives })).toBe(0);
  });

  test("A start that was killed in the middle is finished by the next one.", async () => {
    await startAt(FRIDAY);
    const whole = await count();
    // As if it had died before it could say that it was done, with a part of the day still to be played.
    await db.auditEntry.deleteMany({ where: { action: { startsWith: "seed." } } });
    const { anna } = castOf(FRIDAY);
    const lost = { pupilId: anna.id, work: { lesson: { date: dayIn(ZONE, FRIDAY) } } };
    const ids = (await db.mark.findMany({ where: lost })).map(({ id }) => id);
    await db.event.deleteMany({ where: { factId: { in: ids } } });
    await db.markVersion.deleteMany({ where: { markId: { in: ids } } });
    await db.mark.deleteMany({ where: lost });

    await startAt(FRIDAY);
    expect(await count()).toEqual(whole);
  });

  test("Every later day is one more school day, also after a month.", async () => {
    await startAt(FRIDAY);
    for (const moment of ["2026-11-28T09:00:00+07:00", "2027-01-04T14:00:00+07:00"]) {
      const before = await count();
      const later = new Date(moment);
      const day = isoDay(dayIn(ZONE, later));
      // The house of the day before went on past midnight and laid this day by the timetable.
      await holdLessons(db, { from: day, to: day }, { actorId: null, source: "web", silent: false });
      await startAt(later);
      const after = await count();
      expect(after.lessons).toBe(before.lessons + 7);
      expect(after.aloud).toBeGreaterThan(before.aloud + 20);
      expect(after.events - before.events).toBe(after.aloud - before.aloud);
      expect(after).toMatchObject({
        people: before.people,
        finals: before.finals,
        settings: before.settings,
      });
      const today = dayIn(ZONE, later);
      const begins = await db.timetableEntry.groupBy({ by: ["from"], _count: true });
      expect(begins).toEqual([{ from: new Date(today.getTime() + DAY_MS), _count: 40 }]);
      expect(await db.term.count({ where: { startsOn: { lte: today }, endsOn: { gte: today } } })).toBe(2);
    }
  });

  test("What was seeded of the past weeks is told to nobody; what is told happened today.", async () => {
    await startAt(FRIDAY);
    const today = dayIn(ZONE, FRIDAY);
    const past = await db.mark.findMany({ where: { work: { lesson: { date: { lt: today } } } } });
    expect(past.length).toBeGreaterThan(800);
    const owed = await db.event.findMany({ where: { routedAt: null } });
    expect(owed.every(({ silent }) => !silent)).toBe(true);
    const pastIds = new Set(past.map(({ id }) => id));
    expect(owed.filter(({ factId }) => pastIds.has(factId))).toEqual([]);
    expect(owed.every(({ occurredAt }) => occurredAt.getTime() === FRIDAY.getTime())).toBe(true);
    expect(owed.filter(({ kind }) => kind === "final.set")).toHaveLength(3);
  });

  test.each([
    ["at five past midnight", "2026-11-27T00:05:00+07:00"],
    ["on New Year's Eve", "2026-12-31T23:58:00+07:00"],
    ["on 31 August", "2027-08-31T12:00:00+07:00"],
  ])("Started %s it has something to tell and weeks behind it.", async (_, moment) => {
    await startAt(new Date(moment));
    const { aloud, events } = await count();
    expect(aloud).toBeGreaterThanOrEqual(10);
    expect(events).toBeGreaterThan(800);
  });

  test("Marks stand as on the screens, and its doors open with the password of the terminal.", async () => {
    await startAt(FRIDAY);
    const { anna, subjects } = castOf(FRIDAY);
    const marks = await db.mark.findMany({
      where: { pupilId: anna.id, work: { lesson: { subjectId: subjects.algebra.id } } },
      include: { value: true },
      orderBy: { work: { lesson: { date: "asc" } } },
    });
    expect(marks.map(({ value }) => value?.code).join("")).toBe("453554");

    const accounts = await db.account.findMany();
    expect(accounts.map(({ login }) => login)).toEqual(
      expect.arrayContaining(["smirnova", "maltsev", "voronina", "gromova", "kravtsova"]),
    );
    expect(await verify(accounts[0]?.passwordHash ?? "", "vestnik")).toBe(true);
    const settings = { demo: true, schoolName: "Школа № 214", markHoldSeconds: 10, telegramLevel: "full" };
    expect(await getSettings(db)).toMatchObject(settings);
  });

  test("A school that is not the demonstration is left alone.", async () => {
    await db.person.create({ data: { surname: "Настоящая", givenName: "Ученица" } });
    await startAt(FRIDAY);
    expect(await count()).toMatchObject({ people: 1, lessons: 0, settings: 0 });
  });
});

import type { FastifyInstance } from "fastify";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { dateOf, isoDay, setClock } from "../../../src/clock.ts";
import { writeFinals } from "../../../src/finals/finals.ts";
import { buildApp } from "../../../src/http/app.ts";
import { recordLesson } from "../../../src/lessons/lessons.ts";
import { setTask } from "../../../src/lessons/tasks.ts";
import { writeMarks } from "../../../src/marks/marks.ts";
import { apiAs } from "../../support/api.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { testConfig } from "../../support/test-config.ts";

let school: TestSchool;
let app: FastifyInstance;
let day: string;

const HOLD_MS = 600_000;

beforeAll(async () => {
  school = await castSchool();
  app = await buildApp({ db: school.db, config: testConfig() });
  day = isoDay(school.today.algebra.date);
});
afterEach(() => setClock(null));
afterAll(async () => {
  await app.close();
  await school.close();
});

const as = (person: CastKey) => apiAs(app, school.db, school.cast[person].id);
const byTeacher = (at = new Date()) =>
  ({ actorId: school.cast.smirnova.id, source: "web", silent: false, at }) as const;
const put = (pupil: CastKey, value: string, at?: Date) =>
  writeMarks(
    school.db,
    school.today.algebra.works.test,
    [{ pupilId: school.cast[pupil].id, value }],
    byTeacher(at),
  );
const diaryOf = async (reader: CastKey, pupil: CastKey) => {
  const { body } = await (await as(reader)).get(
    `/pupils/${school.cast[pupil].id}/diary?from=${day}&to=${day}`,
  );
  return body.days[0].lessons.find(({ subject }: { subject: string }) => subject === "алгебра");
};

describe("A pupil's day, which the family opens by itself (R43)", () => {
  test("shows topic, homework, the mark and what it was earned for (R3)", async () => {
    const { db, today, cast } = school;
    const { version } = await db.lesson.findUniqueOrThrow({ where: { id: today.algebra.id } });
    await recordLesson(
      db,
      today.algebra.id,
      { version, topic: "Многочлены", homework: "§ 14, № 5" },
      byTeacher(),
    );
    await setTask(db, today.algebra.id, { pupilId: cast.anna.id, text: "карточка 3" }, byTeacher());
    await put("anna", "4", new Date(Date.now() - HOLD_MS - 1000));
    const lesson = await diaryOf("annaMother", "anna");
    expect(lesson).toMatchObject({ topic: "Многочлены", homework: "§ 14, № 5", task: "карточка 3" });
    expect(lesson.marks).toMatchObject([{ value: "4", kind: "контрольная" }]);
    expect((await diaryOf("egorMother", "egor")).task).toBeNull();
  });

  test("shows a mark to the family when its hold has ended, to the class teacher at once", async () => {
    await put("darya", "3");
    expect((await diaryOf("daryaMother", "darya")).marks).toEqual([]);
    expect((await diaryOf("gromova", "darya")).marks).toMatchObject([{ value: "3" }]);
    setClock(new Date(Date.now() + HOLD_MS + 1000));
    expect((await diaryOf("daryaMother", "darya")).marks).toMatchObject([{ value: "3" }]);
  });

  test("shows the mark before, while a changed one is still held", async () => {
    await put("ilya", "2", new Date(Date.now() - HOLD_MS - 1000));
    await put("ilya", "4");
    expect((await diaryOf("ilyaMother", "ilya")).marks).toMatchObject([{ value: "2" }]);
    expect((await diaryOf("gromova", "ilya")).marks).toMatchObject([{ value: "4" }]);
  });

  test("never shows what was changed before the family heard of it", async () => {
    const almostHeard = Date.now() - HOLD_MS;
    await put("timur", "2", new Date(almostHeard + 60_000));
    await put("timur", "4", new Date(almostHeard + 120_000));
    expect((await diaryOf("timurMother", "timur")).marks).toEqual([]);
    setClock(new Date(Date.now() + 90_000));
    expect((await diaryOf("timurMother", "timur")).marks).toEqual([]);
    setClock(new Date(Date.now() + HOLD_MS));
    expect((await diaryOf("timurMother", "timur")).marks).toMatchObject([{ value: "4" }]);
  });

  test("is nothing to a barred father, another mother, a teacher of other classes (R1)", async () => {
    const url = `/pupils/${school.cast.gleb.id}/diary?from=${day}&to=${day}`;
    for (const [person, status] of [
      ["glebFather", 404],
      ["annaMother", 404],
      ["osokina", 403],
    ] as const)
      expect((await (await as(person)).get(url)).status).toBe(status);
  });

  test("who reads it stands in the audit trail (R34, R51)", async () => {
    const { db, cast } = school;
    await diaryOf("gromova", "vera");
    const read = await db.auditEntry.findFirst({ where: { action: "diary.read", pupilId: cast.vera.id } });
    expect(read).toMatchObject({ actorId: cast.gromova.id, via: "web" });
  });

  test("is asked for with days the right way round, a month at most", async () => {
    const mother = await as("annaMother");
    const url = `/pupils/${school.cast.anna.id}/diary`;
    expect((await mother.get(`${url}?from=2026-11-02&to=2026-11-01`)).body.detail).toContain("местами");
    expect((await mother.get(`${url}?from=2026-09-01&to=2026-11-01`)).body.detail).toContain("31 дней");
  });
});

describe("Progress", () => {
  test("tells average, outcome and what is needed for the next mark up (R62)", async () => {
    const { cast } = school;
    await put("polina", "4", new Date(Date.now() - HOLD_MS - 1000));
    const { body } = await (await as("polinaMother")).get(`/pupils/${cast.polina.id}/progress`);
    expect(body.term.kind).toBe("quarter");
    expect(body.subjects).toMatchObject([
      {
        subject: "алгебра",
        forecast: {
          average: 400,
          outcome: { kind: "clear", value: "4" },
          next: { value: "5", need: 1, of: "5" },
        },
      },
    ]);
  });

  test("What if: a five and a two on top, and nothing is written", async () => {
    const { cast, db } = school;
    await put("matvey", "4", new Date(Date.now() - HOLD_MS - 1000));
    const before = await db.mark.count();
    const mother = await as("matveyMother");
    const subjectId = cast.subjects.algebra.id;
    const asked = { subjectId, marks: [{ value: "5" }, { value: "2" }] };
    const { body } = await mother.post(`/pupils/${cast.matvey.id}/what-if`, asked);
    expect(body).toMatchObject({ today: { average: 400 }, after: { average: 367, marks: 3 } });
    expect(await db.mark.count()).toBe(before);
    const odd = await mother.post(`/pupils/${cast.matvey.id}/what-if`, {
      subjectId,
      marks: [{ value: "н/а" }],
    });
    expect(odd.body.errors).toMatchObject([{ pointer: "#/marks/0/value" }]);
  });
});

describe("Past years stay readable (R24)", () => {
  test("A mother reads last year's marks and finals of her daughter, in the class of that time", async () => {
    const { db, cast } = school;
    const year = await db.schoolYear.create({
      data: { name: "2020/2021", startsOn: dateOf("2020-09-01"), endsOn: dateOf("2021-05-26") },
    });
    const term = await db.term.create({
      data: {
        yearId: year.id,
        kind: "quarter",
        number: 1,
        startsOn: dateOf("2020-09-01"),
        endsOn: dateOf("2020-10-30"),
        levelFrom: 1,
        levelTo: 9,
      },
    });
    const then = await db.schoolClass.create({ data: { yearId: year.id, level: 2, letter: "В" } });
    await db.enrolment.create({
      data: { pupilId: cast.anna.id, classId: then.id, from: year.startsOn, to: year.endsOn },
    });
    const lesson = await db.lesson.create({
      data: {
        classId: then.id,
        subjectId: cast.subjects.russian.id,
        teacherId: cast.gromova.id,
        date: dateOf("2020-09-15"),
        number: 1,
        startsAt: new Date("2020-09-15T01:30:00Z"),
        endsAt: new Date("2020-09-15T02:15:00Z"),
        works: { create: { kindCode: "answer" } },
      },
      include: { works: true },
    });
    const silently = { actorId: null, source: "import", silent: true, at: lesson.endsAt } as const;
    await writeMarks(db, lesson.works[0]!.id, [{ pupilId: cast.anna.id, value: "5" }], silently);
    const final = {
      pupilId: cast.anna.id,
      subjectId: cast.subjects.russian.id,
      kind: "term" as const,
      period: term.id,
      termId: term.id,
      valueId: cast.values["5"],
      resultsKnownAt: null,
    };
    await db.$transaction((tx) => writeFinals(tx, [final], { ...silently, silent: false }));

    const mother = await as("annaMother");
    const years = (await mother.get(`/pupils/${cast.anna.id}/years`)).body;
    expect(years).toMatchObject([{ className: "7А" }, { name: "2020/2021", className: "2В" }]);
    const { body } = await mother.get(`/pupils/${cast.anna.id}/progress?yearId=${year.id}`);
    expect(body).toMatchObject({ year: { className: "2В" }, subjects: [{ marks: [{ value: "5" }] }] });
    expect((await mother.get(`/pupils/${cast.anna.id}/finals`)).body).toMatchObject([
      { subject: "русский язык", kind: "term", value: "5" },
    ]);
    const gone = await mother.get(`/pupils/${cast.anna.id}/progress?yearId=${cast.classes.fourB.id}`);
    expect(gone.status).toBe(404);
  });

  test("The class teacher of that time opens the journal of that time, another one does not", async () => {
    const { db, cast } = school;
    const then = await db.schoolClass.findFirstOrThrow({ where: { letter: "В", level: 2 } });
    await db.classLeadership.create({
      data: {
        classId: then.id,
        teacherId: cast.sedova.id,
        from: dateOf("2020-09-01"),
        to: dateOf("2021-05-26"),
      },
    });
    const url = `/classes/${then.id}/subjects/${cast.subjects.russian.id}/journal?from=2020-09-01&to=2020-09-30`;
    const page = await (await as("sedova")).get(url);
    expect(page.body).toMatchObject({ className: "2В", marks: [{ value: "5" }], pupils: [{ number: 1 }] });
    expect((await (await as("tkachev")).get(url)).status).toBe(403);
    expect((await (await as("voronina")).get(url)).status).toBe(200);
  });
});

import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CastKey } from "../../../../prisma/cast.ts";
import { buildApp } from "../../../../src/http/app.ts";
import { type Api, apiAs } from "../../../support/api.ts";
import { testConfig } from "../../../support/test-config.ts";
import { FIRST_DAY, MONDAY, type WeekSchool, weekSchool } from "../../../support/week-school.ts";

let school: WeekSchool;
let app: FastifyInstance;
let deputy: Api;

beforeAll(async () => {
  school = await weekSchool();
  app = await buildApp({ db: school.db, config: testConfig() });
  deputy = await as("voronina");
});
afterAll(async () => {
  await app.close();
  await school.close();
});

const as = (person: CastKey) => apiAs(app, school.db, school.cast[person].id);
const NOBODY = "00000000-0000-4000-8000-000000000000";

test("The deputy head builds a week from nothing: subject, room, class, subgroup, teaching, entry (R35, R37)", async () => {
  const { cast, yearId } = school;
  const made = async (url: string, body: object) => {
    const { status, body: answer } = await deputy.post(url, body);
    expect([url, status]).toEqual([url, 201]);
    return answer;
  };
  const subject = await made("/subjects", { name: " Робототехника " });
  expect(subject.name).toBe("Робототехника");
  const room = await made("/rooms", { name: "мастерская" });
  const ninth = await made(`/years/${yearId}/classes`, { level: 9, letter: "А" });
  await school.db.enrolment.create({
    data: { pupilId: cast.ilya.id, classId: ninth.id, from: new Date(FIRST_DAY) },
  });
  const subgroup = await made(`/years/${yearId}/subgroups`, {
    subjectId: subject.id,
    name: "кружок",
    classIds: [ninth.id],
  });
  const members = { version: subgroup.version, from: FIRST_DAY, pupilIds: [cast.ilya.id] };
  expect((await deputy.put(`/subgroups/${subgroup.id}/members`, members)).body.version).toBe(2);
  const teaching = await made("/teachings", {
    teacherId: cast.chernov.id,
    subjectId: subject.id,
    subgroupId: subgroup.id,
    hoursAWeek: 1,
    from: FIRST_DAY,
  });
  expect(teaching).toMatchObject({
    teacher: "Чернов\u00A0А.\u00A0С.",
    whom: "кружок",
    classId: null,
    to: null,
  });
  const entry = { teachingId: teaching.id, weekday: 1, number: 6, roomId: room.id, from: FIRST_DAY };
  const { entries } = await made("/timetable-entries", { entries: [entry] });
  expect(entries).toEqual([{ ...entry, id: expect.any(String), to: null, version: 1 }]);

  const url = `/classes/${ninth.id}/timetable?from=${MONDAY}&to=${MONDAY}`;
  expect((await deputy.get(url)).body.lessons).toEqual([
    expect.objectContaining({
      entryId: entries[0].id,
      date: MONDAY,
      number: 6,
      startsAt: "2027-09-20T05:10:00.000Z",
      subject: "Робототехника",
      teacher: "Чернов\u00A0А.\u00A0С.",
      classes: "9А",
      subgroup: "кружок",
      room: "мастерская",
      substitution: null,
    }),
  ]);
  expect((await deputy.get("/timetable-entries")).body.items).toHaveLength(1);
  expect((await deputy.get(`/timetable-entries?classId=${NOBODY}`)).body.items).toEqual([]);
  expect((await deputy.get(`/teachings?classId=${ninth.id}`)).body.items).toEqual([teaching]);
  expect((await deputy.get(`/years/${yearId}/subgroups?classId=${ninth.id}`)).body.items).toMatchObject([
    { id: subgroup.id, classIds: [ninth.id], version: 2 },
  ]);
  expect((await deputy.get(`/subgroups/${subgroup.id}/members`)).body).toMatchObject({
    version: 2,
    members: [{ pupilId: cast.ilya.id, from: FIRST_DAY, to: null }],
  });
});

describe("A substitution (R12)", () => {
  test("is set, read by everybody, its reason by staff only, and withdrawn", async () => {
    const { cast, classes } = school;
    const teaching = await school.teach("smirnova", "algebra", { classId: classes.sevenA });
    const added = await deputy.post("/timetable-entries", {
      entries: [{ teachingId: teaching.id, weekday: 1, number: 2, from: FIRST_DAY }],
    });
    const url = `/timetable-entries/${added.body.entries[0].id}/substitutions/${MONDAY}`;
    const set = await deputy.put(url, { substituteId: cast.tkachev.id, reason: "больничный" });
    expect([set.status, set.body]).toMatchObject([200, { version: 1, date: MONDAY, cancelled: false }]);

    const day = `/classes/${classes.sevenA}/timetable?from=${MONDAY}&to=${MONDAY}`;
    const [ofDeputy, ofMother] = [await deputy.get(day), await (await as("annaMother")).get(day)];
    expect(ofDeputy.body.lessons[0]).toMatchObject({
      teacherId: cast.tkachev.id,
      substitution: { version: 1, reason: "больничный" },
    });
    expect(ofMother.body.lessons[0]).toMatchObject({
      teacherId: cast.tkachev.id,
      substitution: { version: 1, reason: null },
    });
    const own = `/teachers/${cast.tkachev.id}/timetable?from=${MONDAY}&to=${MONDAY}`;
    expect((await (await as("tkachev")).get(own)).body.lessons).toHaveLength(1);

    expect((await deputy.put(url, { cancelled: true, reason: "карантин" })).status).toBe(409);
    expect((await deputy.delete(`${url}?version=1`)).status).toBe(204);
    expect((await deputy.get(day)).body.lessons[0]).toMatchObject({
      teacherId: cast.smirnova.id,
      substitution: null,
    });
  });
});

test("A family sees its pupil's own lessons: the class's, and those of the pupil's own subgroup (R3)", async () => {
  const { cast, classes, subgroup, teach } = school;
  const [own, others] = [
    await subgroup("informatics", "1", ["anna"]),
    await subgroup("informatics", "2", ["egor"]),
  ];
  const teachings = [
    await teach("smirnova", "geometry", { classId: classes.sevenA }),
    await teach("belyaeva", "informatics", { subgroupId: own }),
    await teach("drozdova", "informatics", { subgroupId: others }),
  ];
  const numbers = [3, 4, 4];
  const added = await deputy.post("/timetable-entries", {
    entries: teachings.map(({ id }, index) => ({
      teachingId: id,
      weekday: 2,
      number: numbers[index],
      from: FIRST_DAY,
    })),
  });
  expect(added.status).toBe(201);
  const tuesday = "2027-09-21";
  const url = `/pupils/${cast.anna.id}/timetable?from=${tuesday}&to=${tuesday}`;
  const { body } = await (await as("annaMother")).get(url);
  expect(body.lessons).toMatchObject([
    { number: 3, subgroupId: null },
    { number: 4, subgroupId: own },
  ]);
  expect((await (await as("egorMother")).get(url)).status).toBe(404);
});

describe("What is refused", () => {
  test("is said with the place in what was sent", async () => {
    const { classes } = school;
    const teaching = await school.teach("tkachev", "physics", { classId: classes.sevenB });
    const entry = { teachingId: teaching.id, weekday: 1, number: 3, from: FIRST_DAY };
    const wrong = await deputy.post("/timetable-entries", { entries: [entry, { ...entry, number: 9 }] });
    expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([422, "#/entries/1/number"]);
    const twice = await deputy.post("/timetable-entries", { entries: [entry, entry] });
    expect(twice.status).toBe(409);
    expect(twice.body.current.clashes[0]).toMatchObject({ what: "class", item: 0, otherItem: 1 });
    const [added] = (await deputy.post("/timetable-entries", { entries: [entry] })).body.entries;
    const moved = await deputy.patch(`/timetable-entries/${added.id}`, {
      version: 1,
      from: MONDAY,
      number: 4,
    });
    expect([moved.status, moved.body.number, moved.body.from]).toEqual([200, 4, MONDAY]);
    expect((await deputy.delete(`/timetable-entries/${moved.body.id}?version=7&from=${MONDAY}`)).status).toBe(
      409,
    );
    expect((await deputy.delete(`/timetable-entries/${moved.body.id}?version=1&from=${MONDAY}`)).status).toBe(
      204,
    );
  });

  test("to everybody but who keeps the curriculum", async () => {
    const { yearId, classes } = school;
    const teacher = await as("smirnova");
    const mother = await as("annaMother");
    expect((await teacher.get("/subjects")).status).toBe(200);
    expect((await mother.get(`/years/${yearId}/classes`)).body.items).toHaveLength(4);
    expect((await teacher.post("/subjects", { name: "Латынь" })).status).toBe(403);
    expect((await mother.post("/rooms", { name: "13" })).status).toBe(404);
    // The administrator keeps subjects and classes, the deputy head alone the timetable.
    const administrator = await as("maltsev");
    expect((await administrator.patch(`/classes/${classes.sevenB}`, { letter: "Д" })).body.letter).toBe("Д");
    expect((await administrator.post("/timetable-entries", { entries: [] })).status).toBe(403);
    expect((await teacher.get(`/subgroups/${NOBODY}/members`)).status).toBe(403);
  });

  test("for a month and a day at once, and for a class that is not there", async () => {
    const long = `/classes/${school.classes.sevenA}/timetable?from=2027-09-01&to=2027-10-02`;
    expect((await deputy.get(long)).status).toBe(422);
    expect((await deputy.get(`/classes/${NOBODY}/timetable?from=${MONDAY}&to=${MONDAY}`)).status).toBe(404);
  });
});

test("Reading who is in a subgroup is written into the trail (R34, R51)", async () => {
  const id = await school.subgroup("english", "первая", ["anna"]);
  const { body } = await deputy.get(`/subgroups/${id}/members`);
  expect(body.members.map(({ pupilId }: { pupilId: string }) => pupilId)).toEqual([school.cast.anna.id]);
  const audited = await school.db.auditEntry.findFirst({
    where: { objectId: id, action: "subgroup.read" },
  });
  expect(audited?.actorId).toBe(school.cast.voronina.id);
});

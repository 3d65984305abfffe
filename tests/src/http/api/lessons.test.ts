import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CastKey } from "../../../../prisma/cast.ts";
import { dateOf, setClock } from "../../../../src/clock.ts";
import { buildApp } from "../../../../src/http/app.ts";
import { writeMarks } from "../../../../src/marks/marks.ts";
import { type Api, apiAs } from "../../../support/api.ts";
import { castSchool, type TestSchool } from "../../../support/school.ts";
import { testConfig } from "../../../support/test-config.ts";

const NOW = new Date("2026-11-26T03:00:00Z");
const TODAY = "from=2026-11-26&to=2026-11-26";

let school: TestSchool;
let app: FastifyInstance;
let algebra: string;
let smirnova: Api;

beforeAll(async () => {
  setClock(NOW);
  school = await castSchool({ now: NOW });
  app = await buildApp({ db: school.db, config: testConfig() });
  algebra = school.today.algebra.id;
});
beforeEach(async () => {
  setClock(NOW);
  smirnova = await enter("smirnova");
});
afterAll(async () => {
  setClock(null);
  await app.close();
  await school.close();
});

const enter = (person: CastKey) => apiAs(app, school.db, school.cast[person].id);
const list = async (person: CastKey, query = TODAY) => {
  const { status, body } = await (await enter(person)).get(`/lessons?${query}`);
  expect(status).toBe(200);
  return (body.items as { subject: { name: string } }[]).map(({ subject }) => subject.name).sort();
};

describe("Lessons of some days", () => {
  test("A teacher sees those she holds and teaches, a class teacher all of the class, the deputy head all", async () => {
    expect(await list("smirnova")).toEqual(["алгебра", "геометрия"]);
    expect(await list("tkachev")).toEqual(["физика"]);
    expect(await list("gromova")).toHaveLength(6);
    expect(await list("voronina")).toHaveLength(7);
  });

  test("Nobody widens that by asking for a colleague or another class", async () => {
    expect(await list("tkachev", `${TODAY}&teacherId=${school.cast.smirnova.id}`)).toEqual([]);
    expect(await list("tkachev", `${TODAY}&classId=${school.cast.classes.fourB.id}`)).toEqual([]);
    expect(await list("voronina", `${TODAY}&classId=${school.cast.classes.fourB.id}`)).toEqual([
      "русский язык",
    ]);
    expect(await list("voronina", `${TODAY}&teacherId=${school.cast.tkachev.id}`)).toEqual(["физика"]);
  });

  test("R27: pupils and guardians have no lessons here, nor has the secretary", async () => {
    for (const person of ["anna", "annaMother", "popova"] as const) expect(await list(person)).toEqual([]);
  });

  test("At most 31 days, a page at a time", async () => {
    expect((await smirnova.get("/lessons?from=2026-11-01&to=2026-12-02")).status).toBe(422);
    const voronina = await enter("voronina");
    const first = await voronina.get(`/lessons?${TODAY}&limit=4`);
    const second = await voronina.get(`/lessons?${TODAY}&limit=4&after=${first.body.next}`);
    const ids = [...first.body.items, ...second.body.items].map(({ id }) => id);
    expect([first.body.items.length, second.body.next]).toEqual([4, null]);
    expect(new Set(ids).size).toBe(7);
  });
});

describe("A lesson", () => {
  test("comes with its pupils, works, marks and what may still be done, until when", async () => {
    const { test: workId } = school.today.algebra.works;
    const by = { actorId: school.cast.smirnova.id, source: "web", silent: false } as const;
    await writeMarks(school.db, workId, [{ pupilId: school.cast.ilya.id, value: "4" }], by);
    const { status, body } = await smirnova.get(`/lessons/${algebra}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      date: "2026-11-26",
      subject: { name: "алгебра" },
      classes: [{ name: "7А" }],
      subgroup: null,
      teacher: { name: "Смирнова\u00A0О.\u00A0П." },
      version: 1,
      may: { door: "open", until: "2026-11-26T17:00:00.000Z", write: true },
    });
    expect(body.pupils).toHaveLength(25);
    expect(body.pupils[0]).toMatchObject({ surname: "Абрамов", givenName: "Илья" });
    const work = body.works.find(({ id }: { id: string }) => id === workId);
    // R14: three school days of a Thursday end on Tuesday.
    expect(work).toMatchObject({ kind: "контрольная", checkingDays: 3, weight: 1 });
    expect(work.may).toEqual({ door: "open", until: "2026-12-01T17:00:00.000Z" });
    expect(body.marks).toMatchObject([
      { workId, pupilId: school.cast.ilya.id, value: "4", version: 1, act: null },
    ]);
  });

  test("The next day its door is closed and the one of the test is open (R11, R14)", async () => {
    setClock(new Date("2026-11-27T03:00:00Z"));
    const { body } = await (await enter("smirnova")).get(`/lessons/${algebra}`);
    expect(body.may).toMatchObject({ door: "closed", until: null });
    expect(
      body.works
        .map(({ kindCode, may }: { kindCode: string; may: { door: string } }) => [kindCode, may.door])
        .sort(),
    ).toEqual([
      ["answer", "closed"],
      ["test", "open"],
    ]);
  });

  test("is recorded by its teacher; another version is a conflict that says what stands there", async () => {
    const url = `/lessons/${algebra}`;
    const saved = await smirnova.patch(url, { version: 1, material: "§ 23", homework: "№ 481" });
    expect(saved).toMatchObject({ status: 200, body: { material: "§ 23", homework: "№ 481", version: 2 } });
    const late = await smirnova.patch(url, { version: 1, homework: "№ 500" });
    expect(late).toMatchObject({ status: 409, body: { type: "/api/problems#conflict" } });
    expect(late.body.current).toMatchObject({ homework: "№ 481", version: 2 });
    const both = await smirnova.patch(url, { version: 2, homework: "№ 1", noHomework: true });
    expect(both).toMatchObject({ status: 422, body: { errors: [{ pointer: "#/noHomework" }] } });
    setClock(new Date("2026-11-26T17:00:00Z"));
    const closed = await (await enter("smirnova")).patch(url, { version: 2, homework: "№ 1" });
    expect(closed).toMatchObject({ status: 409, body: { type: "/api/problems#closed" } });
  });

  test("Homework for one pupil is set and taken back", async () => {
    const url = `/lessons/${algebra}/tasks/${school.cast.anna.id}`;
    expect(await smirnova.put(url, { text: "№ 12*", version: 0 })).toMatchObject({ body: { version: 1 } });
    expect((await smirnova.get(`/lessons/${algebra}`)).body.tasks).toMatchObject([{ text: "№ 12*" }]);
    expect(await smirnova.put(url, { text: null, version: 1 })).toMatchObject({
      body: { text: null, version: 2 },
    });
    const foreign = await smirnova.put(`/lessons/${algebra}/tasks/${school.cast.misha.id}`, { text: "№ 1" });
    expect(foreign.status).toBe(422);
  });

  test("R12: a substitute fills the journal of the colleague replaced, in that lesson and in no other", async () => {
    const { russian } = Object.fromEntries(school.today.lessons.map((lesson) => [lesson.subject, lesson]));
    const sedova = await enter("sedova");
    const url = `/lessons/${russian!.id}`;
    expect((await sedova.patch(url, { version: 1, topic: "Наречие" })).status).toBe(403);
    await school.db.lesson.update({ where: { id: russian!.id }, data: { teacherId: school.cast.sedova.id } });
    expect((await sedova.patch(url, { version: 1, topic: "Наречие" })).status).toBe(200);
    const work = await sedova.post(`${url}/works`, { kindCode: "dictation", title: "Наречия" });
    expect(work).toMatchObject({ status: 201, body: { kindCode: "dictation", weight: 1 } });
    const marks = [{ pupilId: school.cast.anna.id, value: "5" }];
    expect((await sedova.put(`/works/${work.body.id}/marks`, { marks })).status).toBe(200);
    expect((await sedova.patch(`/lessons/${algebra}`, { version: 2, topic: "Наречие" })).status).toBe(403);
    expect((await sedova.get("/lessons?from=2026-11-26&to=2026-11-26")).body.items).toHaveLength(2);
  });

  test("Who reads it does not write it; families find nothing (R5, R27)", async () => {
    for (const [person, reads, writes] of [
      ["voronina", 200, 403],
      ["gromova", 200, 403],
      ["popova", 403, 403],
      ["maltsev", 403, 403],
      ["annaMother", 404, 404],
      ["anna", 404, 404],
    ] as const) {
      const api = await enter(person);
      expect([person, (await api.get(`/lessons/${algebra}`)).status]).toEqual([person, reads]);
      const statuses = [
        await api.patch(`/lessons/${algebra}`, { version: 2, topic: "x" }),
        await api.post(`/lessons/${algebra}/works`, { kindCode: "answer" }),
        await api.put(`/lessons/${algebra}/tasks/${school.cast.anna.id}`, { text: "x" }),
      ].map(({ status }) => status);
      expect([person, ...statuses]).toEqual([person, writes, writes, writes]);
    }
  });

  test("Of a subgroup it names the classes its pupils come from", async () => {
    const { db, cast } = school;
    const from = dateOf("2026-09-01");
    const subgroup = await db.subgroup.create({
      data: {
        yearId: cast.year.id,
        subjectId: cast.subjects.english.id,
        name: "первая",
        classes: { create: [{ classId: cast.classes.fourB.id }, { classId: cast.classes.sevenA.id }] },
        members: {
          create: [
            { pupilId: cast.anna.id, from },
            { pupilId: cast.misha.id, from },
          ],
        },
      },
    });
    const { id } = await db.lesson.create({
      data: {
        subgroupId: subgroup.id,
        subjectId: cast.subjects.english.id,
        teacherId: cast.smirnova.id,
        date: dateOf("2026-11-26"),
        number: 8,
        startsAt: NOW,
        endsAt: NOW,
      },
    });
    const { body } = await smirnova.get(`/lessons/${id}`);
    expect(body).toMatchObject({ classes: [{ name: "4Б" }, { name: "7А" }], subgroup: { name: "первая" } });
    expect(body.pupils.map(({ givenName }: { givenName: string }) => givenName)).toEqual(["Михаил", "Анна"]);
    const osokina = await enter("osokina");
    expect((await osokina.get(`/lessons/${id}`)).status).toBe(200);
    const { body: page } = await osokina.get(`/lessons?${TODAY}`);
    expect(page.items.map((lesson: { id: string }) => lesson.id)).toContain(id);
  });
});

describe("Works and their kinds", () => {
  test("A work is named anew on its day", async () => {
    const { body } = await smirnova.post(`/lessons/${algebra}/works`, { kindCode: "independent" });
    const named = await smirnova.patch(`/works/${body.id}`, { title: "Многочлены, вариант 2" });
    expect(named).toMatchObject({ status: 200, body: { title: "Многочлены, вариант 2" } });
  });

  test("Everybody reads weights and norms, the administrator sets them", async () => {
    const kind = { code: "test", name: "контрольная", weight: 2, checkingDays: 4 };
    const maltsev = await enter("maltsev");
    expect((await smirnova.put("/work-kinds", { kinds: [kind] })).status).toBe(403);
    const set = await maltsev.put("/work-kinds", { kinds: [kind], act: "приказ № 14" });
    expect(set.status).toBe(200);
    const { body } = await (await enter("annaMother")).get("/work-kinds");
    expect(body.kinds).toContainEqual(kind);
    expect(body.kinds).toHaveLength(8);
    const wrong = await maltsev.put("/work-kinds", { kinds: [{ ...kind, weight: 101 }] });
    expect(wrong).toMatchObject({ status: 422, body: { errors: [{ pointer: "#/kinds/0/weight" }] } });
  });
});

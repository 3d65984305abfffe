import type { FastifyInstance } from "fastify";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CastKey } from "../../../../prisma/cast.ts";
import { setClock } from "../../../../src/clock.ts";
import { buildApp } from "../../../../src/http/app.ts";
import { openWork } from "../../../../src/lessons/works.ts";
import { amendMark } from "../../../../src/marks/amending.ts";
import type { By } from "../../../../src/outbox/events.ts";
import { apiAs } from "../../../support/api.ts";
import { castSchool, type TestSchool } from "../../../support/school.ts";
import { testConfig } from "../../../support/test-config.ts";

const NOW = new Date("2026-11-26T03:00:00Z");
const minutesLater = (minutes: number) => setClock(new Date(NOW.getTime() + minutes * 60_000));
const HOUR = 60;

let school: TestSchool;
let app: FastifyInstance;
let by: By;
let workId: string;

beforeAll(async () => {
  setClock(NOW);
  school = await castSchool({ now: NOW });
  app = await buildApp({ db: school.db, config: testConfig() });
  by = { actorId: school.cast.smirnova.id, source: "web", silent: false };
});
beforeEach(async () => {
  setClock(NOW);
  workId = (await openWork(school.db, school.today.algebra.id, { kindCode: "answer" }, by)).id;
});
afterEach(() => setClock(null));
afterAll(async () => {
  await app.close();
  await school.close();
});

const enter = (person: CastKey) => apiAs(app, school.db, school.cast[person].id);
const mark = (pupil: CastKey, value: string | null, version?: number) => ({
  pupilId: school.cast[pupil].id,
  value,
  ...(version === undefined ? {} : { version }),
});
/** Signed in anew: a session does not outlive the nights of these tests. */
const put = async (marks: object[], more: object = {}) =>
  (await enter("smirnova")).put(`/works/${workId}/marks`, { marks, ...more });
const undo = async (id: string) => (await enter("smirnova")).post(`/marks/${id}/undo`);
const idOf = async (pupil: CastKey): Promise<string> => {
  const found = await school.db.mark.findFirstOrThrow({ where: { workId, pupilId: school.cast[pupil].id } });
  return found.id;
};

describe("Marks of a work", () => {
  test("are set, changed and taken away, and the answer says what stands there now", async () => {
    const set = await put([mark("anna", "4", 0), mark("egor", "3", 0)]);
    expect(set).toMatchObject({ status: 200, body: { set: 2, changed: 0, withdrawn: 0, same: 0 } });
    expect(set.body.cells).toMatchObject([
      { ...mark("anna", "4"), version: 1 },
      { ...mark("egor", "3"), version: 1 },
    ]);
    const changed = await put([mark("anna", "5", 1), mark("egor", null, 1)]);
    expect(changed.body).toMatchObject({ changed: 1, withdrawn: 1 });
  });

  test("The second teacher in a cell gets 409 with what stands there", async () => {
    await put([mark("anna", "4", 0)]);
    const late = await put([mark("anna", "5", 0), mark("egor", "5", 0)]);
    expect(late).toMatchObject({ status: 409, body: { type: "/api/problems#conflict" } });
    expect(late.body.current).toEqual([
      { ...mark("anna", "4"), version: 1, byId: school.cast.smirnova.id, at: expect.any(String) },
    ]);
  });

  test("A one is asked back, and meant when it is confirmed", async () => {
    const asked = await put([mark("anna", "1")]);
    expect(asked).toMatchObject({ status: 409, body: { type: "/api/problems#confirm" } });
    expect(asked.body.questions).toEqual([{ code: "one", pupilIds: [school.cast.anna.id] }]);
    expect((await put([mark("anna", "1")], { confirm: ["one"] })).status).toBe(200);
  });

  test("What is wrong is pointed at", async () => {
    const wrong = await put([mark("anna", "4"), mark("egor", "7")]);
    expect(wrong).toMatchObject({ status: 422, body: { errors: [{ pointer: "#/marks/1/value" }] } });
    const foreign = await put([mark("misha", "4")]);
    expect(foreign).toMatchObject({ status: 422, body: { errors: [{ pointer: "#/marks/0/pupilId" }] } });
  });

  test("R11: past midnight 409; kept on the device since before it, 202 and a draft of a correction", async () => {
    await put([mark("anna", "4")]);
    setClock(new Date("2026-11-26T18:00:00Z"));
    const closed = await put([mark("anna", "5")]);
    expect(closed).toMatchObject({ status: 409, body: { type: "/api/problems#closed" } });
    const kept = await put([mark("anna", "5"), mark("egor", "3")], { keptSince: "2026-11-26T16:30:00.000Z" });
    expect(kept).toMatchObject({ status: 202, body: { set: 0, changed: 0 } });
    expect(kept.body.drafts).toHaveLength(2);
    const drafts = await school.db.correction.findMany({ where: { workId }, include: { wanted: true } });
    expect(drafts.map(({ state, pupilId, wanted }) => [state, pupilId, wanted?.code]).sort()).toEqual(
      [
        ["draft", school.cast.anna.id, "5"],
        ["draft", school.cast.egor.id, "3"],
      ].sort(),
    );
    const again = await put([mark("anna", "5"), mark("egor", "3")], {
      keptSince: "2026-11-26T16:30:00.000Z",
    });
    expect(again.body.drafts.sort()).toEqual(kept.body.drafts.sort());
  });

  test("R12, R27: only who teaches there writes", async () => {
    for (const [person, status] of [
      ["gromova", 403],
      ["voronina", 403],
      ["maltsev", 403],
      ["annaMother", 404],
      ["anna", 404],
    ] as const) {
      const answer = await (await enter(person)).put(`/works/${workId}/marks`, { marks: [mark("lev", "5")] });
      expect([person, answer.status]).toEqual([person, status]);
    }
  });
});

describe("Undo", () => {
  test("puts back what stood there while the hold runs, and not after it", async () => {
    await put([mark("anna", "4")]);
    await put([mark("anna", "2")]);
    const id = await idOf("anna");
    minutesLater(9);
    expect(await undo(id)).toMatchObject({
      status: 200,
      body: { value: "4", version: 3 },
    });
    minutesLater(30);
    expect((await undo(id)).status).toBe(409);
    expect((await (await enter("annaMother")).post(`/marks/${id}/undo`)).status).toBe(404);
  });
});

describe("Why this mark", () => {
  const explain = async (person: CastKey, id: string) => (await enter(person)).get(`/marks/${id}`);

  test("Staff see every version, with who, when and from where, and the act behind a correction", async () => {
    await put([mark("anna", "2")]);
    await put([mark("anna", "4")]);
    const id = await idOf("anna");
    const voronina: By = { actorId: school.cast.voronina.id, source: "web", silent: false };
    const act = "№ 14 от 27.11.2026: ошибка при подсчёте";
    const wanted = {
      workId,
      pupilId: school.cast.anna.id,
      valueId: school.cast.values["5"],
      wasVersion: 2,
      act,
    };
    minutesLater(24 * HOUR);
    await school.db.$transaction((tx) => amendMark(tx, wanted, voronina));
    const { body } = await explain("gromova", id);
    expect(body).toMatchObject({
      value: "5",
      subject: "алгебра",
      lesson: { date: "2026-11-26" },
      work: { kind: "ответ на уроке", weight: 1 },
    });
    expect(body.versions).toMatchObject([
      { version: 3, value: "5", by: "Воронина\u00A0С.\u00A0Ю.", byId: school.cast.voronina.id, act },
      { version: 2, value: "4", by: "Смирнова\u00A0О.\u00A0П.", source: "web", act: null },
      { version: 1, value: "2" },
    ]);
  });

  test("A family reads it as it heard it: no slip of the hold, names and no ids of staff", async () => {
    await put([mark("anna", "2")]);
    const id = await idOf("anna");
    minutesLater(5);
    expect((await explain("annaMother", id)).status).toBe(404);
    await put([mark("anna", "4")]);
    minutesLater(12);
    expect((await explain("annaMother", id)).status).toBe(404);
    minutesLater(20);
    const { body } = await explain("annaMother", id);
    expect(body.value).toBe("4");
    expect(body.versions).toMatchObject([{ version: 2, value: "4", by: "Смирнова\u00A0О.\u00A0П." }]);
    expect(JSON.stringify(body)).not.toContain(school.cast.smirnova.id);
    await put([mark("anna", null)]);
    minutesLater(HOUR);
    expect((await explain("annaFather", id)).body).toMatchObject({
      value: null,
      versions: [{ value: null }, { value: "4" }],
    });
    expect((await explain("anna", id)).status).toBe(200);
  });

  test("A mark that came and went within the hold never was", async () => {
    await put([mark("anna", "2")]);
    const id = await idOf("anna");
    minutesLater(3);
    await undo(id);
    minutesLater(HOUR);
    expect((await explain("annaMother", id)).status).toBe(404);
  });

  test("Nobody reads another family's (R1)", async () => {
    await put([mark("gleb", "2")]);
    const id = await idOf("gleb");
    minutesLater(HOUR);
    expect((await explain("glebMother", id)).status).toBe(200);
    // A court has barred him.
    for (const person of ["annaMother", "glebFather", "anna"] as const)
      expect([person, (await explain(person, id)).status]).toEqual([person, 404]);
  });
});

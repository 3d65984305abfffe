import type { FastifyInstance } from "fastify";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CastKey } from "../../../../prisma/cast.ts";
import { setClock } from "../../../../src/clock.ts";
import { buildApp } from "../../../../src/http/app.ts";
import { apiAs } from "../../../support/api.ts";
import { castSchool, type TestSchool } from "../../../support/school.ts";
import { testConfig } from "../../../support/test-config.ts";

const TUESDAY = new Date("2026-11-24T05:00:00Z");
/** Noon of the quarter's last day in Krasnoyarsk, and of the day after it. */
const LAST_DAY = new Date("2026-12-20T05:00:00Z");
const DAY_AFTER = new Date("2026-12-21T05:00:00Z");
/** The hour after a protocol arrived. */
const EXAM_NOON = new Date("2027-06-01T05:00:00Z");

let school: TestSchool;
let app: FastifyInstance;

beforeAll(async () => {
  school = await castSchool({ now: TUESDAY });
  app = await buildApp({ db: school.db, config: testConfig() });
});
afterAll(async () => {
  await app.close();
  await school.close();
});
beforeEach(() => setClock(LAST_DAY));
afterEach(async () => {
  setClock(null);
  await school.db.finalVersion.deleteMany();
  await school.db.finalMark.deleteMany();
});

const as = (person: CastKey) => apiAs(app, school.db, school.cast[person].id);
const finalsOf = (classKey: "sevenA" | "elevenA", subject: "algebra" | "russian") => {
  const { classes, subjects } = school.cast;
  return `/classes/${classes[classKey].id}/subjects/${subjects[subject].id}/finals`;
};
const term = (value: string, version?: number) => ({
  kind: "term",
  termId: school.cast.terms.quarter.id,
  marks: [{ pupilId: school.cast.anna.id, value, ...(version === undefined ? {} : { version }) }],
});

describe("the finals of a class in a subject (R40)", () => {
  test("The subject teacher sets them and reads them back with what was proposed.", async () => {
    const smirnova = await as("smirnova");
    const set = await smirnova.put(finalsOf("sevenA", "algebra"), term("5", 0));
    expect(set).toMatchObject({ status: 200, body: { set: 1, changed: 0, same: 0 } });
    expect(set.body.cells).toEqual([{ pupilId: school.cast.anna.id, value: "5", version: 1 }]);

    const { status, body } = await smirnova.get(finalsOf("sevenA", "algebra"));
    expect(status).toBe(200);
    expect(body.columns[0]).toMatchObject({ kind: "term", opensOn: "2026-12-20", door: "open" });
    const anna = body.pupils.find(({ pupilId }: { pupilId: string }) => pupilId === school.cast.anna.id);
    expect(anna.cells[0]).toEqual({
      kind: "term",
      termId: school.cast.terms.quarter.id,
      average: null,
      marks: 0,
      hint: null,
      proposal: { kind: "none", reason: "noMarks" },
      set: { value: "5", version: 1, setAt: expect.stringMatching(/^2026-12-20T05:/), act: null },
    });
    expect(anna.cells[1].proposal).toEqual({ kind: "clear", value: "5" });
  });

  test("The class teacher sets them in a colleague's subject; a colleague of another subject does not.", async () => {
    const url = finalsOf("sevenA", "algebra");
    expect((await (await as("gromova")).put(url, term("5"))).status).toBe(200);
    expect((await (await as("sedova")).put(url, term("4"))).status).toBe(403);
    expect((await (await as("voronina")).put(url, term("4"))).status).toBe(403);
    expect((await (await as("voronina")).get(url)).status).toBe(200);
    expect((await (await as("annaMother")).get(url)).status).toBe(404);
  });

  test("Closed, changed meanwhile, unusual and not understood are told apart.", async () => {
    const smirnova = await as("smirnova");
    const url = finalsOf("sevenA", "algebra");
    const put = async (body: object) => (await smirnova.put(url, body)).body;
    expect(await put(term("1"))).toMatchObject({ title: "Confirm first", questions: [{ code: "one" }] });
    expect(await put(term("6"))).toMatchObject({ errors: [{ pointer: "#/marks/0/value" }] });
    await put(term("4"));
    expect(await put(term("5", 0))).toMatchObject({
      title: "Changed meanwhile",
      current: [{ pupilId: school.cast.anna.id, value: "4", version: 1 }],
    });
    setClock(DAY_AFTER);
    const tooLate = await (await as("smirnova")).put(url, term("5"));
    expect(tooLate).toMatchObject({ status: 409, body: { title: "Closed" } });
  });
});

describe("an exam and its results (R41, R63)", () => {
  test("The deputy head plans it and records the protocol, then the result may be entered.", async () => {
    setClock(EXAM_NOON);
    const { classes, subjects, year, yana } = school.cast;
    const plan = { classId: classes.elevenA.id, subjectId: subjects.russian.id, heldOn: "2027-05-31" };
    const [teacher, voronina] = [await as("gromova"), await as("voronina")];
    expect((await teacher.post("/exams", plan)).status).toBe(403);
    const planned = await voronina.post("/exams", plan);
    expect(planned).toMatchObject({ status: 201, body: { heldOn: "2027-05-31", version: 1 } });
    const { id } = planned.body;
    const moved = await voronina.patch(`/exams/${id}`, { heldOn: "2027-06-01", version: 1 });
    expect(moved).toMatchObject({ status: 200, body: { heldOn: "2027-06-01", version: 2 } });

    const url = finalsOf("elevenA", "russian");
    const result = { kind: "exam", marks: [{ pupilId: yana.id, value: "5" }] };
    expect((await teacher.put(url, result)).body.detail).toContain("протокол");
    const protocol = { resultsKnownAt: "2027-06-01T04:00:00Z", protocol: "№ 7", version: 2 };
    expect(await voronina.post(`/exams/${id}/protocol`, protocol)).toMatchObject({
      status: 200,
      body: { resultsKnownAt: "2027-06-01T04:00:00.000Z", protocol: "№ 7", version: 3 },
    });
    expect((await voronina.get(`/years/${year.id}/exams`)).body.items).toMatchObject([{ id, version: 3 }]);

    const owed = (await voronina.get("/finals/unentered")).body.items;
    expect(owed.at(-1)).toMatchObject({
      className: "11А",
      subject: "русский язык",
      pupils: 3,
      knownAt: "2027-06-01T04:00:00.000Z",
      dueAt: "2027-06-02T04:00:00.000Z",
      isOverdue: false,
    });
    expect((await teacher.get("/finals/unentered")).status).toBe(403);
    expect((await teacher.put(url, result)).status).toBe(200);
  });
});

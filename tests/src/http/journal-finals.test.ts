import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { dateOf, setClock } from "../../../src/clock.ts";
import { buildApp } from "../../../src/http/app.ts";
import { setSettings } from "../../../src/settings.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { signInAs } from "../../support/sign-in.ts";
import { testConfig } from "../../support/test-config.ts";

const TUESDAY = new Date("2026-11-24T05:00:00Z");
/** Of the second quarter. */
const LAST_DAY = new Date("2026-12-20T05:00:00Z");
const AFTER = new Date("2026-12-22T05:00:00Z");

let school: TestSchool;
let app: FastifyInstance;
let url: string;
let term: string;

beforeAll(async () => {
  setClock(TUESDAY);
  school = await castSchool({ now: TUESDAY });
  app = await buildApp({ db: school.db, config: testConfig() });
  const { cast } = school;
  url = `/classes/${cast.classes.sevenA.id}/journal/${cast.subjects.algebra.id}/finals`;
  term = cast.terms.quarter.id;
  await setSettings(school.db, { thresholds: { five: 460, four: 350, three: 250, disputed: 20 } });
});
beforeEach(async () => {
  const { db } = school;
  await db.correction.deleteMany();
  await db.finalVersion.deleteMany();
  await db.finalMark.deleteMany();
  setClock(LAST_DAY);
});
afterAll(async () => {
  setClock(null);
  await app.close();
  await school.close();
});

const signIn = (person: CastKey) => signInAs(app, school.db, school.cast[person].id);
const mark = (pupil: CastKey) => `m.${school.cast[pupil].id}`;
const seen = (pupil: CastKey, version: number) => ({ [`seen.${school.cast[pupil].id}`]: String(version) });
const rowOf = (body: string, pupil: CastKey) =>
  new RegExp(`<label for="m-${school.cast[pupil].id}".*?</li>`, "s").exec(body)![0];
const standing = async (pupil: CastKey) =>
  (
    await school.db.finalMark.findFirst({
      where: { pupilId: school.cast[pupil].id },
      include: { value: true },
    })
  )?.value.code;

describe("R40: the last day of the quarter", () => {
  test("what comes out stands in the field, what is disputed is left to the teacher", async () => {
    const { db, cast, today } = school;
    const at = { setAt: TUESDAY, enteredOn: dateOf("2026-11-24") };
    const { answer, test: work } = today.algebra.works;
    await db.mark.createMany({
      data: [
        { ...at, workId: answer, pupilId: cast.anna.id, valueId: cast.values["4"] },
        { ...at, workId: answer, pupilId: cast.vera.id, valueId: cast.values["4"] },
        { ...at, workId: work, pupilId: cast.vera.id, valueId: cast.values["5"] },
      ],
    });
    const { body } = await (await signIn("smirnova")).get(url);
    expect(rowOf(body, "anna")).toContain('<option value="4" selected>');
    expect(rowOf(body, "anna")).toContain("средний 4,00");
    expect(rowOf(body, "vera")).toContain("Спорная: 4 или 5");
    expect(rowOf(body, "vera")).not.toContain("selected");
    await db.mark.deleteMany();
  });

  test("one button saves all; the same again changes nothing, and each tells nobody twice", async () => {
    const teacher = await signIn("smirnova");
    const form = { of: term, [mark("anna")]: "5", [mark("vera")]: "4", ...seen("anna", 0) };
    const saved = await teacher.post(url, form);
    expect(saved).toMatchObject({ statusCode: 303 });
    expect((await teacher.get(saved.headers.location as string)).body).toContain("Записаны 2 отметки");
    expect([await standing("anna"), await standing("vera")]).toEqual(["5", "4"]);
    const again = await teacher.post(url, form);
    expect((await teacher.get(again.headers.location as string)).body).toContain("ничего не изменилось");
  });

  test("what a colleague set meanwhile is not written over, and what was typed stays", async () => {
    const teacher = await signIn("smirnova");
    await teacher.post(url, { of: term, [mark("anna")]: "5" });
    const late = await teacher.post(url, {
      ...{ of: term, [mark("anna")]: "3", [mark("vera")]: "4" },
      ...seen("anna", 0),
    });
    expect(late.statusCode).toBe(409);
    expect(rowOf(late.body, "anna")).toContain('<option value="3" selected>');
    expect(rowOf(late.body, "anna")).toContain("стоит 5");
    expect(await standing("vera")).toBeUndefined();
  });

  test("a one is asked about before it is written", async () => {
    const teacher = await signIn("smirnova");
    const asked = await teacher.post(url, { of: term, [mark("anna")]: "1" });
    expect(asked.statusCode).toBe(409);
    expect(asked.body).toContain("Записать вместе с единицей");
    expect(asked.body).toContain('name="confirm" value="one"');
    await teacher.post(url, { of: term, [mark("anna")]: "1", confirm: "one" });
    expect(await standing("anna")).toBe("1");
  });

  test("R41: the class teacher sets them too; the deputy head reads", async () => {
    const reader = await signIn("voronina");
    expect((await reader.get(url)).body).not.toContain("<select");
    expect((await reader.post(url, { of: term, [mark("anna")]: "5" })).statusCode).toBe(403);
    const leader = await signIn("gromova");
    expect((await leader.post(url, { of: term, [mark("anna")]: "5" })).statusCode).toBe(303);
  });
});

describe("R11, R63: after the day", () => {
  test("nothing is written, who is missing is said, and the way is a request to the deputy head", async () => {
    setClock(AFTER);
    const { db } = school;
    const teacher = await signIn("smirnova");
    const shut = await teacher.get(`${url}?of=${term}`);
    expect(shut.body).toContain("Исправления после закрытия дня в школе не введены");
    expect(shut.body).toContain("Срок, до которого её должны узнать семьи, прошёл");
    expect((await teacher.post(url, { of: term, [mark("anna")]: "5" })).statusCode).toBe(409);
    await setSettings(db, { correctionOrder: "№ 5 от 01.09.2026" });
    expect((await teacher.get(`${url}?of=${term}`)).body).toContain("Изменить можно по акту");
    const form = { of: term, [mark("anna")]: "5" };
    const empty = await teacher.post(`${url}/correction`, form);
    expect([empty.statusCode, await db.correction.count()]).toEqual([422, 0]);
    expect(rowOf(empty.body, "anna")).toContain('<option value="5" selected>');
    await teacher.post(`${url}/correction`, { ...form, reason: "Пропущена в ведомости" });
    expect(await db.correction.findMany()).toMatchObject([{ kind: "final", state: "requested" }]);
  });

  test("before it the page says when, and shows what comes out today", async () => {
    setClock(TUESDAY);
    const { body } = await (await signIn("smirnova")).get(`${url}?of=${term}`);
    expect(body).toContain("Эти отметки ставят с 20 декабря");
    expect(body).not.toContain("<select");
  });
});

test("R27: families do not see the page", async () => {
  for (const person of ["annaMother", "anna"] as const)
    expect((await (await signIn(person)).get(url)).statusCode).toBe(404);
});

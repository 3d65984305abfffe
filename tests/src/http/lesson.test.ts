import type { FastifyInstance } from "fastify";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { CastKey } from "../../../prisma/cast.ts";
import { setClock } from "../../../src/clock.ts";
import { buildApp } from "../../../src/http/app.ts";
import { castSchool, type TestSchool } from "../../support/school.ts";
import { signInAs } from "../../support/sign-in.ts";
import { testConfig } from "../../support/test-config.ts";

let school: TestSchool;
let app: FastifyInstance;
let url: string;
let test7: string;

beforeAll(async () => {
  school = await castSchool({ demo: true });
  app = await buildApp({ db: school.db, config: testConfig() });
  url = `/lessons/${school.today.algebra.id}`;
  test7 = school.today.algebra.works.test;
});
afterEach(() => setClock(null));
afterAll(async () => {
  await app.close();
  await school.close();
});

const signIn = (person: CastKey) => signInAs(app, school.db, school.cast[person].id);
const markOf = (pupil: CastKey, workId = test7) =>
  school.db.mark.findUnique({
    where: { workId_pupilId: { workId, pupilId: school.cast[pupil].id } },
    include: { value: true, versions: true },
  });
/** What the browser sends: every field of the form. */
const form = (work: string, marks: Partial<Record<CastKey, [was: string, value: string]>>) => ({
  work,
  ...Object.fromEntries(
    Object.entries(marks).flatMap(([pupil, [was, value]]) => {
      const { id } = school.cast[pupil as CastKey];
      return [
        [`was.${id}`, was],
        [`m.${id}`, value],
      ];
    }),
  ),
});

test("A teacher sees her lessons of today and the class in the order of its list", async () => {
  const teacher = await signIn("smirnova");
  expect((await teacher.get("/lessons")).body).toContain(url);
  const { body } = await teacher.get(url);
  const places = ["Абрамов Илья", "Кравцова Анна", "Шестаков Лев"].map((name) => body.indexOf(name));
  expect(places.every((place) => place > 0)).toBe(true);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(body).toContain("Преображенская-Лунёва Е.");
});

describe("Saving", () => {
  test("writes what was changed, by whom and from where, and says when families hear", async () => {
    const teacher = await signIn("smirnova");
    const saved = await teacher.post(url, form(test7, { anna: ["", "4"], egor: ["", ""], vera: ["", "5"] }));
    expect(saved.statusCode).toBe(303);
    const mark = await markOf("anna");
    expect(mark?.value?.code).toBe("4");
    expect(mark?.versions).toMatchObject([{ version: 1, byId: school.cast.smirnova.id, source: "web" }]);
    expect(await markOf("egor")).toBeNull();
    const { body } = await teacher.get(String(saved.headers.location));
    expect(body).toContain("Записано: Кравцова Анна 4; Мельникова Вера 5.");
    expect(body).toContain("Родители услышат через 10 секунд: в показе выдержка 10 секунд, обычно 10 минут.");
  });

  test("leaves alone what a colleague set after the page was made", async () => {
    const teacher = await signIn("smirnova");
    await teacher.post(url, form(test7, { ilya: ["", "3"] }));
    await teacher.post(url, form(test7, { ilya: ["", ""], darya: ["", "5"] }));
    expect((await markOf("ilya"))?.value?.code).toBe("3");
  });

  test("is stopped where a colleague was faster: she sees what stands there now, and decides", async () => {
    const teacher = await signIn("smirnova");
    const { id } = school.cast.alina;
    const seen = { [`seen.${id}`]: "0" };
    await teacher.post(url, form(test7, { alina: ["", "3"] }));
    const late = await teacher.post(url, { ...form(test7, { alina: ["", "5"] }), ...seen });
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain("за это время изменил кто-то другой");
    expect(late.body).toMatch(/Тихонова Алина[\s\S]*?сейчас в журнале 3[\s\S]*?<option value="5" selected>/);
    expect(late.body).toContain(`name="seen.${id}" value="1"`);
    await teacher.post(url, { ...form(test7, { alina: ["3", "5"] }), [`seen.${id}`]: "1" });
    expect((await markOf("alina"))?.value?.code).toBe("5");
  });

  test("changes and takes away, and says what stood there", async () => {
    const teacher = await signIn("smirnova");
    await teacher.post(url, form(test7, { timur: ["", "3"], sofia: ["", "5"] }));
    const saved = await teacher.post(url, form(test7, { timur: ["3", "4"], sofia: ["5", ""] }));
    const { body } = await teacher.get(String(saved.headers.location));
    expect(body).toContain("Васильев Тимур 4 (была 3); Гаврилова София – (снята, была 5).");
    expect((await markOf("sofia"))?.valueId).toBeNull();
  });

  test("nothing says so", async () => {
    const teacher = await signIn("smirnova");
    const saved = await teacher.post(url, form(test7, { lev: ["", ""] }));
    expect((await teacher.get(String(saved.headers.location))).body).toContain("Ничего не изменилось");
  });

  test("opens a work of a kind the lesson had none of", async () => {
    const teacher = await signIn("smirnova");
    expect((await teacher.get(`${url}?work=dictation`)).body).toContain("Диктант");
    await teacher.post(url, form("dictation", { lev: ["", "5"] }));
    const work = await school.db.work.findFirstOrThrow({
      where: { lessonId: school.today.algebra.id, kindCode: "dictation" },
    });
    expect((await markOf("lev", work.id))?.value?.code).toBe("5");
  });
});

describe("A mark that cannot be written", () => {
  test("A wrong value shows the form again with a sentence and everything that was typed", async () => {
    const teacher = await signIn("smirnova");
    const answer = await teacher.post(url, form(test7, { nikita: ["", "7"], maria: ["", "5"] }));
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain("Отметки «7» нет.");
    expect(answer.body).toContain('<option value="7" selected>');
    expect(answer.body).toContain('aria-invalid="true"');
    const maria = answer.body.slice(answer.body.indexOf("Иванова Мария"));
    expect(maria).toMatch(/^[\s\S]*?<option value="5" selected>/);
    expect(await markOf("maria")).toBeNull();
  });

  test("The day of the lesson is over: a sentence, and nothing typed is lost (R11)", async () => {
    const { answer: work } = school.today.algebra.works;
    setClock(new Date(Date.now() + 24 * 3_600_000));
    const answer = await (await signIn("smirnova")).post(url, form(work, { ksenia: ["", "5"] }));
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain("закрыт. Отметку можно изменить только по акту через завуча.");
    expect(answer.body).toMatch(/Орлова Ксения[\s\S]*?<option value="5" selected>/);
    expect(await markOf("ksenia", work)).toBeNull();
  });

  test("A one is asked back and nothing typed is lost; saved once more it is meant", async () => {
    const teacher = await signIn("smirnova");
    const asked = await teacher.post(url, form(test7, { stepan: ["", "1"] }));
    expect(asked.statusCode).toBe(409);
    expect(asked.body).toContain("Поставлена единица");
    expect(asked.body).toContain("Чтобы подтвердить, запишите ещё раз.");
    expect(await markOf("stepan")).toBeNull();
    const confirm = /name="confirm" value="([^"]*)"/.exec(asked.body)?.[1] ?? "";
    await teacher.post(url, { ...form(test7, { stepan: ["", "1"] }), confirm });
    expect((await markOf("stepan"))?.value?.code).toBe("1");
  });

  test("A pupil of another class is refused", async () => {
    const answer = await (await signIn("smirnova")).post(url, form(test7, { misha: ["", "5"] }));
    expect(answer.statusCode).toBe(422);
    expect(await markOf("misha")).toBeNull();
  });

  test("A work of another lesson is not written through this one", async () => {
    const fourth = school.today.fourth.works.answer;
    const answer = await (await signIn("smirnova")).post(url, form(fourth, { anna: ["", "5"] }));
    expect(answer.statusCode).toBe(422);
    expect(await markOf("anna", fourth)).toBeNull();
  });
});

test("A test is marked the day after it was written, an answer is not (R14)", async () => {
  const { answer: work } = school.today.algebra.works;
  setClock(new Date(Date.now() + 24 * 3_600_000));
  const teacher = await signIn("smirnova");
  expect((await teacher.get(`${url}?work=${work}`)).body).not.toContain("<select");
  expect((await teacher.get(`${url}?work=${test7}`)).body).toContain("<select");
  expect((await teacher.post(url, form(test7, { ruslan: ["", "4"] }))).statusCode).toBe(303);
  expect((await markOf("ruslan"))?.value?.code).toBe("4");
});

describe("Who may write", () => {
  test.each<[string, CastKey]>([
    ["The class teacher reads the lesson and writes no mark of another's subject", "gromova"],
    ["The deputy head reads it and writes none", "voronina"],
  ])("%s", async (_, person) => {
    const reader = await signIn(person);
    const page = await reader.get(url);
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toContain("<select");
    expect((await reader.post(url, form(test7, { kirill: ["", "5"] }))).statusCode).toBe(403);
    expect(await markOf("kirill")).toBeNull();
  });

  test("A teacher of another class and a guardian write nothing", async () => {
    for (const person of ["osokina", "annaMother"] as const)
      expect(
        (await (await signIn(person)).post(url, form(test7, { kirill: ["", "5"] }))).statusCode,
      ).toBeGreaterThan(400);
    expect(await markOf("kirill")).toBeNull();
  });
});
